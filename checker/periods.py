"""The ways in which people write a period that may be a financial year."""

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

YEAR = r"(?:20[12]\d)"
_YEARS = rf"(?P<first>{YEAR})\s*(?:[/–—-]|to)\s*(?P<second>{YEAR}|\d\d)(?!\d|[/-]\d)"
_ADJECTIVES = (
    "financial", "fiscal", "accounting", "reporting", "calendar", "trading", "academic", "municipal", "tax",
)  # fmt: skip
_ADJECTIVE = rf"(?:{'|'.join(_ADJECTIVES)})"
_WEEKDAY = (
    r"(?:(?:(?:last|first|nearest)\s*)?(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s,]*(?:(?:of|in)\s*)?)?"
)

_JOINS = rf"""(?x)[\s,(–—/-]*(?:(?:to|until|till|and|through|up\s*to(?:\s*and\s*including)?|(?:and\s*)?(?:end|clos|conclud|finish)(?:e?s|ed|ing)(?:\s*on)?)(?![a-z]))?
        [\s,)–—-]*(?:the\s*)?(?:end\s*of\s*)?{_WEEKDAY}"""
_LABELLED = rf"""(?x)[\s,;.|]*(?:(?:statement|period|(?:{_ADJECTIVE}\s*)?year)(?:['’]?s)?\s*)?end\s*date
        (?:\s*(?:of|for)\s*(?:(?:the|our|this|your)\s*)?(?:{_ADJECTIVE}\s*)?(?:year|period|statement))?\s*[:|]\s*"""
"""Between two dates of a form: "Start date: 1 April 2024, end date: 31 March 2025"."""
_NAMED = r"(?:\s*['’]?(?:20)?\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?)?"
"""What the year may be called between "year" and its end: "fiscal year 2025, which ended on 28 June 2025"."""
_OF_WHOM = r"(?:\s+of\s+(?:the\s+)?[\w&.’'() -]{2,50}?(?=[\s,]+(?:which|that)\s))?"
"""Whose year it is: "the financial year of Fen Foods Limited that ended on 30 November 2024"."""
_YEAR_ENDING = re.compile(
    rf"""(?:(?:years?|period|months|weeks|fiscal|FY|(?<![a-z])y/e|(?<![a-z])FYE){_NAMED}{_OF_WHOM}[\s,(:]*(?:which|that)?\s*
          (?:(?:end(?:s|ed|ing)?|up\s*to(?:\s*and\s*including)?|to|until|clos(?:es|ed|ing)|concluding|finishing)\s*){{1,2}}(?:on|at|in|of|the|to|end|\s)*
        |(?:end\s*of|last|current)[^.]{{0,25}}{_ADJECTIVE}\s*year\s*(?:end)?\W{{0,3}}
        |(?<![a-z])one\s*(?:which|that)\s*(?:end(?:s|ed)|clos(?:es|ed))(?:\s*on)?
        |year[\s-]*end(?:s|ed)?(?:\s*(?:date|of|is|on|at|was))*\W{{0,3}}
        |(?<![a-z])(?:y/e|FYE)\W{{0,3}}
        |(?<![a-z])(?:statement|period)\s*end\s*date\W{{0,3}}
        |(?<![a-z])end\s*date\s*(?:of|for)\s*(?:(?:the|our|this|your)\s*)?(?:{_ADJECTIVE}\s*)?(?:year|period|statement)\W{{0,3}})
        [\s:(“"-]*{_WEEKDAY}$""",
    re.IGNORECASE | re.VERBOSE,
)
_ALSO = re.compile(r"[\s,]*(?:and|&)\s*(?:the\s*)?", re.IGNORECASE)
_YEARS_FROM = re.compile(rf"{_ADJECTIVE}\s*years\s*(?:of|from|between|:|\()?\s*$", re.IGNORECASE)
"""What stands before the dates of several years covered at once: "the financial years 1 April 2022 to 31 March 2025"."""
_ENDS_YEAR = re.compile(
    rf"""[\s,]*(?:{_ADJECTIVE}\s*)?(?:year|period)[\s-]*end(?:ing)?(?![a-z])
        |[\s,(]+(?:which\sis\s|being\s)?the\s(?:end|close|last\sday)\sof\s(?:our|the|its)\s(?:{_ADJECTIVE}\s)?year(?![a-z])""",
    re.IGNORECASE | re.VERBOSE,
)
"""What follows a date that ends a year: "our 30 June 2024 year end", "30 June 2024, the end of our year"."""
_MONTHS_OF_YEAR = rf"(?<![a-z\d])(?P<from>{MONTH})\s*(?:to|[–—-])\s*(?P<to>{MONTH})\s*(?P<year>{YEAR})"
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
        rf"{_ADJECTIVE}\s*years?\W{{0,3}}(?:of|for|to|end(?:ed|ing)|\s)*\W{{0,3}}(?P<only>{YEAR})(?![\d/–-])",
    ),
    (
        "number",
        rf"(?<![\d/–-])(?P<only>{YEAR})\s*(?:{_ADJECTIVE}\s*(?:and|&|/)\s*)?{_ADJECTIVE}\s*(?:year|period)",
    ),
    (
        "fy",
        rf"(?<![a-z])FYE?\s*['’]?(?P<only>{YEAR}|\d\d)(?!\d|[./–-]\d|\s*(?:st|nd|rd|th|{MONTH})(?![a-z]))",
    ),
    ("of_a_kind", rf"{_ADJECTIVE}\s*year\s*['’](?P<only>\d\d)(?!\d|[/–-]\d)"),
    ("labelled", rf"(?<![a-z])(?:year|period)\s*(?:covered\s*)?:\s*{_YEARS}"),
    ("fiscal", rf"(?<![a-z])fiscal\s*(?P<only>{YEAR})(?![\d/–-])"),
    ("year", rf"(?<![a-z])year\s*(?:ended|ending|end)\s*(?P<only>{YEAR})(?!\d)"),
)
"""At which of the places of `_places` each pattern begins, and the pattern."""
_COVERED = rf"""(?x)(?<![a-z])(?:cover(?:s|ed|ing)?|relat(?:es|ed|ing)\s*to|in\s*respect\s*of|(?:this|our)\s[^.]{{0,60}}statement\s*(?:is\s*)?for
          |statement\s*(?:of|by|from)\s[^.]{{2,60}}?\sfor
          |(?:steps|actions|activities|measures|efforts|progress)(?![a-z])[^.]{{0,60}}?(?:in|during|throughout|over))
        (?:\s*(?:the|our|all|activit\w+|actions|progress|of|in|for|during|steps|taken|made|by|firm|company|group|business|year|years|calendar)
          (?![a-z])){{0,8}}[\s:]*(?P<only>{YEAR})(?![\d/–—-]|\.\d)"""
"""A lone year that the statement is said to cover: "covering 2024", "covers the activities of the firm in 2024"."""
_COVERING = (
    "cover", "relat", "this", "our", "statement", "steps", "actions", "activities", "measures", "efforts", "progress",
)  # fmt: skip
"""What such words begin with, but for "in respect of"."""
_YEAR_PAIR = re.compile(rf"(?<![\d/]){_YEARS}")
_LONE_YEAR = re.compile(rf"(?<![\d/–—.-])(?P<only>{YEAR})(?![\d/–—-]|\.\d)")
_NUMBER = re.compile(r"2(?=0[12])")
_LONGEST_JOIN = 80
_BEFORE_DATE = 80
_BEFORE_YEARS = 40
_SHORTEST, _LONGEST = 150, 560
"""Days from the first to the last of what may be one financial year, with room for one cut short or drawn out."""


class Period(NamedTuple):
    """A period that the text names at `text[start:end]`, with the precision it has there, as ISO 8601."""

    first: str | None
    """When it begins; None where the text gives its end, or one year's number, alone."""
    last: str
    start: int
    end: int

    @property
    def days(self) -> int | None:
        """From its first day to its last; None where the text leaves out when it begins."""
        return None if self.first is None else (last_day(self.last) - first_day(self.first)).days


class Periods:
    """The periods in a text, by the way they are written.

    Patterns are tried only where they can begin, as trying them everywhere takes ten times as long; and most are
    compiled for the first text that may hold them, as few texts write their year in all these ways.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        low = lowered(text)
        self._places = {} if low is None else _places(text, low)

    def dated(self) -> Iterator[Period]:
        """From one date to another, and up to a date that words like "for the year ending" stand beside."""
        text = self._text
        found = list(find_dates(text))
        listed = 0  # where a date of several, "the years ended 31 March 2024 and 31 March 2025", ended
        for index, day in enumerate(found):
            following = found[index + 1] if index + 1 < len(found) else None
            if following is not None and following.year and _is_range(text, day, following):
                ranged = _range(day, following)
                if ranged.days is not None and _SHORTEST <= ranged.days <= _LONGEST:
                    yield ranged
                elif years := _YEARS_FROM.search(text, max(0, day.start - _BEFORE_YEARS), day.start):
                    yield ranged._replace(start=years.start())
            if day.iso is None:
                continue
            lead = _YEAR_ENDING.search(text, max(0, day.start - _BEFORE_DATE), day.start)
            if lead is not None:
                yield Period(None, day.iso, lead.start(), day.end)
                listed = day.end if "years" in lead[0].lower() else 0
            elif listed and _ALSO.fullmatch(text, listed, day.start):
                yield Period(None, day.iso, day.start, day.end)
            elif trail := _ENDS_YEAR.match(text, day.end):
                yield Period(None, day.iso, day.start, trail.end())

    def months(self) -> Iterator[Period]:
        """From one month to another of a year: "April to March 2025"."""
        for match in self._matches("month_range", _MONTHS_OF_YEAR):
            first, last = (_month(match[name]) for name in ("from", "to"))
            year = int(match["year"])
            begin = partial(year if first < last else year - 1, first)
            yield Period(begin, partial(year, last), match.start(), match.end())

    def called_years(self) -> Iterator[Period]:
        """What is called a year of some kind: "financial year 2024/25", "FY24", "year ending 2024"."""
        for place, source in _LABELS:
            yield from map(_of_years, self._matches(place, source))

    def pairs(self) -> Iterator[Period]:
        """Two years' numbers, wherever they stand: "2024/25"."""
        return map(_of_years, matches_at(_YEAR_PAIR, self._text, self._places.get("number")))

    def covered(self) -> Iterator[Period]:
        """A lone year that the statement is said to cover: "covering 2024", "the steps we took during 2024"."""
        return map(_of_years, self._matches("covered", _COVERED))

    def lone(self) -> Iterator[Period]:
        """One year's number, wherever it stands."""
        return map(_of_years, matches_at(_LONE_YEAR, self._text, self._places.get("number")))

    def between(self, start: int, end: int) -> Iterator[Period]:
        """The pairs of years within `text[start:end]`, and then the lone years."""
        for pattern in (_YEAR_PAIR, _LONE_YEAR):
            yield from map(_of_years, pattern.finditer(self._text, start, end))

    def _matches(self, place: str, source: str) -> Iterator[re.Match[str]]:
        starts = self._places.get(place)
        return iter(()) if starts == [] else matches_at(_pattern(source), self._text, starts)


def _places(text: str, low: str) -> dict[str, list[int]]:
    """Where years' numbers, and the words for years, stand in the text; `low` is the text in small letters."""
    number = [match.start() for match in _NUMBER.finditer(text)]
    year = list(places_of(("year",), low))
    fy = list(places_of(("fy",), low))
    of_a_kind = list(_ending(_ADJECTIVES, low, year))
    strokes = _ending(("to", "–", "—", "-"), low, _ending(MONTH_NAMES, low, number))
    return {
        "number": number,
        "year": year,
        "fy": fy,
        "of_a_kind": of_a_kind,
        "fy_or_kind": sorted((*fy, *of_a_kind)),
        "labelled": sorted((*year, *places_of(("period",), low))),
        "fiscal": list(places_of(("fiscal",), low)),
        "covered": sorted((*places_of(_COVERING, low), *_ending(("in",), low, places_of(("respect",), low)))),
        "month_range": list(_ending(MONTH_NAMES, low, strokes)),
    }


def _ending(words: tuple[str, ...], low: str, before: Iterable[int]) -> Iterator[int]:
    """Where one of the words begins that ends, give or take blanks, before each of the places."""
    for place in before:
        end = place
        while end and low[end - 1].isspace():
            end -= 1
        if low.endswith(words, 0, end):
            yield end - next(len(word) for word in words if low.endswith(word, 0, end))


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _joined(text: str, first: FoundDate, second: FoundDate) -> bool:
    """Whether the words between make a range of two dates; a stroke joins months: "April 2024/March 2025"."""
    between = text[first.end : second.start]
    if len(between) > _LONGEST_JOIN:
        return False
    if "date" in between.lower():
        return _pattern(_LABELLED).fullmatch(between) is not None
    if "/" in between and (first.day or second.day):
        return False
    return _pattern(_JOINS).fullmatch(between) is not None


def _is_range(text: str, first: FoundDate, second: FoundDate) -> bool:
    """Whether it goes from one date to the other, unlike "the years ended 31 March 2024 and 31 March 2025"."""
    if first.year and "and" in text[first.end : second.start].lower():
        lead = _YEAR_ENDING.search(text, max(0, first.start - _BEFORE_DATE), first.start)
        if lead is not None and "years" in lead[0].lower():
            return False
    return _joined(text, first, second)


def _range(first: FoundDate, second: FoundDate) -> Period:
    """From one date to the other, which has a year; the first may leave it out: "1 April to 31 March 2025"."""
    assert second.year is not None
    if first.year is None:
        earlier = (first.month, first.day or 1) < (second.month, second.day or 28)
        first = first.in_year(second.year if earlier else second.year - 1)
    assert second.iso is not None
    return Period(first.iso, second.iso, first.start, second.end)


def _of_years(match: re.Match[str]) -> Period:
    """The year, or the first and the last of the years, whose numbers the match holds, short or whole."""
    groups = match.groupdict()
    if groups.get("only"):
        return Period(None, partial(_whole(groups["only"])), match.start(), match.end())
    first, second = _whole(groups["first"]), int(groups["second"])
    last = second if second > 99 else first // 100 * 100 + second
    return Period(partial(first), partial(last), match.start(), match.end())


def _whole(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    return next(find_dates(f"{name} 2000")).month
