"""The formalities on real statements, against what a reader found in each. Skipped where the data is absent."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checker import Assessment, Context, Document, UnreadableError, judge, load_rulebook, read
from checker.assessment import Verdict

Row = dict[str, str]
Judged = list[tuple[Row, Document, Assessment]]


def labelled(index: Path, name: Callable[[Row], Path]) -> Judged:
    with index.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    judged = []
    for row in rows:
        path = name(row)
        if not path.is_file():
            continue
        try:
            document = read(path.read_bytes(), source=path.name)
        except UnreadableError:
            continue
        if not document.is_scan:
            context = Context(today=date(2026, 11, 21))
            judged.append((row, document, judge(document, load_rulebook(), context)))
    return judged


@pytest.fixture(scope="module")
def registry(shared: Path) -> Judged:
    folder = shared / "data" / "registry_statements"
    return labelled(folder / "index.csv", lambda row: folder / row["file"])


@pytest.fixture(scope="module")
def documents(shared: Path) -> Judged:
    data = shared / "data"
    found = labelled(data / "documents/index.csv", lambda row: data / "documents" / row["file"])
    sites = labelled(
        data / "sites/index.csv", lambda row: data / "sites" / row["site"] / row["statement_path"]
    )
    return found + sites


def share(answers: list[bool]) -> float:
    assert answers
    return sum(answers) / len(answers)


def statements(judged: Judged) -> Judged:
    return [each for each in judged if each[0]["kind"] == "statement"]


def test_year_ends_are_right_and_none_is_invented(registry: Judged, documents: Judged) -> None:
    stated = [(row, found) for row, _, found in registry if row["stated_year_end"]]
    assert (
        share([found.statement.financial_year_end == row["stated_year_end"] for row, found in stated]) >= 0.95
    )
    for row, _, found in [*registry, *statements(documents)]:
        if not row["stated_year_end"]:
            assert found.statement.financial_year_end is None, row
    # Two of the documents name their year in the title alone; we say of those that it can only be inferred.
    others = [(row, found) for row, _, found in statements(documents) if row["stated_year_end"]]
    assert (
        share([found.statement.financial_year_end == row["stated_year_end"] for row, found in others]) >= 0.9
    )


def test_explicit_approvals_are_recognised_with_their_dates(registry: Judged, documents: Judged) -> None:
    for judged in (registry, statements(documents)):
        explicit = [
            found.finding("approval").verdict for row, _, found in judged if row["approval"] == "explicit"
        ]
        assert share([verdict is Verdict.MET for verdict in explicit]) >= 0.95
    dated = [(row, found) for row, _, found in registry if row["stated_approval_date"]]
    assert share([found.statement.approved_on == row["stated_approval_date"] for row, found in dated]) >= 0.9


def test_hardly_ever_is_an_approval_or_signature_that_is_there_called_missing(
    registry: Judged, documents: Judged
) -> None:
    wrong = []
    for row, _, found in [*registry, *statements(documents)]:
        if row["approval"] == "explicit":
            wrong.append(found.finding("approval").verdict is Verdict.NOT_MET)
        if row["signature"] == "signed":
            wrong.append(found.finding("signature").verdict is Verdict.NOT_MET)
    assert share(wrong) <= 0.02


def test_kinds_are_right_and_no_decoy_is_called_a_statement(documents: Judged) -> None:
    assert share([found.document.kind == row["kind"] for row, _, found in documents]) >= 0.95
    decoys = ("guide", "report", "policy_only", "supplier_code")
    assert [
        row for row, _, found in documents if row["kind"] in decoys and found.statement.is_statement
    ] == []


def test_quotes_are_verbatim_in_every_real_document(registry: Judged, documents: Judged) -> None:
    for _, document, found in [*registry, *documents]:
        for one in (*found.findings, *found.observations):
            for each in one.evidence:
                assert document.text[each.start : each.end] == each.quote


def test_training_agrees_with_wikirate(shared: Path) -> None:
    """WikiRate's answers on training; "in development" alone counts as planned. Balanced accuracy at least 0.80."""
    folder = shared / "data" / "wikirate_dev"
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for row, _, found in labelled(folder / "index.csv", lambda row: folder / row["file"]):
        answers = {part.strip() for part in row["training_answer"].split(",")}
        is_given = bool(answers - {"No", "In Development", ""})
        hits[is_given].append((found.finding("training").verdict is Verdict.MET) is is_given)
    assert (share(hits[True]) + share(hits[False])) / 2 >= 0.8
