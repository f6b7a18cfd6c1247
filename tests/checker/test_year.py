from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document
from checker.rulebook import Rulebook
from checker.year import financial_year

Make = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("This statement is for the financial year ending 31 March 2025.", None, "2025-03-31"),
        ("This statement covers 1 June 2021 to 31st May 2022.", "2021-06-01", "2022-05-31"),
        ("It relates to the financial year 1 April to 31 March 2024.", "2023-04-01", "2024-03-31"),
        ("Our statement covers the 52 weeks to 28 February 2025.", None, "2025-02-28"),
        ("This statement is for the financial year 2024/25.", "2024", "2025"),
        ("Our modern slavery statement for FY24 follows.", None, "2024"),
        ("This statement covers January to December 2022.", "2022-01", "2022-12"),
        ("Financial year: 2025\n\nWe audited twelve of our mills and insured none.", None, "2025"),
        ("Reporting period: April 2024 to March 2025\n\nWe audited twelve mills.", "2024-04", "2025-03"),
        (
            "This statement is valid for the financial year 1 April 2024 - 31 March 2025.",
            "2024-04-01",
            "2025-03-31",
        ),
        (
            "This statement is for the year ended 31 March 2025 and is valid until 30 June 2027.",
            None,
            "2025-03-31",
        ),
        ("End of last financial year: 31.12.22. This is our statement.", None, "2022-12-31"),
        ("constitutes our statement for the financial year ended April 2022", None, "2022-04"),
        (
            "This statement is for the financial year 2021. It was made for the year, ending 31st December 2021.",
            None,
            "2021-12-31",
        ),
    ],
)
def test_states_the_year(document: Make, rulebook: Rulebook, text: str, start: str | None, end: str) -> None:
    year = financial_year(document(text), rulebook)
    assert (year.start, year.end, year.stated) == (start, end, True)


@pytest.mark.parametrize(
    "text",
    [
        "This statement is made under the Modern Slavery Act 2015.",
        "Signed by a director, 12 May 2024. Last updated June 2025.",
        "This statement is valid from 1 April 2024 to 31 March 2025.",
        "We review this statement every financial year.",
        "By the end of the next financial year (June 2027) we aim to connect all suppliers.",
        "Established in 2003, the firm is a baker.",
        "Slavery and Human Trafficking Statement, June 2022",
        f"{'We bake bread. ' * 20}View our Modern Slavery Statement 2022. See the 2023 statement.",
        "Statement pursuant to section 54 of the Modern Slavery\nAct of 2015\nThis statement is made for us all.",
    ],
)
def test_invents_none(document: Make, rulebook: Rulebook, text: str) -> None:
    assert financial_year(document(text), rulebook).end is None


def test_the_year_covered_is_not_last_years_nor_next_years(document: Make, rulebook: Rulebook) -> None:
    text = (
        "Our previous statement covered the year ended 31 March 2024. "
        "This statement covers the financial year ended 31 March 2025. "
        "In the next financial year, ending 31 March 2026, we will map our suppliers."
    )
    assert financial_year(document(text), rulebook).end == "2025-03-31"


_ADDRESS = "Larkbread Ltd, Unit 7, Old Maltings, 12 Quay Lane, Norwich, NR1 1AA. " * 3


@pytest.mark.parametrize(
    "text",
    [
        "Modern Slavery Statement 2024\n\nWe bake bread.",
        f"{_ADDRESS}MODERN SLAVERY STATEMENT 2024 We bake bread.",
        "MODERN\nSLAVERY ACT\nSTATEMENT\n2024\n\nWe bake bread.",
        f"{_ADDRESS}We bake bread and know of modern slavery. The 2024 statement will show what we have learnt.",
        f"Read our code. {_ADDRESS}This is the Larkbread Modern Slavery Statement 2024, for all its mills.",
    ],
)
def test_a_year_in_the_title_is_only_inferred(document: Make, rulebook: Rulebook, text: str) -> None:
    year = financial_year(document(text), rulebook)
    assert (year.end, year.stated) == ("2024", False)


def test_two_years_claimed_as_its_own_contradict_each_other(document: Make, rulebook: Rulebook) -> None:
    text = (
        "This statement covers the financial year ended 31 March 2025. We buy from three countries. "
        "This statement is made for the financial year ended 31 December 2023."
    )
    assert financial_year(document(text), rulebook).contradicts
