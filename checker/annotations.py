"""What was put on a page of a PDF after it was made: fields filled in, text typed over it, signatures drawn or stamped."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from checker.pages import Bounds, Box, Line, Page

MAX_ANNOTATIONS: Final = 300
"""Annotations of a page that are looked at; a page of links has a few dozen."""
MAX_TYPED: Final = 4_000
"""Bytes of the text of one, two for each letter."""

_TYPED: Final = 12.0  # points: a line of what is typed into a field, which may be much higher
_SIGNATURE: Final = (pdfium.FPDF_OBJECT_DICTIONARY, pdfium.FPDF_OBJECT_REFERENCE)
_REACH: Final = 12  # line heights between a label and its field
_MAX_LINES: Final = 300
_DRAWN: Final = frozenset((pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_INK))
_SEEN: Final = _DRAWN | {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT}
_UNSEEN: Final = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


class Annotation(NamedTuple):
    """Where it lies, and what was typed there: nothing where it is a picture, a drawing or a digital signature."""

    bounds: Bounds
    text: str = ""


def additions(page: Any) -> Iterator[Annotation]:
    """Those of the page that a person sees as text or as a signature; no links, notes or buttons."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        item = pdfium.FPDFPage_GetAnnot(page, index)
        if not item:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(item)
        found = _seen(item, kind) if kind in _SEEN else None
        pdfium.FPDFPage_CloseAnnot(item)
        if found:
            yield found


def _seen(item: Any, kind: int) -> Annotation | None:
    if pdfium.FPDFAnnot_GetFlags(item) & _UNSEEN:
        return None
    if kind in _DRAWN:
        return Annotation(_bounds(item))
    key = b"Contents"
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        field = _string(item, b"FT")
        if field == "Sig" and pdfium.FPDFAnnot_GetValueType(item, b"V") in _SIGNATURE:
            return Annotation(_bounds(item))
        if field != "Tx":
            return None
        key = b"V"
    text = _string(item, key)
    return Annotation(_bounds(item), text) if text.strip() else None


def _string(item: Any, key: bytes) -> str:
    """A text or a name, by its key; nothing where it is neither or too long."""
    size = pdfium.FPDFAnnot_GetStringValue(item, key, None, 0)
    if not 2 < size <= MAX_TYPED:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(item, key, buffer, size)
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace")


def _bounds(item: Any) -> Bounds:
    edges = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(item, edges)
    return (
        min(edges.left, edges.right),
        min(edges.bottom, edges.top),
        max(edges.left, edges.right),
        max(edges.bottom, edges.top),
    )


def put_on(page: Page, box: Box, text: str) -> None:
    """Add what was put on a page to its lines where it is text, beside its label, else to its images."""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    if not said:
        page.images.append(box)
        return
    share = box.height / len(said)
    size = min(max(share, 1.0), _TYPED)
    middle = box.top - share / 2
    at, is_beside = _after(page.lines, box.left, middle)
    if is_beside and len(said) == 1 and box.left - page.lines[at - 1].right < _REACH * size:
        label = page.lines[at - 1]  # and what was typed beside it are one line
        label.text, label.right = f"{label.text} {said[0]}", box.left + 0.5 * size * len(said[0])
        return
    for number, line in enumerate(said):
        right = min(box.right, box.left + 0.5 * size * len(line))
        level = middle - number * share
        page.lines.insert(at + number, Line(line, box.left, level - size / 2, right, level + size / 2, size))


def _after(lines: Sequence[Line], left: float, middle: float) -> tuple[int, bool]:
    """Where among a page's lines one at this place is read, and whether something stands to its left; else it is below."""
    beside = above = None
    for at, line in enumerate(lines[:_MAX_LINES]):
        if line.bottom < middle < line.top and line.right < left + 2:
            if beside is None or line.right > lines[beside].right:
                beside = at
        elif line.bottom >= middle and (above is None or line.bottom <= lines[above].bottom):
            above = at
    found = above if beside is None else beside
    return (len(lines) if found is None else found + 1), beside is not None
