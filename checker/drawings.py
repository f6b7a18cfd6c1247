"""What is drawn on a page of a PDF: its images, and shapes that may be bullets."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw as pdfium

from checker.marks import may_be_bullet
from checker.pages import Bounds

MAX_OBJECTS: Final = 20_000
"""Objects of a page that are looked at; drawings may hold a hundred thousand paths."""
_MAX_FORM_DEPTH: Final = 4
_MAX_PATHS: Final = 2_000  # per page, looking for bullets: a page with more holds a drawing
_MAX_BULLETS: Final = 200


def images_and_shapes(page: Any) -> tuple[list[Bounds], list[Bounds]]:
    """The bounds of the images on the page, also those inside form objects, and of shapes that may be bullets."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    images: list[Bounds] = []
    shapes: list[Bounds] = []
    paths = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > _MAX_PATHS:
                continue
        elif kind != pdfium.FPDF_PAGEOBJ_IMAGE and not (
            kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_image(item, 0)
        ):
            continue
        if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            bounds = left.value, bottom.value, right.value, top.value
            if kind != pdfium.FPDF_PAGEOBJ_PATH:
                images.append(bounds)
            if len(shapes) < _MAX_BULLETS and may_be_bullet(*bounds):
                shapes.append(bounds)
    return images, shapes


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
