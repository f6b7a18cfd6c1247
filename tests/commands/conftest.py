"""A register that has been through a crawl of the demo's web, once for all tests that only read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date

import pytest

from demo.firms import FIRMS, register_csv
from demo.pages import write_sites
from demo.web import Reply, serve_web
from tests.conftest import S54, TODAY, clean_environment


@pytest.fixture(scope="session")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S54]:
    """`s54` in a folder whose register holds the demo's firms, crawled. Read only: it is shared."""
    folder = tmp_path_factory.mktemp("surveyed")
    s54 = S54(folder, clean_environment())
    (folder / "firms.csv").write_text(register_csv(), encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    sites = write_sites(folder / "web", date.fromisoformat(TODAY))
    down = {firm.website: lambda _asked: Reply(status=503) for firm in FIRMS if firm.is_down}
    with serve_web({**sites, **down}) as web:
        crawl = s54("crawl", "--delay", "0", **web.environment)
    assert crawl.returncode == 0, crawl.stderr
    _date(s54)
    with only_read(s54):
        yield s54


@contextmanager
def only_read(s54: S54) -> Iterator[None]:
    """Fail where what several tests share is written to: what they say would hang on which of them comes first."""
    before = _all_of(s54)
    yield
    assert _all_of(s54) == before, (
        "a test has written to a register that several share; let it copy the folder"
    )


def _all_of(s54: S54) -> list[str]:
    with closing(sqlite3.connect(s54.db)) as db:
        return list(db.iterdump())


def _date(s54: S54) -> None:
    """A crawl takes the time from the clock; the tests' day is fixed."""
    moment = f"{TODAY}T10:00:00Z"
    with closing(sqlite3.connect(s54.db)) as db, db:
        for table, columns in (
            ("visits", ("started_at", "finished_at")),
            ("assessments", ("created_at",)),
            ("standings", ("checked_at",)),
            ("standing_changes", ("changed_at",)),
        ):
            for column in columns:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} IS NOT NULL", [moment])
