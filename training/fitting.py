"""Fits one linear model for each label: over all features first, then again over those that matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from checker.model import LABELS
from training.matrix import Examples

STRENGTH = 0.3
"""C of the logistic regression: chosen by cross-validation among 0.1, 0.2, 0.3, 0.5 and 1."""

KEPT_FEATURES = 2500
"""Features kept for each label after the first fit, by their weight times how much they are seen."""

AUSTRALIAN_WEIGHT = 0.5
"""What a sentence under the Australian Act counts, whose definitions are near ours and not the same."""

FOLDS = 5
SEED = 54


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by feature (zero where pruned) and bias by label, for the columns of `Examples.matrix`."""

    weights: np.ndarray
    bias: np.ndarray

    def margins(self, matrix: sparse.csr_matrix) -> np.ndarray:
        """The log odds of each label for each row."""
        return np.asarray(matrix @ self.weights + self.bias)


def fit(examples: Examples, rows: np.ndarray, kept: int | None = KEPT_FEATURES) -> Fit:
    """A fit on `rows` of the examples; `kept` None keeps every feature."""
    weights = np.zeros((examples.matrix.shape[1], len(LABELS)))
    bias = np.zeros(len(LABELS))
    for at in range(len(LABELS)):
        own = rows[examples.labels[rows, at] >= 0]
        if len(np.unique(examples.labels[own, at])) < 2:
            bias[at] = -10.0  # nothing to learn from: never evidence
            continue
        columns = np.arange(examples.matrix.shape[1])
        weights[columns, at], bias[at] = _fit_label(examples, own, at, columns)
        if kept is not None and kept < len(columns):
            energy = np.sqrt(np.asarray(examples.matrix[own].power(2).sum(axis=0)).ravel())
            order = np.argsort(-np.abs(weights[:, at]) * energy, kind="stable")
            columns = np.sort(order[:kept])
            weights[:, at] = 0.0
            weights[columns, at], bias[at] = _fit_label(examples, own, at, columns)
    return Fit(weights, bias)


def out_of_fold(examples: Examples, kept: int | None = KEPT_FEATURES, folds: int = FOLDS) -> np.ndarray:
    """For each sentence the log odds by a fit that saw no statement of its firm."""
    margins = np.zeros(examples.labels.shape)
    fold = folds_of(examples.firms, folds)
    for number in range(folds):
        held = np.flatnonzero(fold == number)
        margins[held] = fit(examples, np.flatnonzero(fold != number), kept).margins(examples.matrix[held])
    return margins


def folds_of(firms: Sequence[str] | np.ndarray, folds: int) -> np.ndarray:
    """The fold of each row: all of a firm's rows are in one."""
    names, place = np.unique(firms, return_inverse=True)
    return np.asarray((np.random.RandomState(SEED).permutation(len(names)) % folds)[place])


def _fit_label(
    examples: Examples, rows: np.ndarray, at: int, columns: np.ndarray
) -> tuple[np.ndarray, float]:
    weight = np.where(examples.laws[rows] == "au", AUSTRALIAN_WEIGHT, 1.0)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-3, random_state=SEED)
    model.fit(examples.matrix[rows][:, columns], examples.labels[rows, at], sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])
