from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document
from checker.areas import AreaFound, judge_area
from checker.assessment import Verdict
from checker.model import load
from checker.rulebook import Rulebook
from checker.tense import Tense, tense_of
from checker.views import views_of

Make = Callable[[str], Document]


def judged(made: Document, area: str, rulebook: Rulebook) -> AreaFound:
    """The area judged as the product does, with the model that ships."""
    scores = [each[area] for each in load().score(views_of(made))]
    return judge_area(made, rulebook.requirement(area), rulebook, scores)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("We trained 38 staff on modern slavery.", Tense.DONE),
        ("We will train all staff on modern slavery next year.", Tense.PLANNED),
        ("We aim to audit our suppliers.", Tense.PLANNED),
        ("We have no formal training on modern slavery.", Tense.DENIED),
        ("We do not yet audit our suppliers.", Tense.DENIED),
        ("Suppliers may be asked to complete a questionnaire.", Tense.PLANNED),
    ],
)
def test_tells_done_from_planned_and_denied(
    document: Make, rulebook: Rulebook, text: str, tense: Tense
) -> None:
    made = document(text)
    assert tense_of(made, made.sentences[0], rulebook) is tense


def test_a_plan_in_another_clause_does_not_undo_a_deed(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "Our performance indicator is the number of buyers trained, 40 this year, and we will report on it more fully."
    )
    assert judged(made, "effectiveness", rulebook).verdict is Verdict.MET


def test_a_bullet_inherits_from_the_line_above_the_list(document: Make, rulebook: Rulebook) -> None:
    planned = document(
        "Next year we will:\n\n- training on modern slavery for all staff\n- training for buyers"
    )
    done = document(
        "This year we delivered:\n\n- training on modern slavery for all staff\n- training for buyers"
    )
    assert judged(planned, "training", rulebook).verdict is Verdict.PARTLY
    assert judged(planned, "training", rulebook).only_planned
    assert judged(done, "training", rulebook).verdict is Verdict.MET


def test_levels_count_what_is_done_on_top(document: Make, rulebook: Rulebook) -> None:
    one = document("We trained all staff to see the signs of modern slavery.")
    two = document(
        "We trained all staff to see the signs of modern slavery. Training for procurement and for managers dwelt on forced labour. "
        "We trained suppliers in two countries to see the signs of forced labour."
    )
    assert (judged(one, "training", rulebook).level, judged(one, "training", rulebook).eti_level) == (
        1,
        1,
    )
    assert (judged(two, "training", rulebook).level, judged(two, "training", rulebook).eti_level) == (
        2,
        2,
    )


def test_headings_alone_are_no_evidence(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "# Training on modern slavery for all staff\n\nWe bake bread every day of the week in our ovens."
    )
    assert judged(made, "training", rulebook).verdict is Verdict.NOT_MET


def test_training_in_something_else_is_only_partly(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "All employees take mandatory annual training on our code of conduct and pass a test at its end."
    )
    assert judged(made, "training", rulebook).verdict is not Verdict.MET
