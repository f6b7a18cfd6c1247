"""Cases: the ladder, the morning list, and what can be erased and what cannot."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from checker.assessment import Overall
from registry import CaseError, Contact, Event, Registry, StatusFilter
from tests.registry.conftest import Entry, Story, assessment, document, visit

HALE = Contact("R. Hale", "Company secretary", "hale@a.test", None)


@pytest.fixture
def firm(story: Story) -> int:
    """A firm in scope whose statement lacks its approval, looked at on 22 December 2026."""
    story.load(Entry("Alpha Ltd", "https://a.test", "00000001", scope="in_scope", district="Breckland"))
    story.crawled(
        visit(story.firms["Alpha Ltd"], document("a1")),
        assessment("a1", Overall.INCOMPLETE, not_met=("approval",)),
    )
    return story.firms["Alpha Ltd"]


def test_the_ladder_says_what_is_next_and_when(story: Story, firm: int) -> None:
    registry, day = story.registry, story.at.date()
    assert [each["firm"] for each in registry.firms_without_case(day)] == ["Alpha Ltd"]
    expected = {"check": ("note", 0), "note": ("reminder", 35), "reminder": ("call", 28), "call": ("second_letter", 28),
                "second_letter": ("business_group", 28), "business_group": ("business_group", 91)}  # fmt: skip
    for step, (follows, days) in expected.items():
        registry.add_case_event(firm, Event(step, day, "Coordinator"), story.at + timedelta(days=400))
        due_on = day + timedelta(days=days)
        (due,) = registry.cases_due(due_on)
        assert (due.next_step, due.due, due.last_step) == (follows, due_on.isoformat(), step)
        assert not days or registry.cases_due(due_on - timedelta(days=1)) == []
        day = due_on
    assert registry.firms_without_case(day) == []
    assert len({each.case_id for each in registry.case_events(firm)}) == 1


def test_what_is_due_shows_in_the_table_until_the_case_is_closed(story: Story, firm: int) -> None:
    registry, today = story.registry, story.at.date()
    story.load(Entry("Beta Ltd", "https://b.test", "00000002"))
    registry.add_case_event(
        firm, Event("note", today, "Coordinator", next_on=today + timedelta(days=3)), story.at
    )
    rows = registry.firm_statuses(today)
    assert {row.name: row.followup_due for row in rows} == {"Alpha Ltd": "2026-12-25", "Beta Ltd": None}
    assert registry.firm_statuses(today, StatusFilter(due=True)) == []
    assert [row.name for row in registry.firm_statuses(date(2026, 12, 25), StatusFilter(due=True))] == [
        "Alpha Ltd"
    ]
    registry.add_case_event(
        firm, Event("closed", today, "Coordinator", closed_because="covered_by_group"), story.at
    )
    assert [row.followup_due for row in registry.firm_statuses(today)] == [None, None]
    assert registry.newest_case_events() == []
    (closed,) = registry.newest_case_events(open_only=False)
    assert closed.closed_because == "covered_by_group"
    registry.add_case_event(firm, Event("check", today, "Coordinator"), story.at)
    assert [each.case_id for each in registry.case_events(firm)] == [1, 1, 2]


def test_the_morning_list_says_close_when_the_firm_complies_and_look_again_when_the_look_is_old(
    story: Story, firm: int
) -> None:
    registry = story.registry
    registry.add_case_event(firm, Event("note", story.at.date(), "Coordinator", contact=HALE), story.at)
    later = story.at.date() + timedelta(days=60)
    (due,) = registry.cases_due(later)
    assert (due.look_again, due.days_overdue, due.contact) == (True, 25, HALE.label)
    story.at += timedelta(days=25)
    story.crawled(visit(firm, document("a2")), assessment("a2"))
    (due,) = registry.cases_due(later)
    assert (due.look_again, due.next_step, due.status) == (False, "close", "compliant")
    assert registry.cases_due(later, district="Norwich") == []
    assert len(registry.cases_due(later, district="breckland")) == 1


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (Event("closed", date(2026, 12, 22), "C", closed_because="other"), "no open case"),
        (Event("note", date(2027, 1, 1), "C"), "still to come"),
        (Event("note", date(2026, 12, 22), "C", next_on=date(2026, 12, 1)), "before the event"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(
    story: Story, firm: int, event: Event, says: str
) -> None:
    with pytest.raises(CaseError, match=says):
        story.registry.add_case_event(firm, event, story.at)
    assert story.registry.case_events(firm) == []


def test_events_come_in_their_order(story: Story, firm: int) -> None:
    today = story.at.date()
    story.registry.add_case_event(firm, Event("note", today, "C"), story.at)
    with pytest.raises(CaseError, match="last event"):
        story.registry.add_case_event(firm, Event("call", today - timedelta(days=1), "C"), story.at)


def test_a_contact_is_added_to_and_never_mixed_with_another(story: Story, firm: int) -> None:
    registry, today = story.registry, story.at.date()
    for contact in (HALE, Contact(phone="01603 000000"), Contact("r. hale"), Contact("B. Newman", "Chair")):
        registry.add_case_event(firm, Event("note", today, "C", contact=contact), story.at)
    said = [each.contact for each in registry.case_events(firm)]
    assert said[0] == "R. Hale, Company secretary, hale@a.test"
    assert said[1] == "R. Hale, Company secretary, hale@a.test, 01603 000000"
    assert said[2] == "r. hale, Company secretary, hale@a.test, 01603 000000"
    assert said[3] == "B. Newman, Chair"
    assert registry.contact_of(firm) == Contact("B. Newman", "Chair")


def test_events_are_only_ever_added(story: Story, firm: int) -> None:
    story.registry.add_case_event(firm, Event("note", story.at.date(), "C"), story.at)
    other = sqlite3.connect(story.registry.path)
    other.execute("PRAGMA foreign_keys = ON")
    for sql in ("UPDATE case_events SET next_on = '2030-01-01'", "DELETE FROM case_events"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            other.execute(sql)
    other.execute("DELETE FROM firms")
    assert other.execute("SELECT count(*) FROM case_events").fetchone() == (0,)
    other.rollback()
    other.close()


def test_erasing_takes_persons_out_of_the_file_and_leaves_what_was_done(story: Story, firm: int) -> None:
    registry, today = story.registry, story.at.date()
    registry.add_case_event(
        firm,
        Event("call", today, "Coordinator", "phone", HALE, "Spoke to Rosalind, who will ask the board"),
        story.at,
    )
    assert b"Rosalind" in written(registry)
    assert registry.erase_contacts([firm], story.at) == 2
    (event,) = registry.case_events(firm)
    assert (event.step, event.contact, event.note, event.channel) == ("call", None, None, "phone")
    assert registry.contact_of(firm) == Contact()
    for name in (b"Rosalind", b"R. Hale", b"hale@a.test"):
        assert name not in written(registry)
    assert registry.erase_contacts([firm], story.at) == 0


def test_what_was_closed_long_ago_is_found_for_erasing(story: Story, firm: int) -> None:
    registry, today = story.registry, story.at.date()
    registry.add_case_event(firm, Event("note", today, "C", contact=HALE), story.at)
    later = today + timedelta(days=1)
    assert registry.firms_with_cases_closed_before(later) == []
    registry.add_case_event(firm, Event("closed", today, "C", closed_because="dissolved"), story.at)
    assert registry.firms_with_cases_closed_before(today) == []
    assert registry.firms_with_cases_closed_before(later) == [(firm, "Alpha Ltd")]
    registry.erase_contacts([firm], story.at)
    assert registry.firms_with_cases_closed_before(later) == []


def written(registry: Registry) -> bytes:
    """All that is in the register's file and the log beside it."""
    log = registry.path.with_name(f"{registry.path.name}-wal")
    return registry.path.read_bytes() + (log.read_bytes() if log.exists() else b"")
