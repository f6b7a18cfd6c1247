"""Reading PDF files: which of the two readers gives the text, and what its pages are."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Final, NamedTuple

from checker.blocks import Reading
from checker.document import UnreadableError
from checker.furniture import without_furniture
from checker.garbled import readable
from checker.inflation import refuse_bombs
from checker.layout import drafts
from checker.pages import Page, Recognised
from checker.pdfium import open_pdf, read_pages
from checker.pictures import signature_pages

MEDIA_TYPE: Final = "application/pdf"

TESSERACT: Final = "tesseract"
"""What `read_with` says of pages read by text recognition."""

_DOUBT: Final = "letters, names, dates and years may be misread: look at the original before relying on it"

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
    """Blocks of the PDF's text. A document of images that nothing here can read comes back without text, and says why."""
    started = time.monotonic()
    refuse_bombs(body)
    text = _text(body)
    pages, count, notes = text.pages, text.total, list(text.notes)
    if not count:
        raise UnreadableError("broken", "the PDF has no pages: download or export it again")
    if count > MAX_PAGES:
        notes.append(f"only the first {MAX_PAGES} of {count} pages were read")
    seen = _recognised(body, text, started)
    found = drafts(without_furniture(pages))
    if not found and not seen.unread:
        raise _nothing(seen)
    if text.is_poor and _damage(pages) > POOR:
        notes.append("the PDF's text is damaged: letters or word spaces are wrong in places")
    unseen = {*seen.read, *seen.pictures, *seen.empty, *seen.unread}
    return Reading(
        found,
        MEDIA_TYPE,
        _readers(text, seen),
        pages=count,
        scanned_pages=tuple(seen.unread),
        recognised_pages=tuple(seen.read),
        unread=seen.reason,
        image_pages=tuple(sorted({*signature_pages(pages, unseen), *seen.pictures})),
        notes=(*notes, *_notes(seen)),
    )


class _Text(NamedTuple):
    """The pages with their text, how many there are, whose text it is, whether it is damaged, what was given up on."""

    pages: list[Page]
    total: int
    reader: str
    is_poor: bool
    notes: Sequence[str] = ()


def _text(body: bytes) -> _Text:
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
        note = "the PDF is damaged: what could be read of it was read"
        return _Text(pages, len(pages), "pdfminer.six", _damage(pages) > POOR, [note])
    is_poor = _damage(pages) > POOR
    if is_poor:
        other = _second_reading(body)
        if any(page.lines for page in other) and _damage(other) < _damage(pages):
            for page, better in zip(pages, other, strict=False):
                page.lines = better.lines
            return _Text(pages, count, "pdfminer.six", _damage(pages) > POOR)
    return _Text(pages, count, "pypdfium2", is_poor)


def _recognised(body: bytes, text: _Text, started: float) -> Recognised:
    """What became of the pages that are pictures of text, and of those whose text is damaged, which OCR may better."""
    scanned = [page for page in text.pages if _is_scanned(page)]
    damaged: dict[int, Page] = {}
    if text.is_poor:
        damaged = {
            page.number: page for page in text.pages if _damage([page]) > POOR and not _is_scanned(page)
        }
    if not scanned and not damaged:
        return Recognised()
    from checker.ocr import recognise  # noqa: PLC0415 - few documents are scans

    blank = [Page(page.number, page.width, page.height) for page in damaged.values()]
    wanted = sorted([*scanned, *blank], key=lambda page: page.number)
    seen = recognise(body, wanted, len(text.pages), started)
    for page in blank:
        if page.number in seen.read:
            better = damaged[page.number]
            better.lines, better.width, better.height = page.lines, page.width, page.height
    return seen.without(set(damaged) - set(seen.read))


def _readers(text: _Text, seen: Recognised) -> str:
    """Whose text the document is."""
    if not seen.read:
        return text.reader
    with_text = {page.number for page in text.pages if page.lines}
    return TESSERACT if with_text <= set(seen.read) else f"{text.reader}, {TESSERACT}"


def _notes(seen: Recognised) -> Iterator[str]:
    if seen.read:
        yield f"read by text recognition (OCR): {_pages(seen.read)}; {_DOUBT}"
    if seen.unread:
        yield f"scanned images that were not read: {_pages(seen.unread)}; {seen.reason}"


def _nothing(seen: Recognised) -> UnreadableError:
    """Why no text was found."""
    looked_at = len(seen.pictures) + len(seen.empty)
    if looked_at:
        return UnreadableError(
            "scan",
            f"text recognition (OCR) found no words in its {looked_at} scanned pages: send the original document",
        )
    return UnreadableError(
        "empty", "the PDF holds no text and no images: send the file that has the statement in it"
    )


def _pages(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: "pages 1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {said}"


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
