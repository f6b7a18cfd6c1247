"""Reading the pages that are pictures of text, with Tesseract where it is installed (the extra `ocr`).

Nothing here is loaded for a document whose pages have text. PDFium draws a page, Tesseract reads it in a child process
of its own, and its words go through the same layout as those of a text PDF.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import islice
from math import sqrt
from typing import TYPE_CHECKING, Final

import pypdfium2

from checker.hocr import lines
from checker.pages import Line, Page, Recognised
from checker.strokes import embolden

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES: Final = 20
"""Pages of one document that are read so; the longest scanned statement known has ten."""

MAX_SECONDS: Final = 50.0
"""For all of them, from the moment the document was opened: whoever asked gives up after sixty. A full page takes 1.5 s
of one processor, two pages are read at a time."""

_PAGE_SECONDS: Final = 30.0

DOTS: Final = 200 / 72
"""Pixels a point: 200 to the inch."""

MAX_PIXELS: Final = 10_000_000
"""Of the picture of a page, where an A4 page has 3.9 million at 200 dots an inch."""

MAX_EDGE: Final = 15_000
"""Pixels; Tesseract takes pictures up to 32,767."""

MAX_IMAGE_PIXELS: Final = 60_000_000
"""Of the images on a page together: A4 in colour at 600 dots an inch has 35. PDFium takes four bytes and more for each."""

_A4_PIXELS: Final = 595 * 842 * DOTS * DOTS
_MAX_OBJECTS: Final = 20_000
_WORD: Final = re.compile(r"[^\W\d_]{3,}")

_MIN_WORDS: Final = 3
"""Words of three letters that make a page one with text; what is seen in photographs and scribbles is shorter."""

_POOR: Final = 12
"""Such words below which a page may lie on its side, and is looked at for that; a page of text has 200."""

_BLANK: Final = 0.00005
"""The share of pixels unlike the paper below which a page is empty: the back of a sheet, with specks."""

_UNLIKE: Final = 50  # levels of grey, of 256

_INSTALL: Final = "reading them takes {needed}: install it, or send the original document"

_TOO_MANY: Final = f"no more than {MAX_PAGES} scanned pages of one document are read: send only those that hold the statement"


def missing() -> str:
    """What has to be installed before scans can be read, in words that say how; empty where nothing has."""
    needed = []
    if find_spec("pytesseract") is None or find_spec("PIL") is None:
        needed.append("the extra “ocr” (pip install 'section54[ocr]')")
    if shutil.which("tesseract") is None:
        needed.append("the program tesseract (Debian and Ubuntu: apt-get install tesseract-ocr)")
    return " and ".join(needed)


def recognise(body: bytes, pages: Sequence[Page], count: int, started: float) -> Recognised:
    """Reads the pages, which become what they say; `count` pages has the document, opened at `started` (monotonic).

    Where so many are left over that the document counts as unread all the same, none is read.
    """
    done = Recognised()
    needed = missing()
    if needed or (len(pages) - MAX_PAGES) * 2 >= count:
        done.unread.extend(page.number for page in pages)
        done.reason = _INSTALL.format(needed=needed) if needed else _TOO_MANY
        return done
    until = started + MAX_SECONDS
    # One thread for each child: two of them keep two processors busy, and more get in each other's way.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    for page in pages[MAX_PAGES:]:
        done.unread.append(page.number)
        done.reason = (
            f"{MAX_PAGES} pages of one document are read so: send only the pages that hold the statement"
        )
    for page, answer in _answers(body, pages[:MAX_PAGES], until):
        if isinstance(answer, str):
            done.unread.append(page.number)
            done.reason = answer
        elif answer.is_empty:
            done.empty.append(page.number)
        elif _words(answer.lines) < _MIN_WORDS or _letters(answer.lines) < _letters(page.lines):
            done.pictures.append(page.number)
        else:
            page.lines = answer.lines
            if answer.is_turned:
                page.width, page.height = page.height, page.width
            done.read.append(page.number)
    done.unread.sort()
    return done


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lines of a page; `is_turned` where it lay on its side."""

    lines: list[Line] = field(default_factory=list)
    is_turned: bool = False
    is_empty: bool = False


def _answers(body: bytes, pages: Sequence[Page], until: float) -> Iterator[tuple[Page, _Seen | str]]:
    """Each page with what is seen on it, or why it could not be read. Pages are drawn one by one, and read two by two."""
    waiting: deque[tuple[Page, Future[_Seen | str]]] = deque()
    readers = min(os.cpu_count() or 1, 2)
    with closing(pypdfium2.PdfDocument(body)) as document, ThreadPoolExecutor(readers) as pool:
        for page in pages:
            if len(waiting) == readers:
                first, future = waiting.popleft()
                yield first, future.result()
            try:
                picture, dots = _drawn(document, page)
            except _UndrawableError as error:
                yield page, str(error)
                continue
            waiting.append((page, pool.submit(_seen, picture, dots, page, until)))
        for page, future in waiting:
            yield page, future.result()


class _UndrawableError(Exception):
    """The page cannot be made a picture of; the message says why and what to do."""


def _drawn(document: pypdfium2.PdfDocument, page: Page) -> tuple[Image, float]:
    """The page as a grey picture, and how many of its pixels make a point."""
    area = page.width * page.height
    if not area:
        raise _UndrawableError("the page has no size: export the document again")
    dots = max(DOTS, sqrt(_A4_PIXELS / area))
    dots = min(dots, sqrt(MAX_PIXELS / area), MAX_EDGE / max(page.width, page.height))
    try:
        with closing(document[page.number - 1]) as sheet:
            if _image_pixels(sheet) > MAX_IMAGE_PIXELS:
                raise _UndrawableError("its images are too large: scan it again at 300 dots an inch")
            return sheet.render(scale=dots, grayscale=True).to_pil(), dots
    except (pypdfium2.PdfiumError, MemoryError) as error:
        raise _UndrawableError("the page cannot be drawn: export the document again") from error


def _image_pixels(sheet: pypdfium2.PdfPage) -> int:
    """The pixels of the images on a page, which PDFium unpacks whole to draw them."""
    total = 0
    for item in islice(sheet.get_objects(max_depth=4), _MAX_OBJECTS):
        if isinstance(item, pypdfium2.PdfImage):
            width, height = item.get_px_size()
            total += width * height
    return total


def _seen(picture: Image, dots: float, page: Page, until: float) -> _Seen | str:
    """What Tesseract makes of the picture, turned upright; or why it made nothing."""
    if _is_blank(picture):
        return _Seen(is_empty=True)
    try:
        found = _lines(picture, dots, page.height, until)
        if _words(found) >= _POOR or not (turn := _turn(picture, until)):
            return _Seen(found)
        sideways = turn != 180
        upright = picture.rotate(-turn, expand=True)
        again = _lines(upright, dots, page.width if sideways else page.height, until)
    except (RuntimeError, OSError, ValueError) as error:  # its time-out, its errors; no room for its files
        return _failure(error)
    return _Seen(again, sideways) if _words(again) > _words(found) else _Seen(found)


def _lines(picture: Image, dots: float, height: float, until: float) -> list[Line]:
    found = lines(_hocr(picture, until), dots=dots, height=height)
    embolden(found, picture, dots=dots, height=height)
    return found


def _is_blank(picture: Image) -> bool:
    levels = picture.histogram()
    paper = levels.index(max(levels))
    return sum(levels) - sum(levels[max(0, paper - _UNLIKE) : paper + _UNLIKE]) < _BLANK * sum(levels)


def _hocr(picture: Image, until: float) -> bytes:
    import pytesseract  # noqa: PLC0415 - the extra may not be there

    answer: bytes = pytesseract.image_to_pdf_or_hocr(
        picture,
        lang="eng",
        config=f"--psm 3 --dpi {DOTS * 72:.0f}",
        extension="hocr",
        timeout=_left(until),
    )
    return answer


def _turn(picture: Image, until: float) -> int:
    """By how many degrees clockwise the picture must be turned to stand upright; 0 where Tesseract cannot tell."""
    import pytesseract  # noqa: PLC0415

    try:
        told = pytesseract.image_to_osd(picture, output_type=pytesseract.Output.DICT, timeout=_left(until))
    except pytesseract.TesseractError:  # too few letters to tell
        return 0
    return int(told["rotate"])


def _left(until: float) -> float:
    """The seconds that one call may take."""
    left = min(until - time.monotonic(), _PAGE_SECONDS)
    if left <= 0:
        raise TimeoutError
    return left


def _failure(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "timeout" in str(error):
        return "text recognition takes too long: send only the pages that hold the statement, or the original document"
    said = " ".join(str(getattr(error, "message", error)).split())[:120]
    return f"text recognition failed ({said}): send the original document"


def _words(found: Iterable[Line]) -> int:
    return sum(len(_WORD.findall(line.text)) for line in found)


def _letters(found: Iterable[Line]) -> int:
    return sum(len(line.text) for line in found)
