"""The fonts of a PDF page's letters: whether they are bold, and how high they stand where the file does not say."""

from __future__ import annotations

import ctypes
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from checker.pages import MAX_EDGE

_BOLD: Final = (b"bold", b"black", b"heavy", b"demi")
_BOLD_WEIGHT: Final = 600
_ASCENT: Final = 0.9
"""Of a font's size, above the base line, where the file does not say; most fonts have 0.89 to 1.04."""
_DESCENT: Final = 0.21
"""The same below it; most have 0.19 to 0.33."""
_NO_DESCENT: Final = -0.1


class Font(NamedTuple):
    """Whether a character's font is bold, and whether it states no height, as LibreOffice 7 leaves them."""

    is_bold: bool
    is_flat: bool


_UNKNOWN: Final = Font(is_bold=False, is_flat=False)


class Fonts:
    """The fonts of one page, asked for by PDFium's index of a character."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._known: dict[int, Font] = {}
        """By address, which PDFium may give to another font on another page."""

    def of(self, index: int) -> Font:
        """The character's font; neither bold nor flat where PDFium knows none."""
        item = pdfium.FPDFText_GetTextObject(self._page, index)
        raw = pdfium.FPDFTextObj_GetFont(item) if item else None
        if not raw:
            return _UNKNOWN
        key = ctypes.addressof(raw.contents)
        font = self._known.get(key)
        if font is None:
            font = self._known[key] = _read(raw)
        # Letters that are drawn and filled are how a program makes bold what the font has not.
        drawn = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        if font.is_bold or pdfium.FPDFTextObj_GetTextRenderMode(item) != drawn:
            return font
        return font._replace(is_bold=True)

    def heighten(self, index: int, box: pdfium.FS_RECTF) -> None:
        """Give a character the height of its line, where its font states none and the box is that of its ink."""
        across, base, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(self._page, index, across, base)
        if not pdfium.FPDFText_GetMatrix(self._page, index, matrix) or matrix.b or matrix.c:
            return
        size = pdfium.FPDFText_GetFontSize(self._page, index) * abs(matrix.d)
        if box.top - box.bottom < _ASCENT * size < MAX_EDGE:
            box.bottom, box.top = base.value - _DESCENT * size, base.value + _ASCENT * size


def _read(raw: Any) -> Font:
    name, descent = ctypes.create_string_buffer(256), ctypes.c_float()
    pdfium.FPDFFont_GetBaseFontName(raw, name, 256)
    pdfium.FPDFFont_GetDescent(raw, 1.0, descent)
    called = any(mark in name.value.lower() for mark in _BOLD)
    return Font(called or pdfium.FPDFFont_GetWeight(raw) >= _BOLD_WEIGHT, is_flat=descent.value > _NO_DESCENT)
