"""What a letter is made of: headings, paragraphs, lists and tables, before they are a Word document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the letter; `title` for the subject line."""

    text: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or several lines that belong together. `leads` to the next: both stand on one page."""

    text: str
    small: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item may open with words that stand out."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Without a header its first column names what the second says."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Grid
