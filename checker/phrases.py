"""The rulebook's phrase language, compiled to regular expressions.

A phrase is words in order. `train*` any ending; `staff/employees` either word; `[all]` may be left out;
`...` up to sixty characters of anything, `...120` up to that many; `#` a number; `{board}` any phrase of the
rulebook's word list of that name. Case, line breaks and punctuation between words do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

WordLists = Mapping[str, Sequence[str]]

_BETWEEN = r"[\W_]{0,4}"
"""Words may be parted by punctuation, or by nothing: extraction from PDF glues them."""

_STARTS = r"(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))"
"""A phrase starts where a word does, or where a capital follows a small letter, as in glued text."""

_DEFAULT_GAP = 60
_LONGEST_GAP = 400
_TOKEN = re.compile(r"\[[^\]]+\]|\{[a-z_]+\}|\.\.\.\d*|\S+")


class PhraseError(ValueError):
    """A phrase in the rulebook cannot be understood; the message quotes it."""


def compile_phrases(phrases: Iterable[str], lists: WordLists) -> re.Pattern[str] | None:
    """One pattern that matches any of `phrases`; None when there are none."""
    parts = [_phrase(phrase, lists, depth=0) for phrase in phrases]
    if not parts:
        return None
    return re.compile(rf"{_STARTS}(?:{'|'.join(parts)})(?![a-z])", re.IGNORECASE | re.DOTALL)


def _phrase(phrase: str, lists: WordLists, depth: int) -> str:
    if depth > 4:
        raise PhraseError(f"word lists that contain each other, at {phrase!r}")
    tokens = _TOKEN.findall(phrase)
    if not tokens:
        raise PhraseError("an empty phrase")
    pattern = ""
    joined = True  # nothing stands between the start, or a gap, and what follows it
    for token in tokens:
        if token.startswith("..."):
            width = int(token[3:] or _DEFAULT_GAP)
            if joined or width > _LONGEST_GAP:
                raise PhraseError(f"{phrase!r}: a gap needs a word on each side and at most {_LONGEST_GAP}")
            pattern += rf".{{0,{width}}}?(?<![A-Za-z])"
            joined = True
        elif token.startswith("["):
            word = _phrase(token[1:-1], lists, depth + 1)
            pattern += rf"(?:{word}{_BETWEEN})?" if joined else rf"(?:{_BETWEEN}{word})?"
        else:
            pattern += ("" if joined else _BETWEEN) + _word(token, lists, depth)
            joined = False
    if joined and tokens[-1].startswith("..."):
        raise PhraseError(f"{phrase!r} ends with a gap")
    return pattern


def _word(token: str, lists: WordLists, depth: int) -> str:
    if token.startswith("{"):
        name = token[1:-1]
        if name not in lists:
            raise PhraseError(f"no word list is called {name!r}")
        inner = "|".join(_phrase(each, lists, depth + 1) for each in lists[name])
        return rf"(?:{inner})"
    if token == "#":
        return r"\d[\d,.]*"
    choices = [_ending(choice) for choice in token.split("/") if choice]
    if not choices:
        raise PhraseError(f"{token!r} holds no word")
    return choices[0] if len(choices) == 1 else rf"(?:{'|'.join(choices)})"


def _ending(word: str) -> str:
    """One word; a trailing star takes any ending, a hyphen may be a space or missing, quotes may be curly."""
    stem, star = (word[:-1], r"[A-Za-z]*") if word.endswith("*") else (word, r"(?![A-Za-z])")
    pieces = [re.escape(piece).replace("'", "['’]") for piece in stem.split("-")]
    return r"[\W_]{0,2}".join(pieces) + (star if word.endswith("*") else "")
