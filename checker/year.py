"""The financial year a statement covers, s.54(1) and (4)(a), told apart from all the other years in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checker.dates import MONTH, FoundDate, find_dates, first_day, last_day, partial
from checker.document import BlockKind, Document
from checker.phrases import Phrases
from checker.rulebook import Rulebook

_Y = r"(?:20[12]\d)"
_YEARS = rf"(?P<first>{_Y})\s*(?:[/–—-]|to)\s*(?P<second>{_Y}|\d\d)(?!\d|[/-]\d)"
_ADJECTIVE = r"(?:financial|fiscal|accounting|reporting|calendar|trading|academic|municipal|tax)"
_WEEKDAY = (
    r"(?:(?:(?:last|first|nearest)\s*)?(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s,]*(?:(?:of|in)\s*)?)?"
)

_JOINS = re.compile(
    rf"""[\s,(–—-]*(?:(?:to|until|till|and|through|up\s*to(?:\s*and\s*including)?|(?:and\s*)?end(?:s|ed|ing)(?:\s*on)?)(?![a-z]))?
        [\s,)–—-]*(?:the\s*)?(?:end\s*of\s*)?{_WEEKDAY}""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = r"(?:\s*['’]?(?:20)?\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?)?"
"""What the year may be called between "year" and its end: "fiscal year 2025, which ended on 28 June 2025"."""
_YEAR_ENDING = re.compile(
    rf"""(?:(?:year|period|months|weeks|FY|(?<![a-z])y/e|(?<![a-z])FYE){_NAMED}[\s,(]*(?:which|that)?\s*
          (?:(?:end(?:s|ed|ing)?|up\s*to|to|until|clos(?:es|ed|ing)|concluding|finishing)\s*){{1,2}}(?:on|at|in|of|the|to|end|\s)*
        |(?:end\s*of|last|current)[^.]{{0,25}}{_ADJECTIVE}\s*year\s*(?:end)?\W{{0,3}}
        |year[\s-]*end(?:s|ed)?(?:\s*(?:date|of|is|on|at|was))*\W{{0,3}}
        |(?<![a-z])(?:y/e|FYE)\W{{0,3}})
        [\s:(“"-]*{_WEEKDAY}$""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTHS_OF_YEAR = re.compile(
    rf"(?<![a-z\d])(?P<from>{MONTH})\s*(?:to|[–—-])\s*(?P<to>{MONTH})\s*(?P<year>{_Y})", re.I
)
_LABELS = (
    re.compile(rf"{_ADJECTIVE}\s*years?\W{{0,3}}(?:of|for|to|end(?:ed|ing)|\s)*\W{{0,3}}{_YEARS}", re.I),
    re.compile(rf"{_YEARS}\s*{_ADJECTIVE}?\s*{_ADJECTIVE}\s*(?:year|period)", re.I),
    re.compile(rf"(?<![a-z])FY\s*['’]?{_YEARS}", re.I),
    re.compile(
        rf"(?:(?<![a-z])FY|{_ADJECTIVE}\s*year)\s*['’]?(?P<first>\d\d)\s*[/–-]\s*(?P<second>\d\d)(?!\d|[/-]\d)",
        re.I,
    ),
    re.compile(
        rf"{_ADJECTIVE}\s*years?\W{{0,3}}(?:of|for|to|end(?:ed|ing)|\s)*\W{{0,3}}(?P<only>{_Y})(?![\d/–-])",
        re.I,
    ),
    re.compile(rf"(?<![\d/–-])(?P<only>{_Y})\s*{_ADJECTIVE}\s*(?:year|period)", re.I),
    re.compile(rf"(?<![a-z])FYE?\s*['’]?(?P<only>{_Y}|\d\d)(?!\d|[./–-]\d|\s*(?:st|nd|rd|th|{MONTH}))", re.I),
    re.compile(rf"{_ADJECTIVE}\s*year\s*['’](?P<only>\d\d)(?!\d|[/–-]\d)", re.I),
    re.compile(rf"(?<![a-z])year\s*(?:ended|ending|end)\s*(?P<only>{_Y})(?!\d)", re.I),
)
_COVERED = re.compile(
    rf"""(?<![a-z])(?:cover(?:s|ed|ing)?|relat(?:es|ed|ing)\s*to|in\s*respect\s*of|(?:this|our)\s[^.]{{0,60}}statement\s*(?:is\s*)?for
          |(?:steps|actions|activities|measures|efforts|progress)(?![a-z])[^.]{{0,60}}?(?:in|during|throughout|over))
        (?:\s*(?:the|our|all|activit\w+|actions|progress|of|in|for|during|steps|taken|made|by|firm|company|group|business|year|years|calendar)
          (?![a-z])){{0,8}}\s*(?P<only>{_Y})(?![\d/–—-]|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A lone year that the statement is said to cover: "covering 2024", "covers the activities of the firm in 2024"."""
_YEAR_PAIR = re.compile(rf"(?<![\d/]){_YEARS}")
_LIGHTEST = 3.0
_SHORT_LINE = 140
_SENTENCE_WORDS = 4
"""A year beside so many other words stands in a sentence, which then must speak of a year or a period."""
_LONE_YEAR = re.compile(rf"(?<![\d/–—.-])(?P<only>{_Y})(?![\d/–—-]|\.\d)", re.I)
_AFTER_MONTH = re.compile(rf"{MONTH}\.?,?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the text that names a year: `text[start:end]`. The higher `weight`, the likelier it is the one."""

    year_start: str | None
    year_end: str
    start: int
    end: int
    weight: float
    exact: bool
    """Whether the text calls it a financial year, or gives the dates; a year in a title is only inferred."""


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """The year the statement covers. `stated` is False where it can only be inferred, from a title for instance."""

    start: str | None
    end: str | None
    stated: bool
    evidence: tuple[tuple[int, int], ...]
    contradicts: tuple[Candidate, ...] = ()


def financial_year(document: Document, rulebook: Rulebook) -> FinancialYear:
    """The financial year that the statement says it covers; `end` is None when the text does not say."""
    candidates = [_weighed(each, document, rulebook) for each in _candidates(document, rulebook)]
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
            best = replace(other, year_start=other.year_start or best.year_start, weight=best.weight)
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
    return FinancialYear(start, best.year_end, best.exact, ((best.start, best.end),), contradicts)


def _candidates(document: Document, rulebook: Rulebook) -> Iterator[Candidate]:
    yield from _from_dates(document.text)
    for match in _MONTHS_OF_YEAR.finditer(document.text):
        yield _month_range(match)
    for pattern in _LABELS:
        for match in pattern.finditer(document.text):
            yield _labelled(match, weight=6, exact=True)
    yield from _from_titles(document, rulebook)
    for match in _YEAR_PAIR.finditer(document.text):
        if _consecutive(match):
            yield _claimed(match, document.text, rulebook, weight=2)
    for match in _COVERED.finditer(document.text):
        yield _claimed(match, document.text, rulebook, weight=1)


def _claimed(match: re.Match[str], text: str, rulebook: Rulebook, weight: float) -> Candidate:
    """A year that only a sentence about the statement itself makes the year it covers."""
    found = _labelled(match, weight=weight, exact=False)
    start, end = _sentence_around(found, text)
    if found.weight and rulebook.cue("this_statement", text[start:end]):
        return replace(found, weight=weight, exact=True)
    return found


def _from_dates(text: str) -> Iterator[Candidate]:
    """Ranges of two dates, and single dates after words like "for the year ending"."""
    found = list(find_dates(text))
    for index, day in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and following.year and _JOINS.fullmatch(text, day.end, following.start):
            ranged = _range(day, following)
            if ranged is not None:
                yield ranged
        lead = _YEAR_ENDING.search(text, max(0, day.start - 80), day.start)
        if lead is not None and day.iso is not None:
            yield Candidate(None, day.iso, lead.start(), day.end, 9, exact=True)


def _range(first: FoundDate, second: FoundDate) -> Candidate | None:
    assert second.year is not None
    if first.year is None:
        earlier = (first.month, first.day or 1) < (second.month, second.day or 28)
        first = first.in_year(second.year if earlier else second.year - 1)
    begin, end = first.iso, second.iso
    assert begin is not None
    assert end is not None
    days = (last_day(end) - first_day(begin)).days
    if not 150 <= days <= 560:
        return None
    return Candidate(begin, end, first.start, second.end, 10 if 340 <= days <= 400 else 7, exact=True)


def _month_range(match: re.Match[str]) -> Candidate:
    months = [next(find_dates(f"{match[name]} {match['year']}")).month for name in ("from", "to")]
    year = int(match["year"])
    begin = partial(year if months[0] < months[1] else year - 1, months[0])
    return Candidate(begin, partial(year, months[1]), match.start(), match.end(), 8, exact=True)


def _consecutive(match: re.Match[str]) -> bool:
    first, second = int(match["first"]), int(match["second"])
    return (second if second > 99 else first // 100 * 100 + second) == first + 1


def _labelled(match: re.Match[str], weight: float, *, exact: bool) -> Candidate:
    groups = match.groupdict()
    if groups.get("only"):
        return Candidate(None, partial(_whole(groups["only"])), match.start(), match.end(), weight, exact)
    first = _whole(groups["first"])
    second = int(groups["second"])
    second = second if second > 99 else first // 100 * 100 + second
    if not 0 < second - first <= 1:
        weight = 0
    return Candidate(partial(first), partial(second), match.start(), match.end(), weight, exact)


def _whole(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _from_titles(document: Document, rulebook: Rulebook) -> Iterator[Candidate]:
    """A year in a heading, or in a short line, that also names the statement: "Modern Slavery Statement 2024"."""
    for block in document.blocks:
        end = block.end if block.kind is BlockKind.HEADING else min(block.end, block.start + _SHORT_LINE)
        text = document.text[block.start : end]
        if not rulebook.cue("title", text):
            continue
        for pattern in (_YEAR_PAIR, _LONE_YEAR):
            for match in pattern.finditer(document.text, block.start, end):
                before = document.text[max(0, match.start() - 30) : match.start()]
                dated = (
                    _AFTER_MONTH.search(before) is not None
                )  # "June 2022" in a title dates the text, not the year
                if not dated and not rulebook.cue("act_year", before + match[0]):
                    is_pair = pattern is _YEAR_PAIR and _consecutive(match)
                    yield _labelled(match, weight=4 if block.start < 400 else 3, exact=is_pair)


def _weighed(candidate: Candidate, document: Document, rulebook: Rulebook) -> Candidate:
    """The same place, weighed by the words of the sentence around it."""
    start, end = _sentence_around(candidate, document.text)
    before = document.text[start : candidate.end]
    around = document.text[start:end]
    weight = candidate.weight
    own = rulebook.cue("this_statement", around)
    earlier = _last(rulebook.cues["earlier_year"], before)
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
    if own is None and _of_something_else(document.text, start, candidate, end, rulebook):
        weight = 0
    if candidate.start < 600 or len(document.text) - candidate.end < 600:
        weight += 1
    if not candidate.exact and candidate.weight < 3 and not rulebook.cue("this_statement", around):
        weight = 0
    return replace(candidate, weight=weight)


def _of_something_else(text: str, start: int, candidate: Candidate, end: int, rulebook: Rulebook) -> bool:
    """Whether the sentence, which does not speak of the statement, gives the year of accounts, a plan or a contract."""
    around = text[start:end]
    if rulebook.cue("other_year", around) or rulebook.cue("intended_year", around):
        return True
    beside = len(text[start : candidate.start].split()) + len(text[candidate.end : end].split())
    return beside >= _SENTENCE_WORDS and rulebook.cue("year_words", around) is None


def _last(phrases: Phrases, text: str, after: int = 0) -> int | None:
    """Where the last of the phrases begins, if one begins at `after` or later."""
    return max((found.start() for found in phrases.finditer(text) if found.start() >= after), default=None)


def _sentence_around(candidate: Candidate, text: str) -> tuple[int, int]:
    """The sentence's bounds, at most 200 characters each way; full stops inside numbers do not end it."""
    low, high = max(0, candidate.start - 200), min(len(text), candidate.end + 200)
    starts = [match.end() for match in re.finditer(r"[.!?•]\s|\n\s*\n", text[low : candidate.start])]
    stop = re.search(r"[.!?•]\s|\n\s*\n", text[candidate.end : high])
    return low + (starts[-1] if starts else 0), candidate.end + stop.start() if stop else high


def spans(candidates: Iterable[Candidate]) -> tuple[tuple[int, int], ...]:
    """Where the candidates stand in the text."""
    return tuple((each.start, each.end) for each in candidates)
