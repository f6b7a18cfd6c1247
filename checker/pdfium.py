"""Pages of a PDF through pypdfium2: fast, so it reads first.

PDFium gives a page's text in one call; asking it about single characters costs more than the text itself. So it is
asked about the first and last character of each line only, which tells where the line lies and in which font.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice, pairwise
from math import inf
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from checker.annotations import additions, put_on
from checker.document import UnreadableError
from checker.drawings import MAX_OBJECTS, images_and_shapes
from checker.fonts import Fonts
from checker.furniture import MARGIN
from checker.lettering import closed_up, is_apart, is_turned, turned_whole, with_capitals
from checker.marks import mark_items
from checker.pages import MAX_EDGE, Box, Line, Page, bounded

_BROKEN_WORD: Final = "\ufffe"  # PDFium's mark for a hyphen at the end of a line
_MIN_GAP: Final = 11.0  # points; narrower than any gutter, wider than the spaces of justified text
_NARROW_GAP: Final = 2.0
_MIN_SPACE: Final = 0.13  # of a line's height; letters of a word touch, spaces are a fifth or more
_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_GLUED: Final = re.compile(r"(?:of|the|our|and)[a-z]{3,}$|[a-z]{2,}(?:of|the|and|our|this|that|with|from)$")
_NOTED: Final = re.compile(r"(?<!\d)20[0-4]\d(?=[1-9]\d?(?![\d,]))")
_RAISED: Final = 0.8  # of a line's height, at most, has the number of a note
_WORD_SPAN: Final = re.compile(r"\S+")
_UNEVEN: Final = 2.2  # line heights; large capitals and footnote marks stay below
_WORD_START: Final = re.compile(r"(?<=\s)\S")


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
    for index in range(min(len(document), limit)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield Page(index + 1, 0, 0)
            continue
        with closing(page):
            width, height = map(bounded, page.get_size())
            sheet = _Sheet(width, height, page.get_rotation())
            result = Page(index + 1, width, height)
            # pypdfium2 recurses over characters PDFium hides at a page's ends; thousands of them are no text.
            with suppress(pypdfium2.PdfiumError, RecursionError), closing(page.get_textpage()) as text:
                result.lines.extend(turned_whole(with_capitals(_Text(text, sheet).lines())))
            images, shapes = images_and_shapes(page.raw)
            result.images.extend(sheet.box(*bounds) for bounds in images)
            mark_items(result.lines, (sheet.box(*bounds) for bounds in shapes))
            for added in additions(page.raw):
                put_on(result, sheet.box(*added.bounds), added.text)
            yield result


class _Sheet:
    """Turns coordinates of the page's content into those of the page as it is looked at."""

    def __init__(self, width: float, height: float, turn: int) -> None:
        self.width, self.height, self.turn = width, height, turn

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if (
            not -MAX_EDGE < left + bottom + right + top < MAX_EDGE
        ):  # one test for all four, infinite or undefined
            left, bottom, right, top = map(bounded, (left, bottom, right, top))
        if self.turn == 90:
            return Box(bottom, self.height - right, top, self.height - left)
        if self.turn == 180:
            return Box(self.width - right, self.height - top, self.width - left, self.height - bottom)
        if self.turn == 270:
            return Box(self.width - top, left, self.width - bottom, right)
        return Box(left, bottom, right, top)


class _Text:
    """The text of one page, asked for line by line."""

    def __init__(self, page: pypdfium2.PdfTextPage, sheet: _Sheet) -> None:
        self.page, self.raw, self.sheet = page, page.raw, sheet
        self.doubtful: frozenset[str] = frozenset()
        self.notes: frozenset[int] = frozenset()
        self.fonts = Fonts(page.raw)
        self.first, self.last = pdfium.FS_RECTF(), pdfium.FS_RECTF()

    def lines(self) -> Iterator[Line]:
        """PDFium's own lines, broken words taken apart and wide gaps made into breaks."""
        content = self.page.get_text_range()
        exact = self.page.count_chars() == len(content)
        gaps = () if self.sheet.turn else self._gaps()
        self.doubtful = self._doubtful_words(content) if exact and not self.sheet.turn else frozenset()
        self.notes = frozenset(self._noted_years(content)) if exact else frozenset()
        start = 0
        for stretch in content.split("\r\n"):
            pieces = stretch.split(_BROKEN_WORD)
            for number, piece in enumerate(pieces):
                text = piece.strip()
                if text:
                    begin = start + piece.index(text)
                    line = self._line(text, *self._characters(begin, begin + len(text) - 1, exact=exact))
                    line.joined = number < len(pieces) - 1
                    if exact and line.top - line.bottom > _UNEVEN * line.size and not is_turned(line):
                        yield from self._levelled(text, begin)
                        start += len(piece) + 1
                        continue
                    inside = _between(line, gaps) if gaps else ()
                    yield from self._parted(line, text, begin, inside) if inside and exact else (line,)
                start += len(piece) + 1
            start += 1

    def _characters(self, begin: int, end: int, *, exact: bool) -> tuple[int, int]:
        """PDFium's indexes of two characters of the text, which differ from ours where it drops or adds some."""
        if exact:
            return begin, end
        index = pdfium.FPDFText_GetCharIndexFromTextIndex
        return index(self.raw, begin), index(self.raw, end)

    def _gaps(self) -> Sequence[tuple[float, float]]:
        """Where text stands to the right of a gutter in its line: (middle height, left edge), sorted.

        A gutter is wide, or as narrow as a space where a wide one elsewhere on the page has text begin below or above,
        but not where running headers and footers stand.
        """
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        found: list[tuple[float, float]] = []
        narrow: list[tuple[float, float]] = []
        end = low = high = 0.0
        for index in range(min(pdfium.FPDFText_CountRects(self.raw, 0, -1), MAX_OBJECTS)):
            pdfium.FPDFText_GetRect(self.raw, index, left, top, right, bottom)
            gap = left.value - end
            if gap > _NARROW_GAP and bottom.value < high and top.value > low:
                (found if gap > _MIN_GAP else narrow).append(((top.value + bottom.value) / 2, left.value))
            end, low, high = right.value, bottom.value, top.value
        if narrow and len(found) > 1:
            edges = Counter(round(edge) + slack for _, edge in found for slack in (-1, 0, 1))
            low, high = MARGIN * self.sheet.height, (1 - MARGIN) * self.sheet.height
            found.extend(gap for gap in narrow if edges[round(gap[1])] > 1 and low < gap[0] < high)
        return sorted(found)

    def _levelled(self, text: str, begin: int) -> Iterator[Line]:
        """The pieces of what PDFium takes for one line though it stands at several heights, as fields of forms do."""
        cuts, low, high = [0], 0.0, 0.0
        for word in _WORD_SPAN.finditer(text):
            pdfium.FPDFText_GetLooseCharBox(self.raw, begin + word.start(), self.first)
            if word.start() and (self.first.bottom > high or self.first.top < low):
                cuts.append(word.start())
            low, high = self.first.bottom, self.first.top
        for start, end in pairwise((*cuts, len(text))):
            piece = text[start:end].rstrip()
            if piece:
                yield self._line(piece, begin + start, begin + start + len(piece) - 1)

    def _parted(self, line: Line, whole: str, begin: int, gaps: Sequence[float]) -> Iterator[Line]:
        """The pieces of a line between its gaps."""
        cuts = []
        for mark in _WORD_START.finditer(whole):
            pdfium.FPDFText_GetLooseCharBox(self.raw, begin + mark.start(), self.first)
            if any(self.first.left - 0.5 * line.size < gap < self.first.right + 1 for gap in gaps):
                cuts.append(mark.start())
        for start, end in pairwise((0, *cuts, len(whole))):
            text = whole[start:end].rstrip()
            if text:
                piece = self._line(text, begin + start, begin + start + len(text) - 1)
                piece.joined = line.joined and end == len(whole)
                yield piece

    def _line(self, text: str, begin: int, end: int) -> Line:
        """The line of PDFium's characters `begin` to `end`, placed by the first and the last of them."""
        first, last = self.first, self.last
        pdfium.FPDFText_GetLooseCharBox(self.raw, begin, first)
        pdfium.FPDFText_GetLooseCharBox(self.raw, end, last)
        font = self.fonts.of(begin)
        if font.is_flat:
            self.fonts.heighten(begin, first)
            self.fonts.heighten(end, last)
        head = self.sheet.box(first.left, first.bottom, first.right, first.top)
        tail = self.sheet.box(last.left, last.bottom, last.right, last.top)
        size = _size(head.height, tail.height)
        if is_apart(text) and end - begin == len(text) - 1:
            text = closed_up(text, list(self._edges(text, begin)), size)
        elif self.notes and not self.notes.isdisjoint(range(begin + 1, end + 1)):
            marks = sorted(at - begin for at in self.notes if begin < at <= end)
            text = " ".join(text[start:stop] for start, stop in pairwise((0, *marks, len(text))))
        elif self.doubtful:
            text = self._spaced(text, begin, size)
        return Line(
            text,
            head.left,
            min(head.bottom, tail.bottom),
            max(head.right, tail.right),
            max(head.top, tail.top),
            size,
            font.is_bold and self.fonts.of(end).is_bold,
        )

    def _noted_years(self, content: str) -> Iterator[int]:
        """Where a year ends and the raised number of a note begins, which is smaller."""
        for year in _NOTED.finditer(content):
            pdfium.FPDFText_GetLooseCharBox(self.raw, year.end() - 1, self.first)
            pdfium.FPDFText_GetLooseCharBox(self.raw, year.end(), self.last)
            if self.last.top - self.last.bottom < _RAISED * (self.first.top - self.first.bottom):
                yield year.end()

    def _doubtful_words(self, content: str) -> frozenset[str]:
        """The words that may be two: PDFium overlooks some spaces it has to guess, after narrow letters above all.

        Where it had to guess many, any word that comes once is looked at; elsewhere those that "the", "of" and the
        like may have been glued to.
        """
        spaces = islice((index for index, letter in enumerate(content) if letter == " "), 20, 40)
        guessed = sum(pdfium.FPDFText_IsGenerated(self.raw, index) == 1 for index in spaces)
        counts = Counter(_WORD.findall(content))
        if guessed >= 3:
            return frozenset(word for word, count in counts.items() if count == 1 or _GLUED.match(word))
        return frozenset(word for word, count in counts.items() if count < 3 and _GLUED.match(word))

    def _spaced(self, text: str, begin: int, size: float) -> str:
        """The text with spaces where its doubtful words have gaps as wide as one."""
        cuts = [0]
        for word in _WORD.finditer(text):
            if word.group() not in self.doubtful:
                continue
            edge = None
            for index in range(word.start(), word.end()):
                pdfium.FPDFText_GetLooseCharBox(self.raw, begin + index, self.first)
                if edge is not None and self.first.left - edge > _MIN_SPACE * size:
                    cuts.append(index)
                edge = self.first.right
        return (
            " ".join(text[start:end] for start, end in pairwise((*cuts, len(text))))
            if len(cuts) > 1
            else text
        )

    def _edges(self, text: str, begin: int) -> Iterator[tuple[float, float]]:
        """The left and right edges of the letters."""
        for index, letter in enumerate(text):
            if letter != " ":
                pdfium.FPDFText_GetLooseCharBox(self.raw, begin + index, self.first)
                yield self.first.left, self.first.right


def _between(line: Line, gaps: Sequence[tuple[float, float]]) -> Sequence[float]:
    """Where the gaps are that part the line's text, but not those after a bullet or a number."""
    start = line.left + 2.2 * line.size
    level = gaps[bisect_right(gaps, (line.bottom, inf)) : bisect_left(gaps, (line.top, -inf))]
    return [left for _, left in level if start < left < line.right]


def _size(first: float, last: float) -> float:
    """The size of a line's font, also where it starts with a footnote mark or a drop capital."""
    small, large = sorted((first, last))
    return large if large < 1.8 * small else last
