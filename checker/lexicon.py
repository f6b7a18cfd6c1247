"""Which of the words that a rulebook's phrases cannot do without a text holds, found out once for each text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

_START = 3
"""Letters by which words are looked up: only those need be looked for whose first letters a text holds."""
_REMEMBERED = 10_000
"""Texts whose words are remembered: the sentences and clauses of one long document."""
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
    """What one text holds: the words that phrases need, parts of longer words and "" too, and all of it without gaps."""

    __slots__ = ("_glued", "_places", "_text", "low", "words")

    def __init__(self, text: str, by_start: Mapping[str, Sequence[str]]) -> None:
        self._text = text
        self.low = low = small(text)
        self._glued: str | None = None
        self._places: dict[str, list[int]] | None = None
        starts = {low[at : at + _START] for at in range(len(low))} & by_start.keys() | {""}
        found = [word for start in starts for word in by_start[start] if word in low]
        self.words = frozenset([*found, ""])

    @property
    def glued(self) -> str:
        """Its letters and digits, small, with nothing between them."""
        if self._glued is None:
            self._glued = glue(self.low)
        return self._glued

    def places(self, starts: Collection[str]) -> Sequence[int]:
        """Where its words start with one of `starts`, one or two small letters or digits each, in order."""
        if self._places is None:
            self._places = _places(self._text)
        found = [self._places[start] for start in starts if start in self._places]
        if len(found) == 1:
            return found[0]
        return sorted({place for places in found for place in places})


def _places(text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for match in _WORD_START.finditer(text):
        place = match.start()
        start = text[place : place + 2].lower()
        places.setdefault(start, []).append(place)
        if len(start) > 1:
            places.setdefault(start[0], []).append(place)
    return places


class Lexicon:
    """All words that the phrases of one rulebook cannot do without, and which of them a text holds.

    A sentence is asked for by a hundred lists of phrases; which words it holds is found out once.
    """

    __slots__ = ("_by_start", "_known", "_words")

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._by_start: dict[str, list[str]] = {"": []}  # "" is for words that are shorter than a start
        self._known: dict[str, Holding] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Look for these words too, from now on."""
        for word in words:
            if word not in self._words:
                self._words.add(word)
                start = word[:_START] if len(word) >= _START else ""
                self._by_start.setdefault(start, []).append(word)
        self._known.clear()

    def words_in(self, text: str) -> Holding:
        """The words that stand somewhere in the text."""
        found = self._known.get(text)
        if found is None:
            found = Holding(text, self._by_start)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = found
        return found
