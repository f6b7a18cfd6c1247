from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from checker import Context, Document, check, load_rulebook
from checker.compare import compare, share_unchanged
from tests.checker.test_verdict import GOOD, TODAY


def outcomes(text: str, today: date = TODAY) -> dict[str, str]:
    assessment = check(text.encode(), source="x.txt", media_type=None, context=Context(today=today))
    return {each.rule: each.outcome for each in assessment.observations}


def test_six_months_are_guidance_not_law() -> None:
    assert outcomes(GOOD)["six_months"] == "in_time"
    late = GOOD.replace("4 June 2026", "4 November 2026")
    assert outcomes(late)["six_months"] == "late"
    assessment = check(late.encode(), source="x.txt", media_type=None, context=Context(today=TODAY))
    assert assessment.verdict == "compliant"
    (late_note,) = (each for each in assessment.observations if each.rule == "six_months")
    assert (late_note.basis, "not late in law" in late_note.text) == ("guidance", True)


@pytest.mark.parametrize(
    ("year", "made", "outcome"),
    [
        ("2025/26", "14 January 2026", None),
        ("2025/26", "14 January 2027", None),
        ("2025/26", "14 July 2027", "late"),
        ("ended March 2026", "20 March 2026", None),
        ("ended March 2026", "20 May 2026", "in_time"),
        ("ended March 2026", "14 September 2026", None),
        ("ended March 2026", "1 October 2026", "late"),
        ("ended 31 March 2026", "September 2026", "in_time"),
        ("ended 31 March 2026", "March 2026", None),
        ("ended 15 March 2026", "September 2026", None),
        ("ended 15 March 2026", "October 2026", "late"),
    ],
)
def test_of_dates_only_what_every_day_meant_bears_out_is_said(
    year: str, made: str, outcome: str | None
) -> None:
    text = GOOD.replace("ended 31 March 2026", year).replace("4 June 2026", made)
    said = outcomes(text)
    assert said.get("six_months") == outcome
    assert "approved_before_year_end" not in said


@pytest.mark.parametrize(
    ("before", "now", "outcome", "words"),
    [
        ("ended March 2027", "ended 31 March 2026", "not_earlier", "the year to March 2027,"),
        ("2026/27", "ended 31 March 2026", "not_earlier", "the year that ended in 2027,"),
        ("ended March 2026", "ended 31 March 2026", "not_earlier", "the year to March 2026,"),
        ("2025/26", "ended 31 March 2026", "same", ""),
        ("ended March 2025", "ended 31 March 2026", "same", ""),
    ],
)
def test_the_year_of_the_other_statement_is_said_as_it_is_known(
    document: Callable[[str], Document], before: str, now: str, outcome: str, words: str
) -> None:
    told = "ended 31 March 2026"
    other, this = (document(GOOD.replace(told, year)) for year in (before, now))
    found = compare(this, other, load_rulebook())
    assert (found.outcome, words in found.text) == (outcome, True)


@pytest.mark.parametrize(
    ("old", "new", "rule", "outcome"),
    [
        ("approved this statement on 4 June 2026", "approved this statement", "approval_date", "missing"),
        ("ended 31 March 2026", "ended March 2026", "year_end_date", "missing"),
        ("4 June 2026", "4 February 2026", "approved_before_year_end", "found"),
        ("by Larkbread Limited", "by [insert company name]", "unfilled_placeholder", "found"),
        (
            "by Larkbread Limited",
            "by Larkbread Limited and all its subsidiaries",
            "group_members_named",
            "missing",
        ),
        (
            "by Larkbread Limited",
            "by Larkbread Limited for LARKBREAD LTD and all its subsidiaries",
            "group_members_named",
            "missing",
        ),
        (
            "We trained 38 staff",
            "No cases of modern slavery were found. We trained 38 staff",
            "no_cases_found",
            "found",
        ),
        (
            "We are a bakery",
            "Previous statements are on our site. We are a bakery",
            "earlier_statements_kept",
            "found",
        ),
    ],
)
def test_says_what_is_worth_knowing(old: str, new: str, rule: str, outcome: str) -> None:
    assert old in GOOD
    assert rule not in outcomes(GOOD)
    assert outcomes(GOOD.replace(old, new))[rule] == outcome


def test_the_bill_is_a_preview_that_changes_no_verdict() -> None:
    text = GOOD.replace(
        "We trained 38 staff to see the signs of modern slavery. Every buyer completed the course.", ""
    )
    assessment = check(text.encode(), source="x.txt", media_type=None, context=Context(today=TODAY))
    (preview,) = (each for each in assessment.observations if each.basis == "preview")
    assert "training" in preview.text
    assert "not law" in preview.text
    assert assessment.verdict == "compliant"


def test_last_years_text_with_new_dates_is_recognised(document: Callable[[str], Document]) -> None:
    before, now = document(GOOD.replace("2026", "2025")), document(GOOD)
    assert share_unchanged(now, before) == 1.0
    assert compare(now, before, load_rulebook()).outcome == "same"
    other = document("We sell coal. We looked at our ships and spoke with the crews of each of them in port.")
    assert share_unchanged(other, before) == 0.0
    assert compare(other, before, load_rulebook()).outcome == "renewed"


def test_a_statement_of_the_same_or_a_later_year_is_not_last_years(
    document: Callable[[str], Document],
) -> None:
    rulebook = load_rulebook()
    now = document(GOOD)
    same = compare(now, now, rulebook)
    assert (same.outcome, "to 31 March 2026," in same.text, "100%" in same.text) == (
        "not_earlier",
        True,
        True,
    )
    assert compare(document(GOOD.replace("2026", "2025")), now, rulebook).outcome == "not_earlier"
    unnamed = document(GOOD.replace("for the financial year\nended 31 March 2026", ""))
    assert compare(now, unnamed, rulebook).outcome == "same"


@pytest.mark.parametrize(
    ("old", "new", "is_said"),
    [
        ("# Modern slavery statement", "# Modern slavery statement 2023", True),
        ("# Modern slavery statement", "# Modern slavery statement 2024/25", True),
        ("# Modern slavery statement", "# Modern slavery statement 2025/26", False),
        ("# Modern slavery statement", "# Modern slavery statement 2026", False),
        (
            "We are a bakery",
            "This statement covers the financial year ended 31 March 2024. We are a bakery",
            True,
        ),
        (
            "We are a bakery",
            "Our last statement covered the year ended 31 March 2025. We are a bakery",
            False,
        ),
        (
            "We are a bakery",
            "Our next statement will cover the year ending 31 March 2027. We are a bakery",
            False,
        ),
    ],
)
def test_years_that_contradict_each_other_are_told_from_last_and_next_years(
    old: str, new: str, *, is_said: bool
) -> None:
    text = f"# Modern slavery statement\n\n{GOOD.split(chr(10) * 2, 1)[1]}"
    assert old in text
    assert ("contradictory_dates" in outcomes(text.replace(old, new))) is is_said


@pytest.mark.parametrize(
    ("words", "is_gap"),
    [
        ("Reviewed on xx/xx/2026.", True),
        ("Reviewed on DD/MM/YYYY.", True),
        ("Date of approval: TBC", True),
        ("COMPANY NAME is a bakery.", True),
        ("Write to {{contact_email}}.", True),
        ("Colleagues can [ring our helpline/complete our form].", False),
        ("Colleagues can [use our confidential helpline or complete our form, whichever we have].", True),
        ("We work to the standard [1], as the [sic] Act has it.", False),
        ("The company name is on the door.", False),
        ("REGISTERED COMPANY NAME: Larkbread Limited", False),
    ],
)
def test_gaps_left_in_a_text_are_seen(words: str, *, is_gap: bool) -> None:
    text = GOOD.replace("We are a bakery", f"{words} We are a bakery")
    assert ("unfilled_placeholder" in outcomes(text)) is is_gap
