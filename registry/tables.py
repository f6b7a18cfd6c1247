"""The register as plain tables, for export: every row, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name, its columns, and its rows in the order of their keys; `rows` can be read once."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def tables(db: Database) -> Iterator[Table]:
    """Every table of the register but SQLite's own and those that only serve look-up."""
    for name in sorted(db.table_names()):
        if name.startswith(("sqlite_", "_")) or name == "firm_keys":
            continue
        columns = tuple(column.name for column in db.table(name).columns)
        yield Table(name, columns, _rows(db, name, columns))


def _rows(db: Database, name: str, columns: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    listed = ", ".join(f'"{column}"' for column in columns)
    cursor = db.conn.execute(f'SELECT {listed} FROM "{name}" ORDER BY 1, 2')
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
