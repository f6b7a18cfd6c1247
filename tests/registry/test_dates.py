from __future__ import annotations

from datetime import date, datetime

import pytest

from registry.dates import current_until, last_day, timestamp


@pytest.mark.parametrize(
    ("partial", "day"),
    [
        ("2025", date(2025, 12, 31)),
        ("2025-02", date(2025, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-03-30", date(2025, 3, 30)),
        ("2025-13", None),
        ("2025-02-30", None),
        ("soon", None),
        ("", None),
        ("0000", None),
    ],
)
def test_a_partial_date_means_its_end(partial: str, day: date | None) -> None:
    assert last_day(partial) == day


@pytest.mark.parametrize(
    ("year_end", "until"),
    [
        ("2025-03-31", "2026-09-30"),
        ("2025-03-05", "2026-09-05"),
        ("2024-08-31", "2026-02-28"),
        ("2025-06", "2026-12-30"),
        ("2025", "2027-06-30"),
        ("9999", "9999-12-31"),
        (None, None),
        ("unknown", None),
    ],
)
def test_a_statement_lasts_eighteen_months_from_the_end_of_its_year(
    year_end: str | None, until: str | None
) -> None:
    assert current_until(year_end) == until


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        timestamp(datetime(2026, 1, 1))
