"""The financial year a statement covers, s.54(1) and (4)(a), told apart from all the other years in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.candidates import WHOLE_YEAR, Candidate, candidates_in, sentence_around
from checker.dates import last_day
from checker.document import Document
from checker.phrases import Phrases
from checker.rulebook import Rulebook

_COMPARED = re.compile(
    r"\(\s*(?:FY\s*)?['’]?(?:20[12]\d|\d\d)(?:\s*[/–-]\s*\d\d)?\s*[:–-][^)]*$", re.IGNORECASE
)
"""Figures of another year in brackets after this one's: "(2024: 52 weeks ended 29 June 2024)"."""
_TURNS = re.compile(r"(?<![a-z])(?:and|but|while|whereas)(?![a-z])|[;)]", re.IGNORECASE)
_TURNED = re.compile(
    r"\d[\s,);–-]+(?:(?:and|it|this|statement) ){0,3}(?:is|covers|relates|concerns) ", re.IGNORECASE
)
"""After the year of another statement: "this statement, which replaces that for 2024, is for"."""
_LIGHTEST = 3.0
_LABEL, _LABEL_WORDS = 60, 3
"""Characters, and words, that may stand on each side of a year that has a line of its own."""
_SENTENCE_WORDS = 4
"""A year beside so many other words stands in a sentence, which then must speak of a year or a period."""


class FinancialYear(NamedTuple):
    """The year the statement covers. `stated` is False where it can only be inferred, from a title for instance."""

    start: str | None
    end: str | None
    stated: bool
    evidence: tuple[tuple[int, int], ...]
    contradicts: tuple[Candidate, ...] = ()


def financial_year(document: Document, rulebook: Rulebook) -> FinancialYear:
    """The financial year that the statement says it covers; `end` is None when the text does not say."""
    candidates = [_weighed(each, document, rulebook) for each in candidates_in(document, rulebook)]
    candidates = [each for each in candidates if each.weight >= _LIGHTEST]
    if not candidates:
        return FinancialYear(None, None, stated=False, evidence=())
    by_year: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_year[last_day(candidate.year_end).year].append(candidate)
    year = max(by_year, key=lambda each: (_strength(by_year[each]), each))
    return _settled(by_year[year], candidates)


def _strength(group: list[Candidate]) -> float:
    """The best place counts, and a little for every other that agrees with it."""
    return max(each.weight for each in group) + min(3.0, 0.4 * (len(group) - 1))


def _settled(group: list[Candidate], candidates: list[Candidate]) -> FinancialYear:
    """One year out of the places that agree on it: the strongest, with the precision of the most precise."""
    group = sorted(group, key=lambda each: -each.weight)
    best = group[0]
    for other in group[1:]:
        finer = len(other.year_end) > len(best.year_end) and other.year_end.startswith(best.year_end)
        if finer and other.weight >= 5:
            best = other._replace(year_start=other.year_start or best.year_start, weight=best.weight)
    start = best.year_start
    if start is None:
        ends = (best.year_end, best.year_end[:7], best.year_end[:4])
        starts = [
            each.year_start
            for each in group
            if each.year_start and each.year_end in ends and each.weight >= 5
        ]
        start = starts[0] if starts else None
    contradicts = tuple(
        each
        for each in candidates
        if each.exact and each.weight >= 11 and abs((last_day(each.year_end) - last_day(best.year_end)).days) > 31
        and not best.year_end.startswith(each.year_end) and not each.year_end.startswith(best.year_end)
    )  # fmt: skip
    contradicts += tuple(_titles_beside(best, candidates))
    return FinancialYear(start, best.year_end, best.exact, ((best.start, best.end),), contradicts)


def _titles_beside(best: Candidate, candidates: list[Candidate]) -> Iterator[Candidate]:
    """The year in the title, where it is neither the one in which the year covered began or ended, nor the one after."""
    titles = [each for each in candidates if each.in_title]
    ends = last_day(best.year_end).year
    near = any(
        (each.year_start and ends in (int(each.year_start), last_day(each.year_end).year))
        or (not each.year_start and ends - 1 <= last_day(each.year_end).year <= ends + 1)
        for each in titles
    )
    if best.exact and titles and not near:
        yield titles[0]


def _weighed(candidate: Candidate, document: Document, rulebook: Rulebook) -> Candidate:
    """The same place, weighed by the words of the sentence around it."""
    start, end = _line_of_its_own(candidate, document.text) or sentence_around(candidate, document.text)
    before = document.text[start : candidate.end]
    around = document.text[start:end]
    weight = candidate.weight
    own = rulebook.cue("this_statement", around)
    earlier = _last(rulebook.cues["earlier_year"], before)
    if earlier is not None and _TURNED.search(before, earlier):
        earlier = None
    if (
        candidate.exact
        and own
        and (earlier is None or _last(rulebook.cues["this_statement"], before, earlier))
    ):
        weight += 4
    if rulebook.cue("coming_year", before):
        weight -= 8
    if earlier is not None:
        weight -= 8
    if rulebook.cue("years_of_others", around) or _of_validity(around, candidate.start - start, rulebook):
        weight = 0
    if _COMPARED.search(document.text, start, candidate.start):
        weight -= 8
    if own is None and _of_something_else(document.text, start, candidate, end, rulebook):
        weight = 0
    if candidate.start < 600 or len(document.text) - candidate.end < 600:
        weight += 1
    if not candidate.exact and candidate.weight < 3 and not rulebook.cue("this_statement", around):
        weight = 0
    return candidate._replace(weight=weight)


def _line_of_its_own(candidate: Candidate, text: str) -> tuple[int, int] | None:
    """The bounds of the line, where it says next to nothing else: "Reporting year: 2024/25". The next one is no part of it."""
    low, high = max(0, candidate.start - _LABEL), candidate.end + _LABEL
    start, end = text.rfind("\n", low, candidate.start) + 1, text.find("\n", candidate.end, high)
    end = len(text) if end < 0 <= high - len(text) else end
    if not candidate.exact or end < 0 or (low and not start):
        return None
    beside = f"{text[start : candidate.start]} {text[candidate.end : end]}".split()
    return (start, end) if len(beside) <= _LABEL_WORDS else None


def _of_validity(sentence: str, at: int, rulebook: Rulebook) -> bool:
    """Whether the year at `at` is said to be how long the statement holds, and not to be a financial year as well."""
    valid = _last(rulebook.cues["validity"], sentence[:at])
    return valid is not None and rulebook.cue("called_a_year", sentence[valid:]) is None


def _of_something_else(text: str, start: int, candidate: Candidate, end: int, rulebook: Rulebook) -> bool:
    """Whether the sentence, which does not speak of the statement, gives the year of accounts, a plan or a contract."""
    around = text[start:end]
    turn = _TURNS.search(text, candidate.end, end)
    clause = text[start : turn.start() if turn else end]
    if rulebook.cue("other_year", around) or rulebook.cue("intended_year", clause):
        return True
    if candidate.weight >= WHOLE_YEAR and not text[start : candidate.start].strip():
        return False  # a whole year at the beginning stands for itself; the rest may be the next line's
    beside = len(text[start : candidate.start].split()) + len(text[candidate.end : end].split())
    return beside >= _SENTENCE_WORDS and rulebook.cue("year_words", around) is None


def _last(phrases: Phrases, text: str, after: int = 0) -> int | None:
    """Where the last of the phrases begins, if one begins at `after` or later."""
    return max((found.start() for found in phrases.finditer(text) if found.start() >= after), default=None)


def spans(candidates: Iterable[Candidate]) -> tuple[tuple[int, int], ...]:
    """Where the candidates stand in the text."""
    return tuple((each.start, each.end) for each in candidates)
