"""Fits one linear model for each label: over all features first, then again over those that matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from checker.model import LABELS
from training.matrix import Examples

STRENGTH = 0.2
"""C of the logistic regression. Cross-validation finds no difference from 0.1 to 0.3, and less beyond."""

KEPT_FEATURES = 20_000
"""Features kept for each label after the first fit, by their weight times how much they are seen."""

AUSTRALIAN_WEIGHT = 0.5
"""What a sentence under the Australian Act counts, whose definitions are near ours and not the same."""

_NEVER = -10.0
"""The log odds of a label of which there was nothing to learn."""

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
    labels = range(len(LABELS))
    found = Parallel(n_jobs=-1, prefer="threads")(
        delayed(_fit_label)(examples, rows, at, kept) for at in labels
    )
    return Fit(np.column_stack([weights for weights, _ in found]), np.array([bias for _, bias in found]))


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


def _fit_label(examples: Examples, rows: np.ndarray, at: int, kept: int | None) -> tuple[np.ndarray, float]:
    """Weights for every column, and the bias. After pruning the kept features are weighed anew without the others."""
    width = examples.matrix.shape[1]
    rows = rows[examples.labels[rows, at] >= 0]
    labels = examples.labels[rows, at]
    if len(np.unique(labels)) < 2:
        return np.zeros(width), _NEVER
    matrix = examples.matrix[rows]
    weight = np.where(examples.laws[rows] == "au", AUSTRALIAN_WEIGHT, 1.0)
    weights, bias = _regress(matrix, labels, weight)
    if kept is None or kept >= width:
        return weights, bias
    energy = np.sqrt(np.asarray(matrix.power(2).sum(axis=0)).ravel())
    columns = np.sort(np.argsort(-np.abs(weights) * energy, kind="stable")[:kept])
    pruned = np.zeros(width)
    pruned[columns], bias = _regress(matrix[:, columns], labels, weight)
    return pruned, bias


def _regress(matrix: sparse.csr_matrix, labels: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-3, random_state=SEED)
    model.fit(matrix, labels, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])
