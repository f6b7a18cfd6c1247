"""Learns how a label's margins are weighed again with those of the sentences beside: `checker.nearby`."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from checker.model import LABELS
from checker.nearby import HELPER, OFFSETS, Nearby, likely_among_others
from training.fitting import FOLDS, SEED, folds_of, weights_of
from training.matrix import Examples

HELPER_MOST = 0.0
"""HELPER's log odds from which on more of them tell nothing: how plainly a step is one does not make it a plan."""

WEIGHED_AGAIN = ("future",)
"""For the other labels a second weighing gains nothing: cross-validation, in docs/decisions."""


def weighed_again(examples: Examples, margins: np.ndarray, label: str) -> tuple[np.ndarray, Nearby]:
    """The new out-of-fold log odds of each sentence, and the weighing that ships, learned from all.

    `margins` are out of fold themselves, for the fit that made them knew nothing of the sentence.
    """
    at = LABELS.index(label)
    inputs, centre = inputs_of(examples, margins[:, at], margins[:, LABELS.index(HELPER)])
    fold = folds_of(examples.firms, FOLDS)
    found = np.zeros(len(margins))
    for number in range(FOLDS):
        coefficients, bias = _regress(examples, inputs, at, fold != number)
        held = fold == number
        found[held] = inputs[held] @ coefficients + bias
    coefficients, bias = _regress(examples, inputs, at, np.full(len(margins), fill_value=True))
    own, helper, others, *beside = map(float, coefficients)
    return found, Nearby(bias, own, helper, tuple(beside), centre, HELPER_MOST, others)


def rescaled(nearby: Nearby, final: tuple[float, float], helper: tuple[float, float]) -> Nearby:
    """The same weighing with its outcome moved and stretched by `final`, of helper's log odds that are so by `helper`.

    Each is a cut and a slope. The label's own first margins it expects as they were.
    """
    (cut, slope), (helper_cut, helper_slope) = final, helper
    return Nearby(
        bias=(nearby.bias + nearby.helper * helper_cut - cut) * slope,
        own=nearby.own * slope,
        helper=nearby.helper / helper_slope * slope,
        beside=tuple(each * slope for each in nearby.beside),
        centre=nearby.centre,
        helper_most=(nearby.helper_most - helper_cut) * helper_slope,
        others=nearby.others * slope,
    )


def inputs_of(examples: Examples, own: np.ndarray, helper: np.ndarray) -> tuple[np.ndarray, float]:
    """For each sentence its own margin, the helper's up to HELPER_MOST, how many others are likely, and those beside it.

    Those beside are less their mean, and 0 beyond a statement's ends.
    """
    centre = float(own.mean())
    ends = np.flatnonzero(np.diff(examples.statements)) + 1
    others = [share for each in np.split(own, ends) for share in likely_among_others(each.tolist())]
    columns = [own, np.minimum(helper, HELPER_MOST), np.array(others)]
    rows = np.arange(len(own))
    for offset in OFFSETS:
        there = np.clip(rows + offset, 0, len(own) - 1)
        same = (rows + offset == there) & (examples.statements[there] == examples.statements)
        columns.append(np.where(same, own[there] - centre, 0.0))
    return np.column_stack(columns), centre


def _regress(examples: Examples, inputs: np.ndarray, at: int, rows: np.ndarray) -> tuple[np.ndarray, float]:
    labels = examples.labels[:, at]
    rows = rows & (labels >= 0)
    if len(np.unique(labels[rows])) < 2:
        return np.eye(inputs.shape[1])[0], 0.0
    model = LogisticRegression(random_state=SEED)
    model.fit(inputs[rows], labels[rows], sample_weight=weights_of(examples.laws[rows]))
    return model.coef_[0], float(model.intercept_[0])
