from __future__ import annotations

from datetime import date

import pytest

from checker import Context, check, load_rulebook, placed
from checker.assessment import Finding, Overall, Verdict
from checker.rulebook import Rulebook
from checker.verdict import is_out_of_date, overall, score

GOOD = """Modern slavery statement

This statement is made under section 54 of the Modern Slavery Act 2015 by Larkbread Limited for the financial year
ended 31 March 2026.

We are a bakery with 240 employees in Dereham. We buy flour from four mills in the United Kingdom and France.

Our recruitment policy and our whistleblowing policy apply to all staff and forbid forced labour.

This year we audited two suppliers, and our contracts require suppliers to comply with the Act.

We carried out a risk assessment; the highest risk lies in agency labour for harvests.

We trained 38 staff to see the signs of modern slavery. Every buyer completed the course.

The board of directors approved this statement on 4 June 2026.

Signed: Hesper Quill, Managing Director, 4 June 2026
"""
TODAY = date(2026, 11, 21)


def finding(requirement: str, verdict: Verdict, kind: str = "mandatory", level: int | None = None) -> Finding:
    return Finding(requirement, kind, "law", "s.54", verdict, 0.9, level, None, (), "")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([Verdict.MET, Verdict.MET], Overall.COMPLIANT),
        ([Verdict.MET, Verdict.NOT_APPLICABLE], Overall.COMPLIANT),
        ([Verdict.MET, Verdict.PARTLY], Overall.UNCLEAR),
        ([Verdict.MET, Verdict.NOT_CHECKED], Overall.UNCLEAR),
        ([Verdict.PARTLY, Verdict.NOT_MET], Overall.INCOMPLETE),
    ],
)
def test_folds_mandatory_findings(rulebook: Rulebook, verdicts: list[Verdict], expected: Overall) -> None:
    findings = [
        finding(name, verdict) for name, verdict in zip(("approval", "signature"), verdicts, strict=True)
    ]
    told = overall(rulebook, is_statement=True, findings=findings, year_end="2026-03", today=TODAY)
    assert told is expected


def test_areas_never_enter_the_verdict(rulebook: Rulebook) -> None:
    findings = [finding("approval", Verdict.MET), finding("training", Verdict.NOT_MET, "area", 0)]
    told = overall(rulebook, is_statement=True, findings=findings, year_end=None, today=TODAY)
    assert told is Overall.COMPLIANT


@pytest.mark.parametrize(
    ("year_end", "expected"),
    [
        ("2025-05-21", False),
        ("2025-05-20", True),
        ("2025-05", False),
        ("2025", False),
        ("2024", True),
        (None, False),
    ],
)
def test_out_of_date_is_eighteen_months_and_gives_the_benefit_of_the_doubt(
    rulebook: Rulebook, year_end: str | None, expected: bool
) -> None:
    assert is_out_of_date(year_end, TODAY, rulebook) is expected


def test_score_is_the_mean_of_the_areas() -> None:
    marks = [(Verdict.NOT_MET, 0), (Verdict.PARTLY, 0), (Verdict.MET, 1), (Verdict.MET, 2)]
    findings = [finding(f"area{n}", verdict, "area", level) for n, (verdict, level) in enumerate(marks)]
    assert score(findings) == round((0 + 25 + 60 + 100) / 4)
    assert score([finding("approval", Verdict.MET)]) is None


def test_a_good_statement_as_a_file_and_on_a_web_site() -> None:
    assessment = check(
        GOOD.encode(), source="good.txt", media_type="text/plain", context=Context(today=TODAY)
    )
    assert assessment.verdict is Overall.COMPLIANT
    assert assessment.finding("homepage_link").verdict is Verdict.NOT_CHECKED
    rulebook = load_rulebook()
    linked = placed(assessment, rulebook, published=True, homepage_link=True, today=TODAY)
    unlinked = placed(assessment, rulebook, published=True, homepage_link=False, today=TODAY)
    assert (linked.verdict, unlinked.verdict) == (Overall.COMPLIANT, Overall.INCOMPLETE)
    assert "home page" in unlinked.finding("homepage_link").advice
    assert unlinked._replace(verdict=linked.verdict, findings=linked.findings) == linked


def test_every_quote_is_verbatim() -> None:
    from checker import judge, read

    document = read(GOOD.encode(), source="good.txt")
    assessment = judge(document, load_rulebook(), Context(today=TODAY))
    quotes = [each for one in (*assessment.findings, *assessment.observations) for each in one.evidence]
    assert quotes
    assert all(document.text[each.start : each.end] == each.quote for each in quotes)


@pytest.mark.parametrize(
    ("gone", "requirement"),
    [
        ("for the financial year\nended 31 March 2026", "financial_year"),
        ("The board of directors approved this statement on 4 June 2026.", "approval"),
        ("Signed: Hesper Quill, Managing Director, 4 June 2026", "signature"),
    ],
)
def test_what_is_taken_out_is_missed(gone: str, requirement: str) -> None:
    assert gone in GOOD
    text = GOOD.replace(gone, "")
    assessment = check(text.encode(), source="x.txt", media_type=None, context=Context(today=TODAY))
    assert assessment.finding(requirement).verdict is Verdict.NOT_MET
    assert assessment.verdict is Overall.INCOMPLETE
    assert assessment.finding(requirement).advice


def test_no_steps_is_a_valid_statement() -> None:
    text = (
        "Modern slavery statement\n\nThis statement is made under section 54 of the Modern Slavery Act 2015 by Larkbread "
        "Limited. During the financial year ended 31 March 2026 Larkbread Limited has taken no such steps to ensure that "
        "slavery and human trafficking is not taking place in its business or in any of its supply chains. We sell bread "
        "from one shop and buy flour from one supplier in our supply chain.\n\nApproved by the board on 4 June 2026.\n\n"
        "Signed: Hesper Quill, Director"
    )
    assessment = check(text.encode(), source="x.txt", media_type=None, context=Context(today=TODAY))
    assert assessment.finding("steps_taken").verdict is Verdict.MET
    assert assessment.verdict is Overall.COMPLIANT


def test_promises_alone_meet_no_area() -> None:
    text = GOOD.replace("We trained 38 staff to see the signs of modern slavery. Every buyer completed the course.",
                        "We will train all staff on modern slavery next year.")  # fmt: skip
    assessment = check(text.encode(), source="x.txt", media_type=None, context=Context(today=TODAY))
    assert assessment.finding("training").verdict is Verdict.PARTLY
    assert any(each.rule == "promises_only" and "training" in each.text for each in assessment.observations)


def test_a_director_of_a_sister_abroad_signs_only_partly() -> None:
    def signed(company: str) -> Finding:
        text = GOOD.replace("Managing Director, 4 June", f"Director, {company}, 4 June")
        found = check(text.encode(), source="x.txt", media_type=None, context=Context(today=TODAY))
        return found.finding("signature")

    assert signed("Larkbread Limited").verdict is Verdict.MET
    another = signed("Larkbread Australia Pty Limited")
    assert (another.verdict, "signed for another company" in another.advice) == (Verdict.PARTLY, True)
