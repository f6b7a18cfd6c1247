from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document
from checker.areas import Tense, judge_area, tense_of
from checker.assessment import Verdict
from checker.rulebook import Rulebook

Make = Callable[[str], Document]


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
        "We use performance indicators to measure our effectiveness, and we will report on them more fully."
    )
    assert judge_area(made, rulebook.requirement("effectiveness"), rulebook).verdict is Verdict.MET


def test_a_bullet_inherits_from_the_line_above_the_list(document: Make, rulebook: Rulebook) -> None:
    training = rulebook.requirement("training")
    planned = document(
        "Next year we will:\n\n- training on modern slavery for all staff\n- training for buyers"
    )
    done = document(
        "This year we delivered:\n\n- training on modern slavery for all staff\n- training for buyers"
    )
    assert judge_area(planned, training, rulebook).verdict is Verdict.PARTLY
    assert judge_area(planned, training, rulebook).only_planned
    assert judge_area(done, training, rulebook).verdict is Verdict.MET


def test_levels_count_what_is_done_on_top(document: Make, rulebook: Rulebook) -> None:
    one = document("We trained all staff to see the signs of modern slavery.")
    two = document(
        "We trained all staff to see the signs of modern slavery. Procurement and managers had training of their own. "
        "We trained suppliers in two countries."
    )
    training = rulebook.requirement("training")
    assert (judge_area(one, training, rulebook).level, judge_area(one, training, rulebook).eti_level) == (
        1,
        1,
    )
    assert (judge_area(two, training, rulebook).level, judge_area(two, training, rulebook).eti_level) == (
        2,
        2,
    )


def test_headings_alone_are_no_evidence(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "# Training on modern slavery for all staff\n\nWe bake bread every day of the week in our ovens."
    )
    assert judge_area(made, rulebook.requirement("training"), rulebook).verdict is Verdict.NOT_MET
