"""Both levels, the means and the intervals."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.accuracy import measure
from evaluation.gold import Gold, GoldStatement, read_gold

COLUMNS = ("approval", "risk", "mitigation")


def statement(name: str, first: int, **labels: tuple[bool | None, ...]) -> GoldStatement:
    size = len(next(iter(labels.values())))
    return GoldStatement(name, ("x",) * size, tuple(range(first, first + size)), labels)


@pytest.fixture
def gold() -> Gold:
    return Gold(
        COLUMNS,
        (
            statement("a", 0, approval=(True, False), risk=(None, False), mitigation=(True, True)),
            statement("b", 2, approval=(False, False), risk=(True, None), mitigation=(False, True)),
        ),
        (("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")),
    )


SCORES = [
    {"approval": 0.9, "risk": 0.9, "mitigation": 0.9},
    {"approval": 0.6, "risk": 0.1, "mitigation": 0.2},
    {"approval": 0.1, "risk": 0.8, "mitigation": 0.1},
    {"approval": 0.2, "risk": 0.9, "mitigation": 0.7},
]


def test_sentences_and_statements(gold: Gold) -> None:
    found = measure(gold, SCORES, bootstrap=0)
    approval = found.sentence.columns["approval"]
    assert (approval.precision, approval.recall, approval.support, approval.judged) == (0.5, 1.0, 1, 4)
    assert found.statement.columns["approval"].f1 == 1.0
    assert (found.statement.columns["approval"].support, found.statement.columns["approval"].judged) == (1, 2)
    assert found.sentence.column_intervals == {}


def test_what_is_not_judged_counts_nowhere(gold: Gold) -> None:
    risk = measure(gold, SCORES, bootstrap=0)
    assert (risk.sentence.columns["risk"].judged, risk.sentence.columns["risk"].precision) == (2, 1.0)
    assert risk.statement.columns["risk"].f1 == 1.0


def test_means_are_over_the_columns_present(gold: Gold) -> None:
    level = measure(gold, SCORES, bootstrap=0).sentence
    approval, risk, mitigation = (level.columns[column].f1 for column in COLUMNS)
    assert approval is not None
    assert risk is not None
    assert mitigation is not None
    assert level.macro_labels["requirements"] == ("approval", "risk")
    assert level.macro_labels["peer"] == COLUMNS
    assert level.macro_f1["requirements"] == pytest.approx((approval + risk) / 2)
    assert level.macro_f1["peer"] == pytest.approx((approval + risk + mitigation) / 3)
    assert level.macro_f1["present"] == level.macro_f1["peer"]


def test_intervals_hold_the_figure_and_repeat(gold: Gold) -> None:
    once, again = (measure(gold, SCORES, bootstrap=200).sentence for _ in range(2))
    assert once == again
    for name, interval in once.macro_intervals.items():
        assert interval.low <= once.macro_f1[name] <= interval.high
    other = measure(gold, SCORES, bootstrap=200, seed=1).sentence
    assert other.columns == once.columns


def test_a_column_nobody_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("statement_id,order,sentence,risk\ns,1,x,\n", "utf-8")
    level = measure(read_gold(path), [{"risk": 0.7}], bootstrap=10).statement
    assert level.columns["risk"].judged == 0
    assert level.macro_f1 == {}
    assert level.macro_intervals == {}
