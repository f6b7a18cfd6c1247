from __future__ import annotations

import re
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.records import ArchiveRef, Fetch, Reason
from registry import CrawlRequest, Registry, RegistryError, open_registry
from registry.copies import problems_of
from tests.registry.conftest import NOW, TODAY, Entry, Story, assessment, document, visit

ALL = CrawlRequest()


@pytest.fixture
def firms(registry: Registry) -> Registry:
    registry.add_firms(
        [
            Entry("Alpha", "a.test", district="Breckland", statement_url="https://a.test/seed"),
            Entry("Beta", "b.test", district="Norwich"),
            Entry("Gamma", "c.test", district="Breckland"),
            Entry("Delta"),
            Entry("Ended", "e.test", scope="dissolved"),
        ],
        "test",
        NOW,
    )
    return registry


def names(registry: Registry, request: CrawlRequest = ALL, days: int = 0, *, new: bool = False) -> list[str]:
    crawl = registry.start_or_resume_crawl(request, NOW + timedelta(days=days), new=new)
    return [target.name for target in crawl.waiting] if crawl else []


def test_a_crawl_takes_every_firm_with_a_site_and_carries_on(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    assert not crawl.resumed
    assert [(each.name, each.statement_url) for each in crawl.waiting] == [
        ("Alpha", "https://a.test/seed"),
        ("Beta", None),
        ("Gamma", None),
    ]
    firms.record_visit(crawl.id, visit(crawl.waiting[0].firm_id), {})
    again = firms.start_or_resume_crawl(ALL, NOW)
    assert again is not None
    assert (again.id, again.resumed, again.done) == (crawl.id, True, 1)
    assert [each.name for each in again.waiting] == ["Beta", "Gamma"]


def test_new_leaves_the_unfinished_one(firms: Registry) -> None:
    first = firms.start_or_resume_crawl(ALL, NOW)
    second = firms.start_or_resume_crawl(ALL, NOW, new=True)
    assert first is not None
    assert second is not None
    assert second.id != first.id
    assert len(second.waiting) == 3


def test_a_crawl_killed_after_its_last_firm_is_closed_not_repeated(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    for target in crawl.waiting:
        firms.record_visit(crawl.id, visit(target.firm_id), {})
    assert firms.start_or_resume_crawl(ALL, NOW + timedelta(days=1)) is None
    later = firms.start_or_resume_crawl(ALL, NOW + timedelta(days=31))
    assert later is not None
    assert later.id != crawl.id


def test_only_the_stale_are_looked_at_again_and_those_never_seen_come_first(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    alpha, beta, gamma = (target.firm_id for target in crawl.waiting)
    firms.record_visit(crawl.id, visit(alpha), {})
    firms.record_visit(crawl.id, visit(beta, at=NOW - timedelta(days=40)), {})
    firms.record_visit(crawl.id, visit(gamma, reason=Reason.TIMEOUT), {})
    firms.finish_crawl(crawl.id, NOW)
    assert names(firms, CrawlRequest(limit=1), new=True) == ["Gamma"]
    assert names(firms, new=True) == ["Beta", "Gamma"]
    assert names(firms, CrawlRequest(stale_after_days=0), new=True) == ["Alpha", "Beta", "Gamma"]
    assert names(firms, CrawlRequest(firm_id=alpha), new=True) == ["Alpha"]
    assert names(firms, days=30, new=True) == ["Alpha", "Beta", "Gamma"]


def test_a_narrower_request_is_not_answered_by_carrying_on_a_wider_crawl(firms: Registry) -> None:
    wide = firms.start_or_resume_crawl(ALL, NOW)
    narrow = CrawlRequest(district="breckland")
    assert names(firms, narrow) == ["Alpha", "Gamma"]
    crawl = firms.start_or_resume_crawl(narrow, NOW)
    assert wide is not None
    assert crawl is not None
    assert crawl.resumed
    assert crawl.id != wide.id


def test_the_statement_last_seen_is_where_the_next_crawl_looks(story: Story) -> None:
    story.load(Entry("Alpha", "a.test", statement_url="https://a.test/seed"))
    story.crawled(visit(1, document("d1")), assessment("d1"))
    crawl = story.registry.start_or_resume_crawl(CrawlRequest(firm_id=1), story.at)
    assert crawl is not None
    assert crawl.waiting[0].statement_url == "https://a.test/modern-slavery"


def test_a_firm_is_counted_once_in_a_crawl(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    done = visit(crawl.waiting[0].firm_id, document("d1"))
    firms.record_visit(crawl.id, done, {"d1": assessment("d1")})
    with pytest.raises(RegistryError, match="visited before"):
        firms.record_visit(crawl.id, done, {})
    with pytest.raises(RegistryError, match="not among its firms"):
        firms.record_visit(crawl.id, visit(4), {})
    assert _count(firms, "visits") == 1


def test_a_visit_is_recorded_whole_or_not_at_all(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    broken = assessment("d1")._replace(score=400)
    before = firms.firm_statuses(TODAY)
    with pytest.raises(Exception, match="CHECK constraint failed"):
        firms.record_visit(crawl.id, visit(1, document("d1")), {"d1": broken})
    assert [_count(firms, name) for name in ("visits", "documents", "assessments")] == [0, 0, 0]
    assert firms.firm_statuses(TODAY) == before


def test_texts_that_are_half_a_character_are_kept_as_far_as_they_go(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    odd = replace(document("d1"), link_text="Slavery \ud83d statement\0", url="https://a.test/\udcff")
    firms.record_visit(crawl.id, visit(1, odd), {"d1": assessment("d1")})
    assert firms.firm_statuses(TODAY)[0].statement_url == "https://a.test/?"
    assert firms.firm_history(1, TODAY).documents[0]["link_text"] == "Slavery ? statement\0"


def test_fetches_are_appended(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    fetch = Fetch(
        1, "https://a.test/", "homepage", 200, None, "", "text/html", "d1", 10, ArchiveRef("f", 1), NOW
    )
    firms.record_fetch(crawl.id, fetch)
    firms.record_fetch(
        crawl.id,
        replace(fetch, status=None, reason=Reason.TIMEOUT, archived=None, detail="no answer in 30 s"),
    )
    firms.record_visit(crawl.id, visit(1, reason=Reason.TIMEOUT), {})
    (failure,) = firms.firm_history(1, TODAY).failures
    assert (failure["url"], failure["reason"], failure["detail"]) == (
        "https://a.test/",
        "timeout",
        "no answer in 30 s",
    )
    assert _count(firms, "fetches") == 2


def test_readers_see_a_register_that_is_being_written(firms: Registry) -> None:
    crawl = firms.start_or_resume_crawl(ALL, NOW)
    assert crawl is not None
    with open_registry(firms.path) as reader:
        tables = reader.tables()
        assert next(tables).name == "area_decisions"
        firms.record_visit(crawl.id, visit(1, document("d1")), {"d1": assessment("d1")})
        # An export under way is of the moment it began.
        assert {table.name: len(list(table.rows)) for table in tables}["visits"] == 0
        assert reader.status_counts(TODAY)["compliant"] == 1


WRITER = """
    import sys
    from pathlib import Path
    from registry import CrawlRequest, open_registry
    from tests.registry.conftest import NOW, assessment, document, visit

    with open_registry(Path(sys.argv[1])) as registry:
        crawl = registry.start_or_resume_crawl(CrawlRequest(), NOW)
        print("waiting", len(crawl.waiting), flush=True)
        for target in crawl.waiting:
            sha256 = f"d{target.firm_id}"
            done = visit(target.firm_id, document(sha256), document("shared"))
            registry.record_visit(crawl.id, done, {sha256: assessment(sha256), "shared": assessment("shared")})
            print(target.firm_id, flush=True)
"""


def test_killed_in_the_middle_of_writing_it_carries_on_with_no_firm_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    number = 400
    with open_registry(path) as registry:
        registry.add_firms([Entry(f"Firm {n}", f"{n}.test") for n in range(number)], "test", NOW)
    reported: list[int] = []
    # Killed after so many firms were reported, wherever in the next transaction it then is.
    for lines_until_killed in (1, 17, 60, 3, 101):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        with process.stdout as lines:
            waiting = int(re.sub(r"\D", "", lines.readline()))
            reported += [int(lines.readline()) for _ in range(lines_until_killed)]
            process.send_signal(signal.SIGKILL)
            reported += [int(line) for line in lines if line.endswith("\n")]
        process.wait()
        with open_registry(path) as registry:
            assert problems_of(path) == []
            visited = registry._db.execute("SELECT firm_id FROM visits").fetchall()
            assert len(visited) == len(set(visited))
            # All that was reported is there; at most the one under way is more.
            assert len(reported) <= len(visited) <= len(reported) + 1
            assert {firm_id for (firm_id,) in visited} >= set(reported)
            assert _count(registry, "assessments") == 2 * len(visited)
            assert _count(registry, "crawls") == 1
            assert waiting <= number
            reported = [firm_id for (firm_id,) in visited]
    with open_registry(path) as registry:
        crawl = registry.start_or_resume_crawl(CrawlRequest(), NOW)
        assert crawl is not None
        assert crawl.done + len(crawl.waiting) == number
        assert not {target.firm_id for target in crawl.waiting} & set(reported)


def _count(registry: Registry, table: str) -> int:
    return registry._db.table(table).count
