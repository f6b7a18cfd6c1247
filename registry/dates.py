"""Dates as the register keeps them: ISO 8601 text, times in UTC; a partial date stands for its end."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

MONTHS_A_STATEMENT_LASTS = 18
"""A statement is out of date when the year it covers ended more than this many months ago."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def timestamp(when: datetime) -> str:
    """The time as "2026-11-21T10:30:05Z". All are of one length, so they sort as text."""
    if when.tzinfo is None:
        raise ValueError("a time needs its time zone")
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def last_day(partial: str) -> date | None:
    """The last day that "2025", "2025-03" or "2025-03-31" can mean; None for anything else."""
    found = _DATE.fullmatch(partial)
    if found is None:
        return None
    try:
        year, month = int(found[1]), int(found[2] or 12)
        return date(year, month, int(found[3]) if found[3] else calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def current_until(financial_year_end: str | None) -> str | None:
    """The last day on which a statement for that year is not yet out of date; None when the year is unknown.

    An imprecise year end counts as the end of the month or year it names: nobody is called late too early.
    """
    ended = last_day(financial_year_end or "")
    if ended is None:
        return None
    years, month = divmod(ended.month - 1 + MONTHS_A_STATEMENT_LASTS, 12)
    year = ended.year + years
    if year > date.max.year:
        return date.max.isoformat()
    return date(year, month + 1, min(ended.day, calendar.monthrange(year, month + 1)[1])).isoformat()
