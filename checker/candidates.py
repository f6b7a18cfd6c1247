"""The places in a text that may name the financial year it covers, and what the wording of each is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.dates import MONTH
from checker.document import Block, BlockKind, Document
from checker.periods import YEAR, Period, Periods
from checker.rulebook import Rulebook

WHOLE_YEAR = 10
"""The weight of a range of dates that is a year long: few things but financial years are told so."""
_YEAR_END = 9
_RANGE_OF_MONTHS = 8
_RANGE = 7
"""The weight of a range of dates that is no year long, or of several years."""
_CALLED = 6
_IN_TITLE = 3
"""What a year called a financial year in the title weighs more than one in the text."""
_TITLE_AT_TOP = 4
_TITLE_BELOW = 3
_NAMED = 3
_PAIR = 2
_COVERED = 1
_SHORT_LINE = 140
_TOP = 400
_FIRST_TITLES = 20
"""So many are looked at for each year found: a hostile text has thousands of both."""
_NAMED_BEFORE = re.compile(
    r"(?:Statement|STATEMENT|(?:Modern|Slavery|Anti|Human|Transparency)[ -][\w &-]{0,50}statement)[\s:,(|–—-]{1,6}$"
)
"""A year right after the statement's name, in capitals as a name has: "MODERN SLAVERY STATEMENT 2022"."""
_NAMED_AFTER = re.compile(
    rf"{YEAR} (?:[A-Za-z]+[\s-]){{0,6}}?[Ss]tatement\s(?:will\s|also\s)?(?:is|was|shows?|sets?|describes?|covers?|explains?|outlines?|details?|reports?)(?![a-z])"
)
"""A year in the statement's name, of which the sentence tells something: "the 2020 statement will show"."""
_NAME_REACH = 80
_OFFERED = re.compile(
    r"\b(?:[Vv]iew|[Rr]ead|[Dd]ownload|[Ss]ee|[Cc]lick)\b"
    r"|\b(?:[Ii]n|[Ss]ince|[Ff]rom|last|previous|first)\s(?:(?:the|our|its)\s)?(?:(?:[A-Z][\w-]*|and|&|statement)\s){0,8}$"
)
"""Before such a name: the statement of another year, which is offered, or told of."""
_AFTER_MONTH = re.compile(rf"{MONTH}\.?,?\s*$", re.IGNORECASE)
_BEFORE_TITLE_YEAR = 30


class Candidate(NamedTuple):
    """A place in the text that names a year: `text[start:end]`. The higher `weight`, the likelier it is the one."""

    year_start: str | None
    year_end: str
    start: int
    end: int
    weight: float
    exact: bool
    """Whether the text calls it a financial year, or gives the dates; a year in a title is only inferred."""
    in_title: bool = False


def candidates_in(document: Document, rulebook: Rulebook) -> Iterator[Candidate]:
    """Every place that may name the year covered, with the weight of its wording alone."""
    periods = Periods(document.text)
    for period in periods.dated():
        yield Candidate(*period, _weight_of_dates(period), exact=True)
    for period in periods.months():
        yield Candidate(*period, _RANGE_OF_MONTHS, exact=True)
    titles = list(_titles(document, rulebook))
    for period in periods.called_years():
        titled = any(block.start <= period.start < end for block, end in titles[:_FIRST_TITLES])
        yield _of_years(period, _CALLED + _IN_TITLE * titled, exact=True)
    yield from _from_titles(periods, titles, document, rulebook)
    yield from _from_names(periods, document.text, rulebook)
    for period in periods.pairs():
        if _is_one_year(period):
            yield _claimed(period, _PAIR, document.text, rulebook)
    for period in periods.covered():
        yield _claimed(period, _COVERED, document.text, rulebook)


def _weight_of_dates(period: Period) -> float:
    if period.days is None:
        return _YEAR_END
    return WHOLE_YEAR if 340 <= period.days <= 400 else _RANGE


def _of_years(period: Period, weight: float, *, exact: bool) -> Candidate:
    return Candidate(*period, weight if _is_one_year(period) else 0, exact)


def _is_one_year(period: Period) -> bool:
    """Whether years given by their numbers make one financial year: two that follow each other, or one alone."""
    return period.first is None or int(period.last) == int(period.first) + 1


def _claimed(period: Period, weight: float, text: str, rulebook: Rulebook) -> Candidate:
    """A year that only a sentence about the statement itself makes the year it covers."""
    found = Candidate(*period, weight, exact=False)
    start, end = sentence_around(found, text)
    return found._replace(exact=rulebook.cue("this_statement", text[start:end]) is not None)


def _titles(document: Document, rulebook: Rulebook) -> Iterator[tuple[Block, int]]:
    """The headings and short lines that name the statement, and where they end."""
    for block in document.blocks:
        end = block.end if block.kind is BlockKind.HEADING else min(block.end, block.start + _SHORT_LINE)
        if rulebook.cue("title", document.text[block.start : end]):
            yield block, end


def _from_titles(
    periods: Periods, titles: Iterable[tuple[Block, int]], document: Document, rulebook: Rulebook
) -> Iterator[Candidate]:
    """A year in a heading, or in a short line, that also names the statement: "Modern Slavery Statement 2024".

    "June 2022" in a title dates the text, and is no year; nor is that of an Act.
    """
    for block, end in titles:
        at_top = block.start < _TOP
        for period in periods.between(block.start, end):
            before = document.text[max(0, period.start - _BEFORE_TITLE_YEAR) : period.start]
            written = document.text[period.start : period.end]
            if _AFTER_MONTH.search(before) is None and not _is_an_acts(before, written, rulebook):
                weight = _TITLE_AT_TOP if at_top else _TITLE_BELOW
                found = _of_years(period, weight, exact=period.first is not None and _is_one_year(period))
                yield found._replace(in_title=at_top and block.kind is BlockKind.HEADING)


def _is_an_acts(before: str, year: str, rulebook: Rulebook) -> bool:
    """Whether the year is that of an Act: in "Act 2015: Annual Statement 2025/26" only the first one is."""
    return any(match.end() > len(before) for match in rulebook.cues["act_year"].finditer(f"{before}{year}"))


def _from_names(periods: Periods, text: str, rulebook: Rulebook) -> Iterator[Candidate]:
    """A year in the statement's name wherever it stands: some texts have lost the lines that show a title."""
    for period in periods.lone():
        start, end = period.start, period.end
        before = text[max(0, start - _NAME_REACH) : start]
        if _NAMED_BEFORE.search(before) is None and _NAMED_AFTER.match(text, start) is None:
            continue
        if _is_an_acts(before, text[start:end], rulebook):
            continue
        line = text[max(0, start - _SHORT_LINE) : start].rpartition("\n")[2]
        if rulebook.cue("on_subject", before + text[start : end + _NAME_REACH]) and not _OFFERED.search(line):
            yield Candidate(*period, _NAMED, exact=False)


def sentence_around(candidate: Candidate, text: str) -> tuple[int, int]:
    """The sentence's bounds, at most 200 characters each way; full stops inside numbers do not end it."""
    low, high = max(0, candidate.start - 200), min(len(text), candidate.end + 200)
    starts = [match.end() for match in re.finditer(r"[.!?•]\s|\n\s*\n", text[low : candidate.start])]
    stop = re.search(r"[.!?•]\s|\n\s*\n", text[candidate.end : high])
    return low + (starts[-1] if starts else 0), candidate.end + stop.start() if stop else high
