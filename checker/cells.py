"""Tables whose cells have several lines: PDF producers write such a table cell by cell, as they write columns.

What tells a table from columns is that rows repeat: cells that stand side by side, level at their tops or their
middles, and below them others in the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from checker.bullets import is_item
from checker.headings import SIGNATURE, is_labelled
from checker.hyphens import stacked
from checker.pages import MAX_LINES, Line

MAX_WORDS: Final = 90
"""Words of a cell: what has more is a column of text."""

MARK: Final = re.compile(r"^(?:[^\w\s]|[o\uf000-\uf0ff]|\(?\w{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){0,3}\.?)$")
"""What may stand before a list item or a heading, by itself."""

_LEADING: Final = 1.55  # line heights from a line of a cell to the next, at most
_MIN_GAP: Final = 0.5  # line heights between cells
_NEAR: Final = 0.6  # line heights
_APART: Final = 3  # line heights from a row to the next, at most
_FAR_APART: Final = 6  # the same in a table of many columns, which text in columns seldom has
_MANY: Final = 4


@dataclass(slots=True, eq=False)
class Cell:
    """Lines below one another, as the file has them."""

    lines: list[Line] = field(default_factory=list)

    @property
    def left(self) -> float:
        """In points; so are the other edges."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """The right edge."""
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.lines[-1].bottom

    def text(self) -> str:
        """Its lines as one."""
        said = self.lines[0]
        for line in self.lines[1:]:
            said = stacked(said, line)
        return said.text


Row = list[Cell]


def tabled(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines in stretches: those of a table, a line a row (True), and all others (False)."""
    if not any(_is_right_of(last, line) for last, line in pairwise(lines)):
        yield False, list(lines)
        return
    plain: list[Line] = []
    for rows in _runs(list(_rows(list(_cells(lines))))):
        if _is_table(rows):
            if plain:
                yield False, plain
                plain = []
            yield True, [line for row in rows for line in _told(row, rows)]
        else:
            plain.extend(line for row in rows for cell in row for line in cell.lines)
    if plain:
        yield False, plain


def _is_right_of(last: Line, line: Line) -> bool:
    """Whether a line stands beside another, or further up, to its right."""
    return line.left > last.right + _MIN_GAP * line.size and line.top > last.bottom


def _cells(lines: Sequence[Line]) -> Iterator[Cell]:
    held = Cell()
    for line in lines:
        if held.lines and (len(held.lines) >= MAX_LINES or not _is_below(held, line)):
            yield held
            held = Cell()
        held.lines.append(line)
    if held.lines:
        yield held


def _is_below(cell: Cell, line: Line) -> bool:
    last = cell.lines[-1]
    return (
        0.5 * line.size < last.bottom - line.bottom < _LEADING * last.size
        and line.left < cell.right
        and line.right > cell.left
        and last.bold == line.bold
        and abs(last.size - line.size) < 0.15 * last.size
    )


def _rows(cells: Sequence[Cell]) -> Iterator[Row]:
    """Cells side by side, each to the right of the one before."""
    row: Row = []
    for cell in cells:
        if row and not _is_beside(row, cell):
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _is_beside(row: Row, cell: Cell) -> bool:
    last = row[-1]
    near = _NEAR * cell.lines[0].size
    level = abs(last.top - cell.top) < near or abs(last.top + last.bottom - cell.top - cell.bottom) < 2 * near
    first = row[0]
    level = level or abs(first.top - cell.top) < near
    return level and cell.left > last.right + _MIN_GAP * cell.lines[0].size


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that follow one another in the same columns; each row by itself where it has but one cell."""
    run: list[Row] = []
    for row in rows:
        if run and not _follows(run, row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _follows(run: Sequence[Row], row: Row) -> bool:
    """Whether a row stands below the others in their columns.

    Its last cells may be missing, where others reach down; and it may have one cell more, where those above run together.
    """
    columns, last = run[0], run[-1]
    if len(columns) < 2 or not min(len(columns), 2) <= len(row) <= len(columns) + 1:
        return False
    size = row[0].lines[0].size
    low = min(cell.bottom for cell in last)
    high = max(cell.top for cell in row)
    reach = _APART if len(columns) < _MANY else _FAR_APART
    level = -size < low - high < reach * size or (
        len(row) < len(columns) and abs(last[0].bottom - high) < 3 * size
    )
    if not level:
        return False
    if len(row) > len(columns):
        return all(any(_is_under(above, below, size) for below in row) for above in columns)
    return all(_is_under(above, below, size) for above, below in zip(columns, row, strict=False))


def _is_under(above: Cell, below: Cell, size: float) -> bool:
    """Whether two cells are of one column: they begin at one place, or have one middle."""
    return (
        abs(above.left - below.left) < size
        or abs(above.left + above.right - below.left - below.right) < 2 * size
    )


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether rows of side by side cells, some of several lines, make a table and not columns or signatures."""
    if len(rows) < 2 or all(len(cell.lines) == 1 for row in rows for cell in row):
        return False
    marks = sum(MARK.match(row[0].lines[0].text) is not None for row in rows)
    if len(rows[0]) == 2 and marks * 2 >= len(rows):
        return False  # bullets or numbers, and what they mark
    for row in rows:
        if any(sum(len(line.text.split()) for line in cell.lines) > MAX_WORDS for cell in row):
            return False
        signs = sum(any(SIGNATURE.search(line.text) for line in cell.lines) for cell in row)
        if signs > 1 and not is_labelled([cell.lines[0].text for cell in row]):
            return False
    return True


def _is_listed(cell: Cell) -> bool:
    """Whether a cell holds several points: bullets, or lines that begin anew though there was room."""
    right = cell.right
    begun = [cell.lines[0]]
    drops = [last.bottom - line.bottom for last, line in pairwise(cell.lines)]
    for last, line in pairwise(cell.lines):
        width = (last.right - last.left) / max(len(last.text), 1)
        room = right - last.right > (len(line.text.split(None, 1)[0]) + 2) * width
        apart = last.bottom - line.bottom > 1.2 * min(drops)
        if is_item(line.text) or ((room or apart) and line.text[0].isupper() and len(last.text) > 20):
            begun.append(line)
    return len(begun) > 1


def _told(row: Row, rows: Sequence[Row]) -> Iterator[Line]:
    """A row as one line; where the first column names what the second tells, as a heading and its text."""
    texts = [cell.text() for cell in row]
    beside = len(row) == 2 and all(
        all(line.bold for line in cells[0].lines) and not cells[1].lines[0].bold for cells in rows
    )
    named = beside and sum(len(cells[1].lines) > 1 for cells in rows) * 2 > len(rows)
    if named or (len(row) == 2 and any(_is_listed(cell) for cell in row)):
        for cell in row:
            yield from cell.lines
        return
    yield Line(
        " | ".join(texts),
        row[0].left,
        min(cell.bottom for cell in row),
        row[-1].right,
        max(cell.top for cell in row),
        row[0].lines[0].size,
        all(line.bold for cell in row for line in cell.lines),
        is_row=True,
    )
