from __future__ import annotations

from datetime import date

from checker import Context, check
from checker.assessment import Kind, Overall
from tests.checker import papers
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


PAGES = (
    "# Larkbread plc\nSustainability report for the year ended 31 March 2026",
    "Contents\nOur year 3\nModern slavery statement 4\nOur numbers 6",
    (
        "# Our year\nWe baked more loaves than ever, and cut the gas that our ovens use by a tenth.\n"
        "Two thirds of our vans now run on batteries. Staff gave 1,400 hours to charities of their choice.\n"
        "We planted a wood of birches beside the mill and opened it to the village in May.\n"
        "Customers returned fewer loaves than in any year before this one."
    ),
    (
        "# Modern slavery statement\n"
        "This statement is published in line with section 54 of the Modern Slavery Act 2015 for the year ended\n"
        "31 March 2026.\nWe employ 640 bakers and drivers, and buy flour, yeast, packaging and transport.\n"
        "We asked all 85 suppliers for their policies on forced labour, and visited nine of them."
    ),
    (
        "Every buyer was trained in the signs of slavery in supply chains.\n"
        "This statement was approved by the board on 4 June 2026.\nMira Larkbread, Chief Executive"
    ),
    (
        "# Our numbers\nEnergy used by ovens, in megawatt hours, fell from 12,001 to 10,877.\n"
        "Water used in all bakeries, in cubic metres, fell from 41,000 to 39,900.\n"
        "Waste sent to landfill, in tonnes, fell from 91 to 81 over the same years."
    ),
)


def paged(*pages: str) -> bytes:
    return papers.pdf([papers.lines(page) for page in pages])


def test_a_statement_within_a_short_report_is_judged_on_its_own_pages() -> None:
    found = check(paged(*PAGES), source="report.pdf", media_type=None, context=Context(today=TODAY))
    assert found.document.kind is Kind.REPORT_WITH_STATEMENT
    assert found.statement.financial_year_end == "2026-03-31"
    assert {each.page for finding in found.findings for each in finding.evidence} == {4, 5}
    (within,) = (each for each in found.observations if each.rule == "statement_within")
    assert "pages 4 to 5" in within.text


def test_a_short_report_that_says_where_the_statement_is_kept_is_a_report() -> None:
    pointing = (
        "# Human rights\nWe do not tolerate slavery in our business or in our supply chains.\n"
        "Our full statement under section 54 of the Modern Slavery Act is published on our website."
    )
    body = paged(*PAGES[:3], pointing, PAGES[5])
    found = check(body, source="report.pdf", media_type=None, context=Context(today=TODAY))
    assert found.document.kind is Kind.REPORT
