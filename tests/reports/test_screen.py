from __future__ import annotations

import re

import pytest

from checker import Assessment, Context, Document, judge, load_rulebook, read
from checker.assessment import Overall, Verdict
from checker.dates import said_date
from reports.explanation import explanation
from reports.screen import assessment_screen, next_line, said_year
from tests.checker.test_verdict import GOOD, TODAY

WITHOUT_FIGURES = GOOD.replace("We trained 38 staff", "We trained our staff").replace(
    "Every buyer completed the course.", ""
)
"""A statement that says nothing of its effectiveness."""


def judged(text: str) -> tuple[Document, Assessment]:
    made = read(text.encode(), source="draft.txt", media_type="text/plain")
    return made, judge(made, load_rulebook(), Context(today=TODAY))


def screen(text: str, width: int, *, full: bool = False) -> str:
    return assessment_screen(judged(text)[1], load_rulebook(), width=width, full=full)


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("full", [False, True])
def test_no_line_is_wider_than_the_screen(width: int, *, full: bool) -> None:
    assert max(map(len, screen(GOOD, width, full=full).splitlines())) <= width


def test_an_area_that_lacks_something_says_what_to_do() -> None:
    advice = judged(GOOD)[1].finding("effectiveness").advice
    assert advice in " ".join(screen(GOOD, 80).split())


def test_what_only_a_site_shows_is_said_to_be_so() -> None:
    assert "Not checked: a file cannot show what is on the web site." in screen(GOOD, 100)


@pytest.mark.parametrize(
    ("day", "said"), [("2026", "2026"), ("2026-03", "March 2026"), ("2026-03-01", "1 March 2026")]
)
def test_dates_are_said_as_precisely_as_they_are_known(day: str, said: str) -> None:
    assert said_date(day) == said


def test_an_explanation_says_how_a_sentence_speaks_of_it() -> None:
    made, found = judged(
        f"{WITHOUT_FIGURES}\n\nWe plan to use performance indicators to measure how effective our steps are.\n"
    )
    said = " ".join(explanation(made, found, load_rulebook(), width=100).split())
    assert "(“performance indicators”), as planned or promised" in said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "We plan to use performance indicators to measure how effective our steps are.",
            "Only plans were found.",
        ),
        (
            "We have not set any performance indicators to measure our effectiveness.",
            "It says that nothing is",
        ),
        ("We measure our effectiveness by key performance indicators.", "Give indicators with this year's"),
    ],
)
def test_advice_goes_by_what_the_text_says_of_it(sentence: str, said: str) -> None:
    finding = judged(f"{WITHOUT_FIGURES}\n\n{sentence}\n")[1].finding("effectiveness")
    assert finding.advice.startswith(said)
    assert [each.quote for each in finding.evidence] == [sentence]


def test_the_first_sentence_names_what_is_missing() -> None:
    unsigned = GOOD.replace("Signed: Hesper Quill, Managing Director, 4 June 2026", "")
    first = "This statement lacks something that the law asks for: signature."
    assert screen(unsigned, 100).splitlines()[0] == first
    old = re.sub(r"\b2026\b", "2022", re.sub(r"\b2025\b", "2021", unsigned))
    assert "It also lacks something that the law asks for: signature." in " ".join(screen(old, 100).split())


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("landing", "Check the document that this page leads to."),
        ("template", "Fill in what is left open"),
        ("empty", "Check the document itself"),
        ("policy_only", "Publish a statement that says it is made under section 54"),
    ],
)
def test_what_to_do_goes_by_what_stands_there_instead(kind: str, step: str) -> None:
    assessment = judged("Staff are to report concerns.")[1]
    there = assessment.document._replace(kind=kind)
    said = next_line(assessment._replace(document=there, verdict=Overall.NOT_A_STATEMENT))
    assert said.startswith(f"Next: {step}")


def test_what_the_law_does_not_ask_is_not_passed_off_as_asked() -> None:
    assert next_line(judged(GOOD)[1]).startswith("Next, beyond what the law asks: ")
    assert next_line(judged(GOOD.replace("Signed: Hesper Quill", "Yours"))[1]).startswith("Next: ")


def test_what_could_not_be_told_from_the_text_says_why() -> None:
    assessment = judged(GOOD)[1]
    findings = [
        each._replace(verdict=Verdict.NOT_CHECKED, advice="It may be an image.", evidence=())
        if each.requirement == "signature"
        else each
        for each in assessment.findings
    ]
    shown = assessment_screen(
        assessment._replace(findings=tuple(findings)), load_rulebook(), width=100, full=False
    )
    assert "→ It may be an image." in shown
    assert "Next: It may be an image." in shown


@pytest.mark.parametrize(
    ("end", "said"), [("2026", "for the year that ended in 2026"), ("2026-03", "for the year to March 2026")]
)
def test_a_year_is_said_as_precisely_as_it_is_known(end: str, said: str) -> None:
    assert said_year(end) == said


def test_of_an_address_nothing_is_said_that_is_only_so_of_a_file() -> None:
    assessment = judged(GOOD)[1]
    there = assessment.document._replace(source="https://larkbread.example/modern-slavery")
    for full in (False, True):
        shown = assessment_screen(assessment._replace(document=there), load_rulebook(), width=100, full=full)
        assert "a file cannot show" not in shown.lower()
    assert "See that the home page links to this address" in shown
