"""Joining the lines of a paragraph, and the words that a hyphen at a line's end took apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from checker.characters import clean, word_set
from checker.pages import Line

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_LAST: Final = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)$")
_LONGEST_WORD: Final = 100
_FIRST: Final = re.compile(r"^([^\W\d_]+)")
# What stands before a hyphen that belongs to the word, in the vocabulary of these statements.
_FORE: Final = word_set(
    "zero third self non anti co sub high low long short on off well risk multi cross whistle e pre post re full part"
    " follow up ongoing day year two three first second mid end top in out owner employee human supply own fast real"
    " world industry company group web face one state labour work decision government country data tier best"
    " business customer client cost so health ex pan inter intra macro micro semi stake training"
)
_REAR: Final = word_set(
    "based related term party tolerance wide owned led level line site going to up time free specific risk slavery"
    " trafficking compliance compliant tier making chain made house making driven focused economic face by in of"
    " depth date day year quality bribery corruption monitoring assessment blower governmental being binding"
)


class Hyphens:
    """Decides from the document's own words whether a hyphen at a line's end belongs to the word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """The document's words in small letters; gathered only when a broken word is met."""
        if self._words is None:
            self._words = frozenset(word.casefold() for text in self._texts for word in _WORD.findall(text))
        return self._words

    def join(self, lines: Sequence[Line]) -> tuple[str, list[int]]:
        """The cleaned text of the lines, and for each line where in it the line starts."""
        text = ""
        starts: list[int] = []
        glue = ""
        for line in lines:
            piece = clean(line.text)
            if glue == "-":
                glue = self._between(text, piece)
            elif glue == " " and (not text or not piece):
                glue = ""
            starts.append(len(text) + len(glue))
            text += glue + piece
            glue = "-" if line.joined else " "
            if text.endswith(("/", "-")) and len(text) > 1 and text[-2].isalnum():
                glue = "" if not line.joined else glue
        return text, starts

    def _between(self, before: str, after: str) -> str:
        """A hyphen or nothing, to stand between the two halves of a broken word."""
        left, right = _LAST.search(before[-_LONGEST_WORD:]), _FIRST.search(after)
        if not left or not right:
            return "-"
        fore, rear = left.group(1).casefold(), right.group(1).casefold()
        last = re.split(r"[-‐‑]", fore)[-1]
        if f"{fore}-{rear}" in self.words:
            return "-"
        if fore + rear in self.words or last + rear in self.words:
            return ""
        if after[:1].isupper():
            return "-"
        known = (last in self.words or last in _FORE) and (rear in self.words or rear in _REAR)
        return "-" if known or last in _FORE or rear in _REAR or "-" in fore else ""
