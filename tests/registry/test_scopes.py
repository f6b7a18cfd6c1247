"""Scope with its grounds, groups, and the questions a coordinator asks of the table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from checker.assessment import Overall
from registry import SCOPES, Parent, ScopeDecision, StatusFilter
from registry.cases import Event
from sources import values
from tests.registry.conftest import NOW, TODAY, Entry, Story, assessment, document, visit


def test_lists_and_the_register_know_the_same_scopes() -> None:
    """Neither imports the other."""
    assert SCOPES == values.SCOPES


def test_a_persons_decision_is_kept_with_its_grounds_and_no_import_undoes_it(story: Story) -> None:
    told = Entry(
        "Alpha Ltd", "a.test", scope="voluntary", scope_reason="turnover under", scope_source="a registry",
        scope_date="2026-01-31", turnover=2,
    )  # fmt: skip
    story.load(told)
    story.registry.add_firms([told], "test", NOW)
    decision = ScopeDecision("in_scope", "group accounts", 41_000_000, "accounts", "2025-12-31", "A. Reader")
    story.registry.record_scope(1, decision, NOW)
    story.registry.add_firms([Entry("Alpha Ltd", "a.test", scope="out_of_scope")], "another", NOW)
    view = story.registry.scope_view(1)
    assert view.scope == "in_scope"
    assert [(each["scope"], each["figure"], each["by"]) for each in view.decisions] == [
        ("in_scope", 41_000_000, "A. Reader"),
        ("voluntary", 2, None),
    ]
    assert len(story.registry.firm_history(1, TODAY).sources) == 2


def test_subsidiaries_turnover_counts_at_any_depth_and_once(story: Story) -> None:
    story.load(
        Entry("Top plc", "t.test", "00000001", turnover=10_000_000),
        Entry("Middle Ltd", "m.test", "00000002", turnover=20_000_000, parent_name="Top", parent_number="1"),
        Entry("Low Ltd", "l.test", "00000003", turnover=6_000_000, parent_name="MIDDLE LIMITED"),
        Entry("Own Ltd", "o.test", "00000004", parent_name="Own Limited"),
    )
    view = story.registry.scope_view(1)
    assert (view.appears, view.group_turnover) == ("presumed_in_scope", 36_000_000)
    assert [each["name"] for each in view.subsidiaries] == ["Low Ltd", "Middle Ltd"]
    below = story.registry.scope_view(2)
    assert (below.appears, below.group_turnover) == ("below_threshold", 26_000_000)
    assert below.parent is not None
    assert below.parent["parent_id"] == 1
    assert story.registry.scope_view(4).parent is None
    # A person's word about the parent is not undone, and a circle does no harm.
    assert story.registry.link_parent(1, Parent("Low Ltd", "3"), "a person", "A. Reader", NOW)
    story.registry.add_firms(
        [Entry("Top plc", "t.test", "00000001", parent_name="Middle Ltd", parent_number="2")], "x", NOW
    )
    circle = story.registry.scope_view(1)
    assert circle.parent is not None
    assert circle.parent["parent_name"] == "Low Ltd"
    assert circle.group_turnover == 36_000_000


@pytest.mark.parametrize(
    ("entry", "appears"),
    [
        (Entry("A", "a.test", turnover=36_000_000), "presumed_in_scope"),
        (Entry("A", "a.test", turnover=35_999_999), "below_threshold"),
        (Entry("A", "a.test", turnover_band="£36 million to £60 million"), "presumed_in_scope"),
        (Entry("A", "a.test", turnover_band="Under £36 million"), "below_threshold"),
        (Entry("A", "a.test", legal_form="public_body", turnover=99_000_000), "public_body"),
        (Entry("A", "a.test"), "unknown"),
    ],
)
def test_what_the_figures_suggest(story: Story, entry: Entry, appears: str) -> None:
    story.load(entry)
    view = story.registry.scope_view(1)
    assert view.appears == appears
    assert view.scope == "unknown"


def test_the_coordinators_questions(story: Story) -> None:
    story.load(
        Entry("Alpha Ltd", "a.test", scope="in_scope", accounting_reference="03-31"),
        Entry("Beta Ltd", "b.test", scope="in_scope"),
        Entry("Gamma Ltd", "c.test"),
    )
    story.crawled(visit(1))
    story.crawled(visit(2, document("d")), assessment("d", Overall.COMPLIANT, year_end="2025-06-30"))
    today = story.at.date()
    event = Event("note", today, "A. Reader")
    story.registry.add_case_event(1, event, story.at)

    def names(**asked: object) -> list[str]:
        rows = story.registry.firm_statuses(today, StatusFilter(**asked))  # type: ignore[arg-type]
        return [row.name for row in rows]

    assert names(not_contacted=True) == ["Beta Ltd", "Gamma Ltd"]
    assert names(not_contacted=True, scope="in_scope") == ["Beta Ltd"]
    assert names(changed_since=today) == ["Beta Ltd"]
    assert names(changed_since=today - timedelta(days=40)) == ["Alpha Ltd", "Beta Ltd"]
    assert names(changed_since=today + timedelta(days=1)) == []
    assert names(deadline="late") == ["Alpha Ltd", "Beta Ltd"]
    assert names(sort="due") == ["Alpha Ltd", "Beta Ltd", "Gamma Ltd"]
    # With nothing recorded, days alone make a statement out of date, and that is a change.
    later = date(2027, 1, 15)
    rows = story.registry.firm_statuses(
        later, StatusFilter(changed_since=date(2026, 12, 1), status=("out_of_date",))
    )
    assert [row.name for row in rows] == ["Beta Ltd"]
