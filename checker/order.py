"""The order in which a person reads what lies on a page."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Protocol, TypeVar

MAX_PIECES: Final = 300
"""Pieces of one page that are sorted; a page with more (a form, a map) keeps the order of its file."""


LEVEL: Final = 6.0
"""Points between the upper edges of pieces that stand side by side, at most."""

MIN_JUMPS: Final = 3
"""How often text must go back up within a column for the file to be out of order."""


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


Edges = tuple[float, float, float, float]  # left, bottom, right, top
Piece = TypeVar("Piece", bound=Placed)


def reading_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in the order of the file, except where one lies above another it shares its columns with.

    PDF producers mostly write text in reading order, columns included, but put headers, text boxes and signature
    blocks where they please. So the file's order decides, and geometry overrules it only where it must.
    """
    boxes = [(piece.left, piece.bottom, piece.right, piece.top) for piece in pieces]
    if len(pieces) > MAX_PIECES or all(later[3] <= earlier[3] for earlier, later in pairwise(boxes)):
        return list(pieces)
    after: list[list[int]] = [[] for _ in pieces]
    waiting = [0] * len(pieces)
    for i, upper in enumerate(boxes):
        for j, lower in enumerate(boxes):
            # The first test, on its own, throws out half of all pairs.
            if upper[1] > lower[1] and i != j and _is_above(upper, lower):
                after[i].append(j)
                waiting[j] += 1
    for i, (first, second) in enumerate(pairwise(boxes)):
        # A heading in the margin and the text beside it stay together.
        if second[0] >= first[2] - 1 and abs(first[3] - second[3]) < LEVEL:
            after[i].append(i + 1)
            waiting[i + 1] += 1
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


def unjumbled(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page whose file has them in no order, as they lie: by columns, else downwards.

    Where text goes back up within a column again and again, the file's order says nothing.
    """
    back = sum(
        later.bottom > earlier.top
        and min(later.right, earlier.right) - max(later.left, earlier.left)
        > 0.5 * min(later.right - later.left, earlier.right - earlier.left)
        for earlier, later in pairwise(pieces)
    )
    if back < MIN_JUMPS or back * 5 < len(pieces) or len(pieces) > MAX_PIECES:
        return list(pieces)
    return _cut(sorted(pieces, key=lambda piece: (-piece.top, piece.left)))


def _cut(pieces: list[Piece]) -> list[Piece]:
    """The pieces, from the top, parted at a gutter or else at their widest gap, and each part likewise."""
    if len(pieces) < 3:
        return pieces
    size = min(piece.top - piece.bottom for piece in pieces)
    across = sorted(pieces, key=lambda piece: piece.left)
    edge = across[0].right
    for at, piece in enumerate(across):
        if at > 1 and at < len(across) - 1 and piece.left - edge > size:
            left = [other for other in pieces if other.left < piece.left]
            right = [other for other in pieces if other.left >= piece.left]
            return _cut(left) + _cut(right)
        edge = max(edge, piece.right)
    gaps = [(above.bottom - below.top, at) for at, (above, below) in enumerate(pairwise(pieces), start=1)]
    gap, at = max(gaps)
    if gap < 0.5 * size:
        return pieces
    return _cut(pieces[:at]) + _cut(pieces[at:])


def _is_above(upper: Edges, lower: Edges) -> bool:
    """Whether one box lies above another and shares its columns."""
    left, bottom, right, top = upper
    other_left, other_bottom, other_right, other_top = lower
    if bottom <= (other_top + other_bottom) / 2 or (top + bottom) / 2 <= other_top:
        return False
    shared = (right if right < other_right else other_right) - (left if left > other_left else other_left)
    width, other = right - left, other_right - other_left
    return shared > 0.3 * (width if width < other else other)
