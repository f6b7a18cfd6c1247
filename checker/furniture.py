"""Page furniture: running headers, running footers and page numbers, told by their place and their repetition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from checker.lettering import is_turned
from checker.pages import Line, Page

MARGIN: Final = 0.13
"""The share of a page's height, at its top and at its foot, in which furniture is looked for."""

_Places = dict[str, list[tuple[int, float]]]  # by text: (page, share of its height)
_ROW: Final = 12  # lines of the file before and after a figure that may be in its row
_TITLE: Final = 12  # words
_PLENTY: Final = 300  # characters
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"^\W*(?:(?:page|p\.?|pg\.?)\s*\|?\s*)?\d{1,3}\s*(?:(?:of|/|\|)\s*\d{1,3})?\W*(?:\|?\s*page)?$",
    re.IGNORECASE,
)
# Said once and kept, however often it comes: what a reader signs or dates is never furniture.
_KEPT: Final = re.compile(r"\b(?:signed|signature|approved|date)\b", re.IGNORECASE)


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without their furniture; the pages given are left as they are."""
    repeated = _repeated(pages)
    return [
        Page(
            page.number,
            page.width,
            page.height,
            [
                line
                for at, line in enumerate(page.lines)
                if not _is_furniture(line, page, repeated) or _is_figure(at, page, repeated)
            ],
            page.images,
        )
        for page in pages
    ]


def is_raised(line: Line, following: Line | None) -> bool:
    """Whether a small number is a footnote's, above and before its text."""
    return (
        following is not None
        and line.text.isdecimal()
        and line.size < 0.85 * following.size
        and line.bottom > following.bottom
        and line.bottom < following.top
        and -1 < following.left - line.right < following.size
    )


def _is_figure(at: int, page: Page, repeated: _Places) -> bool:
    """Whether a number in the margin numbers a line of text, or is one of several in the row of a table."""
    line = page.lines[at]
    if not line.text.isdecimal():
        return False
    near = 0.5 * line.size
    following = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if is_raised(line, following):
        return True
    if (
        following is not None
        and abs(following.bottom - line.bottom) < near
        and 0 < following.left - line.right < 4 * line.size
        and not following.text.isdecimal()
    ):
        return not _is_furniture(following, page, repeated)
    beside = [
        int(other.text[:6])
        for other in page.lines[max(0, at - _ROW) : at + _ROW]
        if other is not line and other.text.isdecimal() and abs(other.bottom - line.bottom) < near
    ]
    # Two pages on one sheet have two numbers, one after the other.
    return any(abs(number - int(line.text[:6])) > 1 for number in beside)


def _runs_along(line: Line, page: Page) -> bool:
    """Whether it is a title along the side of a page that holds text besides."""
    return (
        is_turned(line)
        and (line.right < page.width * MARGIN or line.left > page.width * (1 - MARGIN))
        and len(line.text.split()) <= _TITLE
        and any(total > _PLENTY for total in accumulate(len(other.text) for other in page.lines))
    )


def _in_margin(line: Line, page: Page) -> bool:
    return line.top > page.height * (1 - MARGIN) or line.bottom < page.height * MARGIN


def _key(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()).casefold())


def _repeated(pages: Sequence[Page]) -> _Places:
    """What stands in the margins of several pages at the same height: key to (page, height) pairs."""
    places: _Places = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _in_margin(line, page):
                places[_key(line)].append((page.number, line.bottom / (page.height or 1)))
    needed = max(2, min(5, round(len(pages) * 0.25)))
    return {key: found for key, found in places.items() if len({number for number, _ in found}) >= needed}


def _is_furniture(line: Line, page: Page, repeated: _Places) -> bool:
    if _runs_along(line, page):
        return True
    if not _in_margin(line, page):
        return False
    if _PAGE_NUMBER.match(line.text):
        return True
    places = repeated.get(_key(line))
    if not places or _KEPT.search(line.text):
        return False
    height = line.bottom / (page.height or 1)
    return any(number != page.number and abs(other - height) < 0.03 for number, other in places)
