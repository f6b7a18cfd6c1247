"""Sets a manuscript as a PDF of A4 pages, with PDFium and the Helvetica that every PDF reader brings along."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from demo.manuscript import Part, Style

PAGE = (595.0, 842.0)
"""A4 in points."""
MARGIN = 64.0
FOOT = 36.0


@dataclass(frozen=True, slots=True)
class Face:
    """How a style is set: font, size, space above and indent, in points."""

    font: bytes
    size: float
    above: float
    indent: float = 0.0


FACES: dict[Style, Face] = {
    "title": Face(b"Helvetica-Bold", 20, 6),
    "heading": Face(b"Helvetica-Bold", 13, 16),
    "bullet": Face(b"Helvetica", 10.5, 4, indent=14),
    "paragraph": Face(b"Helvetica", 10.5, 8),
}
LEADING = 1.35
LABEL = Face(b"Helvetica", 8, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at a place on a page: `left` and `bottom` in points from the page's lower left corner."""

    page: int
    left: float
    bottom: float
    face: Face
    text: str


def write_pdf(path: Path, parts: Iterable[Part], running_title: str) -> None:
    """Set `parts` and write them to `path`, with `running_title` and the page number at the foot of each page."""
    document = pdfium.PdfDocument.new()
    fonts = {
        name: raw.FPDFText_LoadStandardFont(document, name)
        for name in {face.font for face in FACES.values()} | {LABEL.font}
    }
    lines = list(_set(parts, fonts))
    count = max((line.page for line in lines), default=0) + 1
    pages = [document.new_page(*PAGE) for _ in range(count)]
    for number in range(count):
        label = f"{running_title} | Page {number + 1} of {count}"
        lines.append(Line(number, MARGIN, FOOT, LABEL, label))
    for line in lines:
        _draw(document, pages[line.page], fonts[line.face.font], line)
    for page in pages:
        page.gen_content()
    document.save(str(path))
    for page in pages:
        page.close()
    for font in fonts.values():
        raw.FPDFFont_Close(font)
    document.close()


def _set(parts: Iterable[Part], fonts: dict[bytes, Any]) -> Iterator[Line]:
    page, bottom = 0, PAGE[1] - MARGIN
    for part in parts:
        face = FACES[part.style]
        height = face.size * LEADING
        left = MARGIN + face.indent
        rows = _rows(part.text, face, fonts[face.font], PAGE[0] - MARGIN - left)
        # A heading stays with the two lines that follow it.
        needed = height * (4 if part.style == "heading" else 1)
        if bottom - face.above - needed < MARGIN:
            page, bottom = page + 1, PAGE[1] - MARGIN
        else:
            bottom -= face.above
        for number, row in enumerate(rows):
            if bottom - height < MARGIN:
                page, bottom = page + 1, PAGE[1] - MARGIN
            bottom -= height
            if part.style == "bullet" and number == 0:
                yield Line(page, MARGIN, bottom, face, "•")
            yield Line(page, left, bottom, face, row)


def _rows(text: str, face: Face, font: Any, width: float) -> list[str]:
    """`text` broken at spaces into rows no wider than `width` points."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        longer = f"{row} {word}" if row else word
        if row and _width(longer, face, font) > width:
            rows.append(row)
            row = word
        else:
            row = longer
    return [*rows, row]


def _width(text: str, face: Face, font: Any) -> float:
    total = 0.0
    glyph = ctypes.c_float()
    for character in text:
        raw.FPDFFont_GetGlyphWidth(font, ord(character), face.size, glyph)
        total += glyph.value
    return total


def _draw(document: pdfium.PdfDocument, page: pdfium.PdfPage, font: Any, line: Line) -> None:
    shape = raw.FPDFPageObj_CreateTextObj(document, font, line.face.size)
    text = ctypes.create_string_buffer((line.text + "\0").encode("utf-16-le"))
    raw.FPDFText_SetText(shape, ctypes.cast(text, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(shape, 1, 0, 0, 1, line.left, line.bottom)
    raw.FPDFPage_InsertObject(page, shape)
