"""The database file: opened, checked, migrated; one writer, any number of readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from registry import standings
from registry.errors import RegistryError, explained
from registry.migrations import MIGRATIONS, is_current

APPLICATION_ID = 0x53353431
""""S541" in the file's header: how a register is told from any other SQLite database."""

_BUSY_SECONDS = 10.0
_OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables


def connect(path: Path, *, create: bool, busy_seconds: float = _BUSY_SECONDS) -> Database:
    """The migrated database at `path`; RegistryError when the file is absent (unless `create`), foreign or damaged."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise RegistryError(
            f"SQLite {sqlite3.sqlite_version} is too old; s54 needs 3.37 (a newer Python brings it)"
        )
    if path.is_dir():
        raise RegistryError(f"{path} is a folder; --db takes a file")
    if not path.parent.is_dir():
        raise RegistryError(
            f"{path.parent} does not exist; make that folder, or choose another file with --db"
        )
    if not create and not path.exists():
        raise RegistryError(
            f"there is no register at {path} yet; 's54 import FILE' makes it, or choose one with --db"
        )
    with explained(path):
        connection = sqlite3.connect(path, timeout=busy_seconds)
        try:
            _refuse_foreign(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            db = Database(connection, strict=True, execute_plugins=False)
            _prepare(db, path)
        except BaseException:
            connection.close()
            raise
    return db


@contextmanager
def writing(db: Database, path: Path) -> Iterator[None]:
    """One transaction, whole or not at all. It takes its place in the queue of writers before it reads anything."""
    with explained(path):
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def insert(db: Database, table: str, row: Mapping[str, object], *, or_ignore: bool = False) -> int:
    """Append a row within the transaction under way, and return its id.

    Texts come from web pages, and Python lets a text hold half a surrogate pair; SQLite does not.
    """
    values = [
        value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for value in row.values()
    ]
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    verb = "INSERT OR IGNORE" if or_ignore else "INSERT"
    cursor = db.conn.execute(f'{verb} INTO "{table}" ({names}) VALUES ({marks})', values)
    return cursor.lastrowid or 0


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and tables:
        raise RegistryError(f"{path} is a database of some other program; choose another file with --db")


def _prepare(db: Database, path: Path) -> None:
    """Set up a new file, or bring an old one up to date. Two processes may try this at once: one waits."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    db.conn.execute("PRAGMA synchronous = NORMAL")
    if application == APPLICATION_ID and is_current(db, path):
        # A reader must not wait for a writer, so nothing is written where nothing needs to be.
        return
    db.conn.execute("PRAGMA journal_mode = WAL")
    with writing(db, path):
        if not is_current(db, path):
            MIGRATIONS.apply(db)
            # A step may change what a standing is made of; none can work them out before the last has been taken.
            standings.refresh_all(db)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
