"""The second web, crawled in one go with the real checker: every site comes to what a careful person would say."""

from __future__ import annotations

import re
import statistics

import pytest

from crawler.records import LinkState, Outcome, Target, Visit
from demo.web import Site
from tests.crawler.second_web import accusations, carriers, homes, impostors, menus, walls, ways_in, years
from tests.crawler.second_web.case import COULD_NOT_CHECK, MISSING, Case, site
from tests.crawler.whole_web import Crawled, crawled_web

CASES: dict[str, Case] = {
    **menus.CASES,
    **ways_in.CASES,
    **homes.CASES,
    **carriers.CASES,
    **years.CASES,
    **impostors.CASES,
    **walls.CASES,
    **accusations.CASES,
}


def host_of(name: str) -> str:
    """The case's name as the host name of its firm."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:63] + ".example"


@pytest.fixture(scope="module")
def crawled() -> Crawled:
    sites: dict[str, Site] = {}
    for name, case in CASES.items():
        if case.pages or case.missing_page:
            sites[host_of(name)] = site(case.pages, case.missing_page)
        sites |= {host: site(pages) for host, pages in case.others.items()}
    targets = [Target(n, name, case.website or host_of(name)) for n, (name, case) in enumerate(CASES.items())]
    return crawled_web(sites, targets)


def status(visit: Visit) -> str:
    """In the contract's words: what is kept and is no statement leaves the firm without one."""
    if visit.outcome is Outcome.COULD_NOT_LOOK:
        return COULD_NOT_CHECK
    best = visit.documents[0] if visit.documents else None
    return "found" if best and best.judgement.is_statement else MISSING


def differences(name: str, visit: Visit, requests: int) -> list[str]:
    case, own = CASES[name], f"http://{host_of(name)}"
    best = visit.documents[0] if visit.documents else None
    url = best.url if best else None
    seen: dict[str, object] = {
        "status": status(visit),
        "url": url,
        "kind": best.judgement.kind if best else None,
        "found_by": best.found_by if best else None,
        "link": visit.link_state,
        "reason": visit.reason,
        "elsewhere": best.elsewhere if best else False,
    }
    wanted: dict[str, object] = {field: getattr(case, field) for field in seen}
    if case.url and case.url != "any":
        wanted["url"] = own + case.url if case.url.startswith("/") else case.url
        if best and "#" not in case.url:
            seen["url"] = best.url.partition("#")[0]
    if case.status == COULD_NOT_CHECK and wanted["kind"] is None:
        # What could not be read is kept with its address; of what kind it is, nobody knows.
        for field in ("kind", "found_by", "elsewhere"):
            del seen[field]
    if case.year:
        wanted["year"], seen["year"] = case.year, best.judgement.year_end if best else None
    if case.older is not None:
        kept = [each.url.removeprefix(own) for each in visit.documents[1:] if each.judgement.is_statement]
        wanted["older"], seen["older"] = case.older, tuple(kept)
    wrong = []
    for field, value in seen.items():
        right = wanted[field]
        if right in ("any", value) or (isinstance(right, frozenset) and value in right):
            continue
        wrong.append(f"{field}: {value!r}, not {right!r}")
    if requests > case.requests:
        wrong.append(f"{requests} requests, not {case.requests}")
    return wrong


@pytest.mark.parametrize("name", CASES)
def test_comes_to_what_a_careful_person_would_say(crawled: Crawled, name: str) -> None:
    visit = crawled.visits[name]
    assert differences(name, visit, crawled.requests[host_of(name)]) == [], visit.detail


def test_few_requests_where_the_home_page_links(crawled: Crawled) -> None:
    spent = [
        crawled.requests[host_of(name)]
        for name, visit in crawled.visits.items()
        if status(visit) == "found" and visit.link_state is LinkState.LINKED
    ]
    assert statistics.median(spent) <= 6
