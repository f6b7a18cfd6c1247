"""By when the guidance wants the next statement: at most six months after the year's end (guidance 5.4; no law)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from registry.dates import last_day

MONTHS_TO_PUBLISH = 6
SOON = timedelta(days=60)
"""So long before the day a deadline is called near."""

_REFERENCE = re.compile(r"(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day, whether it is `late`, `soon` or `ahead`, and the year's end it counts from."""

    due_on: date
    state: str
    year_end: date


def deadline(
    today: date,
    *,
    stated_year_end: str | None,
    accounting_reference: str | None,
    last_accounts: str | None = None,
    nothing_found: bool = False,
) -> Deadline | None:
    """When the statement is due that is to come next; None when nobody knows when the firm's year ends.

    `stated_year_end` is what the newest statement covers; else the years are those of the accounting reference date
    ("03-31") or of the last accounts. Of a firm of which nothing was found (`nothing_found`) it is the last deadline
    that has passed; where nobody could look, the next to come.
    """
    stated = last_day(stated_year_end or "")
    if stated is not None:
        return _counted(_years_later(stated, 1), today)
    reference = _reference(accounting_reference) or _reference((last_accounts or "")[5:])
    if reference is None:
        return None
    years = [_year_end(year, *reference) for year in range(today.year - 2, today.year + 2)]
    if nothing_found:
        return _counted(max(each for each in years if _due(each) < today), today)
    return _counted(min(each for each in years if _due(each) >= today), today)


def _counted(year_end: date, today: date) -> Deadline:
    due = _due(year_end)
    state = "late" if due < today else "soon" if due - today <= SOON else "ahead"
    return Deadline(due, state, year_end)


def _due(year_end: date) -> date:
    """Six months on; from the last day of a month to the last day of a month."""
    years, month = divmod(year_end.month - 1 + MONTHS_TO_PUBLISH, 12)
    year, month = year_end.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    ends_month = year_end.day == calendar.monthrange(year_end.year, year_end.month)[1]
    return date(year, month, last if ends_month else min(year_end.day, last))


def _years_later(day: date, years: int) -> date:
    year = min(day.year + years, date.max.year - 1)
    return _year_end(year, day.month, day.day)


def _year_end(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _reference(text: str | None) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(text or "")
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
