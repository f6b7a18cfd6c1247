"""List bullets that a PDF draws instead of writing: browsers print discs, circles and squares as small shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from checker.bullets import has_bullet
from checker.pages import Box, Line

SMALLEST: Final = 1.5
LARGEST: Final = 8.0
"""Points across: what is smaller is a dot of a pattern, what is larger an icon."""

_REACH: Final = 2.6  # line heights between a bullet and its text
_SHARE: Final = 0.52  # of its line's height a bullet has at most
_BULLET: Final = "• "


def may_be_bullet(left: float, bottom: float, right: float, top: float) -> bool:
    """Whether a shape is as small and as square as bullets are."""
    wide, high = right - left, top - bottom
    return SMALLEST <= wide <= LARGEST and SMALLEST <= high <= LARGEST and 0.6 * high <= wide <= 1.7 * high


def mark_items(lines: Sequence[Line], shapes: Iterable[Box]) -> None:
    """Give the lines that have a shape before them a bullet. Headings with an ornament keep to themselves."""
    for shape in shapes:
        middle = (shape.top + shape.bottom) / 2
        marked = None
        for line in lines:
            high = line.top - line.bottom
            if (
                line.bottom + 0.15 * high < middle < line.top - 0.15 * high
                and shape.right - 1 <= line.left <= shape.right + _REACH * line.size
                and shape.top - shape.bottom <= _SHARE * line.size
                and (marked is None or line.left < marked.left)
            ):
                marked = line
        if marked and not marked.bold and not has_bullet(marked.text):
            marked.text = _BULLET + marked.text
            marked.left = min(marked.left, shape.left)
