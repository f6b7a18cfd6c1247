from __future__ import annotations

import pytest

from checker.assessment import Overall
from registry import Registry
from tests.registry.conftest import TODAY, Entry, Said, Story, assessment, document, visit


@pytest.fixture
def alpha(story: Story) -> Story:
    story.load(Entry("Alpha Ltd", "a.test", "1", legal_form="company"), Entry("Beta Ltd", "b.test", "2"))
    return story


def causes(registry: Registry) -> list[object]:
    return [row["cause"] for row in reversed(registry.firm_history(1, TODAY).assessments)]


def test_each_change_says_its_cause(alpha: Story) -> None:
    first = alpha.crawled(visit(1, document("d1")), assessment("d1"))
    second = alpha.crawled(visit(1, document("d2")), assessment("d2"))
    alpha.registry.record_assessment(assessment("d2", rulebook="2026.2"), 1, second, alpha.at)
    linkless = assessment("d2", Overall.INCOMPLETE, rulebook="2026.2", not_met=("approval",))
    alpha.crawled(visit(1, document("d2"), link=None), linkless)
    aged = linkless._replace(verdict=Overall.OUT_OF_DATE)
    alpha.crawled(visit(1, document("d2"), link=None), aged)
    assert causes(alpha.registry) == ["first", "content", "rules", "site", "time"]
    assert first != second


def test_saying_the_same_again_adds_nothing(alpha: Story) -> None:
    visit_id = alpha.crawled(visit(1, document("d1")), assessment("d1"))
    one = alpha.registry.record_assessment(assessment("d1"), 1, visit_id, alpha.at)
    assert alpha.registry.record_assessment(assessment("d1"), 1, visit_id, alpha.at) == one
    assert causes(alpha.registry) == ["first"]


def test_all_documents_of_the_first_visit_are_first(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1"), document("d2")), assessment("d1"), assessment("d2"))
    assert causes(alpha.registry) == ["first", "first"]


def test_one_document_may_be_the_statement_of_two_firms(alpha: Story) -> None:
    alpha.crawled(visit(1, document("group")), assessment("group"))
    alpha.crawled(visit(2, document("group")), assessment("group", Overall.UNCLEAR))
    statuses = {row.name: row.status for row in alpha.registry.firm_statuses(TODAY)}
    assert statuses == {"Alpha Ltd": "compliant", "Beta Ltd": "unclear"}
    assert alpha.registry._db.table("documents").count == 1


def test_recheck_lists_what_is_shown_until_it_is_judged_anew(alpha: Story) -> None:
    alpha.crawled(visit(1, document("old")), assessment("old"))
    visit_id = alpha.crawled(visit(1, document("d1"), document("d2"), link=None), assessment("d1"))
    again = alpha.registry.documents_to_recheck()
    assert [(each.firm_id, each.sha256, each.visit_id) for each in again] == [
        (1, "d1", visit_id),
        (1, "d2", visit_id),
    ]
    assert (again[0].legal_form, again[0].link_state, again[0].archive_offset) == ("company", "none", 512)
    assert [each.sha256 for each in alpha.registry.documents_to_recheck("2026.1")] == ["d2"]
    assert len(alpha.registry.documents_to_recheck("2026.2")) == 2
    alpha.registry.record_assessment(
        assessment("d1", Overall.UNCLEAR, rulebook="2026.2"), 1, visit_id, alpha.at
    )
    assert [each.sha256 for each in alpha.registry.documents_to_recheck("2026.2")] == ["d2"]
    assert alpha.registry.firm_statuses(TODAY)[0].status == "unclear"


def test_history_holds_all_of_a_firm(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1", url="https://a.test/2024")), assessment("d1", year_end="2024"))
    policy = Said(kind="policy_only", is_statement=False)
    alpha.crawled(
        visit(1, document("p", policy), document("d2", url="https://a.test/2025")),
        assessment("d2", Overall.INCOMPLETE, not_met=("approval",), year_end="2025"),
    )
    history = alpha.registry.firm_history(1, TODAY)
    assert history.firm.name == "Alpha Ltd"
    assert history.status.status == "incomplete"
    assert history.latest_visit == history.shown_visit
    assert [each["document_sha256"] for each in history.documents] == ["d2", "p"]
    assert [(each["url"], each["financial_year_end"], each["verdict"]) for each in history.statements] == [
        ("https://a.test/2025", "2025", "incomplete"),
        ("https://a.test/2024", "2024", "compliant"),
    ]
    assert history.current is not None
    assert history.current.assessment["missing"] == ["approval"]
    assert history.current.assessment["warnings"] == ["a warning"]
    assert [(each["requirement"], each["verdict"]) for each in history.current.findings] == [
        ("approval", "not_met"),
        ("signature", "met"),
        ("training", "met"),
    ]
    assert history.current.findings[0]["evidence"] == []
    assert history.current.findings[1]["evidence"] == [
        {"quote": "Approved by the board", "page": 1, "start": 10, "end": 31}
    ]
    assert history.current.observations[0]["evidence"] == [{"quote": "x", "page": None, "start": 0, "end": 1}]
    with pytest.raises(KeyError):
        alpha.registry.firm_history(99, TODAY)


def test_export_gives_every_table(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1"))
    tables = {table.name: (table.columns, list(table.rows)) for table in alpha.registry.tables()}
    assert set(tables) >= {
        "assessments",
        "crawl_targets",
        "crawls",
        "documents",
        "evidence",
        "fetches",
        "findings",
        "firm_sources",
        "firms",
        "observations",
        "standings",
        "visit_documents",
        "visits",
    }
    columns, rows = tables["firms"]
    assert [dict(zip(columns, row, strict=True))["name"] for row in rows] == ["Alpha Ltd", "Beta Ltd"]
