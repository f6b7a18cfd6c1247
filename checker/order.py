"""The order in which a person reads what lies on a page."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Protocol, TypeVar

MAX_PIECES: Final = 300
"""Pieces of one page that are sorted; a page with more (a form, a map) keeps the order of its file."""


class Placed(Protocol):
    """Anything with edges, in points from the page's lower left corner."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


Piece = TypeVar("Piece", bound=Placed)


def reading_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in the order of the file, except where one lies above another it shares its columns with.

    PDF producers mostly write text in reading order, columns included, but put headers, text boxes and signature
    blocks where they please. So the file's order decides, and geometry overrules it only where it must.
    """
    if len(pieces) > MAX_PIECES or _is_falling(pieces):
        return list(pieces)
    after: list[list[int]] = [[] for _ in pieces]
    waiting = [0] * len(pieces)
    for i, upper in enumerate(pieces):
        for j, lower in enumerate(pieces):
            if i != j and _is_above(upper, lower):
                after[i].append(j)
                waiting[j] += 1
    ready = [index for index, count in enumerate(waiting) if not count]
    heapq.heapify(ready)
    ordered: list[Piece] = []
    while ready:
        index = heapq.heappop(ready)
        ordered.append(pieces[index])
        for following in after[index]:
            waiting[following] -= 1
            if not waiting[following]:
                heapq.heappush(ready, following)
    return ordered if len(ordered) == len(pieces) else list(pieces)


def _is_falling(pieces: Sequence[Placed]) -> bool:
    """Whether each piece already lies below the one before."""
    return all(later.top <= earlier.top for earlier, later in pairwise(pieces))


def _is_above(upper: Placed, lower: Placed) -> bool:
    shared = min(upper.right, lower.right) - max(upper.left, lower.left)
    narrower = min(upper.right - upper.left, lower.right - lower.left)
    middle = (lower.top + lower.bottom) / 2
    return upper.bottom > middle and (upper.top + upper.bottom) / 2 > lower.top and shared > 0.3 * narrower
