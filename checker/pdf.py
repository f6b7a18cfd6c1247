"""Reading PDF files: which of the two readers gives the text, and what its pages are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import Final

from checker.blocks import Reading
from checker.document import UnreadableError
from checker.furniture import without_furniture
from checker.garbled import readable
from checker.inflation import refuse_bombs
from checker.layout import drafts
from checker.pages import Page
from checker.pdfium import open_pdf, read_pages
from checker.pictures import signature_pages

MEDIA_TYPE: Final = "application/pdf"

MAX_PAGES: Final = 400
"""Pages read: group annual reports have up to 350; the statement in a longer file is better sent by itself."""

MIN_TEXT: Final = 100
"""Characters below which a page with an image on it counts as a scan; headers and stamps stay below."""

_SAMPLE: Final = 200_000  # characters looked at: a report whose first eighty pages are sound is sound
_BAD: Final = re.compile(r"\(cid:\d+\)|\ufffd|[\x00-\x08]|[\ue000-\uefff]|[^\W\d_]{26,}")
_LETTERS: Final = re.compile(r"(?:(?<=\s)[^\W\d_] ){4,}")
POOR: Final = 0.05
"""The share of damaged words above which the other reader is asked too."""


def read_pdf(body: bytes) -> Reading:
    """Blocks of the PDF's text. A document of images comes back without text, its pages named as scanned."""
    notes: list[str] = []
    refuse_bombs(body)
    try:
        with closing(open_pdf(body)) as document:
            count = len(document)
            pages = list(read_pages(document, MAX_PAGES))
    except UnreadableError as error:
        if error.problem == "encrypted":
            raise
        pages = _second_reading(body)
        if not any(page.lines for page in pages):
            raise
        count = len(pages)
        reader = "pdfminer.six"
        notes.append("the PDF is damaged: what could be read of it was read")
    else:
        reader = "pypdfium2"
        if count and _damage(pages) > POOR:
            other = _second_reading(body)
            if any(page.lines for page in other) and _damage(other) < _damage(pages):
                reader = "pdfminer.six"
                for page, better in zip(pages, other, strict=False):
                    page.lines = better.lines
            else:
                notes.append("the PDF's text is damaged: letters or word spaces are wrong in places")
    if not count:
        raise UnreadableError("broken", "the PDF has no pages: download or export it again")
    if count > MAX_PAGES:
        notes.append(f"only the first {MAX_PAGES} of {count} pages were read")
    scanned = tuple(page.number for page in pages if _is_scanned(page))
    found = drafts(without_furniture(pages))
    if not found and not scanned:
        raise UnreadableError(
            "empty", "the PDF holds no text and no images: send the file that has the statement in it"
        )
    return Reading(
        found,
        MEDIA_TYPE,
        reader,
        pages=count,
        scanned_pages=scanned,
        image_pages=signature_pages(pages, scanned),
        notes=tuple(notes),
    )


def _second_reading(body: bytes) -> list[Page]:
    from checker.miner import read_pages as read_slowly  # noqa: PLC0415 - costs 100 ms that most files need not pay

    pages: list[Page] = []
    try:
        pages.extend(read_slowly(body, MAX_PAGES))
    except Exception:  # pdfminer raises what it likes on damaged files; the first reader's word stands
        return pages
    with suppress(UnreadableError):  # then they count as damage
        _ungarble(pages)
    return pages


def _ungarble(pages: Sequence[Page]) -> None:
    """Make letters of the numbers that pdfminer.six gives where a font does not say what its letters are."""
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return
    said = readable("\n".join(line.text.replace("\n", " ") for line in lines))
    for line, text in zip(lines, said.split("\n"), strict=True):
        line.text = text.strip() or " "


def _damage(pages: Sequence[Page]) -> float:
    """The share of words that no person wrote: unmapped letters, glued words, letter-spaced words."""
    text = "\n".join(line.text for page in pages for line in page.lines)[:_SAMPLE]
    words = len(text.split())
    bad = len(_BAD.findall(text)) + sum(len(found.group()) // 4 for found in _LETTERS.finditer(text))
    return bad / words if words else 0.0


def _is_scanned(page: Page) -> bool:
    if sum(len(line.text) for line in page.lines) >= MIN_TEXT:
        return False
    covered = sum(max(image.width, 0) * max(image.height, 0) for image in page.images)
    return covered > 0.3 * page.width * page.height
