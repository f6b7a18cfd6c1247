"""Where to cut, from out-of-fold margins: the best F1 over firms drawn anew, so that no single firm decides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from training.fitting import SEED

_DRAWS = 200


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a label's margins begin to be evidence, and the F1 there over the same out-of-fold sentences.

    `slope` stretches the margins to log odds, so that what is above and below the cut reads as a probability.
    """

    at: float
    slope: float
    f1: float


def cut_of(margins: np.ndarray, labels: np.ndarray, firms: np.ndarray) -> Cut:
    """The cut for one label. The mean of the best cuts of 200 draws of firms is steadier than the one best cut."""
    judged = labels >= 0
    margins, labels, firms = margins[judged], labels[judged], firms[judged]
    if len(np.unique(labels)) < 2:
        return Cut(0.0, 1.0, 0.0)
    order = np.argsort(-margins, kind="stable")
    margins, labels = margins[order], labels[order]
    names, place = np.unique(firms[order], return_inverse=True)
    dice = np.random.RandomState(SEED)
    best = []
    for _ in range(_DRAWS):
        weight = np.bincount(dice.randint(len(names), size=len(names)), minlength=len(names))[place]
        best.append(margins[np.argmax(_f1_curve(labels, weight))])
    at = float(np.mean(best))
    f1 = f1_at(at, margins, labels)
    slope = LogisticRegression(C=1e6).fit(margins[:, None], labels).coef_[0][0]
    return Cut(at, float(max(slope, 0.1)), f1)


def f1_at(at: float, margins: np.ndarray, labels: np.ndarray) -> float:
    """F1 when what is at least `at` is found; rows not judged (-1) are left out. 0 without positives."""
    judged = labels >= 0
    found, labels = margins[judged] >= at, labels[judged]
    support = int(labels.sum())
    return 2 * float(labels[found].sum()) / float(found.sum() + support) if support else 0.0


def _f1_curve(labels: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """F1 when cutting after each sentence, the sentences being sorted by falling margin."""
    right = np.cumsum(labels * weight)
    return np.asarray(2 * right / np.maximum(np.cumsum(weight) + (labels * weight).sum(), 1))
