"""A second weighing of some labels: what a sentence says by itself, and how those beside it and all others score.

A plan is often a list of steps, each of which reads as if it were done; what the lines around it are tells. What is no
step at all is hardly a plan of one. And some statements plan much, some nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

OFFSETS = (-3, -2, -1, 1, 2, 3)
"""Which sentences beside it are looked at."""

HELPER = "mitigation"
"""The label whose log odds are weighed with the own: most plans are of steps against modern slavery."""

_HALF, _STEEP = -0.4, 4.0
"""The first log odds at which a sentence counts half in what all others say, and how fast it counts more above them."""


class Nearby(NamedTuple):
    """How the log odds of one label are weighed anew.

    `own` and `helper` multiply the sentence's own log odds of the label and of HELPER; `beside` has a number for each
    of OFFSETS, by which the label's log odds there less `centre` are multiplied. Beyond a statement's ends is nothing.
    Of HELPER's log odds at most `helper_most` counts. `others` multiplies how many in ten of the statement's other
    sentences are likely of the label.
    """

    bias: float
    own: float
    helper: float
    beside: tuple[float, ...]
    centre: float
    helper_most: float
    others: float

    def margins(self, own: Sequence[float], helper: Sequence[float]) -> list[float]:
        """The new log odds of each of a statement's sentences, from its first ones of the label and of HELPER."""
        likely = likely_among_others(own)
        return [
            self.bias
            + self.own * each
            + self.helper_share(helper[index])
            + sum(self.shares(own, index))
            + self.others * likely[index]
            for index, each in enumerate(own)
        ]

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


def likely_among_others(own: Sequence[float]) -> list[float]:
    """For each of a statement's sentences how many in ten of the others, 0 to 10, are likely of the label."""
    likely = [0.5 + 0.5 * math.tanh(_STEEP / 2 * (each - _HALF)) for each in own]
    whole, others = math.fsum(likely), max(1, len(likely) - 1)
    return [10 * (whole - each) / others for each in likely]
