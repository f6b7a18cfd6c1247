"""Precision, recall, F1 and average precision of scores against what is so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

Pair = tuple[float, bool]
"""A score from 0 to 1, and whether it should be high."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well scores tell what is so, cut at 0.5. `support` counts what is so, `judged` everything judged.

    A figure that is not defined is None: precision when nothing is found, recall, F1 and average precision when there
    is nothing to find.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None
    support: int
    judged: int


def figures(pairs: Sequence[Pair], threshold: float = 0.5) -> Figures:
    """The figures for `pairs`; a score at the threshold counts as found."""
    right = sum(1 for score, is_so in pairs if is_so and score >= threshold)
    found = sum(1 for score, _ in pairs if score >= threshold)
    support = sum(1 for _, is_so in pairs if is_so)
    return Figures(
        precision=right / found if found else None,
        recall=right / support if support else None,
        f1=2 * right / (found + support) if support else None,
        average_precision=average_precision(pairs),
        support=support,
        judged=len(pairs),
    )


def average_precision(pairs: Sequence[Pair]) -> float | None:
    """The mean of the precision at each step of recall; equal scores are one step. None without a positive."""
    support = sum(1 for _, is_so in pairs if is_so)
    if not support:
        return None
    total, right, seen = 0.0, 0, 0
    for _, tied in groupby(sorted(pairs, key=lambda pair: -pair[0]), key=lambda pair: pair[0]):
        step = [is_so for _, is_so in tied]
        seen += len(step)
        right += sum(step)
        total += sum(step) * right / seen
    return total / support
