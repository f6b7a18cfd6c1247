"""The language in which the rulebook words what it looks for, and the regular expression that each phrase stands for.

A phrase is words in order. `train*` any ending; `staff/employees` either word; `[all]` may be left out;
`...` up to sixty characters of anything, `...120` up to that many; `#` a number; `{board}` any phrase of the
rulebook's word list of that name. Case, line breaks and punctuation between words do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from checker.lexicon import glue

WordLists = Mapping[str, Sequence[str]]
Needed = frozenset[str]
"""Small letters of which a text must hold one of several, to hold a phrase at all."""

_BETWEEN = r"[\W_]{0,4}"
"""Words may be parted by punctuation, or by nothing: extraction from PDF glues them."""

_NO_LETTER_BEFORE = "(?<![a-z])"
_NO_LETTER_AFTER = "(?![a-z])"
_ANY_ENDING = "[a-z]*"
"""Phrases are looked for in small letters: with IGNORECASE a pattern takes nearly twice as long to compile."""

_NUMBER = r"\d[\d,.]*"
_DEFAULT_GAP = 60
_LONGEST_GAP = 400
_TELLING = 6
_TOKEN = re.compile(r"\[[^\]]+\]|\{[a-z_]+\}|\.\.\.\d*|\S+")
_LETTERS = re.compile(r"[^\W\d_]+")


class PhraseError(ValueError):
    """A phrase in the rulebook cannot be understood; the message quotes it."""


class Clue(NamedTuple):
    """What is quick to look for before a phrase is tried.

    Any text it matches holds a word of each of `needed`, the rarest kind first, and the match starts with one of
    `starts`, one or two letters.
    """

    starts: frozenset[str]
    needed: tuple[Needed, ...] = ()


class Grammar:
    """Reads phrases by one rulebook's word lists, each of which is worked out once."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._clues: dict[str, Clue] = {}
        self._sources: dict[str, str] = {}
        self._open: set[str] = set()

    def clue(self, phrase: str) -> Clue:
        """What to look for first. PhraseError for a phrase that cannot be understood."""
        tokens = _tokens(phrase)
        if not tokens:
            raise PhraseError("an empty phrase")
        starts: frozenset[str] = frozenset()
        needed: list[Needed] = []
        leads = True  # the next word may be the first
        joined = True  # nothing stands between the start, or a gap, and what follows it
        for token in tokens:
            width = _gap(token)
            if width is not None:
                if joined or width > _LONGEST_GAP:
                    raise PhraseError(
                        f"{phrase!r}: a gap needs a word on each side and at most {_LONGEST_GAP}"
                    )
                joined = True
                continue
            optional = token.startswith("[")
            clue = self.clue(token[1:-1]) if optional else self._clue(token)
            if leads:
                starts = starts | clue.starts if starts else clue.starts
            if not optional:
                needed.extend(clue.needed)
                leads = joined = False
        if joined and _gap(tokens[-1]) is not None:
            raise PhraseError(f"{phrase!r} ends with a gap")
        if len(needed) > 1:
            needed = sorted(dict.fromkeys(needed), key=_rarity, reverse=True)
        return Clue(starts, tuple(needed))

    def pattern(self, phrase: str) -> re.Pattern[str]:
        """The phrase in small letters from its first to its last; where a word starts is for the caller to know."""
        source = self._source(phrase)
        return re.compile(source if source.endswith(_ANY_ENDING) else source + _NO_LETTER_AFTER, re.DOTALL)

    def _source(self, phrase: str) -> str:
        source, joined = "", True
        for token in _tokens(phrase):
            width = _gap(token)
            if width is not None:
                source += rf".{{0,{width}}}?{_NO_LETTER_BEFORE}"
                joined = True
            elif token.startswith("["):
                inner = self._source(token[1:-1])
                source += rf"(?:{inner}{_BETWEEN})?" if joined else rf"(?:{_BETWEEN}{inner})?"
            else:
                source += ("" if joined else _BETWEEN) + self._word(token)
                joined = False
        return source

    def _word(self, token: str) -> str:
        """The regular expression for a token that is neither a gap nor optional."""
        if token not in self._sources:
            choices = (
                [self._source(each) for each in self._lists[token[1:-1]]]
                if token.startswith("{")
                else [_spelt(choice) for choice in token.split("/") if choice]
            )
            alone = len(choices) == 1 and not token.startswith("{")
            self._sources[token] = choices[0] if alone else rf"(?:{'|'.join(choices)})"
        return self._sources[token]

    def _clue(self, token: str) -> Clue:
        if token not in self._clues:
            self._clues[token] = (
                self._clue_of_list(token[1:-1]) if token.startswith("{") else _clue_of_choices(token)
            )
        return self._clues[token]

    def _clue_of_list(self, name: str) -> Clue:
        if name not in self._lists:
            raise PhraseError(f"no word list is called {name!r}")
        if name in self._open:
            raise PhraseError(f"the word list {name!r} contains itself")
        self._open.add(name)
        clue = _any_of([self.clue(each) for each in self._lists[name]])
        self._open.discard(name)
        return clue


def rows(phrase: str) -> Iterator[str]:
    """The words that stand next to each other in a phrase, glued; not those that stand alone, but for digits."""
    row: list[str] = []
    for token in [*_tokens(phrase), "..."]:
        plain = not token.startswith(("...", "[", "{")) and not set(token.rstrip("*")) & set("/#*")
        if plain:
            row.append(token)
        if row and (not plain or token.endswith("*")):
            glued = glue("".join(row).lower())
            if len(row) > 1 or row[0].rstrip("*") != glued or not glued.isalpha():
                yield glued
            row = []


def _tokens(phrase: str) -> list[str]:
    return _TOKEN.findall(phrase) if "[" in phrase or "{" in phrase else phrase.split()


def _gap(token: str) -> int | None:
    """How many characters a gap may have; None for a token that is none."""
    return int(token[3:] or _DEFAULT_GAP) if token.startswith("...") else None


def _clue_of_choices(token: str) -> Clue:
    choices = [choice for choice in token.split("/") if choice]
    if not choices:
        raise PhraseError(f"{token!r} holds no word")
    return _any_of([_clue_of_word(choice) for choice in choices])


def _any_of(clues: Sequence[Clue]) -> Clue:
    if len(clues) == 1:
        return clues[0]
    starts = frozenset[str]().union(*(clue.starts for clue in clues))
    if not all(clue.needed for clue in clues):
        return Clue(starts)
    return Clue(starts, (_fewest(word for clue in clues for word in clue.needed[0]),))


@cache
def _clue_of_word(word: str) -> Clue:
    stem = word.removesuffix("*")
    if not stem or not (stem[0].isalnum() or stem[0] == "#"):
        raise PhraseError(f"{word!r} does not start with a letter, a digit or #")
    low = stem.lower()
    letters = _LETTERS.findall(low)
    first = "0123456789" if low[0] == "#" else (low[:2] if low[:2].isalpha() else low[0],)
    return Clue(frozenset(first), (Needed((max(letters, key=len),)),) if letters else ())


@cache
def _spelt(word: str) -> str:
    """One word; a trailing star takes any ending, a hyphen may be a space or missing, quotes may be curly."""
    stem, ending = (word[:-1], _ANY_ENDING) if word.endswith("*") else (word, "")
    low = stem.lower()
    if low.isalpha():
        return low + ending
    pieces = [re.escape(piece).replace("'", "['’]").replace(r"\#", _NUMBER) for piece in low.split("-")]
    return r"[\W_]{0,2}".join(pieces) + ending


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
