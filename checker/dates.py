"""Dates as people write them, with the precision they wrote. A day or a year that is not there is never guessed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept(?:ember)?|sep|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SHORT = tuple(month[:3] for month in _MONTHS)
MONTH_NAMES = (*_MONTHS, *_SHORT, "sept")
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = r"\s*(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d)"
_SHORT_YEAR = r"(?:['’‘][0-4]\d(?!\d)|[1-4]\d(?=\s*(?:$|[\n.;:)])))"
"""After a month's name: "31 December ’24", or "31 Dec 24" where nothing follows that the number could count."""
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty")
_NUMBERS = (*_UNITS, *_TEENS, *(ten + unit for ten in _TENS for unit in ("", *_UNITS)))
_YEAR_IN_WORDS = (
    r"(?:two\s+thousand(?:\s+and)?|twenty)\s+"
    rf"(?:{'|'.join(_TEENS)}|(?:{'|'.join(_TENS)})(?:[\s-]+(?:{'|'.join(_UNITS)}))?)(?![a-z])"
)
"""From 2010: "two thousand and twenty-five", "twenty twenty-five"."""
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twentyfirst", "twentysecond",
    "twentythird", "twentyfourth", "twentyfifth", "twentysixth", "twentyseventh", "twentyeighth", "twentyninth", "thirtieth", "thirtyfirst",
)  # fmt: skip
_DAY_IN_WORDS = re.compile(
    r"(?<![a-z-])(?P<day>(?:(?:twenty|thirty)[\s-]+)?[a-z]{2,8}(?:th|st|nd|rd))\s+(?:day\s+)?of\s+$",
    re.IGNORECASE,
)
"""Before a month: "this fourth day of", "the thirty-first of"."""
_LONGEST_DAY = 40
_NOT_IN_NUMBER = r"(?<![\d/.-])"
_NUMBER_ENDS = r"(?!\d|[/-]\d)"
_WORD_STARTS = r"(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))"
"""A capital after a small letter starts a word too: extraction from PDF glues words."""


@cache
def _pattern(*, in_words: bool) -> re.Pattern[str]:
    """What a date looks like. Years in words, of which few texts hold one, take a quarter of the time to compile."""
    worded = f"|{_YEAR_IN_WORDS}" if in_words else ""
    # Most places are ruled out by their first character alone: without that, a long text takes five times as long.
    return re.compile(
        rf"""
      (?=\d)(?:
        (?P<iso>{_NOT_IN_NUMBER}(?P<iy>{_YEAR})-(?P<im>0[1-9]|1[0-2])-(?P<id>{_DAY}){_NUMBER_ENDS})
      | (?P<numeric>{_NOT_IN_NUMBER}(?P<nd>{_DAY})(?P<sep>[./-])(?P<nm>{_DAY})(?P=sep)(?P<ny>{_YEAR}|\d\d){_NUMBER_ENDS})
      | (?P<dmy>(?<!\d)(?P<dd>{_DAY}){_ORDINAL}(?:[-./]|\s*(?:day\s+)?(?:of\s*)?)(?P<dm>{MONTH})(?:[-/]|\.?,?\s*)(?P<dy>{_YEAR}{_NUMBER_ENDS}|{_SHORT_YEAR}{worded}))
      | (?P<noyear>(?<!\d)(?P<ed>{_DAY}){_ORDINAL}\s*(?:of\s*)?(?P<em>{MONTH})(?![a-z]))
      )
    | (?=[jfmasond]){_WORD_STARTS}(?:
        (?P<mdy>(?P<mm>{MONTH})\.?\s*(?P<md>{_DAY}){_ORDINAL},?\s*(?P<my>{_YEAR}){_NUMBER_ENDS})
      | (?P<month>(?P<om>{MONTH})\.?,?\s*(?P<oy>{_YEAR}{_NUMBER_ENDS}|['’‘][0-4]\d(?!\d){worded}))
      | (?P<noyearus>(?P<um>{MONTH})\s*(?P<ud>{_DAY})(?:st|nd|rd|th)?(?![\d/]))
      )
    """,
        re.IGNORECASE | re.VERBOSE,
    )


class FoundDate(NamedTuple):
    """A date in a text: `text[start:end]` says it. `year` and `day` are None where the text leaves them out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def iso(self) -> str | None:
        """ISO 8601, as precise as written: "2025-03-31" or "2025-03"; None without a year."""
        return None if self.year is None else partial(self.year, self.month, self.day)

    def in_year(self, year: int) -> FoundDate:
        """The same day and month, in `year`."""
        return FoundDate(self.start, self.end, year, self.month, self.day)


def find_dates(text: str) -> Iterator[FoundDate]:
    """All dates in `text`, in order. Day before month, as in the UK.

    An impossible day leaves the month that is named ("31 June 2025"); in figures alone the date is passed over.
    """
    low = lowered(text)
    in_words = low is None or "twenty" in low or "thousand" in low
    for match in matches_at(_pattern(in_words=in_words), text, _starts(text, low)):
        found = _from_match(match)
        if found is not None:
            yield found


def _starts(text: str, low: str | None) -> list[int] | None:
    """Where a date may begin: at a digit, or at a month's first letters. `low` is the text in small letters."""
    if low is None:
        return None
    return sorted([*(match.start() for match in _DIGIT.finditer(text)), *places_of(_SHORT, low)])


_DIGIT = re.compile(r"\d")


def lowered(text: str) -> str | None:
    """The text in small letters, each in its place; None for letters that IGNORECASE takes for others."""
    low = text.lower()
    return None if len(low) != len(text) or "ſ" in low or "ı" in low else low


def places_of(words: Iterable[str], low: str) -> Iterator[int]:
    """Where the words stand in a text in small letters, word by word: so found a tenth as long as by a pattern."""
    for word in words:
        at = low.find(word)
        while at >= 0:
            yield at
            at = low.find(word, at + 1)


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int] | None) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds, tried only where it can begin; everywhere when `starts` is None."""
    if starts is None:
        yield from pattern.finditer(text)
        return
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


def _from_match(match: re.Match[str]) -> FoundDate | None:
    get = match.group
    start = match.start()
    day: int | None
    year: int | None
    if get("iso"):
        year, month, day = int(get("iy")), int(get("im")), int(get("id"))
    elif get("numeric"):
        year, month, day = _full_year(get("ny")), int(get("nm")), int(get("nd"))
        if month > len(_MONTHS) >= day:  # 03/31/2025 can only be the month first
            month, day = day, month
        if month > len(_MONTHS):
            return None
    elif get("dmy"):
        year, month, day = _full_year(get("dy")), _month(get("dm")), int(get("dd"))
    elif get("mdy"):
        year, month, day = int(get("my")), _month(get("mm")), int(get("md"))
    elif get("month"):
        year, month, day = _full_year(get("oy")), _month(get("om")), None
        written = _DAY_IN_WORDS.search(match.string, max(0, start - _LONGEST_DAY), start)
        if written is not None and (ordinal := _letters(written["day"])) in _ORDINALS:
            start, day = written.start(), _ORDINALS.index(ordinal) + 1
    elif get("noyear"):
        year, month, day = None, _month(get("em")), int(get("ed"))
    else:
        year, month, day = None, _month(get("um")), int(get("ud"))
    if day is not None and day > calendar.monthrange(year or 2000, month)[1]:
        if year is None or get("numeric") or get("iso"):
            return None
        day = None
    return FoundDate(start, match.end(), year, month, day)


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name.lower()[:3]))


def _full_year(written: str) -> int:
    if written[-1].isdigit():
        return int(written) if len(written) == 4 else 2000 + int(written[-2:])
    return 2000 + next(
        number for number in range(len(_NUMBERS), 0, -1) if _letters(written).endswith(_NUMBERS[number - 1])
    )


def _letters(words: str) -> str:
    return "".join(filter(str.isalpha, words.lower()))


def partial(year: int, month: int | None = None, day: int | None = None) -> str:
    """ISO 8601 with as much as is known: "2025", "2025-03", "2025-03-31"."""
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


def last_day(iso: str) -> date:
    """The last day that a partial date can mean: nobody is called late on a precision they did not give."""
    year, month, day = ([int(part) for part in iso.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def first_day(iso: str) -> date:
    """The first day that a partial date can mean."""
    year, month, day = ([int(part) for part in iso.split("-")] + [0, 0])[:3]
    return date(year, month or 1, day or 1)


def said_date(iso: str) -> str:
    """A partial date as people write it: "2026", "March 2026", "31 March 2026"."""
    year, *rest = iso.split("-")
    month = [_MONTHS[int(each) - 1].capitalize() for each in rest[:1]]
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


def the_year_to(iso: str) -> str:
    """The year that ends on a partial date: "the year to March 2026", "the year that ended in 2026"."""
    return f"the year {'that ended in' if len(iso) == len('2026') else 'to'} {said_date(iso)}"


def add_months(day: date, months: int) -> date:
    """`day`, so many months later; a day the month does not have becomes its last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
