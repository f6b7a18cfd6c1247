from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from registry import RegistryError, open_registry
from registry.connection import APPLICATION_ID
from tests.registry.conftest import NOW, TODAY, Entry


def test_a_new_register_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    with open_registry(path) as registry:
        registry.add_firms([Entry("Alpha Ltd", "a.test")], "test", NOW)
    with open_registry(path, create=False) as registry:
        assert [row.name for row in registry.firm_statuses(TODAY)] == ["Alpha Ltd"]


def test_every_table_is_strict_and_foreign_keys_hold(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    with open_registry(path) as registry:
        assert registry._db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert registry._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        ours = [name for name in registry._db.table_names() if not name.startswith("_")]
        assert len(ours) > 10
        assert [name for name in ours if not registry._db.table(name).strict] == []
        with pytest.raises(sqlite3.IntegrityError):
            registry._db.execute("INSERT INTO crawl_targets VALUES (1, 1)")


@pytest.mark.parametrize(
    "content", [b"this is no database, only text that is long enough" * 10, random.Random(54).randbytes(4096)]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(RegistryError, match=r"notes\.db is not an SQLite database; choose another"):
        open_registry(path)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    path.touch()
    with open_registry(path) as registry:
        assert registry.firm_statuses(TODAY) == []


def test_a_folder_a_missing_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="is a folder"):
        open_registry(tmp_path)
    with pytest.raises(RegistryError, match="does not exist; make that folder"):
        open_registry(tmp_path / "no" / "registry.db")
    with pytest.raises(RegistryError, match="s54 import"):
        open_registry(tmp_path / "registry.db", create=False)
    assert not (tmp_path / "registry.db").exists()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (title TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(RegistryError, match="some other program"):
        open_registry(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    with open_registry(path) as registry:
        registry._db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('registry', 'm999_future', '')"
        )
    with pytest.raises(RegistryError, match="newer version of s54"):
        open_registry(path)


def test_a_register_in_use_says_so_and_readers_go_on(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    with open_registry(path) as registry:
        registry.add_firms([Entry("Alpha Ltd", "a.test")], "test", NOW)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with open_registry(path, busy_seconds=0.05) as registry:
            assert len(registry.firm_statuses(TODAY)) == 1
            with pytest.raises(RegistryError, match=r"registry\.db is in use by another run"):
                registry.add_firms([Entry("Beta Ltd", "b.test")], "test", NOW)
    finally:
        other.close()


def test_a_damaged_register_says_so(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    with open_registry(path) as registry:
        registry.add_firms([Entry(f"Firm {n}", f"{n}.test") for n in range(2000)], "test", NOW)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + random.Random(54).randbytes(len(whole) - 4096))
    with (
        pytest.raises(RegistryError, match=r"registry\.db is damaged; restore a copy"),
        open_registry(path) as registry,
    ):
        registry.firm_statuses(TODAY)


def test_the_file_tells_what_it_is(tmp_path: Path) -> None:
    open_registry(tmp_path / "registry.db").close()
    raw = sqlite3.connect(tmp_path / "registry.db")
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    raw.close()
