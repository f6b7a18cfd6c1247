"""Rows of a web page's tables: data, or a means to lay out the page."""

from __future__ import annotations

from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from checker.headings import SIGNATURE

MAX_WORDS: Final = 60
"""Words of a cell that holds data."""

MAX_SIGNED: Final = 12
"""Lines of one person's signature."""

MAX_ROW: Final = 2_000
"""Nodes of one table row; what holds more lays out a page."""


def is_data_row(row: Tag) -> bool:
    """Whether a row is data, to be read as one line, and not a table used to lay out the page."""
    cells = _cells(row)
    if len(cells) < 2:
        return False
    stack: list[PageElement] = list(cells)
    for _ in range(MAX_ROW):
        if not stack:
            long = max(len(cell.get_text(" ").split()) for cell in cells) >= MAX_WORDS
            return not long and sum(map(_is_signed, cells)) < 2
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name in ("table", "tr") or (node.name == "br" and _is_break(node)):
                return False
            stack.extend(node.contents)
    return False


def _is_signed(cell: Tag) -> bool:
    """Whether a cell holds several lines, of which one is of those people sign with."""
    said = [text for text in cell.stripped_strings if text]
    return 1 < len(said) < MAX_SIGNED and any(SIGNATURE.search(text[:200]) for text in said)


def _is_break(line: Tag) -> bool:
    """Whether a line break follows another: they part paragraphs."""
    following = line.next_sibling
    while isinstance(following, NavigableString) and following.isspace():
        following = following.next_sibling
    return isinstance(following, Tag) and following.name == "br"


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in ("td", "th")]


def row_text(row: Tag) -> str:
    """The cells of a row that hold text, as one line."""
    cells = (cell.get_text(" ", strip=True) for cell in _cells(row))
    return " | ".join(cell for cell in cells if cell)
