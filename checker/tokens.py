"""Words as the evidence model reads them: small letters, with numbers, months, countries and names made alike."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.characters import word_set

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’](?=[a-z])[a-z]+)?|\d[\d,.]*|[:£%@&]")
_MONTHS = word_set(
    "january february march april june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
"""But for May, which is a verb too."""
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ENDING = re.compile(r"(?:ations?|ings?|ments?|ers?|ors?|ies|ed|es|s|ly|al|e|y)$")
_SHORTEST_INFLECTED = 5

NUMBER = "#"
APART = "_"
YEAR = "#year"
MONTH = "@month"
COUNTRY = "@country"
NAME = "@name"
RARE = "@rare"


class Vocabulary(NamedTuple):
    """The words the model may know. Any other is a name when it has a capital, else just rare.

    `words` are in small letters; none of them is a personal or a company's name, for the training lets in only what
    several firms write in small letters. `countries` are one-word names, all read as the same token.
    """

    words: frozenset[str]
    countries: frozenset[str]

    def tokens(self, text: str) -> list[str]:
        """The tokens of `text` in order; a run of unknown names counts as two at most."""
        out: list[str] = []
        for word in _WORD.findall(text):
            token = self._token(word, out)
            if token is not None and not (token == NAME and out[-2:] == [NAME, NAME]):
                out.append(token)
        return out

    def _token(self, word: str, before: list[str]) -> str | None:
        small = word.lower().replace("’", "'").removesuffix("'s")
        last = before[-1] if before else ""
        if small[0].isdigit():
            digits = word.strip(".,")
            return YEAR if len(digits) == 4 and digits[:2] in {"19", "20"} else NUMBER
        if small in self.words and not (word == "May" and last in {NUMBER, "of"}):
            return small
        if small in _ORDINAL_ENDINGS and last == NUMBER:
            return None
        return self._kind(word, small)

    def _kind(self, word: str, small: str) -> str:
        """What stands for a word that is not known by itself."""
        if small in _MONTHS or small == "may":
            return MONTH
        if small in self.countries:
            return COUNTRY
        if word[0].isupper():
            return NAME
        return RARE if small[0].isalpha() else small


def stem(token: str) -> str:
    """The token without its ending, crudely: "assessments" and "assessing" become one."""
    if len(token) < _SHORTEST_INFLECTED or not token.isalpha():
        return token
    return _ENDING.sub("", token) or token


def ngrams(tokens: list[str], longest: int) -> list[str]:
    """Runs of one to `longest` tokens; pairs and longer runs see the sentence's edges as <s> and </s>."""
    if longest == 1:
        return tokens
    framed = ["<s>", *tokens, "</s>"]
    runs = list(tokens)
    for length in range(2, longest + 1):
        runs += [" ".join(framed[at : at + length]) for at in range(len(framed) - length + 1)]
    return runs


def pairs(tokens: list[str], reach: int) -> list[str]:
    """Two tokens that do not touch but stand within `reach` of each other: "train _ staff"."""
    return [
        f"{first} {APART} {second}"
        for at, first in enumerate(tokens)
        for second in tokens[at + 2 : at + reach + 1]
    ]
