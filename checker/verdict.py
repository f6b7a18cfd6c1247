"""Folds findings into one verdict and one score. Law and disclosure are never blended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.assessment import Assessment, Finding, Overall, Verdict
from checker.dates import add_months, last_day
from checker.rulebook import Rulebook

_SHOWN_BY_THE_WEB = ("published", "homepage_link")
"""What a file alone cannot show, and so does not count when it is judged alone."""


def score(findings: Iterable[Finding]) -> int | None:
    """0-100: the mean over the areas of 0, 25 (partly), 60 (met, level 1) and 100 (met, level 2)."""
    marks = [
        _mark(each) for each in findings if each.kind == "area" and each.verdict is not Verdict.NOT_CHECKED
    ]
    return round(sum(marks) / len(marks)) if marks else None


def _mark(finding: Finding) -> int:
    if finding.verdict is Verdict.MET:
        return 100 if finding.level == 2 else 60
    return 25 if finding.verdict is Verdict.PARTLY else 0


def is_out_of_date(year_end: str | None, today: date, rulebook: Rulebook) -> bool:
    """Whether the year ended longer before `today` than the rulebook allows; a partial date counts as its last day."""
    allowed = rulebook.months["out_of_date_after"]
    return year_end is not None and add_months(last_day(year_end), allowed) < today


def overall(
    rulebook: Rulebook, *, is_statement: bool, findings: Iterable[Finding], year_end: str | None, today: date
) -> Overall:
    """The verdict on the whole document, as the contract defines each."""
    mandatory = {each.requirement: each.verdict for each in findings if each.kind == "mandatory"}
    if not is_statement:
        return Overall.NOT_A_STATEMENT
    if is_out_of_date(year_end, today, rulebook):
        return Overall.OUT_OF_DATE
    if Verdict.NOT_MET in mandatory.values():
        return Overall.INCOMPLETE
    undecided = any(
        verdict is Verdict.PARTLY or (verdict is Verdict.NOT_CHECKED and requirement not in _SHOWN_BY_THE_WEB)
        for requirement, verdict in mandatory.items()
    )
    return Overall.UNCLEAR if undecided else Overall.COMPLIANT


def placed(
    assessment: Assessment,
    rulebook: Rulebook,
    *,
    published: bool | None,
    homepage_link: bool | Verdict | None,
    today: date,
) -> Assessment:
    """The same assessment with what a look at the web site adds: s.54(7). None leaves it not checked.

    A home page that links to something other than the statement is neither; its verdict is given as such.
    """
    seen: dict[str, bool | Verdict | None] = {"published": published, "homepage_link": homepage_link}
    findings = tuple(
        _answered(each, seen[each.requirement], rulebook, assessment.statement.legal_form)
        if each.requirement in seen
        else each
        for each in assessment.findings
    )
    facts = assessment.statement
    verdict = overall(
        rulebook,
        is_statement=facts.is_statement,
        findings=findings,
        year_end=facts.financial_year_end,
        today=today,
    )
    return assessment._replace(findings=findings, verdict=verdict)


def _answered(
    finding: Finding,
    answer: bool | Verdict | None,  # noqa: FBT001
    rulebook: Rulebook,
    legal_form: str | None,
) -> Finding:
    if answer is None:
        verdict, confidence = Verdict.NOT_CHECKED, 0.0
    elif isinstance(answer, Verdict):
        verdict, confidence = answer, 0.95
    else:
        verdict, confidence = (Verdict.MET if answer else Verdict.NOT_MET), 0.95
    advice = rulebook.requirement(finding.requirement).advise(verdict, legal_form)
    return finding._replace(verdict=verdict, confidence=confidence, advice=advice)
