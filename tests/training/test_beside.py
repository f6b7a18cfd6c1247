"""The second weighing as learned: from lists, across no statement's end, and the same after rescaling."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn", reason="training needs the extra [train]")

import numpy as np
from scipy import sparse

from checker.model import LABELS
from checker.nearby import HELPER
from training.beside import HELPER_MOST, inputs_of, rescaled, weighed_again
from training.matrix import Examples

AT, HELPING = LABELS.index("future"), LABELS.index(HELPER)


def lists(statements: int, sentences: int) -> tuple[Examples, np.ndarray]:
    """Every other statement is a list of plans; each sentence by itself says so only faintly."""
    dice = np.random.RandomState(54)
    number = np.repeat(np.arange(statements), sentences)
    planned = number % 2
    labels = np.zeros((len(number), len(LABELS)), dtype=int)
    labels[:, AT] = planned
    margins = np.full(labels.shape, -3.0)
    margins[:, AT] = planned * 0.8 + dice.normal(size=len(number))
    margins[:, HELPING] = dice.normal(size=len(number))
    empty = sparse.csr_matrix((len(number), 0))
    firms = np.array([f"firm {each}" for each in number])
    laws = np.full(len(number), "uk")
    return Examples(empty, [], [], np.zeros(0), labels, number, firms, laws), margins


def right(margins: np.ndarray, labels: np.ndarray) -> float:
    return float(((margins > np.median(margins)) == labels).mean())


def test_the_sentences_beside_it_tell_what_one_alone_does_not() -> None:
    examples, margins = lists(80, 8)
    found, weighing = weighed_again(examples, margins, "future")
    labels = examples.labels[:, AT]
    assert right(found, labels) > right(margins[:, AT], labels) + 0.1
    assert all(each > 0 for each in weighing.beside)
    assert abs(weighing.helper) < weighing.own


def test_training_and_the_checker_weigh_alike() -> None:
    examples, margins = lists(6, 5)
    _, weighing = weighed_again(examples, margins, "future")
    inputs, centre = inputs_of(examples, margins[:, AT], margins[:, HELPING])
    weights = np.array([weighing.own, weighing.helper, weighing.others, *weighing.beside])
    expected = weighing.bias + inputs @ weights
    assert centre == weighing.centre
    assert max(margins[:, HELPING]) > HELPER_MOST
    for first in range(0, 30, 5):
        rows = slice(first, first + 5)
        new = weighing.margins(margins[rows, AT].tolist(), margins[rows, HELPING].tolist())
        assert new == pytest.approx(expected[rows])


def test_rescaling_moves_the_cut_to_nothing_and_changes_no_order() -> None:
    examples, margins = lists(20, 6)
    _, weighing = weighed_again(examples, margins, "future")
    moved = rescaled(weighing, (0.7, 2.0), (-1.5, 3.0))
    own, helper = margins[:6, AT].tolist(), margins[:6, HELPING].tolist()
    moved_helper = [(each + 1.5) * 3.0 for each in helper]
    expected = [(each - 0.7) * 2.0 for each in weighing.margins(own, helper)]
    assert moved.margins(own, moved_helper) == pytest.approx(expected)
