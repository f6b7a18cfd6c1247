"""The web of patterns, crawled in one go with the real checker as judge: every site comes to what it should."""

from __future__ import annotations

import statistics

import pytest

from crawler.records import LinkState, Outcome, Target, Visit
from demo.web import Site
from tests.crawler.patterns import corners, documents, names, places, unseen
from tests.crawler.patterns.pattern import Expected, Pattern
from tests.crawler.whole_web import Crawled, crawled_web

PATTERNS: dict[str, Pattern] = {
    **names.PATTERNS,
    **places.PATTERNS,
    **documents.PATTERNS,
    **corners.PATTERNS,
    **unseen.PATTERNS,
}


def host_of(name: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    return "-".join(words)[:60].rstrip("-") + ".example"


@pytest.fixture(scope="module")
def crawled() -> Crawled:
    sites: dict[str, Site] = {}
    for name, pattern in PATTERNS.items():
        sites |= pattern.sites(host_of(name))
    targets = [
        Target(number, name, pattern.website or host_of(name), pattern.known)
        for number, (name, pattern) in enumerate(PATTERNS.items())
    ]
    return crawled_web(sites, targets)


def seen(name: str, visit: Visit) -> Expected:
    own = f"http://{host_of(name)}"
    # A landing page that stands behind the document it offers is kept with it, and of no interest here.
    kept = [each for each in visit.documents[1:] if each.judgement.kind not in ("landing", "empty")]
    best = visit.documents[0] if visit.documents else None
    link = visit.homepage_link
    return Expected(
        outcome=visit.outcome,
        url=best.url.removeprefix(own) if best else None,
        kind=best.judgement.kind if best else None,
        found_by=best.found_by if best else None,
        link=visit.link_state,
        region=link.region if link else None,
        reason=visit.reason,
        year=best.judgement.year_end if best else None,
        older=tuple(each.url.removeprefix(own) for each in kept),
        elsewhere=best.elsewhere if best else False,
    )


@pytest.mark.parametrize("name", PATTERNS)
def test_comes_to_what_a_careful_person_would_say(crawled: Crawled, name: str) -> None:
    visit, expected = crawled.visits[name], PATTERNS[name].expected
    assert seen(name, visit) == expected, visit.detail


def test_there_is_a_site_for_each_of_sixty_patterns_and_more(crawled: Crawled) -> None:
    assert len(crawled.visits) == len(PATTERNS) >= 60


def test_the_evidence_is_the_element_itself(crawled: Crawled) -> None:
    for name, visit in crawled.visits.items():
        if visit.homepage_link:
            assert 0 < len(visit.homepage_link.html) <= 1000, name
            assert visit.homepage_link.text, name


def test_few_requests_are_made(crawled: Crawled) -> None:
    spent = {name: crawled.requests[host_of(name)] for name in crawled.visits}
    linked = [
        spent[name]
        for name, visit in crawled.visits.items()
        if visit.outcome is Outcome.FOUND and visit.link_state is LinkState.LINKED
    ]
    assert statistics.median(linked) <= 6
    looked_through = [
        spent[name] for name, visit in crawled.visits.items() if visit.outcome is Outcome.NOT_FOUND
    ]
    assert max(looked_through) <= 22
