"""Putting pieces of text that stand side by side in order: one line, columns, or the row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from checker.cells import MARK, tabled
from checker.furniture import is_raised
from checker.headings import SIGNATURE, is_labelled
from checker.hyphens import stacked
from checker.pages import MAX_LINES, Line

GAP: Final = 1.6
"""How wide a gap must be, in line heights, to part columns or cells; justified text stays below 1."""

LARGER: Final = 1.1
"""How much larger than the text beside it a heading's font is, at least."""

PROSE: Final = 40
"""Characters of a line of running text, at least."""

_LABEL: Final = re.compile(r":\s*[._…\s]*$")


def arrange(lines: Iterable[Line]) -> list[Line]:
    """The lines of a page with what stands side by side brought into the order it is read in."""
    arranged: list[Line] = []
    for is_table, stretch in tabled(list(lines)):
        arranged.extend(stretch if is_table else _arranged(stretch))
    return arranged


def _arranged(lines: Iterable[Line]) -> list[Line]:
    arranged: list[Line] = []
    block: list[list[Line]] = []
    rows = list(_rows(lines))
    for row, below in zip_longest(rows, rows[1:]):
        if _is_headed(row, below):
            arranged.extend((*_settled(block), *row))
            block = []
            continue
        if len(block) >= MAX_LINES:
            arranged.extend(_settled(block))
            block = []
        if len(row) > 1 or (block and _hangs_on(row[0], block)):
            block.append(row)
            continue
        arranged.extend(_settled(block))
        block = []
        arranged.extend(row)
    arranged.extend(_settled(block))
    return arranged


def _is_headed(row: Sequence[Line], below: Sequence[Line] | None) -> bool:
    """Whether a bold or larger line in the margin heads the text beside it, which goes on below."""
    if len(row) != 2 or below is None or len(below) != 1:
        return False
    label, text, rest = row[0], row[1], below[0]
    return (
        (label.bold or label.size > LARGER * text.size)
        and not text.bold
        and not rest.bold
        and len(label.text) < PROSE <= len(text.text)
        and abs(text.left - rest.left) < 0.6 * text.size
        and 0 < text.bottom - rest.bottom < 1.8 * text.size
    )


def _rows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Pieces in one line of sight; those that touch (a footnote mark, a bullet and its text) become one."""
    row: list[Line] = []
    for line in lines:
        last = row[-1] if row else None
        if last is None or not _beside(last, line):
            if row:
                yield row
            row = [line]
            continue
        gap = line.left - last.right
        if gap < GAP * min(line.size, last.size) or (MARK.match(last.text) and gap < 4 * line.size):
            is_note = last.text.isdecimal() and line.text[0].isalpha() and len(row) == 1
            row[-1] = _joined(last, line, " " if is_note or gap >= 0.12 * last.size else "")
        else:
            row.append(line)
    if row:
        yield row


def _beside(last: Line, line: Line) -> bool:
    return (
        not last.joined
        and (abs(last.bottom - line.bottom) < 0.5 * min(last.size, line.size) or is_raised(last, line))
        and line.left - last.right > -0.5 * last.size
    )


def _joined(last: Line, line: Line, joint: str) -> Line:
    return Line(
        last.text + joint + line.text,
        last.left,
        min(last.bottom, line.bottom),
        line.right,
        max(last.top, line.top),
        max(last.size, line.size),
        last.bold and line.bold,
        line.joined,
        last.is_row,
    )


def _hangs_on(line: Line, block: Sequence[Sequence[Line]]) -> bool:
    """Whether a single piece goes on in a column of the block above it."""
    above = min(piece.bottom for piece in block[-1])
    starts = [piece for row in block for piece in row if abs(piece.left - line.left) < 0.6 * line.size]
    width = max(piece.right for row in block for piece in row) - min(
        piece.left for row in block for piece in row
    )
    return bool(starts) and 0 < above - line.bottom < 2 * line.size and line.right - line.left < 0.55 * width


def _settled(block: list[list[Line]]) -> Iterator[Line]:
    """A block of rows as lines: by columns where its pieces read downwards, else row by row."""
    many = [row for row in block if len(row) > 1]
    if not many:
        for row in block:
            yield from row
        return
    pieces = [piece for row in many for piece in row]
    signs = sum(
        len([piece for piece in row if SIGNATURE.search(piece.text)]) > 1
        and not is_labelled([piece.text for piece in row])
        for row in many
    )
    prose = len(many) >= 4 and sorted(len(piece.text) for piece in pieces)[len(pieces) // 2] >= 25
    if signs or prose:
        yield from _by_columns(block)
        return
    for row in _whole_rows(block):
        line = row[0]
        for piece in row[1:]:
            line = _joined(line, piece, " " if _LABEL.search(line.text) else " | ")
        line.is_row = line.is_row or (len(row) > 1 and " | " in line.text)
        yield line


def _whole_rows(block: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The rows of a table, with the further lines of a cell put into it."""
    held: list[Line] = []
    for row in block:
        if held and _wraps(row, held):
            for piece in row:
                at = min(range(len(held)), key=lambda index: abs(held[index].left - piece.left))
                held[at] = stacked(held[at], piece)
            continue
        if held:
            yield held
        held = list(row)
    if held:
        yield held


def _wraps(row: Sequence[Line], above: Sequence[Line]) -> bool:
    """Whether the pieces are further lines of some cells above: the first cell has none, or its text runs on."""
    first = row[0]
    if len(above) < 2 or (len(row) > 1 and any(piece.text[0].isdigit() for piece in row)):
        return False  # figures begin a row, though its first cell reaches over several
    starts = [cell.left for cell in above]
    near = 0.6 * first.size
    runs_on = first.text[0].islower() and len(above[0].text) > 8
    if len(row) >= len(above) or (abs(first.left - starts[0]) < near and not runs_on):
        return False
    drop = min(cell.bottom for cell in above) - first.bottom
    return -near < drop < 1.6 * first.size and all(
        any(abs(start - piece.left) < near for start in starts) for piece in row
    )


def _by_columns(block: Sequence[Sequence[Line]]) -> Iterator[Line]:
    columns: list[list[Line]] = []
    for row in block:
        for piece in row:
            near = [column for column in columns if abs(column[0].left - piece.left) < 3 * piece.size]
            under = [
                column for column in columns if column[0].left < piece.right and column[0].right > piece.left
            ]
            if near or under:
                (near or under)[0].append(piece)
            else:
                columns.append([piece])
    for column in sorted(columns, key=lambda column: column[0].left):
        yield from column
