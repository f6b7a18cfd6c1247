from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.dates import add_months, find_dates, first_day, last_day, matches_at, partial


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("31 March 2025", "2025-03-31"),
        ("31st of March, 2025", "2025-03-31"),
        ("this 18th day of March 2019", "2019-03-18"),
        ("March 31st, 2025", "2025-03-31"),
        ("March 2025", "2025-03"),
        ("Sept. 2024", "2024-09"),
        ("31/03/2025", "2025-03-31"),
        ("31.12.22", "2022-12-31"),
        ("2025-03-31", "2025-03-31"),
        ("endingDecember2021", "2021-12"),
        ("30thJune2022", "2022-06-30"),
        ("31 June 2025", "2025-06"),
        ("1 April", None),
        ("this fourth day of March 2025", "2025-03-04"),
        ("the Twenty-First of May, twenty twenty-five", "2025-05-21"),
        ("31st day of March two thousand and nineteen", "2019-03-31"),
        ("the first of its kind, of March 2024", "2024-03"),
        ("the thirty-first of June 2025", "2025-06"),
    ],
)
def test_reads_with_the_precision_written(text: str, iso: str | None) -> None:
    assert [each.iso for each in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "section 54(1)",
        "31/06/2025",
        "the Act 2015",
        "2023/24",
        "0845 611 5000",
        "12.5.3.1",
        "we may 2 of us",
    ],
)
def test_is_not_fooled(text: str) -> None:
    assert [each.iso for each in find_dates(text) if each.iso] == []


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_finds_any_day_written_out(day: date) -> None:
    text = f"Approved on {day.day} {day:%B %Y}."
    assert [each.iso for each in find_dates(text)] == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_months_later_is_never_in_another_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


def test_a_partial_date_spans_all_it_can_mean() -> None:
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert last_day("2025") - first_day("2025") == timedelta(days=364)
    assert partial(2025, 3) == "2025-03"


@pytest.mark.parametrize("letter", ["e", "ı", "İ", "ſ"])
def test_letters_that_small_letters_move_hide_no_date(letter: str) -> None:
    found = list(find_dates(f"{letter} approved on 3 May 2025, due JUNE 2026 and 2025-03-31"))
    assert [each.iso for each in found] == ["2025-05-03", "2026-06", "2025-03-31"]


@given(st.text("ab", max_size=30))
def test_tried_where_it_can_begin_a_pattern_finds_what_it_finds_everywhere(text: str) -> None:
    pattern = re.compile("ab?a")
    starts = [match.start() for match in re.finditer("a", text)]
    spans = [match.span() for match in pattern.finditer(text)]
    assert [match.span() for match in matches_at(pattern, text, starts)] == spans
    assert [match.span() for match in matches_at(pattern, text, None)] == spans
