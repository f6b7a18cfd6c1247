"""`s54 digest` and `s54 backup`."""

from __future__ import annotations

import json
import shutil
import sqlite3
import xml.etree.ElementTree as ET

import pytest

from tests.conftest import S54

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def own(surveyed: S54, s54: S54) -> S54:
    shutil.copy(surveyed.db, s54.db)
    shutil.copytree(surveyed.db.with_suffix(".archive"), s54.db.with_suffix(".archive"))
    return s54


def test_the_digest_tells_what_changed_and_why(own: S54) -> None:
    first = own("digest", "--since", "2026-11-01").stdout
    assert "New statements (7)" in first
    assert "Fenmarsh Foods Limited: compliant; first look" in first
    assert "Tuckthorpe Packaging Limited: none found; first look" in first
    assert "Dunmarl Poultry Limited: could not check; the site was out of order; first look" in first
    assert "any more" not in first
    assert "Gorsefold Brewing Limited: none found, below threshold" in first
    decided = own(
        "--today", "2026-11-22", "review", "staithewell", "approval", "not_met", "--by", "B. Reader"
    )
    assert decided.returncode == 0
    second = own("--today", "2026-11-23", "digest", "--since", "2026-11-22").stdout
    assert "1 change\n" in second
    assert "→ incomplete; not found: approval; a person's decision" in second
    much_later = own(
        "--today", "2028-06-01", "digest", "--since", "2027-01-01", "--district", "breckland"
    ).stdout
    assert "Grown old" in much_later
    assert "Fenmarsh Foods Limited: compliant → out of date; time went by" in much_later
    assert own("digest", "--since", "2027-01-01").returncode == 2


def test_the_feed_is_valid_and_its_ids_stay(own: S54) -> None:
    done = own("digest", "--since", "2026-11-01", "--format", "atom")
    feed = ET.fromstring(done.stdout)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 11
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert (entry.findtext(f"{ATOM}updated") or "").endswith("Z")
    assert own("digest", "--since", "2026-11-01", "--format", "atom").stdout == done.stdout


def test_hostile_names_leave_the_feed_well_formed(own: S54) -> None:
    with sqlite3.connect(own.db) as db:
        db.execute("UPDATE firms SET name = '<b>&' || char(7, 27) || ']]>' WHERE name LIKE 'Fenmarsh%'")
    db.close()
    feed = ET.fromstring(own("digest", "--since", "2026-11-01", "--format", "atom").stdout)
    assert any((title.text or "").startswith("<b>&]]>: compliant") for title in feed.iter(f"{ATOM}title"))
    assert "\x1b" not in own("digest", "--since", "2026-11-01").stdout


def test_a_backup_opens_and_can_be_used(own: S54) -> None:
    done = own("backup", "--with-archive")
    assert done.returncode == 0, done.stderr
    assert "opens and is sound; 12 firms" in done.stderr
    folder = own.folder / "registry-backup-2026-11-21"
    assert {path.name for path in folder.iterdir()} == {"registry.db", "registry.archive", "backup.json"}
    assert own("--db", str(folder / "registry.db"), "recheck").returncode == 0
    same = own("--db", str(folder / "registry.db"), "firms", "--format", "csv").stdout
    assert same == own("firms", "--format", "csv").stdout
    again = own("backup")
    assert again.returncode == 2
    assert "there already" in again.stderr


def test_a_backup_is_made_while_another_writes(own: S54) -> None:
    writer = sqlite3.connect(own.db)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE firms SET notes = 'half done'")
    try:
        assert own("backup", "copy").returncode == 0
    finally:
        writer.rollback()
        writer.close()
    with sqlite3.connect(own.folder / "copy" / "registry.db") as copy:
        assert copy.execute("SELECT count(*) FROM firms WHERE notes = 'half done'").fetchone() == (0,)
    copy.close()


@pytest.mark.parametrize("harm", ["database", "rows", "archive", "list", "rows listed", "files listed"])
def test_a_damaged_backup_is_told(own: S54, harm: str) -> None:
    assert own("backup", "copy", "--with-archive").returncode == 0
    folder = own.folder / "copy"
    if harm == "database":
        database = folder / "registry.db"
        body = bytearray(database.read_bytes())
        body[8192:12288] = b"\xff" * 4096
        database.write_bytes(body)
    elif harm == "rows":
        with sqlite3.connect(folder / "registry.db") as db:
            db.execute("DELETE FROM observations WHERE id = (SELECT max(id) FROM observations)")
        db.close()
    elif harm == "archive":
        name = json.loads((folder / "backup.json").read_text(encoding="utf-8"))["archive"][0]["file"]
        (folder / "registry.archive" / name).write_bytes(b"short")
    else:
        listed = {
            "list": "[]",
            "rows listed": '{"rows": [], "archive_copied": false, "archive": []}',
            "files listed": '{"rows": {}, "archive_copied": false, "archive": [{}]}',
        }
        (folder / "backup.json").write_text(listed[harm], encoding="utf-8")
    done = own("backup", "--check", "copy")
    assert done.returncode == 2
    assert done.stderr.startswith("s54: copy is ")
    assert done.stderr.count("\n") == 1


def test_what_is_no_backup_is_told(own: S54) -> None:
    assert "no whole backup" in own("backup", "--check", "elsewhere").stderr
    assert "name the backup" in own("backup", "--check").stderr
