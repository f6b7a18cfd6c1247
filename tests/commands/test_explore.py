"""The register in Datasette: its metadata is of tables and columns that are there, its questions can be asked."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
from contextlib import closing

import pytest

from tests.conftest import S54


def test_the_metadata_speaks_of_what_is_there(surveyed: S54) -> None:
    told = json.loads(surveyed("explore", "--metadata").stdout)["databases"]["registry"]
    with closing(sqlite3.connect(surveyed.db)) as db:
        for table, says in told["tables"].items():
            columns = {row[1] for row in db.execute(f'PRAGMA table_info("{table}")')}
            assert columns, table
            assert set(says["columns"]) <= columns, table
        found = {}
        for name, query in told["queries"].items():
            found[name] = db.execute(query["sql"], {"requirement": "approval"}).fetchall()
    assert {row[0] for row in found["in_scope_and_lacking"]} >= {"Tuckthorpe Packaging Limited"}
    assert found["failures"] == [("http_5xx", 1)]
    assert found["quotes"]


def test_without_datasette_it_says_how_to_get_it(surveyed: S54) -> None:
    try:
        import datasette  # noqa: F401
    except ImportError:
        done = surveyed("explore")
        assert done.returncode == 2
        assert "section54[explore]" in done.stderr
    else:
        pytest.skip("Datasette is installed")


def test_a_port_that_is_taken_is_said(surveyed: S54) -> None:
    pytest.importorskip("datasette", reason="needs the extra explore")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = surveyed("explore", "--port", str(port))
    assert done.returncode == 2
    assert f"s54: Datasette could not serve on port {port}" in done.stderr


def test_it_opens_in_datasette(surveyed: S54) -> None:
    app = pytest.importorskip("datasette.app", reason="needs the extra explore")
    told = json.loads(surveyed("explore", "--metadata").stdout)

    async def asked() -> list[int]:
        datasette = app.Datasette([str(surveyed.db)], metadata=told)
        paths = ["/", "/registry", "/registry/firms", "/registry/case_events"]
        paths += [
            f"/registry/{name}.json?requirement=approval" for name in told["databases"]["registry"]["queries"]
        ]
        return [(await datasette.client.get(path)).status_code for path in paths]

    assert set(asyncio.run(asked())) == {200}
