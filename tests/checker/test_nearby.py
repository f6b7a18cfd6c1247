"""The second weighing: what stands beside a sentence counts, what is beyond the statement's ends does not."""

from __future__ import annotations

import math

import pytest

from checker import rulebook_file
from checker.features import views_of_rows
from checker.model import THRESHOLD, load
from checker.nearby import OFFSETS, Nearby, likely_among_others
from checker.reasons import in_words

WEIGHING = Nearby(
    bias=-1.0,
    own=2.0,
    helper=0.5,
    beside=(1.0, 10.0, 100.0, 1000.0, 1e4, 1e5),
    centre=-3.0,
    helper_most=4.5,
    others=7.0,
)
LIST = [
    "In the coming year we plan to do the following:",
    "Introduce a modern slavery policy.",
    "Train all our buyers.",
    "Audit our ten largest suppliers.",
]


def test_each_sentence_beside_it_counts_by_its_place() -> None:
    own = [-3.0 + at for at in range(7)]
    before, after = WEIGHING.shares(own, 3)
    assert before == 0 * 1.0 + 1 * 10.0 + 2 * 100.0
    assert after == 4 * 1000.0 + 5 * 1e4 + 6 * 1e5
    others = 7.0 * likely_among_others(own)[3]
    expected = -1.0 + 2.0 * own[3] + 0.5 * 4.0 + before + after + others
    assert WEIGHING.margins(own, [4.0] * 7)[3] == pytest.approx(expected)


def test_the_more_of_the_others_are_likely_the_more_each_is() -> None:
    likely = likely_among_others([5.0, 5.0, -5.0])
    assert likely == pytest.approx([5.0, 5.0, 10.0], abs=1e-6)
    assert likely_among_others([5.0]) == [0.0]
    assert likely_among_others([-1e9, 1e9]) == [10.0, 0.0]
    assert likely_among_others([]) == []


def test_how_plainly_a_step_is_one_does_not_make_it_a_plan() -> None:
    unsure, sure, surer = (WEIGHING.margins([0.0], [helper])[0] for helper in (-2.0, 4.5, 9.0))
    assert sure - unsure == 0.5 * 6.5
    assert surer == sure
    assert WEIGHING.helper_share(9.0) == 0.5 * 4.5


@pytest.mark.parametrize("count", [1, 2, 3])
def test_beyond_the_ends_is_nothing(count: int) -> None:
    own = [5.0] * count
    first = WEIGHING.shares(own, 0)
    assert first[0] == 0
    assert first[1] == 8.0 * sum(WEIGHING.beside[OFFSETS.index(at)] for at in range(1, count))
    assert WEIGHING.shares(own, count - 1)[1] == 0


def test_a_step_in_a_planned_list_is_likelier_a_plan_than_the_same_step_among_things_done() -> None:
    model = load()
    planned = model.score(views_of_rows(LIST))
    done = model.score(views_of_rows(["In the last year we did the following:", *LIST[1:]]))
    assert planned[0]["future"] >= THRESHOLD
    for among_plans, among_done in zip(planned, done, strict=True):
        assert among_plans["future"] > 5 * among_done["future"]
        assert among_done["future"] < THRESHOLD / 5


def test_the_share_of_what_stands_beside_is_named_and_adds_up() -> None:
    model = load()
    views = views_of_rows(LIST)
    shares = model.explain(views, 2, "future")
    weighing, at = model.nearby["future"], model.labels.index("future")
    margin = sum(share for _, share in shares) + weighing.bias + weighing.own * model.bias[at]
    assert model.score(views)[2]["future"] == pytest.approx(1 / (1 + math.exp(-margin)), abs=1e-9)
    said = [words for words, _ in in_words(shares, rulebook_file.load())]
    assert "how the three sentences before it score" in said
    assert "how it scores as a step against modern slavery" in said
