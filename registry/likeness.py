"""How alike the names of two firms are, and which of many known names are worth comparing with one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.fuzz import token_sort_ratio

from registry.names import name_key, telling_name

_SAME_WORD = {
    "saint": "st",
    "brothers": "bros",
    "company": "co",
    "international": "intl",
    "united kingdom": "uk",
}
_TRADING_AS = re.compile(r"\b(?:t/a|trading as)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\(([^()]*)\)")
_MANY = 300
"""A word that more names than this have in common says nothing; such as "foods" in a register of food firms."""


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """The ways in which a name may be written elsewhere, each without what tells nothing.

    "The X Group Ltd" and "X Ltd" are "x"; "Saint" is "st", "&" is nothing. What follows "trading as", and what stands in
    brackets if it is more than a word, is a name of its own.
    """
    parts: list[str] = []
    for part in _TRADING_AS.split(name):
        parts += [_ASIDE.sub(" ", part), *(aside for aside in _ASIDE.findall(part) if len(aside.split()) > 1)]
    plain = (_plain(part) for part in parts if part.strip(" ()"))
    return tuple(dict.fromkeys(each for each in plain if each)) or (_plain(name),)


def _plain(name: str) -> str:
    words = (_SAME_WORD.get(word, word) for word in telling_name(name).split())
    return " ".join(word for word in words if word != "and")


def alike(one: str, other: str) -> float:
    """How alike two names are, of 100: the most of their forms and of the whole names.

    Measured on token_sort_ratio only, which tells "Aviva plc" from "Aviva Investors Global Services Limited" where laxer
    measures do not.
    """
    whole = token_sort_ratio(name_key(one), name_key(other))
    return float(max(whole, *(token_sort_ratio(a, b) for a in forms(one) for b in forms(other))))


class Names:
    """Names by the words in them."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._of: dict[str, list[int]] = {}
        for number, name in names:
            for word in {word for form in forms(name) for word in form.split()}:
                self._of.setdefault(word, []).append(number)

    def near(self, name: str) -> set[int]:
        """Those (by number) that share a word with it that is not in everybody's name; any order of words, any form."""
        found: set[int] = set()
        for form in forms(name):
            known = sorted((self._of[word] for word in set(form.split()) if word in self._of), key=len)
            # Where every word is common, the rarest is all there is to go by.
            found.update(*known[:1], *(numbers for numbers in known[1:] if len(numbers) <= _MANY))
        return found
