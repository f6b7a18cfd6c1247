"""The few marks that the demo's documents are written with, before they become PDF or Word files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["title", "heading", "bullet", "paragraph"]

MARKS: tuple[tuple[str, Style], ...] = (("## ", "heading"), ("# ", "title"), ("- ", "bullet"))


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a manuscript and what it is to look like."""

    style: Style
    text: str


def parts(manuscript: str) -> list[Part]:
    """The lines of `manuscript`, blank ones left out: `# ` title, `## ` heading, `- ` bullet, else a paragraph."""
    return [_part(line) for line in manuscript.splitlines() if line.strip()]


def _part(line: str) -> Part:
    for mark, style in MARKS:
        if line.startswith(mark):
            return Part(style, line.removeprefix(mark).strip())
    return Part("paragraph", line.strip())
