"""Sixteen real sites, each served under its own host name."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from crawler.records import FoundBy, Judgement, Outcome, Target, Visit
from tests.crawler.conftest import Serve
from tests.crawler.fakes import Opinion, crawl


async def judge_by_count(_target: Target, body: bytes, media_type: str, url: str) -> Judgement:
    """Rough on purpose: a page that keeps saying "slavery" at length. The checker's own word is tested elsewhere."""
    if media_type == "application/pdf":
        return Opinion("statement", is_statement=b"/Page" in body)
    text = re.sub(rb"<(script|style)\b.*?</\1>|<[^>]+>", b" ", body, flags=re.S | re.I).lower()
    return Opinion("statement", is_statement=text.count(b"slavery") >= 3 and len(text.split()) > 200)


@pytest.fixture(scope="module")
def sites(shared: Path) -> list[dict[str, str]]:
    with (shared / "data" / "sites" / "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def visits(serve: Serve, shared: Path, sites: list[dict[str, str]]) -> dict[str, Visit]:
    serve({row["host"]: shared / "data" / "sites" / row["site"] for row in sites})
    memory, summary = crawl(*(row["host"] for row in sites), judge=judge_by_count)
    assert summary.firms == len(sites) == 16
    return {sites[visit.firm_id]["site"]: visit for visit in memory.visits}


def test_locates_every_document_and_claims_no_other(
    visits: dict[str, Visit], sites: list[dict[str, str]]
) -> None:
    expected = {
        row["site"]: None if row["statement_path"] == "none" else row["statement_path"] for row in sites
    }
    located = {}
    for row in sites:
        visit = visits[row["site"]]
        assert visit.outcome in (Outcome.FOUND, Outcome.NOT_FOUND), visit.detail
        path = visit.documents[0].url.removeprefix(f"http://{row['host']}/") if visit.documents else None
        located[row["site"]] = f"{path}index.html" if path and path.endswith("/") else path
    assert located == expected


def test_judges_every_home_page_link(visits: dict[str, Visit], sites: list[dict[str, str]]) -> None:
    for row in sites:
        visit = visits[row["site"]]
        region, _, said = row["how_linked"].partition(":")
        if "->" not in said or "(none" in said:
            assert visit.homepage_link is None, row["site"]
        else:
            assert visit.homepage_link is not None, row["site"]
            text, href = (piece.strip() for piece in said.split("->"))
            assert (visit.homepage_link.region, visit.homepage_link.text, visit.homepage_link.href) == (
                region,
                text,
                href,
            )
            assert visit.documents[0].found_by is FoundBy.HOMEPAGE_LINK


def test_asks_for_little_where_the_home_page_leads_the_way(visits: dict[str, Visit]) -> None:
    linked = sorted(visit.pages for visit in visits.values() if visit.homepage_link)
    # The refused tunnel is never a request: robots.txt already could not be had through it.
    assert linked[len(linked) // 2] <= 3
    assert max(visit.pages for visit in visits.values()) <= 30
