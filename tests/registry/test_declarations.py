"""Each mismatch between the registry, the site and the home page is named, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.assessment import Kind, Overall
from crawler.records import ArchiveRef, Fetch, HomepageLink, Reason
from registry import CrawlRequest
from sources.records import Declaration
from tests.registry.conftest import LINK, NOW, Entry, Said, Story, assessment, document, visit

URL = "https://a.test/modern-slavery"


DECLARED = Declaration(
    statement_year="2026",
    period_start="2025-04-01",
    period_end="2026-03-31",
    statement_url=URL,
    structure=True,
    policies=True,
    risk=True,
    due_diligence=True,
    training=True,
)


def load(story: Story, declared: Declaration) -> None:
    story.load(Entry("Alpha Ltd", "a.test", "00000001", declared=declared))


def told(story: Story) -> list[tuple[str, str]]:
    return [(each.about, each.text) for each in story.registry.mismatches()]


def test_what_agrees_is_no_mismatch_and_loading_twice_changes_nothing(story: Story) -> None:
    load(story, DECLARED)
    load(story, DECLARED)
    assert told(story) == []
    story.crawled(visit(1, document("d")), assessment("d"))
    assert told(story) == []
    (table,) = [list(each.rows) for each in story.registry.tables() if each.name == "declarations"]
    assert len(table) == 1


def test_declares_training_and_the_statement_has_none(story: Story) -> None:
    load(story, replace(DECLARED, structure=False))
    story.crawled(visit(1, document("d")), assessment("d", not_met=("training",)))
    assert told(story) == [("training", "It declares training; none was found in its statement.")]


def test_declares_none_and_the_statement_has_it(story: Story) -> None:
    load(story, replace(DECLARED, training=False))
    story.crawled(visit(1, document("d")), assessment("d"))
    assert told(story) == [
        ("training", "It declares that its statement leaves out training; it was found there.")
    ]


@pytest.mark.parametrize(("read", "which"), [("2025-03-31", "an older"), ("2027", "a newer")])
def test_another_year(story: Story, read: str, which: str) -> None:
    load(story, DECLARED)
    story.crawled(visit(1, document("d")), assessment("d", year_end=read, not_met=("training",)))
    assert told(story) == [
        ("financial_year", f"It told the registry of the year to 2026-03-31; its site carries {which} one.")
    ]


def test_a_newer_declaration_takes_the_place_of_an_older(story: Story) -> None:
    load(story, DECLARED)
    load(story, replace(DECLARED, period_end="2025-03-31", statement_year="2025"))
    story.crawled(visit(1, document("d")), assessment("d", year_end="2026"))
    assert told(story) == []


def test_claims_no_web_site_and_has_one(story: Story) -> None:
    load(story, replace(DECLARED, no_website=True, statement_url=None))
    story.crawled(visit(1))
    assert [about for about, _ in told(story)] == ["website"]


def test_nothing_on_the_site_and_what_could_not_be_looked_at(story: Story) -> None:
    load(story, DECLARED)
    story.crawled(visit(1, reason=Reason.TIMEOUT))
    assert told(story) == []
    story.crawled(visit(1))
    assert told(story) == [
        (
            "published",
            "It told the registry of a statement for the year to 2026-03-31; none was found on its own web site.",
        )
    ]


@pytest.mark.parametrize(
    ("reason", "outcome", "leads_nowhere"),
    [
        (Reason.HTTP_404, None, True),
        (Reason.DNS, None, True),
        (Reason.DNS, Reason.DNS, False),
        (Reason.HTTP_404, Reason.BOT_WALL, True),
        (Reason.HTTP_401, None, False),
        (Reason.HTTP_403, None, False),
        (Reason.HTTP_429, None, False),
    ],
)
def test_the_registrys_link_is_dead_only_if_nothing_can_be_there(
    story: Story, reason: Reason, outcome: Reason | None, *, leads_nowhere: bool
) -> None:
    load(story, replace(DECLARED, statement_url="https://www.a.test/old.pdf/"))
    crawl = story.registry.start_or_resume_crawl(CrawlRequest(), NOW)
    assert crawl is not None
    gone = Fetch(1, "https://a.test/old.pdf", "known_url", None, reason, "", "text/html", None, 0, None, NOW)
    story.registry.record_fetch(crawl.id, gone)
    seen = visit(1, reason=outcome) if outcome else visit(1, document("d"))
    story.registry.record_visit(crawl.id, seen, {"d": assessment("d")})
    is_told = ("link", f"The link it gave the registry leads nowhere ({reason}).") in told(story)
    assert is_told == leads_nowhere
    assert any("nowhere" in text for _, text in told(story)) == leads_nowhere


def test_the_registrys_link_leads_to_another_document(story: Story) -> None:
    load(story, replace(DECLARED, statement_url="https://a.test/policy.pdf"))
    policy = replace(
        document("p", Said("policy_only", is_statement=False), url="https://a.test/policy.pdf"),
        archived=ArchiveRef("x.warc.gz", 0),
    )
    story.crawled(
        visit(1, document("d"), policy),
        assessment("d"),
        assessment("p", Overall.NOT_A_STATEMENT, kind=Kind.POLICY_ONLY),
    )
    assert told(story) == [
        ("link", "The link it gave the registry leads to another document (policy only) than its statement.")
    ]


def test_the_home_page_links_elsewhere(story: Story) -> None:
    load(story, replace(DECLARED, statement_url="https://files.test/2026.pdf"))
    link = HomepageLink("/slavery", "Slavery", "footer", LINK.html)
    story.crawled(visit(1, document("d", url="https://a.test/slavery"), link=link), assessment("d"))
    assert told(story) == [
        ("link", "Its home page links to another address than the one it gave the registry.")
    ]
