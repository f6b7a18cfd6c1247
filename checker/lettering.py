"""Lettering: headings with spaces between their letters, capitals of several lines' height, text that runs up the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from checker.characters import word_set
from checker.pages import Line

MAX_CAPITALS: Final = 20
"""Large capitals looked at on one page."""

_APART: Final = re.compile(r"(?:[^\s] ){4,}[^\s]$|(?:[A-Z] ){2,}[A-Z]$")
_WIDER: Final = 0.12  # of the font's size: what a space adds to the gap between letters, at least
_TALL: Final = 1.8
_WITH_A: Final = word_set("as at an all and any across after although also are aware act acting among above")
_WITH_I: Final = word_set(
    "in it is if its into increasing import individuals identifying indeed implementing"
)


def is_apart(text: str) -> bool:
    """Whether a line consists of single letters: "O U R P O L I C I E S"."""
    return len(text) > 4 and text[1] == " " and _APART.match(text) is not None


def closed_up(text: str, edges: Sequence[tuple[float, float]], size: float) -> str:
    """The words of letter-spaced text. `edges` are the left and right edges of its letters, spaces left out."""
    letters = text.replace(" ", "")
    if len(letters) != len(edges):
        return text
    gaps = [after[0] - before[1] for before, after in pairwise(edges)]
    usual = sorted(gaps)[len(gaps) // 3]
    said = letters[0]
    for letter, gap in zip(letters[1:], gaps, strict=True):
        said += (" " if gap > usual + _WIDER * size else "") + letter
    return said


def with_capitals(lines: Iterable[Line]) -> list[Line]:
    """The lines of a page, a capital of several lines' height put before the word it begins."""
    kept = list(lines)
    for capital in [line for line in kept if len(line.text) == 1 and line.text.isupper()][:MAX_CAPITALS]:
        begun = max(
            (line for line in kept if _begins(capital, line)), key=lambda line: line.bottom, default=None
        )
        if begun:
            begun.text = capital.text + _joint(capital.text, begun.text) + begun.text
            kept.remove(capital)
    return kept


def _begins(capital: Line, line: Line) -> bool:
    return (
        capital.size > _TALL * line.size
        and len(line.text) > 1
        and line.text[0].isalpha()
        and -2 < line.left - capital.right < line.size
        and capital.bottom < (line.top + line.bottom) / 2 < capital.top
    )


def _joint(capital: str, rest: str) -> str:
    """Nothing, or a space where the capital is a word by itself: "A business", "I write"."""
    if capital not in "AI":
        return ""
    word = re.split(r"\W", rest, maxsplit=1)[0].casefold()
    whole = capital.casefold() + word
    return "" if len(word) < 2 or whole in _WITH_A or whole in _WITH_I else " "


def is_turned(line: Line) -> bool:
    """Whether a line runs up or down the page."""
    return len(line.text) > 3 and line.top - line.bottom > 3 * (line.right - line.left)


def turned_whole(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that run up or down the page with the letters PDFium parts from them."""
    if not any(map(is_turned, lines)):
        return list(lines)
    kept: list[Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        if last and len(line.text) < 3 and is_turned(last) and _goes_on(last, line):
            last.text += line.text
            last.bottom, last.top = min(last.bottom, line.bottom), max(last.top, line.top)
        else:
            kept.append(line)
    return kept


def _goes_on(last: Line, line: Line) -> bool:
    near = 0.3 * (last.right - last.left)
    beside = abs(last.left - line.left) < near and abs(last.right - line.right) < near
    return beside and min(abs(last.top - line.bottom), abs(line.top - last.bottom)) < near
