"""Pictures that may be a signature: where one stands, a text that shows no signature is not yet unsigned."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import Final, Protocol

from checker.pages import Box, Page

NEAR: Final = 0.2
"""The share of a page's height within which a signing line belongs to a picture."""

REACH: Final = 150
"""Characters before a picture in which a signing word belongs to it, where a text has no pages."""

_SIGNED: Final = re.compile(
    r"\b(?:signed|signature|signatory|on behalf of|approved|sincerely|faithfully)\b", re.IGNORECASE
)
_ROLE: Final = re.compile(
    r"\b(?:director|chief executive|ceo|chair(?:man|woman|person)?|president|partner|secretary|trustee|principal|leader)\b",
    re.IGNORECASE,
)
_SHORT_LINE: Final = 90


class HasText(Protocol):
    """A block of text."""

    @property
    def text(self) -> str: ...


def signature_pages(pages: Sequence[Page], scanned: Collection[int]) -> tuple[int, ...]:
    """The pages with text and a picture of a signature's size, beside the lines people sign with or below the last text.

    Logos and backdrops, which stand in one place on several pages, and photographs are none.
    """
    places: dict[tuple[int, ...], set[int]] = {}
    for page in pages:
        for image in page.images:
            places.setdefault(_place(image), set()).add(page.number)
    last = max((page.number for page in pages if page.lines), default=0)
    return tuple(
        page.number
        for page in pages
        if page.number not in scanned
        and any(
            len(places[_place(image)]) < 3 and _fits(image, page) and _is_placed(image, page, last)
            for image in page.images
        )
    )


def _place(image: Box) -> tuple[int, ...]:
    return tuple(round(edge / 8) for edge in (image.left, image.bottom, image.right, image.top))


def _fits(image: Box, page: Page) -> bool:
    wide, high = image.width, image.height
    return 36 <= wide <= 0.45 * page.width and 12 <= high <= 0.18 * page.height and 0.8 <= wide / high <= 12


def _is_placed(image: Box, page: Page, last: int) -> bool:
    if not 0.04 * page.height < image.bottom < image.top < 0.95 * page.height:
        return False
    middle = (image.top + image.bottom) / 2
    signing = [(line.top + line.bottom) / 2 for line in page.lines if _is_signing(line.text)]
    above = sorted((line.bottom, line.text) for line in page.lines if line.bottom > middle)[:3]
    if any(abs(height - middle) < NEAR * page.height for height in signing) or any(
        _is_signing(text) for _, text in above
    ):
        return True
    lowest = min(
        (line.bottom for line in page.lines if len(line.text) > _SHORT_LINE / 2), default=page.height
    )
    return page.number == last and image.top < lowest + 10 and middle < 0.75 * page.height


def ends_with_picture(drafts: Sequence[HasText], pictures: Iterable[int], *, anywhere: bool) -> bool:
    """Whether a picture stands where people sign; each is given as the number of blocks before it.

    That is after a signing word or before a short line with a role; with `anywhere`, also after two thirds of the text.
    """
    lengths = list(accumulate((len(draft.text) for draft in drafts), initial=0))
    for before in pictures:
        if anywhere and lengths[before] * 3 >= lengths[-1] * 2:
            return True
        lead = "\n".join(draft.text[-REACH:] for draft in drafts[max(0, before - 3) : before])[-REACH:]
        follows = [draft.text for draft in drafts[before : before + 2] if len(draft.text) < _SHORT_LINE]
        if _SIGNED.search(lead) or any(_ROLE.search(text) for text in follows):
            return True
    return False


def _is_signing(text: str) -> bool:
    return len(text) < _SHORT_LINE and (_SIGNED.search(text) is not None or _ROLE.search(text) is not None)
