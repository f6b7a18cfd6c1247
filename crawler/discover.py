"""Which links on a page lead to the statement, or towards it: told as a careful visitor would, ranked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from lxml import html

from crawler import urls, words
from crawler.page import Page, region_of, text_of

# Of a page with more links, those beyond are not looked at: nobody's footer is that long.
MOST_LINKS = 20_000


class Promise(StrEnum):
    """What a link promises."""

    STATEMENT = "statement"
    POSSIBLE = "possible"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link worth following. `text` is what a visitor reads or hears; `year` the latest that the link names.

    `said` tells whether the words a visitor sees, and not the address alone, speak for it.
    """

    url: str
    text: str
    promise: Promise
    score: float
    region: str
    year: int | None
    said: bool
    elsewhere: bool


def rank_links(page: Page) -> list[Candidate]:
    """The links worth following on `page`, best first, each address once.

    Links to another registrable domain count only where the words a visitor sees name the statement.
    """
    own_site = urls.site(page.url)
    best: dict[str, Candidate] = {}
    for link in _links(page):
        candidate = _weigh(link, page, own_site)
        if candidate is None:
            continue
        known = best.get(key := _identity(candidate.url, page.url))
        if known is None or candidate.score > known.score:
            best[key] = candidate
        elif not known.text:
            best[key] = replace(known, text=candidate.text)
    order = {Promise.STATEMENT: 0, Promise.POSSIBLE: 1, Promise.HUB: 2}
    return sorted(best.values(), key=lambda c: (order[c.promise], -c.score, -(c.year or 0)))


def rank_addresses(addresses: Iterable[str], home_url: str) -> list[Candidate]:
    """The addresses (a site map's) whose own words promise a statement, best first."""
    found: dict[str, Candidate] = {}
    site = urls.site(home_url)
    for address in addresses:
        url = urls.absolute(home_url, address)
        if url is None or urls.site(url) != site:
            continue
        score = words.statement_weight(words.plain(_path_words(url)))
        if score >= words.threshold("possible"):
            promise = Promise.STATEMENT if score >= words.threshold("strong") else Promise.POSSIBLE
            year = words.year_in(_path_words(url))
            found.setdefault(
                urls.key(url),
                Candidate(url, "", promise, score, "main", year, said=False, elsewhere=False),
            )
    return sorted(found.values(), key=lambda c: (-c.score, -(c.year or 0)))


@dataclass(frozen=True, slots=True)
class _Link:
    element: html.HtmlElement
    href: str


def _links(page: Page) -> Iterator[_Link]:
    count = 0
    for element in page.elements("a", "area", "iframe", "frame", "embed", "object", "button"):
        for attribute in ("href", "src", "data", "data-href", "data-url", "data-src"):
            href = element.get(attribute)
            if href:
                count += 1
                yield _Link(element, href)
                break
        if count >= MOST_LINKS:
            return


def _weigh(link: _Link, page: Page, own_site: str) -> Candidate | None:
    text, said = spoken(link.element)
    spoken_words = words.plain(said)
    is_frame = link.element.tag in ("frame", "iframe", "object", "embed")
    # Most links on most pages end here: resolving their addresses is what costs.
    may_matter = is_frame or words.may_matter(spoken_words) or words.may_matter(words.plain(link.href))
    url = urls.absolute(page.base, link.href) if may_matter else None
    if url is None:
        return None
    url = urls.unwrapped(url)
    elsewhere = urls.site(url) != own_site
    if elsewhere and _is_nobodys(urls.host(url)):
        return None
    path = _path_words(url)
    by_speech = words.statement_weight(spoken_words)
    by_path = words.statement_weight(words.plain(path))
    if elsewhere:
        # Another domain's addresses say nothing of this firm; what its own page says of them does.
        by_path = by_path / 2 if by_speech else 0
    named = max(by_speech, 0) + max(by_path, 0) / 2 if by_speech else by_path * 0.8
    hub = 0.0 if elsewhere else max(words.hub_weight(spoken_words), words.hub_weight(words.plain(path)) * 0.8)
    if is_frame:
        hub = 0.0 if elsewhere else max(hub, 4.0)
    if named < words.threshold("possible") and hub < words.threshold("hub"):
        return None
    region = region_of(link.element)
    place = words.region_weight(region)
    year = words.year_in(said) or words.year_in(path)
    if named >= words.threshold("possible"):
        score = named + place + words.file_weight(_suffix(url))
        promise = Promise.STATEMENT if named >= words.threshold("strong") else Promise.POSSIBLE
        return Candidate(url, text, promise, score, region, year, by_speech > 0, elsewhere)
    if urls.key(url) == urls.key(page.url):
        return None
    return Candidate(url, text, Promise.HUB, hub + place / 2, region, year, said=bool(said), elsewhere=False)


def spoken(element: html.HtmlElement) -> tuple[str, str]:
    """(what a visitor reads, everything a visitor reads or hears) of a link: text, or else label, title, image's alt."""
    text = text_of(element, 300)
    heard = [element.get("aria-label") or "", element.get("title") or ""]
    heard += [image.get("alt") or "" for image in element.iter("img")]
    heard += [
        element.get("alt") or "",
        element.get("name") or "" if element.tag in ("iframe", "frame") else "",
    ]
    heard = [" ".join(piece.split())[:300] for piece in heard if piece.strip()]
    return text or (heard[0] if heard else ""), " | ".join(dict.fromkeys([text, *heard] if text else heard))


def _is_nobodys(host: str) -> bool:
    return urls.is_under(host, words.hosts_elsewhere()) and not urls.is_under(host, words.file_hosts())


def _path_words(url: str) -> str:
    parts = urlsplit(url)
    # A fragment names a part of a page, a query often a document: both speak as the path does.
    return f"{parts.path} {parts.query} {parts.fragment}"


def _suffix(url: str) -> str:
    name = urlsplit(url).path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _identity(url: str, page_url: str) -> str:
    # On the page itself, fragments tell one accordion from another.
    key = urls.key(url)
    return f"{key}#{urlsplit(url).fragment}" if key == urls.key(page_url) else key
