"""Writes a manuscript as a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import docx

from demo.manuscript import Part, Style

STYLES: dict[Style, str] = {
    "title": "Title",
    "heading": "Heading 1",
    "bullet": "List Bullet",
    "paragraph": "Normal",
}


def write_word(path: Path, parts: Iterable[Part]) -> None:
    """Write `parts` to `path` as a DOCX file in Word's own styles."""
    document = docx.Document()
    for part in parts:
        document.add_paragraph(part.text, style=STYLES[part.style])
    document.save(str(path))
