"""Copies of the register: made while it is in use, and opened again to see that they are sound."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from registry.connection import APPLICATION_ID

_PAGES_AT_A_TIME = 4096


def copy_to(db: Database, path: Path) -> None:
    """Copy the whole register to the new file `path`, as of one moment, while others go on reading and writing."""
    with closing(sqlite3.connect(path)) as target:
        db.conn.backup(target, pages=_PAGES_AT_A_TIME)
        # One file is easier to keep than a file with a log beside it.
        target.execute("PRAGMA journal_mode = DELETE")


def counted(path: Path) -> dict[str, int]:
    """Rows of each table of a copy; sqlite3.DatabaseError when it is no register that can be read."""
    with closing(_open(path)) as db:
        names = [
            row[0]
            for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not row[0].startswith(("sqlite_", "_"))
        ]
        return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def problems_of(path: Path) -> list[str]:
    """What is wrong with a copy; empty when it is sound. It is only read, never changed."""
    try:
        with closing(_open(path)) as db:
            (application,) = db.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                return ["it is no register of s54"]
            found = [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            broken = db.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return found + [f"a row of {row[0]} refers to a row of {row[2]} that is not there" for row in broken]


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(bytes(path))}?mode=ro", uri=True)
