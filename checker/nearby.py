"""A second weighing of some labels: what a sentence says by itself, and how those beside it score.

A plan is often a list of steps, each of which reads as if it were done; what the lines around it are tells. And what
is no step at all is hardly a plan of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

OFFSETS = (-3, -2, -1, 1, 2, 3)
"""Which sentences beside it are looked at."""

HELPER = "mitigation"
"""The label whose log odds are weighed with the own: most plans are of steps against modern slavery."""


class Nearby(NamedTuple):
    """How the log odds of one label are weighed anew.

    `own` and `helper` multiply the sentence's own log odds of the label and of HELPER; `beside` has a number for each
    of OFFSETS, by which the label's log odds there less `centre` are multiplied. Beyond a statement's ends is nothing.
    Of HELPER's log odds at most `helper_most` counts.
    """

    bias: float
    own: float
    helper: float
    beside: tuple[float, ...]
    centre: float
    helper_most: float

    def margin(self, own: Sequence[float], helper: float, index: int) -> float:
        """The new log odds of sentence `index`. `own` are the first log odds of all the statement's sentences."""
        before, after = self.shares(own, index)
        return self.bias + self.own * own[index] + self.helper_share(helper) + before + after

    def helper_share(self, helper: float) -> float:
        """What the sentence's log odds of HELPER add to it."""
        return self.helper * min(helper, self.helper_most)

    def shares(self, own: Sequence[float], index: int) -> tuple[float, float]:
        """What the sentences before and those after add to it."""
        parts = [
            (offset, weight * (own[index + offset] - self.centre))
            for offset, weight in zip(OFFSETS, self.beside, strict=True)
            if 0 <= index + offset < len(own)
        ]
        return sum(part for offset, part in parts if offset < 0), sum(
            part for offset, part in parts if offset > 0
        )
