from __future__ import annotations

from datetime import date

from checker import Context, check
from checker.assessment import Kind, Overall
from tests.checker.test_verdict import GOOD, TODAY

CHAPTER = (
    "# {title}\n\n"
    + "The bakery sold more bread than in any year before, and the dividend to shareholders rose again. Carbon emissions "
    "fell as two ovens were replaced, and net zero is in sight. The gender pay gap narrowed, and greenhouse gas from vans "
    "was cut by a tenth. The board of directors approved the budget on 3 January 2024 for the year ended 31 December 2023.\n\n"
    * 45
)
REPORT = (
    "# Annual report 2026\n\nThis report tells the year of Larkbread Limited.\n\n"
    + CHAPTER.format(title="Our year")
    + "# Modern slavery statement\n\n"
    + GOOD.split("\n\n", 1)[1]
    + "\n\n"
    + CHAPTER.format(title="Our numbers")
)


def test_a_statement_in_a_long_report_is_found_and_judged_alone() -> None:
    found = check(
        REPORT.encode(), source="report.md", media_type=None, context=Context(today=date(2026, 11, 21))
    )
    assert found.document.kind is Kind.REPORT_WITH_STATEMENT
    assert found.verdict is Overall.COMPLIANT
    assert found.statement.financial_year_end == "2026-03-31"
    assert found.statement.approved_on == "2026-06-04"
    assert any(each.rule == "statement_within" for each in found.observations)


def test_quotes_still_index_the_whole_report() -> None:
    from checker import judge, load_rulebook, read

    document = read(REPORT.encode(), source="report.md")
    assessment = judge(document, load_rulebook(), Context(today=TODAY))
    quotes = [each for finding in assessment.findings for each in finding.evidence]
    assert quotes
    assert all(document.text[each.start : each.end] == each.quote for each in quotes)


def test_a_report_that_only_points_to_a_statement_is_a_report() -> None:
    text = REPORT.replace(
        GOOD.split("\n\n", 1)[1],
        "Our modern slavery statement can be read on our web site. Slavery has no place in our supply chains.",
    )
    found = check(text.encode(), source="report.md", media_type=None, context=Context(today=TODAY))
    assert found.document.kind is Kind.REPORT
    assert found.verdict is Overall.NOT_A_STATEMENT


def test_headings_of_one_rank_do_not_cut_the_statement_short() -> None:
    flat = (
        GOOD.split("\n\n", 1)[1]
        .replace("We are a bakery", "# Who we are\n\nWe are a bakery")
        .replace("We trained", "# What we did\n\nWe trained")
    )
    text = REPORT.replace(GOOD.split("\n\n", 1)[1], flat)
    found = check(text.encode(), source="report.md", media_type=None, context=Context(today=TODAY))
    assert found.document.kind is Kind.REPORT_WITH_STATEMENT
    assert found.verdict is Overall.COMPLIANT
