"""Invented sentences: they teach, nothing is measured on them, and those that ship are nobody else's."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="training needs the extra [train]")

import numpy as np

from checker import rulebook_file
from checker.model import LABELS
from evaluation.gold import Gold, read_gold
from tests.training.test_training import write
from training.__main__ import WRITTEN
from training.bare import copies_of
from training.fitting import fit, out_of_fold
from training.matrix import Examples, examples_of
from training.statements import INVENTED, Source, read_source, statements_of
from training.words import vocabulary_of

_LONGEST_SHARED = 8  # words
TEA = "This page is about tea."


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return read_source(write(tmp_path_factory.mktemp("real") / "uk.csv", "W_", 12, 3), "uk")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("invented") / "invented.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["statement_id", "order", "sentence", "risk"])
        for at in range(20):
            passage = ("Zymurgy", ""), (TEA, "1"), ("We like zymurgy.", ""), ("We have a page.", "0")
            out.writerows(
                [f"passage-{at}", order, text, label] for order, (text, label) in enumerate(passage, 1)
            )
    return read_source(path, INVENTED)


def examples(*sources: Source, copied: bool = False) -> Examples:
    statements = statements_of(sources)
    rules = rulebook_file.load()
    copies = copies_of(statements) if copied else []
    return examples_of([*statements, *copies], vocabulary_of(statements, rules), rules)


def test_only_what_is_judged_has_a_row_and_what_is_real_a_column(real: Source, invented: Source) -> None:
    without, both = examples(real), examples(real, invented)
    assert both.features == without.features
    assert both.measured.sum() == len(without.labels) == 120
    judged = both.labels[~both.measured]
    assert judged[:, LABELS.index("risk")].tolist() == [1, 0] * 20
    assert (np.delete(judged, LABELS.index("risk"), axis=1) == -1).all()


def test_a_passage_stands_nowhere_in_a_statement(real: Source, invented: Source) -> None:
    both = examples(real, invented)
    places = [at for at, feature in enumerate(both.features) if feature.startswith(("tenth_", "sentences_"))]
    assert places
    assert both.matrix[np.flatnonzero(~both.measured)][:, places].nnz == 0
    assert both.matrix[np.flatnonzero(both.measured)][:, places].nnz > 0


def test_they_teach(real: Source, invented: Source) -> None:
    def risk(found: Examples) -> float:
        about_tea = [at for at, text in enumerate(sentences(real)) if text == TEA]
        everything = fit(found, np.arange(len(found.labels)))
        return float(everything.margins(found.matrix[about_tea])[:, LABELS.index("risk")].mean())

    assert risk(examples(real, invented)) > risk(examples(real)) + 0.1


def test_only_the_features_that_tell_most_are_kept(real: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.fitting.KEPT_FEATURES", 60)
    found = examples(real, copied=True)
    assert len(found.features) > 200
    kept = fit(found, np.arange(len(found.labels)))
    assert 50 < np.count_nonzero(np.any(kept.weights != 0, axis=1)) <= 60
    assert ((kept.margins(found.matrix) > 0) == (found.labels > 0)).mean() > 0.94


def test_nothing_is_measured_on_them(real: Source, invented: Source) -> None:
    assert out_of_fold(examples(real, invented)).shape == (120, len(LABELS))


def test_those_that_ship_copy_nobody(shared: Path) -> None:
    theirs = {
        run for name in ("uk_read.csv", "aims_au.csv") for run in runs(read_gold(shared / "data" / name))
    }
    assert not theirs & set(runs(read_gold(WRITTEN)))


def test_those_that_ship_are_judged_both_ways() -> None:
    written = read_gold(WRITTEN)
    for label in written.columns:
        said = [each for one in written.statements for each in one.labels[label]]
        if any(each is not None for each in said):
            assert min(said.count(True), said.count(False)) >= 100, label


def sentences(source: Source) -> list[str]:
    return [text for each in source.gold.statements for text in each.sentences]


def runs(gold: Gold) -> Iterator[Sequence[str]]:
    """Each run of words longer than may be shared by chance, sentence by sentence."""
    for statement in gold.statements:
        for text in statement.sentences:
            whole = text.lower().replace("'", "").replace("’", "")
            words = "".join(each if each.isalnum() else " " for each in whole).split()
            for at in range(len(words) - _LONGEST_SHARED + 1):
                yield tuple(words[at : at + _LONGEST_SHARED])
