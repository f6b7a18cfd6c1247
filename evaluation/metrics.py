"""Precision, recall, F1 and average precision of scores against what is so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from checker.model import THRESHOLD

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


class Counts(NamedTuple):
    """What precision, recall and F1 are made of: how many were rightly found, found at all, and there to find."""

    right: int
    found: int
    support: int

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None when there is nothing to find."""
        return 2 * self.right / (self.found + self.support) if self.support else None


def counted(pairs: Sequence[Pair]) -> Counts:
    """The counts for `pairs`; a score of THRESHOLD counts as found."""
    return Counts(
        right=sum(1 for score, is_so in pairs if is_so and score >= THRESHOLD),
        found=sum(1 for score, _ in pairs if score >= THRESHOLD),
        support=sum(1 for _, is_so in pairs if is_so),
    )


def together(counts: Sequence[Counts]) -> Counts:
    """The counts of all that were counted apart."""
    return Counts(*map(sum, zip(*counts, strict=True)))


def figures(pairs: Sequence[Pair]) -> Figures:
    """The figures for `pairs`."""
    counts = counted(pairs)
    return Figures(
        precision=counts.right / counts.found if counts.found else None,
        recall=counts.right / counts.support if counts.support else None,
        f1=counts.f1,
        average_precision=average_precision(pairs),
        support=counts.support,
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
