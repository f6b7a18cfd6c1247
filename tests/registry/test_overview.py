"""The figures of a past day: as things stood then, by the scope and district of then."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from registry import AreaDecision, ScopeDecision, open_registry
from tests.registry.conftest import NOW, Entry, Story, assessment, document, visit

THEN = date(2026, 12, 31)
TODAY = date(2027, 3, 1)
LATER = NOW + timedelta(days=60)
"""In January 2027: after THEN, before TODAY."""


def stood(story: Story, day: date) -> dict[str, tuple[str, str | None]]:
    found = story.registry.overview(TODAY, day, date(2026, 9, 30))
    return {each.name: (each.scope, each.district) for each in found.stood}


def test_scope_and_district_of_then(story: Story) -> None:
    story.load(
        Entry("Alpha Ltd", "a.test", "00000001", district="Breckland"),
        Entry("Beta Ltd", "b.test", "00000002", district="Norwich", scope="in_scope"),
        Entry("Gamma Ltd", "c.test", "00000003", district="Norwich", scope="in_scope"),
    )
    story.registry.record_scope(1, ScopeDecision("in_scope", "turnover £40m", by="A. Reader"), LATER)
    story.registry.record_scope(2, ScopeDecision("out_of_scope", "told us", by="A. Reader"), LATER)
    moved = AreaDecision("Alpha Ltd", "00000001", True, "its works", "A. Reader", "Norwich", 1)
    story.registry.decide_area(moved, LATER)
    story.registry.decide_area(AreaDecision("Gamma Ltd", "00000003", False, "moved", "A. Reader"), LATER)
    assert stood(story, THEN) == {
        "Alpha Ltd": ("unknown", "Breckland"),
        "Beta Ltd": ("in_scope", "Norwich"),
        "Gamma Ltd": ("in_scope", "Norwich"),
    }
    assert stood(story, TODAY) == {
        "Alpha Ltd": ("in_scope", "Norwich"),
        "Beta Ltd": ("out_of_scope", "Norwich"),
    }


def test_the_trend_and_the_comparison_count_by_the_scope_of_then(story: Story) -> None:
    story.load(Entry("Alpha Ltd", "a.test", "00000001", district="Breckland"))
    story.load(Entry("Beta Ltd", "b.test", "00000002", district="Norwich", scope="in_scope"))
    story.crawled(visit(1, document("a")), assessment("a"))
    story.at = NOW
    story.crawled(visit(2, document("b")), assessment("b"))
    story.registry.record_scope(1, ScopeDecision("in_scope", "turnover £40m", by="A. Reader"), LATER)
    found = story.registry.overview(TODAY, TODAY, THEN)
    assert [(day, sum(counts.values())) for day, counts in found.trend] == [(THEN, 1), (TODAY, 2)]
    assert found.stood_before == {2: "compliant"}
    breckland = story.registry.overview(TODAY, THEN, date(2026, 9, 30), "breckland")
    assert [each.scope for each in breckland.stood] == ["unknown"]


def test_a_register_from_before_gets_what_can_be_known(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    with open_registry(path) as registry:
        story = Story(registry)
        story.load(
            Entry("Alpha Ltd", "a.test", "00000001", district="Norwich", scope="presumed_in_scope"),
            Entry("Beta Ltd", "b.test", "00000002"),
            Entry("Gamma Ltd", "c.test", "00000003", scope="in_scope"),
        )
        registry.record_scope(1, ScopeDecision("in_scope", "turnover £40m", by="A. Reader"), LATER)
        registry.decide_area(AreaDecision("Gamma Ltd", "00000003", False, "moved", "A. Reader"), LATER)
        kept = [tuple(row) for row in _placings(path)]
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(
            "DROP TRIGGER firms_are_placed; DROP TRIGGER firms_are_placed_anew; DROP TABLE firm_placings; "
            "DELETE FROM _sqlite_migrations WHERE name = 'm060_placings'"
        )
    open_registry(path).close()
    assert _placings(path) == kept
    assert kept == [
        (1, "presumed_in_scope", "Norwich", 0, "2026-11-21"),
        (1, "in_scope", "Norwich", 0, "2027-01-20"),
        (2, "unknown", None, 0, "2026-11-21"),
        (3, "in_scope", None, 0, "2026-11-21"),
        (3, "in_scope", None, 1, "2027-01-20"),
    ]


def _placings(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(
            "SELECT firm_id, scope, district, outside, substr(since, 1, 10) FROM firm_placings ORDER BY firm_id, since, id"
        ).fetchall()
