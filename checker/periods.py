"""The places in a text that name a period which may be a financial year, in all the ways people write one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from checker.dates import (
    MONTH,
    MONTH_NAMES,
    FoundDate,
    find_dates,
    first_day,
    last_day,
    lowered,
    matches_at,
    partial,
    places_of,
)
from checker.document import Block, BlockKind, Document
from checker.rulebook import Rulebook

_Y = r"(?:20[12]\d)"
_YEARS = rf"(?P<first>{_Y})\s*(?:[/–—-]|to)\s*(?P<second>{_Y}|\d\d)(?!\d|[/-]\d)"
_ADJECTIVES = (
    "financial", "fiscal", "accounting", "reporting", "calendar", "trading", "academic", "municipal", "tax",
)  # fmt: skip
_ADJECTIVE = rf"(?:{'|'.join(_ADJECTIVES)})"
_WEEKDAY = (
    r"(?:(?:(?:last|first|nearest)\s*)?(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s,]*(?:(?:of|in)\s*)?)?"
)

_JOINS = rf"""(?x)[\s,(–—/-]*(?:(?:to|until|till|and|through|up\s*to(?:\s*and\s*including)?|(?:and\s*)?end(?:s|ed|ing)(?:\s*on)?)(?![a-z]))?
        [\s,)–—-]*(?:the\s*)?(?:end\s*of\s*)?{_WEEKDAY}"""
_NAMED = r"(?:\s*['’]?(?:20)?\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?)?"
"""What the year may be called between "year" and its end: "fiscal year 2025, which ended on 28 June 2025"."""
_OF_WHOM = r"(?:\s+of\s+(?:the\s+)?[\w&.’'() -]{2,50}?(?=[\s,]+(?:which|that)\s))?"
"""Whose year it is: "the financial year of Fen Foods Limited that ended on 30 November 2024"."""
_YEAR_ENDING = re.compile(
    rf"""(?:(?:year|period|months|weeks|FY|(?<![a-z])y/e|(?<![a-z])FYE){_NAMED}{_OF_WHOM}[\s,(:]*(?:which|that)?\s*
          (?:(?:end(?:s|ed|ing)?|up\s*to|to|until|clos(?:es|ed|ing)|concluding|finishing)\s*){{1,2}}(?:on|at|in|of|the|to|end|\s)*
        |(?:end\s*of|last|current)[^.]{{0,25}}{_ADJECTIVE}\s*year\s*(?:end)?\W{{0,3}}
        |(?<![a-z])one\s*(?:which|that)\s*(?:end(?:s|ed)|clos(?:es|ed))(?:\s*on)?
        |year[\s-]*end(?:s|ed)?(?:\s*(?:date|of|is|on|at|was))*\W{{0,3}}
        |(?<![a-z])(?:y/e|FYE)\W{{0,3}})
        [\s:(“"-]*{_WEEKDAY}$""",
    re.IGNORECASE | re.VERBOSE,
)
_YEARS_FROM = re.compile(rf"{_ADJECTIVE}\s*years\s*(?:of|from|between|:|\()?\s*$", re.IGNORECASE)
"""What stands before the dates of several years covered at once: "the financial years 1 April 2022 to 31 March 2025"."""
_ENDS_YEAR = re.compile(
    rf"""[\s,]*(?:{_ADJECTIVE}\s*)?(?:year|period)[\s-]*end(?:ing)?(?![a-z])
        |[\s,(]+(?:which\sis\s|being\s)?the\s(?:end|close|last\sday)\sof\s(?:our|the|its)\s(?:{_ADJECTIVE}\s)?year(?![a-z])""",
    re.IGNORECASE | re.VERBOSE,
)
"""What follows a date that ends a year: "our 30 June 2024 year end", "30 June 2024, the end of our year"."""
_MONTHS_OF_YEAR = rf"(?<![a-z\d])(?P<from>{MONTH})\s*(?:to|[–—-])\s*(?P<to>{MONTH})\s*(?P<year>{_Y})"
_LABELS = (
    ("of_a_kind", rf"{_ADJECTIVE}\s*years?\W{{0,3}}(?:of|for|to|end(?:ed|ing)|\s)*\W{{0,3}}{_YEARS}"),
    ("number", rf"{_YEARS}\s*{_ADJECTIVE}?\s*{_ADJECTIVE}\s*(?:year|period)"),
    ("fy", rf"(?<![a-z])FY\s*['’]?{_YEARS}"),
    (
        "fy_or_kind",
        rf"(?:(?<![a-z])FY|{_ADJECTIVE}\s*year)\s*['’]?(?P<first>\d\d)\s*[/–-]\s*(?P<second>\d\d)(?!\d|[/-]\d)",
    ),
    (
        "of_a_kind",
        rf"{_ADJECTIVE}\s*years?\W{{0,3}}(?:of|for|to|end(?:ed|ing)|\s)*\W{{0,3}}(?P<only>{_Y})(?![\d/–-])",
    ),
    (
        "number",
        rf"(?<![\d/–-])(?P<only>{_Y})\s*(?:{_ADJECTIVE}\s*(?:and|&|/)\s*)?{_ADJECTIVE}\s*(?:year|period)",
    ),
    (
        "fy",
        rf"(?<![a-z])FYE?\s*['’]?(?P<only>{_Y}|\d\d)(?!\d|[./–-]\d|\s*(?:st|nd|rd|th|{MONTH})(?![a-z]))",
    ),
    ("of_a_kind", rf"{_ADJECTIVE}\s*year\s*['’](?P<only>\d\d)(?!\d|[/–-]\d)"),
    ("year", rf"(?<![a-z])year\s*(?:ended|ending|end)\s*(?P<only>{_Y})(?!\d)"),
)
"""Patterns, and at which of the places of `_Places` each begins."""
_COVERED = rf"""(?x)(?<![a-z])(?:cover(?:s|ed|ing)?|relat(?:es|ed|ing)\s*to|in\s*respect\s*of|(?:this|our)\s[^.]{{0,60}}statement\s*(?:is\s*)?for
          |statement\s*(?:of|by|from)\s[^.]{{2,60}}?\sfor
          |(?:steps|actions|activities|measures|efforts|progress)(?![a-z])[^.]{{0,60}}?(?:in|during|throughout|over))
        (?:\s*(?:the|our|all|activit\w+|actions|progress|of|in|for|during|steps|taken|made|by|firm|company|group|business|year|years|calendar)
          (?![a-z])){{0,8}}\s*(?P<only>{_Y})(?![\d/–—-]|\.\d)"""
"""A lone year that the statement is said to cover: "covering 2024", "covers the activities of the firm in 2024"."""
_COVERING = (
    "cover", "relat", "this", "our", "statement", "steps", "actions", "activities", "measures", "efforts", "progress",
)  # fmt: skip
"""What such words begin with, but for "in respect of"."""
_YEAR_PAIR = re.compile(rf"(?<![\d/]){_YEARS}")
_LONGEST_JOIN = 80
WHOLE_YEAR = 10
"""The weight of a range of dates that is a year long: few things but financial years are told so."""
_IN_TITLE = 3
"""What a year called a financial year in the title weighs more than one in the text."""
_SHORT_LINE = 140
_TOP = 400
_FIRST_TITLES = 20
"""So many are looked at for each year found: a hostile text has thousands of both."""
_NAMED_BEFORE = re.compile(
    r"(?:Statement|STATEMENT|(?:Modern|Slavery|Anti|Human|Transparency)[ -][\w &-]{0,50}statement)[\s:,(|–—-]{1,6}$"
)
"""A year right after the statement's name, in capitals as a name has: "MODERN SLAVERY STATEMENT 2022"."""
_NAMED_AFTER = re.compile(
    rf"{_Y} (?:[A-Za-z]+[\s-]){{0,6}}?[Ss]tatement\s(?:will\s|also\s)?(?:is|was|shows?|sets?|describes?|covers?|explains?|outlines?|details?|reports?)(?![a-z])"
)
"""A year in the statement's name, of which the sentence tells something: "the 2020 statement will show"."""
_NAME_REACH = 80
_OFFERED = re.compile(
    r"\b(?:[Vv]iew|[Rr]ead|[Dd]ownload|[Ss]ee|[Cc]lick)\b"
    r"|\b(?:[Ii]n|[Ss]ince|[Ff]rom|last|previous|first)\s(?:(?:the|our|its)\s)?(?:(?:[A-Z][\w-]*|and|&|statement)\s){0,8}$"
)
"""Before such a name: the statement of another year, which is offered, or told of."""
_LONE_YEAR = re.compile(rf"(?<![\d/–—.-])(?P<only>{_Y})(?![\d/–—-]|\.\d)", re.I)
_AFTER_MONTH = re.compile(rf"{MONTH}\.?,?\s*$", re.I)


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


class _Places:
    """Where years and the words for them stand in a text: a pattern tried everywhere takes ten times as long."""

    def __init__(self, text: str) -> None:
        low = lowered(text)
        self.number: list[int] | None = None
        self.year: list[int] | None = None
        self.fy: list[int] | None = None
        self.of_a_kind: list[int] | None = None
        self.fy_or_kind: list[int] | None = None
        self.covered: list[int] | None = None
        self.month_range: list[int] | None = None
        if low is None:
            return
        self.number = [match.start() for match in _NUMBER.finditer(text)]
        self.year = list(places_of(("year",), low))
        self.fy = list(places_of(("fy",), low))
        self.of_a_kind = list(_ending(_ADJECTIVES, low, self.year))
        self.fy_or_kind = sorted((*self.fy, *self.of_a_kind))
        self.covered = sorted(
            (*places_of(_COVERING, low), *_ending(("in",), low, places_of(("respect",), low)))
        )
        last_months = _ending(MONTH_NAMES, low, self.number)
        strokes = _ending(("to", "–", "—", "-"), low, last_months)
        self.month_range = list(_ending(MONTH_NAMES, low, strokes))


def _matches(source: str, text: str, starts: list[int] | None) -> Iterator[re.Match[str]]:
    return iter(()) if starts == [] else matches_at(_pattern(source), text, starts)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled for the first text that may hold it: few texts write their year in all these ways."""
    return re.compile(source, re.IGNORECASE)


def _ending(words: tuple[str, ...], low: str, before: Iterable[int]) -> Iterator[int]:
    """Where one of the words begins that ends, give or take blanks, before each of the places."""
    for place in before:
        end = place
        while end and low[end - 1].isspace():
            end -= 1
        if low.endswith(words, 0, end):
            yield end - next(len(word) for word in words if low.endswith(word, 0, end))


_NUMBER = re.compile(r"2(?=0[12])")


def candidates_in(document: Document, rulebook: Rulebook) -> Iterator[Candidate]:
    """Every place that may name the year covered, with the weight of its wording alone."""
    places = _Places(document.text)
    yield from _from_dates(document.text)
    for match in _matches(_MONTHS_OF_YEAR, document.text, places.month_range):
        yield _month_range(match)
    titles = list(_titles(document, rulebook))
    for place, source in _LABELS:
        for match in _matches(source, document.text, getattr(places, place)):
            titled = any(block.start <= match.start() < end for block, end in titles[:_FIRST_TITLES])
            yield _labelled(match, weight=6 + _IN_TITLE * titled, exact=True)
    yield from _from_titles(document, rulebook, titles)
    yield from _from_names(document.text, rulebook, places.number)
    for match in matches_at(_YEAR_PAIR, document.text, places.number):
        if _consecutive(match):
            yield _claimed(match, document.text, rulebook, weight=2)
    for match in _matches(_COVERED, document.text, places.covered):
        yield _claimed(match, document.text, rulebook, weight=1)


def _claimed(match: re.Match[str], text: str, rulebook: Rulebook, weight: float) -> Candidate:
    """A year that only a sentence about the statement itself makes the year it covers."""
    found = _labelled(match, weight=weight, exact=False)
    start, end = sentence_around(found, text)
    if found.weight and rulebook.cue("this_statement", text[start:end]):
        return found._replace(weight=weight, exact=True)
    return found


def _from_dates(text: str) -> Iterator[Candidate]:
    """Ranges of two dates, and single dates after words like "for the year ending"."""
    found = list(find_dates(text))
    for index, day in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and following.year and _joined(text, day, following):
            ranged = _range(day, following)
            if ranged is not None:
                yield ranged
            elif (years := _YEARS_FROM.search(text, max(0, day.start - 40), day.start)) and following.iso:
                yield Candidate(day.iso, following.iso, years.start(), following.end, 7, exact=True)
        lead = _YEAR_ENDING.search(text, max(0, day.start - 80), day.start)
        if lead is not None and day.iso is not None:
            yield Candidate(None, day.iso, lead.start(), day.end, 9, exact=True)
        elif day.iso is not None and (trail := _ENDS_YEAR.match(text, day.end)):
            yield Candidate(None, day.iso, day.start, trail.end(), 9, exact=True)


def _joined(text: str, first: FoundDate, second: FoundDate) -> bool:
    """Whether the words between make a range of two dates; a stroke joins months: "April 2024/March 2025"."""
    between = text[first.end : second.start]
    if len(between) > _LONGEST_JOIN or ("/" in between and (first.day or second.day)):
        return False
    return _pattern(_JOINS).fullmatch(between) is not None


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
    return Candidate(begin, end, first.start, second.end, WHOLE_YEAR if 340 <= days <= 400 else 7, exact=True)


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


def _from_titles(
    document: Document, rulebook: Rulebook, titles: Iterable[tuple[Block, int]]
) -> Iterator[Candidate]:
    """A year in a heading, or in a short line, that also names the statement: "Modern Slavery Statement 2024"."""
    for block, end in titles:
        for pattern in (_YEAR_PAIR, _LONE_YEAR):
            for match in pattern.finditer(document.text, block.start, end):
                before = document.text[max(0, match.start() - 30) : match.start()]
                dated = (
                    _AFTER_MONTH.search(before) is not None
                )  # "June 2022" in a title dates the text, not the year
                if not dated and not rulebook.cue("act_year", before + match[0]):
                    is_pair = pattern is _YEAR_PAIR and _consecutive(match)
                    found = _labelled(match, weight=4 if block.start < _TOP else 3, exact=is_pair)
                    yield found._replace(in_title=block.start < _TOP and block.kind is BlockKind.HEADING)


def _from_names(text: str, rulebook: Rulebook, places: list[int] | None) -> Iterator[Candidate]:
    """A year in the statement's name wherever it stands: some texts have lost the lines that show a title."""
    for match in matches_at(_LONE_YEAR, text, places):
        start, end = match.span()
        line = text[text.rfind("\n", max(0, start - _SHORT_LINE), start) + 1 : start]
        before = text[max(0, start - _NAME_REACH) : start]
        if _NAMED_BEFORE.search(before) is None and _NAMED_AFTER.match(text, start) is None:
            continue
        if rulebook.cue("act_year", before + match[0]):
            continue
        name = before + text[start : end + _NAME_REACH]
        if rulebook.cue("on_subject", name) and not _OFFERED.search(line):
            yield _labelled(match, weight=3, exact=False)


def _titles(document: Document, rulebook: Rulebook) -> Iterator[tuple[Block, int]]:
    """The headings and short lines that name the statement, and where they end."""
    for block in document.blocks:
        end = block.end if block.kind is BlockKind.HEADING else min(block.end, block.start + _SHORT_LINE)
        if rulebook.cue("title", document.text[block.start : end]):
            yield block, end


def sentence_around(candidate: Candidate, text: str) -> tuple[int, int]:
    """The sentence's bounds, at most 200 characters each way; full stops inside numbers do not end it."""
    low, high = max(0, candidate.start - 200), min(len(text), candidate.end + 200)
    starts = [match.end() for match in re.finditer(r"[.!?•]\s|\n\s*\n", text[low : candidate.start])]
    stop = re.search(r"[.!?•]\s|\n\s*\n", text[candidate.end : high])
    return low + (starts[-1] if starts else 0), candidate.end + stop.start() if stop else high
