"""A statement beside the one of the year before: how much of it is the same."""

from __future__ import annotations

import re

from checker.assessment import Observation
from checker.characters import word_set
from checker.dates import first_day, last_day, the_year_to
from checker.document import Document
from checker.rulebook import Rulebook
from checker.year import financial_year

_SHORTEST = 5
"""Words; shorter sentences are headings and fragments that stay the same in any honest statement."""
_MOSTLY_SAME = 0.8
_OF_DATES = word_set(
    "january february march april may june july august september october november december st nd rd th"
)


def share_unchanged(document: Document, previous: Document) -> float:
    """The share (0 to 1) of the document's sentences that stand in `previous` too, dates and figures aside."""
    before = {_plain(sentence.text) for sentence in previous.sentences}
    now = [
        plain for sentence in document.sentences if len((plain := _plain(sentence.text)).split()) >= _SHORTEST
    ]
    return sum(plain in before for plain in now) / len(now) if now else 0.0


def compare(document: Document, previous: Document, rulebook: Rulebook) -> Observation:
    """The same as an observation, in the rulebook's words; it says so where the other file is not an earlier year's."""
    share = share_unchanged(document, previous)
    rule = rulebook.observations["unchanged"]
    outcome = "same" if share >= _MOSTLY_SAME else "renewed"
    before = financial_year(previous, rulebook)
    now = financial_year(document, rulebook)
    text = rule.says[outcome]
    if before.stated and now.stated and before.end and now.end and _is_not_earlier(before.end, now.end):
        outcome = "not_earlier"
        text = rule.says[outcome].replace("{year}", the_year_to(before.end))
    return Observation(rule.id, rule.basis, outcome, text.replace("{share}", str(round(share * 100))))


def _is_not_earlier(before: str, now: str) -> bool:
    """Whether no day that `before` can mean begins an earlier year's end than `now`: within a month both are the same."""
    same = before[: len("2026-03")] == now[: len("2026-03")]
    return same or first_day(before) >= last_day(now)


def _plain(text: str) -> str:
    """The sentence without what changes when only the dates do: figures, months, case and punctuation."""
    words = re.sub(r"[\W\d_]+", " ", text.lower())
    return " ".join(word for word in words.split() if word not in _OF_DATES)
