"""The annotated statements to learn from, and which of them are one firm's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from evaluation.gold import Gold, GoldStatement, read_gold

INVENTED = "invented"
"""The law of the source of sentences written for the training: always learned from, never measured on."""

COPIED = "uk, bare"
"""The law of the copies of UK statements that `training.bare` makes: learned from as their firm is, not measured on."""

MEASURED = ("uk", "au")
"""The laws of real statements as they were annotated, by which alone anything is measured."""

_YEAR_AT_END = re.compile(r"-?(?:19|20)\d\d$")
_SOURCE = re.compile(r"^[A-Z]+_")
_LETTERS = re.compile(r"\W+")
_LONG_SENTENCE = 70  # characters; shorter ones are often alike by chance
_FEWEST_SHARED, _SHARE_OF_TEXT = 3, 0.4


@dataclass(frozen=True, slots=True)
class Source:
    """A file of annotated statements: whose law they follow ("uk", "au", INVENTED), and what the model records of it."""

    law: str
    gold: Gold
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement to learn from. Statements of one `firm` must never be on both sides of a split."""

    law: str
    firm: str
    gold: GoldStatement

    @property
    def is_measured(self) -> bool:
        """A real statement as it was annotated. The others teach and no more."""
        return self.law in MEASURED


def read_source(path: Path, law: str) -> Source:
    """The annotated statements in the file at `path`. Raises evaluation.GoldError when it cannot be used."""
    return Source(law, read_gold(path), hashlib.sha256(path.read_bytes()).hexdigest())


def statements_of(sources: Sequence[Source]) -> list[Statement]:
    """All statements, each with its firm: by its id without source and year, or by a text shared with another.

    Invented ones are no firm's and come last.
    """
    every = [(source.law, each) for source in sources for each in source.gold.statements]
    found = [(law, each) for law, each in every if law != INVENTED]
    invented = [Statement(law, INVENTED, each) for law, each in every if law == INVENTED]
    firm = {each.id: firm_key(each.id) for _, each in found}
    long = {each.id: frozenset(_long_sentences(each.sentences)) for _, each in found}
    for one, other in combinations(long, 2):
        shared = len(long[one] & long[other])
        if shared >= max(_FEWEST_SHARED, _SHARE_OF_TEXT * min(len(long[one]), len(long[other]))):
            kept, merged = sorted((firm[one], firm[other]))
            firm = {name: kept if key == merged else key for name, key in firm.items()}
    return [Statement(law, firm[each.id], each) for law, each in found] + invented


def firm_key(statement_id: str) -> str:
    """The firm a statement id names: "W_some-firm-limited-2019" and "M_some-firm-limited" are one.

    An id that is a number only (D_12_662, AU_248) stands for itself.
    """
    bare = _YEAR_AT_END.sub("", _SOURCE.sub("", statement_id))
    return bare if any(letter.isalpha() for letter in bare) else statement_id


def _long_sentences(sentences: Iterable[str]) -> Iterable[str]:
    return (_LETTERS.sub(" ", text.lower()).strip() for text in sentences if len(text) > _LONG_SENTENCE)
