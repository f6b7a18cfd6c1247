"""What Tesseract says of a page (hOCR: words with their boxes, in lines) as lines like those of the PDF readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from lxml import etree

from checker.pages import Line
from checker.rows import GAP

_SPAN: Final = "{http://www.w3.org/1999/xhtml}span"
_LINES: Final = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
_BOX: Final = re.compile(r"\bbbox (\d+) (\d+) (\d+) (\d+)")
_NUMBER: Final = re.compile(r"\b(baseline|x_size|textangle) (-?[\d.]+)(?: (-?[\d.]+))?")

FONT_BOX: Final = 1.3
"""The height of a font's line box as a multiple of Tesseract's `x_size`, as PDFium gives it for the same pages."""

DESCENT: Final = 0.22
"""The share of the line box below the base line."""

SURE: Final = 45
"""Tesseract's confidence (0-100) below which a line is taken for a scribble, a logo or dirt; text has 85 and more."""

_SIGN_SURE: Final = 60
"""The same for a word without a letter or digit: specks come out as dashes and bars."""

# Round bullets come out as these. No English line begins with one of the letters, a gap, and a capital.
_MARKS: Final = frozenset("°*¢©®@«»·•●")
_BULLETS: Final = _MARKS | frozenset("eo+")
_SIGNS: Final = frozenset("-–—&/")
# What Tesseract makes of "rn" and of a capital I, where no English word is meant by it.
_MISREAD: Final = {
    "modem slavery": "modern slavery", "govem": "govern", "concem": "concern", "intemal": "internal",
    "extemal": "external", "retum": "return", "waming": "warning", "tumover": "turnover",
}  # fmt: skip
_RN: Final = re.compile(rf"\b(?:{'|'.join(_MISREAD)}|modem$)", re.IGNORECASE)
_IAN: Final = re.compile(r"\blan(?= [A-Z])")
_INDENT: Final = 0.5  # of `x_size`; spaces between words have a third
_SAME_SIZE: Final = 0.17


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float
    confidence: float


def lines(hocr: bytes, *, dots: float, height: float) -> list[Line]:
    """The page's lines of text, in Tesseract's order; without those that are probably none.

    `dots` is how many of the picture's pixels make a point, `height` the page's height in points.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(hocr, parser)
    except etree.XMLSyntaxError:  # an empty file
        return []
    if root is None:
        return []
    found = [
        line
        for each in root.iter(_SPAN)
        if each.get("class") in _LINES
        for line in _pieces(each, dots, height)
    ]
    return _evened(found)


def _pieces(element: Any, dots: float, height: float) -> Iterator[Line]:
    """The line, parted where gaps are as wide as between columns."""
    said = element.get("title") or ""
    box = _BOX.search(said)
    numbers = {name: (float(first), float(second or 0)) for name, first, second in _NUMBER.findall(said)}
    size = numbers.get("x_size", (0.0, 0.0))[0]
    if not box or size <= 0 or "textangle" in numbers:
        return
    left, _, right, low = map(float, box.groups())
    slope, offset = numbers.get("baseline", (0.0, 0.0))
    words = _words(element)
    letters = sum(len(word.text) for word in words)
    if not letters or sum(word.confidence * len(word.text) for word in words) < SURE * letters:
        return
    for piece in _parted(words, size):
        middle = (piece[0].left + piece[-1].right) / 2
        base = low + offset + slope * (min(max(middle, left), right) - left)
        yield _line(piece, base, size, dots, height)


def _words(element: Any) -> Sequence[_Word]:
    words = []
    for each in element.iter(_SPAN):
        text = "".join(each.itertext()).strip()
        if each.get("class") != "ocrx_word" or not text:
            continue
        said = each.get("title") or ""
        box = _BOX.search(said)
        sure = re.search(r"x_wconf (\d+)", said)
        if box and sure:
            words.append(_Word(text, float(box[1]), float(box[3]), float(sure[1])))
    while words and _is_speck(words[-1]):
        words.pop()
    return [
        word
        for at, word in enumerate(words)
        if not _is_speck(word) or word.text in (_SIGNS if at else _BULLETS)
    ]


def _is_speck(word: _Word) -> bool:
    return word.confidence < _SIGN_SURE and not any(letter.isalnum() for letter in word.text)


def _parted(words: Sequence[_Word], size: float) -> Iterator[Sequence[_Word]]:
    """The words between gaps that part columns; a bullet stays with its text."""
    starts = [0]
    for at, (word, following) in enumerate(pairwise(words), start=1):
        marks = at - 1 == starts[-1] and word.text in _BULLETS
        if not marks and following.left - word.right > GAP * FONT_BOX * size:
            starts.append(at)
    for start, end in pairwise((*starts, len(words))):
        yield words[start:end]


def _line(words: Sequence[_Word], base: float, size: float, dots: float, height: float) -> Line:
    texts = [word.text for word in words]
    if len(words) > 1 and _is_bullet(words[0], words[1], size):
        texts[0] = "•"
    text = _mended(" ".join(texts))
    broken = len(text) > 2 and text.endswith("-") and text[-2].isalpha()
    tall = FONT_BOX * size / dots
    bottom = height - base / dots - DESCENT * tall
    return Line(
        text[:-1] if broken else text,
        words[0].left / dots,
        bottom,
        words[-1].right / dots,
        bottom + tall,
        tall,
        joined=broken,
    )


def _mended(text: str) -> str:
    return _IAN.sub("Ian", _RN.sub(_with_rn, text))


def _with_rn(found: re.Match[str]) -> str:
    right = _MISREAD.get(found[0].lower(), "modern")
    return found[0][0] + right[1:]


def _is_bullet(word: _Word, following: _Word, size: float) -> bool:
    gap = following.left - word.right
    return word.text in _MARKS or (
        word.text in _BULLETS and (gap > _INDENT * size or following.text[0].isupper())
    )


def _evened(found: Sequence[Line]) -> list[Line]:
    """The lines, those of about the usual size made of that size: Tesseract measures it from each line's letters."""
    usual = usual_size(found)
    for line in found:
        if abs(line.size - usual) < _SAME_SIZE * usual:
            line.size = usual
            line.top = line.bottom + usual
    return list(found)


def usual_size(found: Iterable[Line]) -> float:
    """The size most of the text has, in points; 0 without any."""
    sizes: Counter[float] = Counter()
    for line in found:
        sizes[round(line.size * 4) / 4] += len(line.text)
    whole, counted = sum(sizes.values()), 0
    for size in sorted(sizes):  # the median by letters
        counted += sizes[size]
        if counted * 2 >= whole:
            return size
    return 0.0
