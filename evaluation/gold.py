"""Reads annotated statements: `statement_id,order,sentence` and a 0/1 column for each label, blank where not judged."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from checker.model import LABELS

COLUMNS = LABELS
"""What a gold file may judge is what the model scores."""
_REQUIRED = ("statement_id", "order", "sentence")
_VALUES = {"0": False, "1": True, "": None}
_LONGEST_CELL = 1_000_000


class _Lines(Protocol):
    """What csv.reader returns."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class GoldError(ValueError):
    """The file cannot be used. The message names the file, the line and the way out, in one line."""


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One statement: its sentences in reading order, and for each column what was said of each; None: not judged.

    `rows` are the places of its sentences among the file's rows, from 0.
    """

    id: str
    sentences: tuple[str, ...]
    rows: tuple[int, ...]
    labels: dict[str, tuple[bool | None, ...]]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated file. `keys` are each row's statement id and order as written, in the file's order."""

    columns: tuple[str, ...]
    statements: tuple[GoldStatement, ...]
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    place: int
    statement: str
    order: str
    sentence: str
    labels: tuple[bool | None, ...]


def read_gold(path: Path) -> Gold:
    """The annotated statements in the CSV file at `path`. GoldError when it is no such file."""
    name = path.name or str(path)
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(name, csv.reader(file, strict=True))
    except UnicodeDecodeError as error:
        raise GoldError(f"{name} is not UTF-8 text: save it as CSV UTF-8") from error
    except csv.Error as error:
        raise GoldError(f"{name} is not a CSV file that can be read: {error}") from error
    except OSError as error:
        raise GoldError(f"{name} cannot be read: {error.strerror}") from error
    finally:
        csv.field_size_limit(before)


def _read(name: str, lines: _Lines) -> Gold:
    header = [cell.strip() for cell in next(lines, [])]
    missing = [column for column in _REQUIRED if column not in header]
    if missing:
        raise GoldError(f"{name} has no column {', '.join(missing)}: its first line must name the columns")
    columns = tuple(column for column in COLUMNS if column in header)
    if not columns:
        raise GoldError(f"{name} has no column to judge by: add any of {', '.join(COLUMNS)}")
    twice = sorted(
        {column for column in header if column in (*_REQUIRED, *columns) and header.count(column) > 1}
    )
    if twice:
        raise GoldError(f"{name} names the column {', '.join(twice)} twice: leave one of them out")
    rows: list[_Row] = []
    before = lines.line_num
    for cells in lines:
        line, before = before + 1, lines.line_num
        if cells:
            rows.append(_row(name, line, header, columns, cells, len(rows)))
    if not rows:
        raise GoldError(f"{name} holds no sentences: add a row for each")
    return Gold(columns, _statements(rows, columns), tuple((row.statement, row.order) for row in rows))


def _row(
    name: str, line: int, header: list[str], columns: tuple[str, ...], cells: list[str], place: int
) -> _Row:
    if len(cells) != len(header):
        raise GoldError(f"{name} line {line} has {len(cells)} cells where the header has {len(header)}")
    at = {column: cells[header.index(column)] for column in (*_REQUIRED, *columns)}
    if not at["statement_id"].strip():
        raise GoldError(f"{name} line {line} has no statement_id")
    for column in columns:
        if at[column].strip() not in _VALUES:
            raise GoldError(f"{name} line {line}: {column} is {at[column]!r}; write 0, 1 or leave it blank")
    labels = tuple(_VALUES[at[column].strip()] for column in columns)
    return _Row(place, at["statement_id"], at["order"], at["sentence"], labels)


def _statements(rows: list[_Row], columns: tuple[str, ...]) -> tuple[GoldStatement, ...]:
    """The rows by statement, in the order in which statements first occur."""
    by_id: dict[str, list[_Row]] = {}
    for row in rows:
        by_id.setdefault(row.statement, []).append(row)
    return tuple(
        GoldStatement(
            id=statement,
            sentences=tuple(row.sentence for row in own),
            rows=tuple(row.place for row in own),
            labels={column: tuple(row.labels[at] for row in own) for at, column in enumerate(columns)},
        )
        for statement, own in by_id.items()
    )
