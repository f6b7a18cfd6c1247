"""Pages of a PDF through pdfminer.six: slower, but it reads some files that PDFium garbles or refuses."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from typing import Any, Final

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTFigure, LTImage, LTTextBox, LTTextLine
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from checker.pages import Box, Line, Page, bounded

# It reports each flaw of a damaged file; the user is told once, by us.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MAX_SECONDS: Final = 30.0
"""Time for the whole document: pdfminer has taken minutes on single hostile pages."""

MAX_CHARACTERS: Final = 100_000
"""Characters of one page, each of which takes a kilobyte of memory. A full page of small print has ten thousand."""


class OverloadedError(Exception):
    """The document takes too much time, or a page too much memory."""


class _Bounded(PDFPageAggregator):
    """Gathers a page's layout, and gives up where a page has no end."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=LAParams(boxes_flow=None))
        self.characters = 0
        self.until = time.monotonic() + MAX_SECONDS

    def render_char(self, *arguments: Any, **options: Any) -> float:
        """A character, counted."""
        self.characters += 1
        if self.characters > MAX_CHARACTERS or (
            self.characters % 1000 == 0 and time.monotonic() > self.until
        ):
            raise OverloadedError
        return super().render_char(*arguments, **options)


def read_pages(body: bytes, limit: int) -> Iterator[Page]:
    """Up to `limit` pages, fewer where the time runs out. Raises whatever pdfminer.six raises, and OverloadedError."""
    resources = PDFResourceManager()
    device = _Bounded(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for number, sheet in enumerate(PDFPage.get_pages(io.BytesIO(body), maxpages=limit), start=1):
        device.characters = 0
        interpreter.process_page(sheet)
        found = device.get_result()
        page = Page(number, bounded(found.width), bounded(found.height))
        _collect(found, page)
        yield page
        if time.monotonic() > device.until:
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
