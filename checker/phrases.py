"""The rulebook's phrase language, compiled to regular expressions.

A phrase is words in order. `train*` any ending; `staff/employees` either word; `[all]` may be left out;
`...` up to sixty characters of anything, `...120` up to that many; `#` a number; `{board}` any phrase of the
rulebook's word list of that name. Case, line breaks and punctuation between words do not matter.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from checker.lexicon import Holding, Lexicon, glue

WordLists = Mapping[str, Sequence[str]]
Needed = frozenset[str]
"""Small letters of which a text must hold one of several, to hold a phrase at all."""

_BETWEEN = r"[\W_]{0,4}"
"""Words may be parted by punctuation, or by nothing: extraction from PDF glues them."""

_NO_LETTER_BEFORE = "(?<![a-z])"
_NO_LETTER_AFTER = "(?![a-z])"
_ANY_ENDING = "[a-z]*"
"""Phrases are looked for in small letters: with IGNORECASE a pattern takes nearly twice as long to compile."""

_SPAN = re.compile(".*", re.DOTALL)
"""Gives a match of any part of a text as it is written."""

_NUMBER = r"\d[\d,.]*"
_DEFAULT_GAP = 60
_LONGEST_GAP = 400
_TELLING = 6
_TOKEN = re.compile(r"\[[^\]]+\]|\{[a-z_]+\}|\.\.\.\d*|\S+")
_LETTERS = re.compile(r"[^\W\d_]+")


class PhraseError(ValueError):
    """A phrase in the rulebook cannot be understood; the message quotes it."""


class Phrases:
    """Phrases looked for together. Its methods answer as those of a `re.Pattern` of all the phrases would.

    Most texts hold none of the words that a phrase cannot do without, and to look for a word costs a hundredth of a
    regular expression. So each phrase is only tried, and only compiled, where its words are there.
    """

    __slots__ = ("_by_word", "_lexicon", "_needed", "_phrases")

    def __init__(self, parts: Sequence[_Part], lexicon: Lexicon) -> None:
        self._phrases = [_Phrase(part) for part in parts]
        self._lexicon = lexicon
        self._by_word: dict[str, list[int]] | None = None
        self._needed = Needed()
        lexicon.learn(word for part in parts for words in part.needed for word in words)

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


def _by_word(phrases: Sequence[_Phrase]) -> dict[str, list[int]]:
    """For each word the places of the phrases that need it or another of its kind; "" is in every text."""
    by_word: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        for word in phrase.rarest:
            by_word.setdefault(word, []).append(place)
    return by_word


class _Phrase:
    """One phrase, compiled when a text holds its words: a short statement needs few of the rulebook's phrases."""

    __slots__ = ("_part", "_pattern", "_rows")

    def __init__(self, part: _Part) -> None:
        self._part = part
        self._rows: tuple[str, ...] | None = None
        self._pattern: re.Pattern[str] | None = None

    @property
    def rarest(self) -> Iterable[str]:
        """The rarest kind of word that it needs; "" where it needs none."""
        return self._part.needed[0] if self._part.needed else ("",)

    def may_be_in(self, text: Holding) -> bool:
        """Whether the text holds one word of each kind that the phrase needs, and those that it needs in a row."""
        for kind in (
            self._part.needed
        ):  # all() would take twice as long, and this is asked a hundred times a sentence
            if kind.isdisjoint(text.words):
                return False
        if self._rows is None:
            self._rows = tuple(_rows(self._part.tokens))
        return all(row in text.glued for row in self._rows)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase in small letters from its first to its last; where a word starts is left to `search`."""
        if self._pattern is None:
            self._pattern = re.compile(self._part.source + _NO_LETTER_AFTER, re.DOTALL)
        return self._pattern

    def search(
        self, text: str, there: Holding, pos: int = 0, endpos: int = sys.maxsize
    ) -> re.Match[str] | None:
        """Tries the pattern where a word starts with its first letters; everywhere would take twenty times as long."""
        places = there.places(self._part.starts)
        match = self.pattern.match
        for place in places[bisect_left(places, pos) :] if pos else places:
            if place >= endpos:
                break
            found = match(there.low, place, endpos)
            if found is not None:
                return _SPAN.match(text, place, found.end())
        return None


class _Part(NamedTuple):
    """A piece of a phrase as a regular expression, with what is quick to look for before it is tried.

    Any text it matches holds a word of each of `needed`, the rarest kind first, and starts with one of `starts`,
    one or two letters. `tokens` are what a phrase consists of, in order.
    """

    source: str
    starts: frozenset[str]
    needed: tuple[Needed, ...] = ()
    tokens: tuple[str, ...] = ()


class Vocabulary:
    """Compiles phrases with one rulebook's word lists, each of which is worked out once."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._lexicon = Lexicon()
        self._known: dict[str, _Part] = {}
        self._words: dict[str, _Part] = {}
        self._open: set[str] = set()

    def compile(self, phrases: Iterable[str]) -> Phrases | None:
        """What finds any of `phrases`; None when there are none. PhraseError for one that cannot be understood."""
        parts = [self._phrase(phrase) for phrase in phrases]
        return Phrases(parts, self._lexicon) if parts else None

    def _phrase(self, phrase: str) -> _Part:
        tokens = _TOKEN.findall(phrase) if "[" in phrase or "{" in phrase else phrase.split()
        if not tokens:
            raise PhraseError("an empty phrase")
        pattern = ""
        starts: frozenset[str] = frozenset()
        needed: list[Needed] = []
        leads = True  # the next word may be the first
        joined = True  # nothing stands between the start, or a gap, and what follows it
        for token in tokens:
            kind = token[0]
            if kind == "." and token.startswith("..."):
                width = int(token[3:] or _DEFAULT_GAP)
                if joined or width > _LONGEST_GAP:
                    raise PhraseError(
                        f"{phrase!r}: a gap needs a word on each side and at most {_LONGEST_GAP}"
                    )
                pattern += rf".{{0,{width}}}?{_NO_LETTER_BEFORE}"
                joined = True
                continue
            optional = kind == "["
            part = self._phrase(token[1:-1]) if optional else self._words.get(token) or self._word(token)
            if leads:
                starts = starts | part.starts if starts else part.starts
            if optional:
                pattern += rf"(?:{part.source}{_BETWEEN})?" if joined else rf"(?:{_BETWEEN}{part.source})?"
                continue
            pattern += ("" if joined else _BETWEEN) + part.source
            needed.extend(part.needed)
            leads = joined = False
        if joined and tokens[-1].startswith("..."):
            raise PhraseError(f"{phrase!r} ends with a gap")
        if len(needed) > 1:
            needed = sorted(dict.fromkeys(needed), key=_rarity, reverse=True)
        return _Part(pattern, starts, tuple(needed), tuple(tokens))

    def _word(self, token: str) -> _Part:
        if token.startswith("{"):
            return self._list(token[1:-1])
        choices = [_ending(choice) for choice in token.split("/") if choice]
        if not choices:
            raise PhraseError(f"{token!r} holds no word")
        part = choices[0] if len(choices) == 1 else _any_of(choices)
        self._words[token] = part
        return part

    def _list(self, name: str) -> _Part:
        if name not in self._lists:
            raise PhraseError(f"no word list is called {name!r}")
        if name in self._open:
            raise PhraseError(f"the word list {name!r} contains itself")
        if name not in self._known:
            self._open.add(name)
            self._known[name] = _any_of([self._phrase(each) for each in self._lists[name]])
            self._open.discard(name)
        return self._known[name]


def compile_phrases(phrases: Iterable[str], lists: WordLists) -> Phrases | None:
    """What finds any of `phrases`, which may name `lists`; None when there are none."""
    return Vocabulary(lists).compile(phrases)


def _any_of(parts: Sequence[_Part]) -> _Part:
    source = rf"(?:{'|'.join(part.source for part in parts)})"
    starts = frozenset[str]().union(*(part.starts for part in parts))
    if not all(part.needed for part in parts):
        return _Part(source, starts)
    return _Part(source, starts, (_fewest(word for part in parts for word in part.needed[0]),))


@cache
def _ending(word: str) -> _Part:
    """One word; a trailing star takes any ending, a hyphen may be a space or missing, quotes may be curly."""
    stem, ending = (word[:-1], _ANY_ENDING) if word.endswith("*") else (word, "")
    if not stem or not (stem[0].isalnum() or stem[0] == "#"):
        raise PhraseError(f"{word!r} does not start with a letter, a digit or #")
    low = stem.lower()
    if stem.isalpha():  # as nearly all are: the long way takes three times as long
        return _Part(low + ending, frozenset((low[:2],)), (Needed((low,)),))
    pieces = [re.escape(piece).replace("'", "['’]").replace(r"\#", _NUMBER) for piece in low.split("-")]
    letters = _LETTERS.findall(low)
    first = "0123456789" if low[0] == "#" else (low[:2] if low[:2].isalpha() else low[0],)
    needed = (Needed((max(letters, key=len),)),) if letters else ()
    return _Part(r"[\W_]{0,2}".join(pieces) + ending, frozenset(first), needed)


def _rows(tokens: Iterable[str]) -> Iterator[str]:
    """The words that stand next to each other in a phrase, glued; not those that stand alone, but for digits."""
    row: list[str] = []
    for token in [*tokens, "..."]:
        plain = not token.startswith(("...", "[", "{")) and not set(token.rstrip("*")) & set("/#*")
        if plain:
            row.append(token)
        if row and (not plain or token.endswith("*")):
            glued = glue("".join(row).lower())
            if len(row) > 1 or row[0].rstrip("*") != glued or not glued.isalpha():
                yield glued
            row = []


def _fewest(words: Iterable[str]) -> Needed:
    """The words without those that hold another of them: where "training" is, "train" is too."""
    kept: list[str] = []
    for word in sorted(set(words), key=lambda each: (len(each), each)):
        if not any(shorter in word for shorter in kept):
            kept.append(word)
    return Needed(kept)


@cache
def _rarity(needed: Needed) -> tuple[int, int]:
    """How seldom texts hold one of these: told by the shortest, up to six letters, then by how few they are."""
    return min(_TELLING, *map(len, needed)), -len(needed)
