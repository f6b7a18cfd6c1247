"""`s54 evaluate` as people and programs run it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import S54

ROWS = [
    ("a", "1", "This statement was approved by the board of directors on 4 June 2025", "1", "0"),
    ("b", "1", "All buyers and managers received training on modern slavery", "0", "1"),
    ("a", "2", "We audit our suppliers\nevery two years", "0", ""),
]


def write(path: Path) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("statement_id", "order", "sentence", "approval", "training"), *ROWS])
    return path


def test_json_has_both_levels_and_the_means(s54: S54) -> None:
    gold = write(s54.folder / "gold.csv")
    done = s54("evaluate", str(gold), "--format", "json", "--bootstrap", "50")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["statements"], said["sentences"]) == (2, 3)
    assert set(said["columns"]) == {"approval", "training"}
    for level in ("sentence", "statement"):
        figures = said["columns"]["approval"][level]
        assert (figures["precision"], figures["recall"], figures["f1"], figures["support"]) == (1, 1, 1, 1)
    assert said["columns"]["training"]["sentence"]["judged"] == 2
    assert said["macro"]["requirements"]["labels"] == ["approval", "training"]
    assert said["macro"]["requirements"]["sentence"]["f1"] == 1
    assert said["macro"]["present"]["sentence"]["f1_interval"] == [1, 1]


def test_predictions_keep_the_rows_and_their_order(s54: S54) -> None:
    gold = write(s54.folder / "gold.csv")
    out = s54.folder / "scores.csv"
    done = s54("evaluate", str(gold), "--predictions", str(out))
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["statement_id"], row["order"]) for row in rows] == [(row[0], row[1]) for row in ROWS]
    assert list(rows[0]) == ["statement_id", "order", "approval", "training"]
    assert all(0 <= float(row[column]) <= 1 for row in rows for column in ("approval", "training"))
    assert float(rows[0]["approval"]) >= 0.5 > float(rows[1]["approval"])


def test_the_table_says_what_it_rests_on(s54: S54) -> None:
    done = s54("evaluate", str(write(s54.folder / "gold.csv")), "--bootstrap", "20")
    assert "2 statements, 3 sentences" in done.stdout
    assert "mean of the eight requirements" in done.stdout
    assert "95% intervals over statements, 20 draws" in done.stdout
    assert "Llama" not in done.stdout  # the file has not all of the columns the published model has


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("sentence\nx\n", "gold.csv has no column statement_id, order"),
        ("statement_id,order,sentence,risk\ns,1,x,maybe\n", "gold.csv line 2: risk is 'maybe'"),
    ],
)
def test_a_bad_file_is_one_line_and_exit_code_2(s54: S54, body: str, said: str) -> None:
    (s54.folder / "gold.csv").write_text(body, "utf-8")
    done = s54("evaluate", "gold.csv")
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert said in line


def test_predictions_that_cannot_be_written_are_said(s54: S54) -> None:
    gold = write(s54.folder / "gold.csv")
    done = s54("evaluate", str(gold), "--predictions", str(s54.folder / "none" / "scores.csv"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
