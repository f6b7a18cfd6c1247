"""How a firm stood before a change and after it is told as of the day of the change."""

from __future__ import annotations

from datetime import date, timedelta

from checker.assessment import Overall
from commands.known import changes
from crawler.records import Reason
from reports.digest import digest_text
from tests.registry.conftest import NOW, Entry, Story, assessment, document, visit

LATER = date(2027, 6, 1)


def history_of(story: Story, day: date) -> str:
    return " ".join("\n".join(changes(story.registry.firm_history(1, day), 200)).split())


def test_a_statement_that_had_grown_old_was_out_of_date_when_another_took_its_place(story: Story) -> None:
    story.load(Entry("Alpha Ltd", "a.test", "00000001", scope="in_scope"))
    # Too old from 1 February 2027 on; looked at in December, and again in May.
    story.crawled(visit(1, document("a")), assessment("a", year_end="2025-07-31"))
    assert "2027-02-01 compliant → out of date: time went by" in history_of(story, date(2027, 4, 1))
    story.at += timedelta(days=120)
    story.crawled(visit(1, document("b")), assessment("b", year_end="2026-07-31"))
    told = history_of(story, LATER)
    assert f"{story.at.date()} out of date → compliant: new text" in told
    assert "time went by" not in told
    found = story.registry.changes(NOW.date() + timedelta(days=60), LATER)
    assert [(each.was_status, each.status) for each in found] == [("out_of_date", "compliant")]
    assert "Alpha Ltd: out of date → compliant; new text" in digest_text(found, LATER, LATER, 200)
    assert digest_text(found, LATER, LATER, 200).startswith("What changed on 2027-06-01: 1 change\n")


def test_where_the_statement_is_gone_nothing_is_found_in_it(story: Story) -> None:
    lacking = assessment("a", Overall.INCOMPLETE, not_met=("training", "approval"))
    story.load(Entry("Alpha Ltd", "a.test", "00000001", scope="in_scope"))
    story.crawled(visit(1, document("a")), lacking)
    story.crawled(visit(1))
    assert "incomplete → none found; score 60 → -: another look at the web site" in history_of(story, LATER)
    story.crawled(visit(1, document("a")), lacking)
    story.crawled(visit(1, reason=Reason.TIMEOUT))
    told = history_of(story, LATER)
    assert "now found" not in told
    assert "no longer lacks" not in told
