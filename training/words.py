"""Which words the model may know: what several firms write in small letters, and what the rulebook names.

This keeps the names of people and companies out of the model, and makes all names alike to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from checker.rulebook import Rulebook
from checker.tokens import Vocabulary
from training.statements import Statement

_FEWEST_FIRMS = 3
_FEWEST_FIRMS_ACRONYM = 8
_LONGEST_ACRONYM = 6
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’](?=[a-z])[a-z]+)?")
_OUR_COUNTRY = frozenset({"uk", "eu", "england", "wales", "scotland", "countries", "worldwide", "europe"})


def vocabulary_of(statements: Sequence[Statement], rulebook: Rulebook) -> Vocabulary:
    """The words and countries for a model learned from `statements`, of which only those measured have a say."""
    small: dict[str, set[str]] = defaultdict(set)
    capital: dict[str, set[str]] = defaultdict(set)
    for statement in (each for each in statements if each.is_measured):
        for text in statement.gold.sentences:
            for word in _WORD.findall(text):
                if word.islower():
                    small[word.replace("’", "'").removesuffix("'s")].add(statement.firm)
                elif word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM:
                    capital[word.lower()].add(statement.firm)
    named = {word for phrases in rulebook.words.values() for phrase in phrases for word in phrase.split()}
    countries = {name for name in rulebook.words["country"] if " " not in name} - _OUR_COUNTRY
    words = {word for word, firms in small.items() if len(firms) >= _FEWEST_FIRMS or word in named}
    words |= {word for word, firms in capital.items() if len(firms) >= _FEWEST_FIRMS_ACRONYM}
    return Vocabulary(frozenset(words - countries), frozenset(countries))
