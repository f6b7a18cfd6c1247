"""Sentences as a sparse matrix: a row each, a column for each feature that enough firms share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from checker.features import SIGNS, SLOTS, Features, features_of, patterns_of, place_of
from checker.model import LABELS
from checker.phrases import Phrases
from checker.rulebook import Rulebook
from checker.tokens import Vocabulary
from checker.views import views_of_rows
from training.statements import INVENTED, MEASURED, Statement

FEWEST_FIRMS = 3
"""A feature that fewer firms share is left out: it could quote one of them, and says nothing of others."""

SLOT_WEIGHTS = {
    "words": 1.0,
    "stems": 1.0,
    "before": 0.4,
    "after": 0.4,
    "before_2": 0.25,
    "after_2": 0.25,
    "heading": 0.3,
    "parent": 0.3,
    SIGNS: 1.0,
}
"""How much each slot may say before the fit: what stands around a sentence counts for less than what it says."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Everything a fit needs. `features` and `slots` name the columns; `value` is what one sighting is worth there.

    `labels` has a row for each sentence and a column for each of checker.model.LABELS: 1, 0, or -1 for not judged.
    `statements` numbers the statement each sentence stands in, `firms` and `laws` say whose and under which Act.
    Of invented statements only the sentences judged have a row.
    """

    matrix: sparse.csr_matrix
    features: list[str]
    slots: list[str]
    value: np.ndarray
    labels: np.ndarray
    statements: np.ndarray
    firms: np.ndarray
    laws: np.ndarray

    @property
    def measured(self) -> np.ndarray:
        """Which rows are sentences of real statements as annotated, by which alone anything is measured."""
        return np.asarray(np.isin(self.laws, MEASURED))

    def take(self, rows: np.ndarray) -> Examples:
        """The same of some rows."""
        return replace(
            self,
            matrix=self.matrix[rows],
            labels=self.labels[rows],
            statements=self.statements[rows],
            firms=self.firms[rows],
            laws=self.laws[rows],
        )


def examples_of(statements: Sequence[Statement], vocabulary: Vocabulary, rulebook: Rulebook) -> Examples:
    """The matrix of the sentences of `statements`, in order. What only those show that are not measured has no column."""
    rules = patterns_of(rulebook)
    seen = [_features(statement, vocabulary, rules) for statement in statements]
    rows = [row for each in seen for row in each]
    owners = [statement for statement, each in zip(statements, seen, strict=True) for _ in each]
    names = [(slot, feature) for slot in SLOTS for feature in _shared(slot, rows, owners)]
    matrix = _matrix(rows, {name: at for at, name in enumerate(names)})
    spread = np.bincount(matrix.indices, minlength=len(names))
    rarity = np.log(len(rows) / np.maximum(spread, 1))
    value = np.array([1.0 if slot == SIGNS else rarity[at] for at, (slot, _) in enumerate(names)])
    value *= np.array([SLOT_WEIGHTS[slot] for slot, _ in names])
    every = Examples(
        matrix=(matrix @ sparse.diags(value)).tocsr(),
        features=[feature for _, feature in names],
        slots=[slot for slot, _ in names],
        value=value,
        labels=_labels(statements),
        statements=np.repeat(np.arange(len(statements)), [len(each) for each in seen]),
        firms=np.array([statement.firm for statement in owners]),
        laws=np.array([statement.law for statement in owners]),
    )
    return every.take(np.flatnonzero(every.measured | (every.labels >= 0).any(axis=1)))


def _features(
    statement: Statement, vocabulary: Vocabulary, rules: Sequence[tuple[str, Phrases]]
) -> list[Features]:
    """The features of each sentence. Of invented passages their place says nothing: they are no whole statements."""
    views = views_of_rows(statement.gold.sentences)
    rows = features_of(views, vocabulary, rules)
    if statement.law != INVENTED:
        return rows
    return [
        {**row, SIGNS: row[SIGNS].difference(place_of(view))} for row, view in zip(rows, views, strict=True)
    ]


def _shared(slot: str, rows: Sequence[Features], owners: Sequence[Statement]) -> list[str]:
    seen_by: dict[str, set[str]] = defaultdict(set)
    for row, owner in zip(rows, owners, strict=True):
        for feature in row[slot] if owner.is_measured else ():
            seen_by[feature].add(owner.firm)
    return sorted(feature for feature, by in seen_by.items() if len(by) >= FEWEST_FIRMS)


def _matrix(rows: Sequence[Features], columns: dict[tuple[str, str], int]) -> sparse.csr_matrix:
    data: list[float] = []
    indices: list[int] = []
    ends = [0]
    for row in rows:
        for slot in SLOTS:
            weight = 1.0 if slot == SIGNS else 1.0 / np.sqrt(len(row[slot]) or 1)
            at = sorted(columns[slot, feature] for feature in row[slot] if (slot, feature) in columns)
            indices += at
            data += [weight] * len(at)
        ends.append(len(indices))
    return sparse.csr_matrix((data, indices, ends), shape=(len(rows), len(columns)))


def _labels(statements: Sequence[Statement]) -> np.ndarray:
    columns = []
    for label in LABELS:
        said = [each for one in statements for each in _said(one, label)]
        columns.append([-1 if each is None else int(each) for each in said])
    return np.array(columns).T


def _said(statement: Statement, label: str) -> Sequence[bool | None]:
    return statement.gold.labels.get(label) or (None,) * len(statement.gold.sentences)
