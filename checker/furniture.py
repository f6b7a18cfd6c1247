"""Page furniture: running headers, running footers and page numbers, told by their place and their repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from checker.lettering import is_turned
from checker.pages import Line, Page

MARGIN: Final = 0.13
"""The share of a page's height, at its top and at its foot, in which furniture is looked for."""

_Places = dict[
    str, list[tuple[int, float, str]]
]  # by text without its figures: (page, share of its height, text)
_Place = tuple[str, int, int]
_MAX_PLACES: Final = 2_000
_ROW: Final = 12  # lines of the file before and after a figure that may be in its row
_TITLE: Final = 12  # words
_PLENTY: Final = 300  # characters
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"^\W*(?:(?:page|p\.?|pg\.?)\s*\|?\s*)?\d{1,3}\s*(?:(?:of|/|\|)\s*\d{1,3})?\W*(?:\|?\s*page)?$",
    re.IGNORECASE,
)
# What a reader signs or dates is never furniture; said in the same words at the top of each page, it is kept once.
_KEPT: Final = re.compile(r"\b(?:signed|signature|approved|date)\b", re.IGNORECASE)
_PRINTED: Final = re.compile(
    r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?(?= |$)", re.IGNORECASE
)
"""When a browser printed the page: it says so in the margin, and its address."""
_ADDRESS: Final = re.compile(r"^(?:https?|file)://\S+(?: \d+/\d+)?$")
_SIDE: Final = 0.27  # of a page's width: menus of designed reports stand to the left, seldom to the right
_MENU_PAGES: Final = 3
_MENU_ENTRIES: Final = 3  # below one another; the head of a table that goes on has one in a column


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without their furniture; the pages given are left as they are."""
    repeated, menus = _repeated(pages), _menus(pages)
    return [
        Page(page.number, page.width, page.height, list(_kept(page, repeated, menus)), page.images)
        for page in pages
    ]


def _kept(page: Page, repeated: _Places, menus: frozenset[_Place]) -> Iterator[Line]:
    printed = _is_printed(page)
    for at, line in enumerate(page.lines):
        is_furniture = _is_furniture(line, page, repeated, printed=printed)
        if menus and not is_furniture:
            is_furniture = _place(line) in menus
        if not is_furniture or _is_figure(at, page, repeated):
            yield line


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
        return not _is_furniture(following, page, repeated, printed=False)
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
    """What stands in the margins of several pages at the same height: by key."""
    places: _Places = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _in_margin(line, page):
                found = places[_key(line)]
                if len(found) < _MAX_PLACES:
                    found.append((page.number, line.bottom / (page.height or 1), line.text))
    needed = max(2, min(5, round(len(pages) * 0.25)))
    return {key: seen for key, seen in places.items() if len({number for number, *_ in seen}) >= needed}


def _menus(pages: Sequence[Page]) -> frozenset[_Place]:
    """What stands beside the text at the very same place of most pages: the menu of a report made to be clicked through."""
    if len(pages) < _MENU_PAGES:
        return frozenset()
    found: dict[_Place, set[int]] = defaultdict(set)
    for page in pages:
        for line in page.lines:
            if (line.right < _SIDE * page.width or line.left > (1 - _SIDE) * page.width) and not _KEPT.search(
                line.text
            ):
                found[_place(line)].add(page.number)
    needed = max(_MENU_PAGES, len(pages) / 2)
    places = [place for place, numbers in found.items() if len(numbers) >= needed and len(place[0]) > 3]
    columns = Counter(left for _, left, _ in places)
    return frozenset(place for place in places if columns[place[1]] >= _MENU_ENTRIES)


def _place(line: Line) -> _Place:
    return line.text, round(line.left), round(line.bottom)


def _is_furniture(line: Line, page: Page, repeated: _Places, *, printed: bool) -> bool:
    if _runs_along(line, page):
        return True
    if not _in_margin(line, page):
        return False
    if _PAGE_NUMBER.match(line.text) or (
        printed and (_PRINTED.match(line.text) or _ADDRESS.match(line.text))
    ):
        return True
    height = line.bottom / (page.height or 1)
    others = (
        (number, text)
        for number, other, text in repeated.get(_key(line), ())
        if number != page.number and abs(other - height) < 0.03
    )
    if _KEPT.search(line.text):
        return line.bottom > page.height / 2 and any(
            number < page.number and text == line.text for number, text in others
        )
    return any(others)


def _is_printed(page: Page) -> bool:
    """Whether a browser printed the page, and says in the margin when."""
    return any(
        line.text[0].isdecimal() and _PRINTED.match(line.text) and _in_margin(line, page)
        for line in page.lines
    )
