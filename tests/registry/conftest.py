from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from checker.assessment import (
    Assessment,
    DocumentFacts,
    Evidence,
    Finding,
    Kind,
    Observation,
    Overall,
    StatementFacts,
    Verdict,
)
from crawler.records import (
    ArchiveRef,
    FoundBy,
    FoundDocument,
    HomepageLink,
    LinkState,
    Outcome,
    Reason,
    Visit,
)
from registry import Crawl, CrawlRequest, Registry, open_registry, standings
from registry.connection import writing
from registry.copies import problems_of
from sources.records import RegisterRow as Entry

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
LINK = HomepageLink(
    "/modern-slavery", "Modern slavery", "footer", '<a href="/modern-slavery">Modern slavery</a>'
)


@dataclass(frozen=True)
class Said:
    """A judgement made while crawling."""

    kind: str = "statement"
    is_statement: bool = True
    year_end: str | None = None
    unreadable: str | None = None
    dated: str | None = None
    is_out_of_date: bool = False
    names_another: bool = False


def document(
    sha256: str, judgement: Said | None = None, url: str = "https://a.test/modern-slavery"
) -> FoundDocument:
    return FoundDocument(
        url=url,
        media_type="text/html",
        sha256=sha256,
        size=1000,
        archived=ArchiveRef("crawl-0001-01.warc.gz", 512),
        found_by=FoundBy.HOMEPAGE_LINK,
        link_text="Modern slavery",
        judgement=judgement or Said(),
    )


def visit(
    firm_id: int,
    *documents: FoundDocument,
    reason: Reason | None = None,
    link: HomepageLink | None = LINK,
    at: datetime = NOW,
) -> Visit:
    outcome = Outcome.COULD_NOT_LOOK if reason else Outcome.NOT_FOUND
    if documents and not reason and any(each.judgement.is_statement for each in documents):
        outcome = Outcome.FOUND
    return Visit(
        firm_id=firm_id,
        outcome=outcome,
        reason=reason,
        detail="the server did not answer" if reason else "",
        homepage_url=None if reason else "https://a.test/",
        homepage_link=None if reason else link,
        documents=documents,
        pages=3,
        size=20_000,
        started_at=at - timedelta(seconds=5),
        finished_at=at,
        link_state=None if reason else LinkState.LINKED if link else LinkState.NONE,
    )


def assessment(
    sha256: str,
    verdict: Overall = Overall.COMPLIANT,
    *,
    not_met: tuple[str, ...] = (),
    partly: tuple[str, ...] = (),
    year_end: str | None = "2026-03-31",
    rulebook: str = "2026.1",
    score: int | None = 60,
    kind: Kind = Kind.STATEMENT,
) -> Assessment:
    def finding(requirement: str, group: str) -> Finding:
        outcome = Verdict.MET
        if requirement in not_met:
            outcome = Verdict.NOT_MET
        elif requirement in partly:
            outcome = Verdict.PARTLY
        quote = (Evidence("Approved by the board", 1, 10, 31),) if outcome is not Verdict.NOT_MET else ()
        return Finding(
            requirement, group, "law", "s.54(6)", outcome, 0.9, None, None, quote, f"Mend {requirement}."
        )

    return Assessment(
        document=DocumentFacts(
            "https://a.test/", sha256, "text/html", None, 300, "lxml", kind, ("a warning",)
        ),
        statement=StatementFacts(
            kind.is_statement, "Alpha", "company", None, year_end, None, "A. Person", "Director"
        ),
        rulebook=rulebook,
        verdict=verdict,
        score=score,
        findings=(
            finding("approval", "mandatory"),
            finding("signature", "mandatory"),
            finding("training", "area"),
        ),
        observations=(Observation("six_months", "guidance", "late", "Late.", (Evidence("x", None, 0, 1),)),),
    )


@dataclass
class Story:
    """A register in the making: each crawl is a month after the last."""

    registry: Registry
    at: datetime = NOW
    crawl: Crawl | None = None
    firms: dict[str, int] = field(default_factory=dict)

    def load(self, *entries: Entry) -> None:
        self.registry.add_firms(entries, "test", self.at)
        for entry in entries:
            self.firms[entry.name] = self.registry.find_firm(entry.company_number or entry.name).id

    def crawled(self, done: Visit, *assessments: Assessment) -> int:
        """Record a visit in a crawl of its own, a month after the last."""
        self.at += timedelta(days=31)
        done = replace(done, started_at=self.at, finished_at=self.at)
        request = CrawlRequest(firm_id=done.firm_id)
        crawl = self.registry.start_or_resume_crawl(request, self.at, new=True)
        assert crawl is not None
        said = {each.document.sha256: each for each in assessments}
        visit_id = self.registry.record_visit(crawl.id, done, said)
        self.registry.finish_crawl(crawl.id, self.at)
        return visit_id


def refresh_standings(registry: Registry) -> None:
    """Work out anew what is said of every firm, as after a step of the schema."""
    with writing(registry._db, registry.path):
        standings.refresh_all(registry._db)


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with open_registry(tmp_path / "registry.db") as opened:
        yield opened
        assert problems_of(opened.path) == []


@pytest.fixture
def story(registry: Registry) -> Story:
    return Story(registry)
