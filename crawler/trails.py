"""Which links of a page are followed, and what is remembered of the way."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler import words
from crawler.answers import Fetched
from crawler.discover import Candidate, Promise, rank_links, rank_offers
from crawler.findings import Trail
from crawler.homepage import find_link
from crawler.records import FoundBy, FoundDocument

MOST_ON_A_PAGE = 4
_UNDATED = 9999


def named_on(came: Fetched, found_by: FoundBy, parent: FoundDocument | None) -> list[Trail]:
    """The links on a page that name the statement: of many, those of the latest years and of no year.

    `parent` is the page itself, if it is kept as one that offers the statement.
    """
    links = [link for link in rank_links(came.page) if link.promise is Promise.STATEMENT]
    return [Trail(link, found_by, parent) for link in latest(links, MOST_ON_A_PAGE)]


def onward(came: Fetched, trail: Trail, kept: FoundDocument | None) -> list[Trail]:
    """What a landing page offers; of a statement's page only its files, and other years."""
    links: list[Candidate] = [link for link in rank_links(came.page) if link.promise is Promise.STATEMENT]
    if kept and kept.judgement.is_statement:
        links = [link for link in links if link.year or link.region == "main"]
    elif not links and trail.link.said and trail.link.promise is Promise.STATEMENT:
        links = rank_offers(came.page)
    via = () if kept else (*trail.via, trail.link.url, *came.addresses)
    return [Trail(link, trail.found_by, kept or trail.parent, via) for link in latest(links, MOST_ON_A_PAGE)]


def known_on(page: Fetched, known: str | None, found_by: FoundBy) -> list[Trail]:
    """The link on the page to the address that the register knows, whatever words it has."""
    if known is None or (link := find_link(page.page, [known])) is None:
        return []
    year = words.year_in(link.text)
    candidate = Candidate(
        known, link.text, Promise.STATEMENT, 0, link.region, year, said=True, elsewhere=False, said_year=year
    )
    return [Trail(candidate, found_by)]


def unlinked(url: str) -> Candidate:
    """An address that no link led to."""
    return Candidate.unsaid(url, words.year_in(urlsplit(url).path))


def latest(links: Sequence[Candidate], most: int) -> list[Candidate]:
    """At most so many of the links, those of the latest years and of no year, in their order."""
    chosen = sorted(links, key=lambda link: link.year or _UNDATED, reverse=True)[:most]
    return [link for link in links if link in chosen]
