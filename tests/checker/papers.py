"""Small documents made on the spot, so that tests read real files and none need be shipped."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Run:
    """Text at a place on a page, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 11
    bold: bool = False
    turned: bool = False
    """Running up the page."""


@dataclass(frozen=True)
class Dot:
    """A small black square at a place on a page: drawn, not written."""

    x: float
    y: float
    size: float = 4


@dataclass(frozen=True)
class Picture:
    """A grey picture at a place on a page."""

    x: float
    y: float
    width: float
    height: float


def lines(text: str, *, x: float = 72, top: float = 760, size: float = 11, leading: float = 15) -> list[Run]:
    """Each line of `text` as a run under the one before; a line that starts with # is a bold heading."""
    runs = []
    for number, line in enumerate(text.strip().split("\n")):
        if line.strip():
            bold = line.startswith("#")
            size_here = size + 5 if bold else size
            runs.append(Run(line.lstrip("# ").rstrip(), x, top - number * leading, size_here, bold))
    return runs


def pdf(pages: Sequence[Sequence[Run | Picture | Dot]], size: tuple[float, float] = A4) -> bytes:
    """A PDF with the runs and pictures on its pages, in the order given."""
    document = pypdfium2.PdfDocument.new()
    fonts = {
        bold: pdfium.FPDFText_LoadStandardFont(document, b"Helvetica-Bold" if bold else b"Helvetica")
        for bold in (False, True)
    }
    for content in pages:
        page = document.new_page(*size)
        for item in content:
            if isinstance(item, Run):
                _write(document, page, item, fonts[item.bold])
            elif isinstance(item, Dot):
                square = pdfium.FPDFPageObj_CreateNewRect(item.x, item.y, item.size, item.size)
                pdfium.FPDFPath_SetDrawMode(square, pdfium.FPDF_FILLMODE_WINDING, False)
                pdfium.FPDFPage_InsertObject(page, square)
            else:
                _paste(document, page, item)
        page.gen_content()
        page.close()
    target = io.BytesIO()
    document.save(target)
    for font in fonts.values():
        pdfium.FPDFFont_Close(font)
    document.close()
    return target.getvalue()


def _write(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, run: Run, font: object) -> None:
    item = pdfium.FPDFPageObj_CreateTextObj(document, font, run.size)
    encoded = ctypes.create_string_buffer((run.text + "\0").encode("utf-16-le"))
    pdfium.FPDFText_SetText(item, ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPageObj_Transform(item, *((0, 1, -1, 0) if run.turned else (1, 0, 0, 1)), run.x, run.y)
    pdfium.FPDFPage_InsertObject(page, item)


def _paste(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, picture: Picture) -> None:
    image = pypdfium2.PdfImage.new(document)
    bitmap = pypdfium2.PdfBitmap.new_native(8, 8, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((128, 128, 128, 255), 0, 0, 8, 8)
    image.set_bitmap(bitmap)
    bitmap.close()
    matrix = pypdfium2.PdfMatrix().scale(picture.width, picture.height).translate(picture.x, picture.y)
    image.set_matrix(matrix)
    page.insert_obj(image)


def scanned(body: bytes, *, turn: int = 0, dots: float = 200 / 72) -> bytes:
    """The PDF as a scanner would make it: each page a picture, turned by that many degrees."""
    source, document = pypdfium2.PdfDocument(body), pypdfium2.PdfDocument.new()
    for page in source:
        bitmap = page.render(scale=dots, rotation=turn)
        width, height = (size / dots for size in (bitmap.width, bitmap.height))
        sheet = document.new_page(width, height)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(bitmap)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet.insert_obj(image)
        sheet.gen_content()
        for each in (sheet, bitmap, page):
            each.close()
    target = io.BytesIO()
    document.save(target)
    document.close()
    source.close()
    return target.getvalue()


def joined(*bodies: bytes) -> bytes:
    """The pages of all of them as one PDF."""
    document = pypdfium2.PdfDocument.new()
    for body in bodies:
        part = pypdfium2.PdfDocument(body)
        document.import_pages(part)
        part.close()
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()
