"""Pages of a PDF through pdfminer.six: slower, but it reads some files that PDFium garbles or refuses."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from typing import Final

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTFigure, LTImage, LTTextBox, LTTextLine

from checker.pages import Box, Line, Page, bounded

# It reports each flaw of a damaged file; the user is told once, by us.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MAX_SECONDS: Final = 30.0
"""Time for the whole document, looked at between pages: pdfminer has taken minutes on single hostile pages."""


def read_pages(body: bytes, limit: int) -> Iterator[Page]:
    """Up to `limit` pages, fewer where the time runs out. Raises whatever pdfminer.six raises."""
    started = time.monotonic()
    layout = LAParams(boxes_flow=None)
    for number, found in enumerate(extract_pages(io.BytesIO(body), maxpages=limit, laparams=layout), start=1):
        page = Page(number, bounded(found.width), bounded(found.height))
        _collect(found, page)
        yield page
        if time.monotonic() - started > MAX_SECONDS:
            return


def _collect(container: LTContainer, page: Page) -> None:  # type: ignore[type-arg]
    stack = list(reversed(list(container)))
    while stack:
        item = stack.pop()
        if isinstance(item, LTTextLine):
            line = _line(item)
            if line:
                page.lines.append(line)
        elif isinstance(item, LTImage):
            page.images.append(Box(*map(bounded, item.bbox)))
        elif isinstance(item, (LTTextBox, LTFigure)):
            stack.extend(reversed(list(item)))


def _line(item: LTTextLine) -> Line | None:
    text = item.get_text().strip()
    characters = [character for character in item if isinstance(character, LTChar)]
    if not text or not characters:
        return None
    bold = all(
        any(mark in character.fontname.casefold() for mark in ("bold", "black", "heavy", "demi"))
        for character in (characters[0], characters[-1])
    )
    broken = len(text) > 2 and text.endswith("-") and text[-2].isalpha()
    left, bottom, right, top = map(bounded, item.bbox)
    size = bounded(max(characters[0].height, characters[-1].height))
    return Line(text[:-1] if broken else text, left, bottom, right, top, size, bold, broken)
