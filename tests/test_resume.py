"""A crawl that is killed in the middle is carried on: no firm is lost, none counted twice."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from pathlib import Path
from threading import Event

from archive import records
from demo.web import Asked, Reply, serve_web
from tests.conftest import S54

FIRMS = 24
HOME = b"<!doctype html><title>A firm</title><h1>A firm</h1><p>We make things in Norfolk.</p><a href='/ms'>Modern slavery statement</a>"
STATEMENT = b"""<!doctype html><title>Modern slavery statement</title><h1>Modern slavery statement</h1>
<p>This statement is made under section 54 of the Modern Slavery Act 2015 for the financial year ended 31 March 2026.</p>
<p>We audited our suppliers and trained 20 staff in our business to see the signs of modern slavery.</p>
<p>Approved by the board of directors on 4 June 2026.</p><p>Signed: Hesper Quill, Director</p>"""


def a_firm(asked: Asked) -> Reply:
    if asked.path == "/robots.txt":
        return Reply(status=404)
    body = {"/": HOME, "/ms": STATEMENT}.get(asked.path)
    return Reply(body, headers={"Content-Type": "text/html"}) if body else Reply(status=404)


def a_firm_that_hangs(until: Event) -> object:
    return lambda asked: Reply(HOME, headers={"Content-Type": "text/html"}, wait=until)


def test_killed_and_carried_on(s54: S54) -> None:
    register = s54.folder / "firms.csv"
    hosts = [f"firm{number:02d}.test" for number in range(FIRMS)]
    register.write_text("name,website\n" + "".join(f"Firm {host},{host}\n" for host in hosts))
    assert s54("import", str(register)).returncode == 0
    released = Event()
    sites = dict.fromkeys(hosts, a_firm) | {hosts[-1]: a_firm_that_hangs(released)}
    with serve_web(sites) as web:  # type: ignore[arg-type]
        done_before = _crawl_until_killed(s54, web.environment)
        released.set()
    assert 0 < done_before < FIRMS
    assert s54("firms").returncode == 0
    with serve_web(dict.fromkeys(hosts, a_firm)) as web:
        again = s54("crawl", "--delay", "0", **web.environment)
        asked_again = {asked.host for asked in web.asked}
    assert again.returncode == 0, again.stderr
    assert "carrying on crawl 1" in again.stderr
    assert "'s54 firms --sort status' shows how they stand" in again.stderr
    assert len(asked_again) == FIRMS - _visits_before(again.stderr)
    firms = s54.rows("firms")
    assert [firm["status"] for firm in firms] == ["compliant"] * FIRMS
    _is_sound(s54.db)
    assert _archived(s54.folder / "registry.archive") >= FIRMS


def _crawl_until_killed(s54: S54, environment: dict[str, str]) -> int:
    """Starts a crawl, kills it once five firms are done, and says how many had been."""
    process = subprocess.Popen(
        s54.command("crawl", "--delay", "0", "--concurrency", "2"),
        cwd=s54.folder,
        env=s54.environment | environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    with process.stderr:
        for line in process.stderr:
            if line.startswith("5/"):
                break
        process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    with sqlite3.connect(s54.db) as db:
        count: int = db.execute("SELECT count(*) FROM visits").fetchone()[0]
    db.close()
    return count


def _visits_before(stderr: str) -> int:
    return int(stderr.split("carrying on crawl 1: ")[1].split(maxsplit=1)[0])


def _is_sound(path: Path) -> None:
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute(
            "SELECT count(*), count(DISTINCT firm_id), count(DISTINCT crawl_id) FROM visits"
        ).fetchall() == [(FIRMS, FIRMS, 1)]
    finally:
        db.close()


def _archived(folder: Path) -> int:
    """Responses that can be read back; a segment cut short by the kill gives what it holds whole."""
    return sum(
        1
        for segment in folder.glob("*.warc.gz")
        for response in records(segment)
        if response.url.endswith("/ms")
    )
