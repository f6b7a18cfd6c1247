"""Which links on a page lead to the statement, or towards it: told as a careful visitor would, ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from crawler import urls, words
from crawler.links import Link, around, links_on, spoken
from crawler.page import Page
from crawler.regions import region_of

# What stands around a link speaks for it, though less than its own words.
_AROUND = 0.7
_BY_ADDRESS_ALONE = 0.8
_FRAME = 4.0


class Promise(StrEnum):
    """What a link promises."""

    STATEMENT = "statement"
    POSSIBLE = "possible"
    HUB = "hub"
    REST = "rest"


_ORDER = {Promise.STATEMENT: 0, Promise.POSSIBLE: 1, Promise.HUB: 2, Promise.REST: 3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link worth following. `text` is what a visitor reads or hears.

    `year` is the latest that the link names, `said_year` the latest in the words a visitor sees. `said` tells whether
    those words, and not the address alone, speak for it.
    """

    url: str
    text: str
    promise: Promise
    score: float
    region: str
    year: int | None
    said: bool
    elsewhere: bool
    said_year: int | None = None

    @classmethod
    def unsaid(cls, url: str, year: int | None = None) -> Candidate:
        """An address of the statement that no visible link leads to."""
        return cls(url, "", Promise.STATEMENT, 0, "main", year, said=False, elsewhere=False)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a visitor could go by.

    What the link says (text, label, title, image), what its address says, where it stands, and, if it says nothing
    itself, what stands around it.
    """

    said: str
    address: str
    around: str
    region: str
    suffix: str
    elsewhere: bool
    is_frame: bool


def weigh(signs: Signs) -> tuple[Promise, float] | None:
    """What a link promises, and how much; None where it promises nothing."""
    by_speech = words.statement_weight(words.plain(signs.said))
    if not by_speech and signs.around:
        by_speech = _AROUND * words.statement_weight(words.plain(signs.around))
    address = words.spelled(signs.address)
    by_address = words.statement_weight(address)
    if signs.elsewhere:
        # Another domain's addresses say nothing of this firm; what its own page says of them does.
        by_address = by_address / 2 if by_speech else 0
    named = max(by_speech, 0) + max(by_address, 0) / 2 if by_speech else by_address * _BY_ADDRESS_ALONE
    place = words.region_weight(signs.region)
    if named >= words.threshold("possible"):
        promise = Promise.STATEMENT if named >= words.threshold("strong") else Promise.POSSIBLE
        return promise, named + place + words.file_weight(signs.suffix)
    if signs.elsewhere:
        # Some keep their policies with a host of policies; nothing but the link's own words tells that.
        portal = words.hub_weight(words.plain(signs.said))
        return (Promise.HUB, portal / 2) if portal >= words.threshold("portal") else None
    hub = max(words.hub_weight(words.plain(signs.said)), words.hub_weight(address) * _BY_ADDRESS_ALONE)
    hub = max(hub, _FRAME) if signs.is_frame else hub
    return (Promise.HUB, hub + place / 2) if hub >= words.threshold("hub") else None


def rank_links(page: Page) -> list[Candidate]:
    """The links worth following on `page`, best first, each address once.

    Links to another registrable domain count only where the words a visitor sees name the statement, or policies.
    """
    return list(page.asked(_ranked))


def _ranked(page: Page) -> list[Candidate]:
    own_site = urls.site(page.url)
    best: dict[str, Candidate] = {}
    for link in links_on(page):
        candidate = _candidate(link, page, own_site)
        if candidate is None:
            continue
        known = best.get(key := _identity(candidate.url, page.url))
        if known is None or candidate.score > known.score:
            best[key] = candidate
        elif not known.text:
            best[key] = replace(known, text=candidate.text)
    return sorted(best.values(), key=lambda c: (_ORDER[c.promise], -c.score, -(c.year or 0)))


def rank_rest(page: Page) -> list[Candidate]:
    """The firm's own pages and files that no word speaks for and none against: footer first, then what text leads to."""
    own, own_key = urls.site(page.url), urls.key(page.url)
    found: dict[str, Candidate] = {}
    for link in links_on(page):
        plain = link.plain
        if not 0 < len(plain.split()) <= 8 or words.is_vague(plain) or words.leads_away(plain):
            continue
        url = urls.absolute(page.base, link.href)
        if url is None or urls.site(url) != own or (key := urls.key(url)) in found or key == own_key:
            continue
        address = words.spelled(_address_words(url))
        if (
            words.leads_away(address)
            or words.statement_weight(f"{plain} {address}") < 0
            or urlsplit(url).query
        ):
            continue
        region = region_of(link.element)
        score = words.region_weight(region) + words.file_weight(_suffix(url)) - len(urlsplit(url).path) / 100
        found[key] = Candidate(url, link.text, Promise.REST, score, region, None, said=False, elsewhere=False)
    return sorted(found.values(), key=lambda c: -c.score)


def rank_offers(page: Page) -> list[Candidate]:
    """What a page offers in its text, in words that say nothing of it: files, and "Year to March". In its order.

    For pages to which a link that names the statement led, and which name it nowhere themselves.
    """
    own = urls.site(page.url)
    found: dict[str, Candidate] = {}
    for link in links_on(page):
        url = urls.absolute(page.base, link.href)
        if url is None or region_of(link.element) != "main":
            continue
        is_file = words.file_weight(_suffix(url)) > 0
        says_nothing = bool(link.plain) and words.is_vague(link.plain)
        if words.statement_weight(link.plain) < 0 or words.hub_weight(link.plain) < 0:
            continue
        if is_file or (says_nothing and urls.site(url) == own and urls.key(url) != urls.key(page.url)):
            year = words.year_in(link.said)
            elsewhere = urls.site(url) != own
            found.setdefault(
                urls.key(url),
                Candidate(
                    url,
                    link.text,
                    Promise.STATEMENT,
                    0,
                    "main",
                    year,
                    said=True,
                    elsewhere=elsewhere,
                    said_year=year,
                ),
            )
    return list(found.values())


def rank_addresses(addresses: Iterable[str], home_url: str) -> list[Candidate]:
    """The addresses (a site map's) whose own words promise a statement or a page that may hold one, best first."""
    found: dict[str, Candidate] = {}
    site = urls.site(home_url)
    for address in addresses:
        spelled = words.spelled(_address_words(address))
        if not words.may_matter(spelled):
            continue
        url = urls.absolute(home_url, address)
        if url is None or urls.site(url) != site:
            continue
        score = words.statement_weight(spelled)
        year = words.year_in(words.spelled(_address_words(url)))
        if score >= words.threshold("possible"):
            promise = Promise.STATEMENT if score >= words.threshold("strong") else Promise.POSSIBLE
        elif (score := words.hub_weight(spelled)) >= words.threshold("hub") and score > 0:
            promise = Promise.HUB
        else:
            continue
        found.setdefault(
            urls.key(url), Candidate(url, "", promise, score, "main", year, said=False, elsewhere=False)
        )
    return sorted(found.values(), key=lambda c: (_ORDER[c.promise], -c.score, -(c.year or 0)))


def works_by_script_only(page: Page) -> str | None:
    """The words of a link or button that names the statement and has no address at all; None where none does."""
    for element in page.elements("a", "button"):
        href = (element.get("href") or "").strip().lower()
        if href in ("", "#", "#!") or href.startswith("javascript:"):
            text, said = spoken(element)
            if words.statement_weight(words.plain(said)) >= words.threshold("strong"):
                return text
    return None


def names_itself(page: Page) -> bool:
    """Whether the page's title or first heading names the statement."""
    return words.statement_weight(words.plain(f"{page.title} {page.heading}")) >= words.threshold("strong")


def _candidate(link: Link, page: Page, own_site: str) -> Candidate | None:
    said, plain = link.said, link.plain
    speaks = words.may_matter(plain)
    context = ""
    if not speaks and words.is_vague(plain) and page.mentions_it:
        context = around(link.element)
        is_in_its_text = link.is_frame or region_of(link.element) == "main"
        if words.is_vague(words.plain(context)) and is_in_its_text and names_itself(page):
            context = f"{page.title} {page.heading}"
        if not words.statement_weight(words.plain(context)):
            context = ""
    # Most links on most pages end here: resolving their addresses is what costs.
    if not (speaks or context or link.is_frame or words.address_may_matter(link.href)):
        return None
    url = urls.absolute(page.base, link.href)
    if url is None:
        return None
    url = urls.unwrapped(url)
    elsewhere = urls.site(url) != own_site
    if elsewhere and _is_nobodys(urls.host(url)):
        return None
    region = region_of(link.element)
    path = _address_words(url)
    found = weigh(Signs(said, path, context, region, _suffix(url), elsewhere, link.is_frame))
    if found is None:
        return None
    promise, score = found
    if promise is Promise.HUB and urls.key(url) == urls.key(page.url):
        return None
    said_year = words.year_in(said) or (words.year_in(context) if context else None)
    by_words = words.statement_weight(plain) > 0 or bool(context)
    is_said = bool(said) if promise is Promise.HUB else by_words
    year = said_year or words.year_in(words.spelled(path))
    return Candidate(url, link.text, promise, score, region, year, is_said, elsewhere, said_year)


def _is_nobodys(host: str) -> bool:
    return urls.is_under(host, words.hosts_elsewhere()) and not urls.is_under(host, words.file_hosts())


def _address_words(url: str) -> str:
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
