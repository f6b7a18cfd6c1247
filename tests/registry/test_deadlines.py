"""The guidance's six months, counted as people count months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.deadlines import Deadline, deadline

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("stated", "due", "state"),
    [
        ("2026-03-31", date(2027, 9, 30), "ahead"),
        ("2025-03-31", date(2026, 9, 30), "late"),
        ("2025-06-30", date(2026, 12, 31), "soon"),
        ("2025-05-21", date(2026, 11, 21), "soon"),
        ("2025-05-20", date(2026, 11, 20), "late"),
        ("2024-02-29", date(2025, 8, 31), "late"),
        ("2025", date(2027, 6, 30), "ahead"),
    ],
)
def test_after_a_statement_the_next_year_is_due(stated: str, due: date, state: str) -> None:
    found = deadline(TODAY, stated_year_end=stated, accounting_reference="06-30")
    assert found is not None
    assert (found.due_on, found.state) == (due, state)


def test_without_a_statement_the_accounts_say() -> None:
    nothing = deadline(TODAY, stated_year_end=None, accounting_reference="03-31", nothing_found=True)
    assert nothing == Deadline(date(2026, 9, 30), "late", date(2026, 3, 31))
    unseen = deadline(TODAY, stated_year_end=None, accounting_reference="03-31")
    assert unseen == Deadline(date(2027, 9, 30), "ahead", date(2027, 3, 31))
    last = deadline(TODAY, stated_year_end=None, accounting_reference=None, last_accounts="2025-12-31")
    assert last == Deadline(date(2027, 6, 30), "ahead", date(2026, 12, 31))
    assert deadline(TODAY, stated_year_end="soon", accounting_reference="13-45") is None


@settings(deadline=None)
@given(
    today=st.dates(date(1990, 1, 1), date(2200, 1, 1)),
    reference=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    nothing=st.booleans(),
)
def test_there_is_always_one_and_it_is_on_the_right_side_of_today(
    today: date, reference: date, *, nothing: bool
) -> None:
    found = deadline(
        today, stated_year_end=None, accounting_reference=f"{reference:%m-%d}", nothing_found=nothing
    )
    assert found is not None
    assert (found.due_on < today) == nothing
    assert 181 <= (found.due_on - found.year_end).days <= 185
    assert abs((found.due_on - today).days) <= 367
