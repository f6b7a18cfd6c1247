"""Whatever happens to the machine, the register stays sound and the next run carries on."""

from __future__ import annotations

import random
import resource
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from demo.web import Asked, Reply, serve_web
from tests.conftest import S54, clean_environment
from tests.test_resume import a_firm

FIRMS = 30
HOSTS = [f"firm{number:02d}.test:80" for number in range(FIRMS)]
KILLS = 12
CRAWL = ("crawl", "--delay", "0", "--concurrency", "4")
SAID = """
SELECT firms.name, visits.outcome, visits.reason, visits.homepage_url, visits.link_href, visits.pages,
    visit_documents.document_sha256, visit_documents.url, assessments.verdict, assessments.digest,
    (SELECT count(*) FROM findings WHERE assessment_id = assessments.id) AS findings,
    standings.status, standings.score, standings.missing
FROM firms
LEFT JOIN visits ON visits.firm_id = firms.id
LEFT JOIN visit_documents ON visit_documents.visit_id = visits.id
LEFT JOIN assessments ON assessments.firm_id = firms.id
LEFT JOIN standings ON standings.firm_id = firms.id
ORDER BY firms.name
"""


class Counting:
    """A firm's site that says when so many more requests have come, to all of them together, and then holds its answers."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._left = -1
        self._lock = threading.Lock()
        self._go_on = threading.Event()

    def expect(self, requests: int) -> None:
        with self._lock:
            self._go_on.set()
            self._go_on = threading.Event()
            self.reached.clear()
            self._left = requests

    def answer_all(self) -> None:
        self.expect(-1)

    def __call__(self, asked: Asked) -> Reply:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self.reached.set()
            # However long the kill takes to come, the crawl gets no further.
            return replace(a_firm(asked), wait=self._go_on) if self.reached.is_set() else a_firm(asked)


def loaded(folder: Path) -> S54:
    folder.mkdir(exist_ok=True)
    s54 = S54(folder, clean_environment())
    lines = "".join(f"Firm {host},http://{host}\n" for host in HOSTS)
    (folder / "firms.csv").write_text("name,website\n" + lines)
    assert s54("import", "firms.csv").returncode == 0
    return s54


def said(s54: S54) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(s54.db)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return db.execute(SAID).fetchall()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    s54 = loaded(tmp_path_factory.mktemp("undisturbed"))
    with serve_web(dict.fromkeys((host.partition(":")[0] for host in HOSTS), a_firm)) as web:
        assert s54(*CRAWL, **web.environment).returncode == 0
    return said(s54)


def test_killed_a_dozen_times_it_ends_in_the_same_register(
    tmp_path: Path, undisturbed: list[tuple[object, ...]]
) -> None:
    s54, site, chance = loaded(tmp_path), Counting(), random.Random(54)
    with serve_web(dict.fromkeys((host.partition(":")[0] for host in HOSTS), site)) as web:
        for _ in range(KILLS):
            # Three requests are a firm, four firms are under way: in the middle of a firm, between two, before any.
            site.expect(chance.randrange(2, 10))
            process = subprocess.Popen(
                s54.command(*CRAWL),
                cwd=s54.folder,
                env=s54.environment | web.environment,
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
            assert site.reached.wait(300)
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        site.answer_all()
        last = s54(*CRAWL, **web.environment)
    assert last.returncode == 0, last.stderr
    assert "carrying on crawl 1" in last.stderr
    assert said(s54) == undisturbed
    assert len(undisturbed) == FIRMS
    assert s54("recheck", "--all").returncode == 0


@pytest.mark.parametrize("kilobytes", [40, 400])
def test_a_full_disk_is_said_and_loses_nothing(
    tmp_path: Path, undisturbed: list[tuple[object, ...]], kilobytes: int
) -> None:
    """No file may grow beyond so much, as on a disk that is full."""
    s54 = loaded(tmp_path)
    sites = dict.fromkeys((host.partition(":")[0] for host in HOSTS), a_firm)
    with serve_web(sites) as web:
        full = subprocess.run(
            s54.command(*CRAWL),
            cwd=s54.folder,
            env=s54.environment | web.environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024,) * 2),
        )
        assert full.returncode == 2, full.stderr
        assert "Traceback" not in full.stderr
        (error,) = [line for line in full.stderr.splitlines() if line.startswith("s54:")]
        assert "space" in error
        assert s54("firms").returncode == 0
        again = s54(*CRAWL, **web.environment)
    assert again.returncode == 0, again.stderr
    assert said(s54) == undisturbed


def test_a_register_in_use_is_said_to_be(tmp_path: Path) -> None:
    s54 = loaded(tmp_path)
    with closing(sqlite3.connect(s54.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = s54(*CRAWL)
        other.execute("ROLLBACK")
    assert done.returncode == 2
    assert "is in use by another run" in done.stderr
    assert "Traceback" not in done.stderr
    with closing(sqlite3.connect(s54.db)) as db:
        assert db.execute("SELECT count(*) FROM crawls").fetchone() == (0,)
