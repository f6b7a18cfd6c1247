"""Pages of a PDF through pypdfium2: fast, so it reads first.

PDFium gives a page's text in one call; asking it about single characters costs more than the text itself. So it is
asked about the first and last character of each line only, which tells where the line lies and in which font.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from checker.document import UnreadableError
from checker.pages import Box, Line, Page

_BROKEN_WORD: Final = "\ufffe"  # PDFium's mark for a hyphen at the end of a line
_MAX_OBJECTS: Final = 20_000  # per page, looking for images; drawings may hold a hundred thousand paths
_MAX_FORM_DEPTH: Final = 4


def open_pdf(body: bytes) -> pypdfium2.PdfDocument:
    """The open document; close it. Raises UnreadableError where it is encrypted or broken."""
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            message = "the PDF is protected by a password: send a copy without one"
            raise UnreadableError("encrypted", message) from error
        message = "the PDF is damaged or cut short: download or export it again"
        raise UnreadableError("broken", message) from error


def read_pages(document: pypdfium2.PdfDocument, limit: int) -> Iterator[Page]:
    """Up to `limit` pages. A page that cannot be loaded comes back without lines."""
    fonts: dict[int, bool] = {}
    for index in range(min(len(document), limit)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield Page(index + 1, 0, 0)
            continue
        with closing(page):
            width, height = page.get_size()
            turn = page.get_rotation()
            sheet = _Sheet(width, height, turn)
            result = Page(index + 1, width, height)
            with closing(page.get_textpage()) as text:
                result.lines.extend(_lines(text, sheet, fonts))
            result.images.extend(sheet.box(*bounds) for bounds in _images(page.raw))
            yield result


class _Sheet:
    """Turns coordinates of the page's content into those of the page as it is looked at."""

    def __init__(self, width: float, height: float, turn: int) -> None:
        self.width, self.height, self.turn = width, height, turn

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.turn == 90:
            return Box(bottom, self.height - right, top, self.height - left)
        if self.turn == 180:
            return Box(self.width - right, self.height - top, self.width - left, self.height - bottom)
        if self.turn == 270:
            return Box(self.width - top, left, self.width - bottom, right)
        return Box(left, bottom, right, top)


def _lines(page: pypdfium2.PdfTextPage, sheet: _Sheet, fonts: dict[int, bool]) -> Iterator[Line]:
    content = page.get_text_range()
    raw = page.raw
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    exact = page.count_chars() == len(content)
    position = 0
    for stretch in content.split("\r\n"):
        start = position
        position += len(stretch) + 2
        pieces = stretch.split(_BROKEN_WORD)
        for number, piece in enumerate(pieces):
            at = start
            start += len(piece) + 1
            text = piece.rstrip()
            lead = len(text) - len(text.lstrip())
            if lead == len(text):
                continue
            begin, end = at + lead, at + len(text) - 1
            if not exact:
                begin = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, begin)
                end = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, end)
            pdfium.FPDFText_GetLooseCharBox(raw, begin, first)
            pdfium.FPDFText_GetLooseCharBox(raw, end, last)
            head = sheet.box(first.left, first.bottom, first.right, first.top)
            tail = sheet.box(last.left, last.bottom, last.right, last.top)
            bold = _is_bold(raw, begin, fonts)
            yield Line(
                text[lead:],
                head.left,
                min(head.bottom, tail.bottom),
                max(head.right, tail.right),
                max(head.top, tail.top),
                _size(head.height, tail.height),
                bold and _is_bold(raw, end, fonts),
                joined=number < len(pieces) - 1,
            )


def _size(first: float, last: float) -> float:
    """The size of a line's font, also where it starts with a footnote mark or a drop capital."""
    small, large = sorted((first, last))
    return large if large < 1.8 * small else last


def _is_bold(raw: Any, index: int, fonts: dict[int, bool]) -> bool:
    item = pdfium.FPDFText_GetTextObject(raw, index)
    font = pdfium.FPDFTextObj_GetFont(item) if item else None
    if not font:
        return False
    key = ctypes.addressof(font.contents)
    known = fonts.get(key)
    if known is None:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.lower()
        known = (
            any(mark in name for mark in (b"bold", b"black", b"heavy", b"demi")) and b"embolden" not in name
        )
        known = known or pdfium.FPDFFont_GetWeight(font) >= 600
        fonts[key] = known
    return known


def _images(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """The bounds of the images on the page, also those inside form objects."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        is_image = kind == pdfium.FPDF_PAGEOBJ_IMAGE or (
            kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_image(item, 0)
        )
        if is_image and pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            yield left.value, bottom.value, right.value, top.value


def _holds_image(form: Any, depth: int) -> bool:
    if depth > _MAX_FORM_DEPTH:
        return False
    for index in range(min(pdfium.FPDFFormObj_CountObjects(form), 500)):
        item = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_image(item, depth + 1):
            return True
    return False
