"""The crawl watches itself: half a network makes no league table."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.records import Reason
from demo.web import Asked, Reply, Site, serve_web
from registry import CrawlRequest, Registry, open_registry
from registry.suspicion import Comparison, doubt
from tests.conftest import S54
from tests.registry.conftest import Entry, visit
from tests.test_resume import a_firm

HOSTS = [f"firm{number}.test" for number in range(12)]
ALL = ("crawl", "--new", "--stale-after", "0", "--delay", "0")


def down(asked: Asked) -> Reply:
    return Reply(status=503)


def a_portal(asked: Asked) -> Reply:
    """What a hotel's network answers, whatever is asked for."""
    page = b"<!doctype html><title>Welcome</title><h1>Welcome to our network</h1><p>Please accept our terms of use.</p>"
    return (
        Reply(status=404)
        if asked.path == "/robots.txt"
        else Reply(page, headers={"Content-Type": "text/html"})
    )


def loaded(s54: S54) -> None:
    lines = "".join(f"Firm {host},http://{host}:80\n" for host in HOSTS)
    (s54.folder / "firms.csv").write_text("name,website\n" + lines)
    assert s54("import", "firms.csv").returncode == 0


def shown(s54: S54) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in json.loads(s54("firms", "--format", "json").stdout)}


def crawled(s54: S54, sites: dict[str, Site], *arguments: str) -> subprocess.CompletedProcess[str]:
    with serve_web(sites) as web:
        done = s54("--today", arguments[0], *ALL, **web.environment)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize(
    ("answer", "said"), [(down, "sites that could be looked at"), (a_portal, "statements")]
)
def test_a_crawl_that_sees_far_less_than_the_last_is_suspect(s54: S54, answer: Site, said: str) -> None:
    loaded(s54)
    first = crawled(s54, dict.fromkeys(HOSTS, a_firm), "2026-11-01")
    assert "suspect" not in first.stderr
    before = shown(s54)
    second = crawled(s54, dict.fromkeys(HOSTS, a_firm) | dict.fromkeys(HOSTS[:6], answer), "2026-11-20")
    (warning,) = [line for line in second.stderr.splitlines() if line.startswith("WARNING")]
    assert "suspect" in warning
    assert f"12 {said}" in warning
    assert "only 6" in warning
    listed = s54("firms")
    assert "WARNING: crawl 2 is suspect" in listed.stderr
    assert "What it saw of 6 firms is set aside, and what was seen before it is shown" in listed.stderr
    assert "WARNING" not in listed.stdout
    now = shown(s54)
    # What the half-dead network did not show is as it was, with the day on which it was seen.
    for name in [f"Firm {host}" for host in HOSTS[:6]]:
        assert now[name] == before[name]
        assert str(now[name]["checked_at"]).startswith("2026-11-01")
    # What it showed was there.
    for name in [f"Firm {host}" for host in HOSTS[6:]]:
        assert now[name] | {"checked_at": None} == before[name] | {"checked_at": None}
        assert str(now[name]["checked_at"]).startswith("2026-11-20")
    digest = s54("--today", "2026-11-21", "digest", "--since", "2026-11-02")
    assert "Firm firm" not in digest.stdout
    assert "WARNING: crawl 2 is suspect" in digest.stderr
    # The same firms are due again at once, and what is then seen is believed.
    with serve_web(dict.fromkeys(HOSTS, a_firm)) as web:
        third = s54("crawl", "--delay", "0", **web.environment)
    assert "12 firms looked at: 12 statements found" in third.stderr
    assert "WARNING" not in third.stderr + s54("firms").stderr


def test_what_a_suspect_crawl_saw_counts_once_a_person_accepts_it(s54: S54) -> None:
    loaded(s54)
    crawled(s54, dict.fromkeys(HOSTS, a_firm), "2026-11-01")
    sites = (
        dict.fromkeys(HOSTS, a_firm) | dict.fromkeys(HOSTS[:3], down) | dict.fromkeys(HOSTS[3:6], a_portal)
    )
    crawled(s54, sites, "2026-11-20")
    accepted = s54("--today", "2026-11-21", "crawl", "--accept-suspect", "Ada Thurne")
    assert accepted.returncode == 0, accepted.stderr
    assert "crawl 2 now counts: 6 firms" in accepted.stderr
    listed = s54("firms")
    assert "WARNING" not in listed.stderr
    statuses = [str(shown(s54)[f"Firm {host}"]["status"]) for host in HOSTS]
    assert statuses[:6] == ["could_not_check"] * 3 + ["missing"] * 3
    digest = s54("--today", "2026-11-21", "digest", "--since", "2026-11-21").stdout
    assert all(f"Firm {host}" in digest for host in HOSTS[:6])
    assert "nothing to accept" in s54("crawl", "--accept-suspect", "Ada Thurne").stderr
    # Nobody has to look at them again for it.
    with serve_web(dict.fromkeys(HOSTS, a_firm)) as web:
        again = s54("--today", "2026-11-21", "crawl", "--delay", "0", **web.environment)
    assert "3 firms looked at" in again.stderr


def test_a_first_crawl_in_doubt_calls_nobody_missing(s54: S54) -> None:
    # Nobody listens on the first port of any loopback address.
    cut_off = [f"127.0.0.{number}" for number in range(2, 10)]
    lines = [
        *(f"Firm {host},http://{host}:80" for host in HOSTS[:4]),
        *(f"Firm {at},http://{at}:1" for at in cut_off),
    ]
    (s54.folder / "firms.csv").write_text("name,website\n" + "\n".join(lines))
    assert s54("import", "firms.csv").returncode == 0
    sites: dict[str, Site] = dict.fromkeys(HOSTS[:2], a_firm) | dict.fromkeys(HOSTS[2:4], a_portal)
    with serve_web(sites) as web:
        done = s54(*ALL, **web.environment | {"no_proxy": ",".join(cut_off)})
    assert "8 of 12 sites did not answer at all" in done.stderr
    rows = shown(s54)
    assert [rows[f"Firm {host}"]["status"] for host in HOSTS[2:4]] == ["not_checked"] * 2
    assert {(rows[f"Firm {at}"]["status"], rows[f"Firm {at}"]["reason"]) for at in cut_off} == {
        ("could_not_check", "refused")
    }
    assert all(rows[f"Firm {host}"]["statement_url"] for host in HOSTS[:2])


def test_a_crawl_broken_off_on_a_bad_network_is_in_doubt_at_once_and_may_redeem_itself(
    tmp_path: Path,
) -> None:
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 20, 21)]
    with open_registry(tmp_path / "registry.db") as registry:
        entries = [Entry(f"Firm {number}", f"firm{number}.test") for number in range(20)]
        registry.add_firms(entries, "test", days[0])
        first = registry.start_or_resume_crawl(CrawlRequest(stale_after_days=0), days[0])
        assert first
        for target in first.waiting:
            registry.record_visit(first.id, visit(target.firm_id, at=days[0]), {})
        assert registry.finish_crawl(first.id, days[0]) is None
        before = registry.firm_statuses(days[0].date())
        second = registry.start_or_resume_crawl(CrawlRequest(stale_after_days=0), days[1])
        assert second
        for target in second.waiting[:6]:
            registry.record_visit(second.id, visit(target.firm_id, reason=Reason.TIMEOUT, at=days[1]), {})
        assert counted(registry, days[1]) == {"missing": 14, "could_not_check": 6}
        why = registry.pause_crawl(second.id, days[1])
        assert why == "of 6 sites that could be looked at the last time, only 0 could be now"
        assert registry.firm_statuses(days[0].date()) == before
        assert registry.changes(days[1].date(), days[2].date()) == []
        # The rest of the crawl goes well: then six sites are down, and the crawl is to be believed.
        for target in second.waiting[6:]:
            registry.record_visit(second.id, visit(target.firm_id, at=days[2]), {})
        assert registry.finish_crawl(second.id, days[2]) is None
        assert counted(registry, days[2]) == {"missing": 14, "could_not_check": 6}
        assert len(registry.changes(days[2].date(), days[2].date())) == 6
        assert registry.suspicions() == []


def counted(registry: Registry, when: datetime) -> dict[str, int]:
    return {status: firms for status, firms in registry.status_counts(when.date()).items() if firms}


def test_what_is_seen_twice_is_believed(s54: S54) -> None:
    loaded(s54)
    with serve_web(dict.fromkeys(HOSTS, a_firm)) as web:
        s54(*ALL, **web.environment)
    with serve_web(dict.fromkeys(HOSTS, a_portal)) as web:
        doubted, confirmed = s54(*ALL, **web.environment), s54("crawl", "--delay", "0", **web.environment)
    assert "WARNING" in doubted.stderr
    assert "12 firms looked at" in confirmed.stderr
    assert "WARNING" not in confirmed.stderr + s54("firms").stderr


@pytest.mark.parametrize(
    ("seen", "doubted"),
    [
        (Comparison(firms=100, cut_off=0, reached_before=90, reached=60, found_before=60, found=40), False),
        (Comparison(firms=100, cut_off=0, reached_before=90, reached=59, found_before=0, found=0), True),
        (Comparison(firms=100, cut_off=0, reached_before=90, reached=90, found_before=60, found=39), True),
        # Of few firms a third is lost by chance.
        (Comparison(firms=4, cut_off=4, reached_before=4, reached=0, found_before=4, found=0), False),
        (Comparison(firms=9, cut_off=9, reached_before=0, reached=0, found_before=0, found=0), False),
        (Comparison(firms=10, cut_off=5, reached_before=0, reached=0, found_before=0, found=0), False),
        (Comparison(firms=10, cut_off=6, reached_before=0, reached=0, found_before=0, found=0), True),
        # The second crawl of a month holds the failures of the first.
        (Comparison(firms=50, cut_off=20, reached_before=0, reached=5, found_before=0, found=1), False),
    ],
)
def test_the_rule(seen: Comparison, doubted: bool) -> None:
    assert (doubt(seen) is not None) is doubted
