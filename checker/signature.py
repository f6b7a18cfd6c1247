"""The signature, s.54(6): who signed, in which role, and whether the role shows a director, member or partner."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.abroad import signs_for_another
from checker.document import Document
from checker.rulebook import Rulebook
from checker.signatories import signatories
from checker.signing import signed_on, weight

_LIGHTEST = 3.0


class Signature(NamedTuple):
    """Who signed: `text[start:end]` shows it. `qualifies` is whether the role shows what s.54(6) asks for."""

    name: str | None
    role: str | None
    qualifies: bool
    start: int
    end: int
    weight: float = 0.0
    signed_on: str | None = None
    is_anothers: bool = False
    """A director, but of a company abroad, where the statement is a British company's."""

    @property
    def is_whole(self) -> bool:
        """Whether both a name and a role are there."""
        return self.name is not None and self.role is not None


def signature(
    document: Document,
    rulebook: Rulebook,
    legal_form: str,
    *,
    year_end: str | None = None,
    organisation: str | None = None,
) -> Signature | None:
    """The signature the text shows, the best if there are several; None when it shows none.

    `year_end` is the end of the financial year, which is not taken for the date of signing unless it is said to be.
    `organisation` is whose statement it is, as far as that is known: another's director cannot sign for it.
    """
    candidates = [
        each._replace(is_anothers=signs_for_another(document, each.start, each.end, rulebook, organisation))
        if each.is_whole and each.qualifies
        else each
        for each in _candidates(document.text, rulebook, legal_form)
    ]
    best = _best(candidates, document, rulebook)
    if best is None or not best.is_whole:
        parted = _best(_in_glued(document.text, rulebook, legal_form), document, rulebook)
        if parted is not None and parted.is_whole:
            best = parted
    if best is None:
        return None
    places = [best, *(each for each in candidates if each.is_whole and each.name == best.name)]
    dates = (signed_on(document.text, each.start, each.end, rulebook, year_end) for each in places)
    return best._replace(signed_on=next(filter(None, dates), None))


def _best(candidates: Iterable[Signature], document: Document, rulebook: Rulebook) -> Signature | None:
    weighed = (
        each._replace(weight=weight(document.text, each.start, each.end, rulebook, is_whole=each.is_whole))
        for each in candidates
    )
    return max((each for each in weighed if each.weight >= _LIGHTEST), key=_rank, default=None)


_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bVan)(?<!\bFitz)(?=[A-Z][a-z])")


def _in_glued(text: str, rulebook: Rulebook, legal_form: str) -> Iterator[Signature]:
    """Candidates in a text whose lines extraction ran together: "operationsAda SnellDirectorLarkbread"."""
    cuts = [match.start() for match in _GLUED.finditer(text)]
    if not cuts:
        return
    pieces = [text[low:high] for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    spaces = [cut + number for number, cut in enumerate(cuts)]
    for each in _candidates(" ".join(pieces), rulebook, legal_form):
        start, end = (place - bisect_left(spaces, place) for place in (each.start, each.end))
        yield each._replace(start=start, end=end)


def _rank(candidate: Signature) -> tuple[bool, bool, bool, float, int]:
    qualifies = candidate.qualifies and candidate.is_whole
    return candidate.is_whole, qualifies, not candidate.is_anothers, candidate.weight, -candidate.start


def _candidates(text: str, rulebook: Rulebook, legal_form: str) -> Iterator[Signature]:
    return (Signature(*each) for each in signatories(text, rulebook, legal_form))
