"""Pages as either PDF reader sees them: lines of text with their place and font, and images."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, NamedTuple

MAX_EDGE: Final = 100_000.0
"""Points: fifty times the largest page the format knows. Damaged files hold infinite and undefined places."""

MAX_LINES: Final = 500
"""Lines of one paragraph, cell or block of rows: several pages of small print. They are asked for their edges and fonts
again with each line that may go on in them, so that an endless one would cost the square of its length."""


Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top, as the file has them."""


def bounded(place: float) -> float:
    """A coordinate, or 0 where it is no number to count with."""
    return place if -MAX_EDGE < place < MAX_EDGE else 0.0


@dataclass(slots=True, eq=False)
class Line:
    """A line of text. Coordinates are in points from the page's lower left corner as a person looks at it.

    `size` is the height of the font's line box in points; `joined` says the line was broken inside a word here,
    `is_row` that it is the row of a table, its cells parted by " | ".
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool = False
    joined: bool = False
    is_row: bool = False


class Box(NamedTuple):
    """Where an image lies on its page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom


@dataclass(slots=True, eq=False)
class Page:
    """One page: its number from 1, its size in points, its lines in the order of the file, its images."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Recognised:
    """What became of the pages that were to be read: their numbers, from 1.

    `read` gave text, `pictures` were looked at and hold none, `empty` are blank sheets; `unread` were not looked at, and
    `reason` says why in one line.
    """

    read: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    reason: str = ""

    def without(self, numbers: Collection[int]) -> Recognised:
        """The same of the other pages only."""

        def kept(found: list[int]) -> list[int]:
            return [number for number in found if number not in numbers]

        left = kept(self.unread)
        return Recognised(
            kept(self.read), kept(self.pictures), kept(self.empty), left, self.reason if left else ""
        )
