from __future__ import annotations

import pytest

from checker import Assessment, Context, Document, judge, load_rulebook, read
from reports.explanation import explanation
from reports.screen import assessment_screen, said_date
from tests.checker.test_verdict import GOOD, TODAY


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
        f"{GOOD}\n\nWe plan to use performance indicators to measure how effective our steps are.\n"
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
    finding = judged(f"{GOOD}\n\n{sentence}\n")[1].finding("effectiveness")
    assert finding.advice.startswith(said)
    assert [each.quote for each in finding.evidence] == [sentence]
