"""Bare copies of UK statements: what is lost in them, what their labels are, and that nothing is measured on them."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="training needs the extra [train]")

from checker import rulebook_file
from evaluation.gold import read_gold
from tests.training.test_training import write
from training.bare import copies_of
from training.matrix import examples_of
from training.statements import read_source, statements_of
from training.words import vocabulary_of

ROWS = """statement_id,order,sentence,future,risk
W_acme,1,Next Steps,0,
W_acme,2,In the coming year we will:,1,0
W_acme,3,• train the group’s buyers;,1,0
W_acme,4,…,0,0
W_acme,5,• map our growers.,1,
"""


def test_marks_go_and_a_heading_is_run_into_what_it_heads(tmp_path: Path) -> None:
    path = tmp_path / "uk.csv"
    path.write_text(ROWS, encoding="utf-8")
    (copy,) = copies_of(statements_of([read_source(path, "uk")]))
    assert copy.gold.sentences == (
        "Next Steps In the coming year we will",
        "train the groups buyers",
        "…",
        "map our growers",
    )
    assert copy.gold.labels["future"] == (True, True, False, True)
    assert copy.gold.labels["risk"] == (None, False, False, None)
    assert copy.gold.rows == (0, 1, 2, 3)


def test_copies_are_of_their_firm_and_only_of_uk_statements(tmp_path: Path) -> None:
    uk, au = write(tmp_path / "uk.csv", "W_", 3, 1), write(tmp_path / "au.csv", "A_", 2, 2)
    statements = statements_of([read_source(au, "au"), read_source(uk, "uk")])
    copies = copies_of(statements)
    assert [copy.firm for copy in copies] == [each.firm for each in statements if each.law == "uk"]
    assert not any(copy.is_measured for copy in copies)
    assert all(each.is_measured for each in statements)


def test_copies_add_rows_to_learn_from_and_nothing_else(tmp_path: Path) -> None:
    path = write(tmp_path / "uk.csv", "W_", 6, 1)
    statements = statements_of([read_source(path, "uk")])
    rules = rulebook_file.load()
    vocabulary = vocabulary_of(statements, rules)
    copies = copies_of(statements)
    assert vocabulary_of([*statements, *copies], rules) == vocabulary
    without = examples_of(statements, vocabulary, rules)
    both = examples_of([*statements, *copies], vocabulary, rules)
    assert both.features == without.features
    assert both.measured.sum() == len(without.labels) == len(read_gold(path).keys)
    assert len(both.labels) == len(without.labels) + sum(len(copy.gold.sentences) for copy in copies)
