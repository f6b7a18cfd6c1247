"""Fits one linear model for each label: over all features first, then again over those that matter to any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.svm import LinearSVC

from checker.model import LABELS
from training.matrix import Examples
from training.statements import COPIED, INVENTED

STRENGTH = 0.01
"""C of the support vector machine, whose loss is the squared hinge: it learns more from the sentences that are hard to
tell than a logistic regression does. Cross-validation finds no difference from 0.005 to 0.02, and less beyond."""

KEPT_FEATURES = 60_000
"""Features kept after the first fit, by their weights for all labels times how much they are seen."""

WEIGHTS = {"uk": 0.5, COPIED: 0.5, "au": 0.5, INVENTED: 0.25}
"""What a sentence counts by its source. The definitions of the Australian Act are near ours and not the same, and
invented sentences are plainer than real ones. A UK statement counts whole with its bare copy."""

_NEVER = -10.0
"""The margin of a label of which there was nothing to learn."""

FOLDS = 5
SEED = 54


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by feature (zero where pruned) and bias by label, for the columns of `Examples.matrix`."""

    weights: np.ndarray
    bias: np.ndarray

    def margins(self, matrix: sparse.csr_matrix) -> np.ndarray:
        """How far each row is on the side of each label: 1 is plainly of it, -1 plainly not."""
        return np.asarray(matrix @ self.weights + self.bias)


def fit(examples: Examples, rows: np.ndarray) -> Fit:
    """A fit on `rows` of the examples.

    Where there are more features than are kept, those are weighed anew without the others. All labels keep the same
    ones: a feature's row is read whole when the model is scored, so one more weight in it costs nothing.
    """
    matrix = examples.matrix[rows]
    found = _fit_labels(examples, rows, matrix)
    if matrix.shape[1] <= KEPT_FEATURES:
        return found
    columns = _telling(matrix, found.weights)
    again = _fit_labels(examples, rows, matrix[:, columns])
    weights = np.zeros_like(found.weights)
    weights[columns] = again.weights
    return Fit(weights, again.bias)


def out_of_fold(examples: Examples) -> np.ndarray:
    """For each sentence measured the margins by a fit that saw nothing of its firm, and all invented ones."""
    margins = np.zeros((len(examples.firms), len(LABELS)))
    fold = folds_of(examples.firms[examples.measured], FOLDS)
    for number in range(FOLDS):
        away = np.isin(examples.firms, examples.firms[examples.measured][fold == number])
        held = np.flatnonzero(away & examples.measured)
        margins[held] = fit(examples, np.flatnonzero(~away)).margins(examples.matrix[held])
    return np.asarray(margins[examples.measured])


def weights_of(laws: np.ndarray) -> np.ndarray:
    """How much each sentence counts, by its source."""
    return np.array([WEIGHTS[law] for law in laws])


def folds_of(firms: Sequence[str] | np.ndarray, folds: int) -> np.ndarray:
    """The fold of each row: all of a firm's rows are in one."""
    names, place = np.unique(firms, return_inverse=True)
    return np.asarray((np.random.RandomState(SEED).permutation(len(names)) % folds)[place])


def _fit_labels(examples: Examples, rows: np.ndarray, matrix: sparse.csr_matrix) -> Fit:
    weight = weights_of(examples.laws[rows])
    found = Parallel(n_jobs=-1, prefer="threads")(
        delayed(_fit_label)(matrix, examples.labels[rows, at], weight) for at in range(len(LABELS))
    )
    return Fit(np.column_stack([weights for weights, _ in found]), np.array([bias for _, bias in found]))


def _telling(matrix: sparse.csr_matrix, weights: np.ndarray) -> np.ndarray:
    """The columns that tell most, over all labels, of which each has an equal say."""
    energy = np.sqrt(np.asarray(matrix.power(2).sum(axis=0)).ravel())
    told = np.abs(weights) * energy[:, None]
    share = told**2 / np.maximum((told**2).sum(axis=0), np.finfo(float).tiny)
    return np.asarray(np.sort(np.argsort(-share.sum(axis=1), kind="stable")[:KEPT_FEATURES]))


def _fit_label(matrix: sparse.csr_matrix, labels: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights for every column, and the bias, learned from the rows that were judged."""
    judged = labels >= 0
    if len(np.unique(labels[judged])) < 2:
        return np.zeros(matrix.shape[1]), _NEVER
    if judged.all():
        return _weigh(matrix, labels, weight)
    return _weigh(matrix[judged], labels[judged], weight[judged])


def _weigh(matrix: sparse.csr_matrix, labels: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    model = LinearSVC(C=STRENGTH, dual=False, tol=1e-3)
    model.fit(matrix, labels, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])
