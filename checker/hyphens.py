"""Joining the lines of a paragraph, and the words that a hyphen at a line's end took apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.characters import clean, word_set
from checker.pages import Line

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_LAST: Final = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)$")
_SPLIT: Final = re.compile(r"[^\W\d_]{2}[-‐]$")
_SPLIT_LENGTH: Final = 3
_LONGEST_WORD: Final = 100
_SECOND: Final = re.compile(r"(?:and|or|to) ")  # "first- and second-tier"
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
    " depth date day year quality bribery corruption monitoring assessment blower governmental being binding ups accompanied"
)
_SYLLABLES: Final = word_set(
    "under over with some any every there where what how never al be de dis en for in un an a"
)
_ENDING: Final = re.compile(
    r"(?:\w{0,2}(?:ments?|tions?|sions?|ings?|ness|able|ible|ably|ances?|ences?|ers?|ors?|ed|ies|ity|ous|ive|ives|ates?|ated|ures?|"
    r"ships?|ful|less|wards?|ant|ants|ent|ents|ally|ly|als?|ary|ory|ists?|isms?|ised?|ise|ising)|\w{1,3})$"
)
"""What a word broken by a rule of hyphenation often ends with; other words after a hyphen are words by themselves."""
_ADDRESS: Final = re.compile(r"(?:www\.|://|\w/)\S*$")


class Hyphens:
    """Decides from the document's own words whether a hyphen at a line's end belongs to the word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """The document's words in small letters; gathered only when a broken word is met."""
        if self._words is None:
            self._words = frozenset(self._whole())
        return self._words

    def _whole(self) -> Iterator[str]:
        """The words but those a hyphen at a line's end took apart."""
        is_rest = False
        for text in self._texts:
            found = _WORD.findall(text)
            is_broken = _SPLIT.search(text) is not None
            for word in found[is_rest : len(found) - is_broken]:
                yield word.casefold()
            is_rest = is_broken

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
            elif not glue and _SPLIT.search(text[-_SPLIT_LENGTH:]) and piece[:1].islower():
                # PDFium marks no hyphen whose other half the file has elsewhere.
                text = text[:-1]
                glue = self._between(text, piece)
            starts.append(len(text) + len(glue))
            text += glue + piece
            glue = "-" if line.joined else " "
            if text.endswith(("/", "-", "‐")) and len(text) > 1 and text[-2].isalnum():
                glue = "" if not line.joined else glue
        return text, starts

    def _between(self, before: str, after: str) -> str:
        """A hyphen or nothing, to stand between the two halves of a broken word."""
        left, right = _LAST.search(before[-_LONGEST_WORD:]), _FIRST.search(after)
        if not left or not right:
            return "-"
        fore, rear = left.group(1).casefold(), right.group(1).casefold()
        if _SECOND.match(after):
            return "- "
        last = re.split(r"[-‐‑]", fore)[-1]
        if f"{fore}-{rear}" in self.words:
            return "-"
        if fore + rear in self.words or last + rear in self.words:
            return ""
        if (
            after[:1].isupper()
            or last in _FORE
            or rear in _REAR
            or "-" in fore
            or _ADDRESS.search(before[-_LONGEST_WORD:])
        ):
            return "-"
        # "standard-setters", but "require-ments", "sup-pliers" and "under-standing"
        is_word = last in self.words or f"{last}s" in self.words
        return "-" if is_word and last not in _SYLLABLES and not _ENDING.match(rear) else ""


def stacked(cell: Line, line: Line) -> Line:
    """A cell of a table with its next line put into it."""
    rear = _FIRST.match(line.text)
    fore = _LAST.search(cell.text[-_LONGEST_WORD:])
    whole = (fore and fore.group(1).casefold() in _FORE) or (rear and rear.group(1).casefold() in _REAR)
    broken = "" if line.text[0].islower() and not whole else "-"  # "train-ing", but "TC-220" and "on-site"
    return Line(
        cell.text + (broken if cell.joined else " ") + line.text,
        min(cell.left, line.left),
        line.bottom,
        max(cell.right, line.right),
        cell.top,
        cell.size,
        cell.bold and line.bold,
        line.joined,
    )
