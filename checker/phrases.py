"""Lists of phrases, looked for in a text together."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.lexicon import Holding, Lexicon
from checker.wording import Clue, Grammar, Needed, PhraseError, WordLists, rows

__all__ = ["Compiler", "PhraseError", "Phrases"]

_SPAN = re.compile(".*", re.DOTALL)
"""Gives a match of any part of a text as it is written."""


class Phrases:
    """Phrases looked for together. Its methods answer as those of a `re.Pattern` of all the phrases would.

    Most texts hold none of the words that a phrase cannot do without, and to look for a word costs a hundredth of a
    regular expression. So each phrase is only tried, and only compiled, where its words are there.
    """

    __slots__ = ("_by_word", "_lexicon", "_needed", "_phrases")

    def __init__(self, phrases: Sequence[_Phrase], lexicon: Lexicon) -> None:
        self._phrases = phrases
        self._lexicon = lexicon
        self._by_word: dict[str, list[int]] | None = None
        self._needed = Needed()

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """The first place where a phrase stands; of several that start there, the first of the rulebook."""
        first: re.Match[str] | None = None
        there = self._lexicon.words_in(text)
        for phrase in self._worth_trying(there):
            found = phrase.search(text, there, pos, endpos)
            if found is not None and (first is None or found.start() < first.start()):
                first = found
        return first

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The text as one of the phrases."""
        there = self._lexicon.words_in(text)
        tried = (phrase.pattern.fullmatch(there.low) for phrase in self._worth_trying(there))
        return _SPAN.match(text) if any(tried) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places where a phrase stands, in order, none overlapping another."""
        there = self._lexicon.words_in(text)
        tried = ((phrase, phrase.search(text, there)) for phrase in self._worth_trying(there))
        ahead = {phrase: found for phrase, found in tried if found is not None}
        while ahead:
            first = min(ahead.values(), key=re.Match.start)
            yield first
            for phrase, found in list(ahead.items()):
                if found.start() >= first.end():
                    continue
                following = phrase.search(text, there, first.end())
                if following is None:
                    del ahead[phrase]
                else:
                    ahead[phrase] = following

    def _worth_trying(self, there: Holding) -> Sequence[_Phrase]:
        if self._by_word is None:
            self._by_word = _by_word(self._phrases)
            self._needed = Needed(self._by_word)
        if self._needed.isdisjoint(there.words):
            return ()
        places = {place for word in self._needed & there.words for place in self._by_word[word]}
        tried = [self._phrases[place] for place in sorted(places)]
        return [phrase for phrase in tried if phrase.may_be_in(there)]


class Compiler:
    """Makes phrases ready to be looked for, by one rulebook's word lists.

    `clues` are those of phrases worked out before: a phrase that has one is read only when a text holds its words.
    """

    def __init__(self, lists: WordLists, clues: Mapping[str, Clue] | None = None) -> None:
        self._grammar = Grammar(lists)
        self._lexicon = Lexicon()
        self.clues = dict(clues or {})

    def compile(self, phrases: Iterable[str]) -> Phrases | None:
        """What finds any of `phrases`; None when there are none. PhraseError for one that cannot be understood."""
        made = [_Phrase(each, self._clue(each), self._grammar) for each in phrases]
        self._lexicon.learn(word for each in made for words in each.clue.needed for word in words)
        return Phrases(made, self._lexicon) if made else None

    def _clue(self, phrase: str) -> Clue:
        clue = self.clues.get(phrase)
        if clue is None:
            clue = self.clues[phrase] = self._grammar.clue(phrase)
        return clue


def _by_word(phrases: Sequence[_Phrase]) -> dict[str, list[int]]:
    """For each word the places of the phrases that need it or another of its kind; "" is in every text."""
    by_word: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        for word in phrase.rarest:
            by_word.setdefault(word, []).append(place)
    return by_word


class _Phrase:
    """One phrase, compiled when a text holds its words: a short statement needs few of the rulebook's phrases."""

    __slots__ = ("_grammar", "_pattern", "_rows", "_written", "clue")

    def __init__(self, written: str, clue: Clue, grammar: Grammar) -> None:
        self._written = written
        self.clue = clue
        self._grammar = grammar
        self._rows: tuple[str, ...] | None = None
        self._pattern: re.Pattern[str] | None = None

    @property
    def rarest(self) -> Iterable[str]:
        """The rarest kind of word that it needs; "" where it needs none."""
        return self.clue.needed[0] if self.clue.needed else ("",)

    def may_be_in(self, text: Holding) -> bool:
        """Whether the text holds one word of each kind that the phrase needs, and those that it needs in a row."""
        # all() would take twice as long, and this is asked a hundred times a sentence.
        for kind in self.clue.needed:
            if kind.isdisjoint(text.words):
                return False
        if self._rows is None:
            self._rows = tuple(rows(self._written))
        return all(row in text.glued for row in self._rows)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a regular expression; where a word starts is left to `search`."""
        if self._pattern is None:
            self._pattern = self._grammar.pattern(self._written)
        return self._pattern

    def search(
        self, text: str, there: Holding, pos: int = 0, endpos: int = sys.maxsize
    ) -> re.Match[str] | None:
        """Tries the pattern where a word starts with its first letters; everywhere would take twenty times as long."""
        places = there.places(self.clue.starts)
        match = self.pattern.match
        # Not by a slice: of a text that holds the phrase a thousand times a thousand would be made.
        for at in range(bisect_left(places, pos) if pos else 0, len(places)):
            place = places[at]
            if place >= endpos:
                break
            found = match(there.low, place, endpos)
            if found is not None:
                return _SPAN.match(text, place, found.end())
        return None
