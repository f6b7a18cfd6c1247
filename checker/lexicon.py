"""Which of the words that a rulebook's phrases cannot do without a text holds, found out once for each text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

_START = 3
"""Letters by which words are looked up: only those need be looked for whose first letters a text holds."""
_REMEMBERED = 10_000
"""Texts, and runs of letters, whose words are remembered: the sentences and clauses of one long document."""
_RUN = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(r"[\W_]+")
_WORD_START = re.compile(r"(?<![A-Za-z])[^\W_]|(?<=[a-z])[A-Z]")
"""Where a word starts, or a capital follows a small letter, as in glued text."""


def glue(text: str) -> str:
    """The text's letters and digits, with nothing between them."""
    return _SEPARATORS.sub("", text)


def small(text: str) -> str:
    """The text in small letters, each in its place: the few that would become two stay as they are."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


class Holding:
    """What one text holds: the words that phrases need, parts of longer words and "" too, and all of it without gaps.

    `low` is the text in small letters, each in its place.
    """

    __slots__ = ("_glued", "_merged", "_places", "_text", "low", "words")

    def __init__(self, text: str, low: str, words: frozenset[str]) -> None:
        self._text = text
        self._glued: str | None = None
        self._places: Mapping[str, list[int]] | None = None
        self._merged: dict[frozenset[str], list[int]] = {}
        self.low = low
        self.words = words

    @property
    def glued(self) -> str:
        """Its letters and digits, small, with nothing between them."""
        if self._glued is None:
            self._glued = glue(self.low)
        return self._glued

    def places(self, starts: frozenset[str]) -> Sequence[int]:
        """Where its words start with one of `starts`, one or two small letters or digits each, in order."""
        merged = self._merged.get(starts)
        if merged is None:
            if self._places is None:
                self._places = _places(self._text, self.low)
            found = [self._places[start] for start in starts if start in self._places]
            merged = found[0] if len(found) == 1 else sorted({place for places in found for place in places})
            self._merged[starts] = merged
        return merged


def _places(text: str, low: str) -> Mapping[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for match in _WORD_START.finditer(text):
        place = match.start()
        places[low[place]].append(place)
        if low[place + 1 : place + 2]:
            places[low[place : place + 2]].append(place)
    return places


class Lexicon:
    """All words that the phrases of one rulebook cannot do without, and which of them a text holds.

    A sentence is asked for by a hundred lists of phrases; which words it holds is found out once. So is which of them
    are part of a run of letters, for texts are made of the same ones again and again.
    """

    __slots__ = ("_by_start", "_known", "_parts", "_words")

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._by_start: dict[str, list[str]] = {"": []}  # "" is for words that are shorter than a start
        self._known: dict[str, Holding] = {}
        self._parts: dict[str, list[str]] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Look for these words too, all of letters, from now on."""
        for word in words:
            if word not in self._words:
                self._words.add(word)
                start = word[:_START] if len(word) >= _START else ""
                self._by_start.setdefault(start, []).append(word)
        self._known.clear()
        self._parts.clear()

    def words_in(self, text: str) -> Holding:
        """The words that stand somewhere in the text."""
        found = self._known.get(text)
        if found is None:
            low = small(text)
            words = [word for run in set(_RUN.findall(low)) for word in self._parts_of(run)]
            found = Holding(text, low, frozenset([*words, ""]))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = found
        return found

    def _parts_of(self, run: str) -> Sequence[str]:
        """The words that are this run of letters, or part of it."""
        parts = self._parts.get(run)
        if parts is None:
            starts = {run[at : at + _START] for at in range(len(run))} & self._by_start.keys() | {""}
            parts = [word for start in starts for word in self._by_start[start] if word in run]
            if len(self._parts) >= _REMEMBERED:
                self._parts.clear()
            self._parts[run] = parts
        return parts
