"""The figures against worked examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import average_precision, figures


def test_worked_example() -> None:
    found = figures([(0.9, True), (0.8, False), (0.5, True), (0.4, True), (0.1, False)])
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)
    assert found.f1 == pytest.approx(2 / 3)
    assert found.average_precision == pytest.approx((1 / 1 + 2 / 3 + 3 / 4) / 3)
    assert (found.support, found.judged) == (3, 5)


def test_equal_scores_are_one_step() -> None:
    """However ties are ordered in the file, they count alike."""
    assert average_precision([(0.5, True), (0.5, False)]) == pytest.approx(0.5)
    assert average_precision([(0.5, False), (0.5, True)]) == pytest.approx(0.5)


def test_what_is_not_defined_is_none() -> None:
    nothing_to_find = figures([(0.9, False)])
    assert (nothing_to_find.recall, nothing_to_find.f1, nothing_to_find.average_precision) == (
        None,
        None,
        None,
    )
    assert nothing_to_find.precision == 0
    nothing_found = figures([(0.1, True)])
    assert nothing_found.precision is None
    assert nothing_found.f1 == 0
    assert figures([]).support == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_figures_are_shares(pairs: list[tuple[float, bool]]) -> None:
    found = figures(pairs)
    for value in (found.precision, found.recall, found.f1, found.average_precision):
        assert value is None or 0 <= value <= 1
    assert found.support <= found.judged == len(pairs)
