"""When what is recorded was so: the clock's time of day, on the day that was given. The archive keeps the clock's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def shift_to(today: date) -> timedelta:
    """From the clock's day to the day that was given."""
    return timedelta(days=(today - datetime.now(UTC).date()).days)


def now_on(today: date) -> datetime:
    """The present moment, on the day that was given: UTC."""
    return datetime.now(UTC) + shift_to(today)
