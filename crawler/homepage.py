"""Whether the home page links to the statement: the evidence for section 54(7)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from urllib.parse import unquote_plus, urlsplit

from lxml import etree

from crawler import urls, words
from crawler.findings import Findings
from crawler.gateway import placeholder
from crawler.hidden import is_hidden
from crawler.links import Link, links_on
from crawler.page import Page, text_of
from crawler.records import HomepageLink, LinkState
from crawler.regions import region_of
from crawler.scripted import footer_is_to_come, scripts_name_it

# Enough for the element and its attributes; some sites put whole pictures into one.
LONGEST_EXTRACT = 1000
_ON_THE_PAGE = ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "button", "legend", "strong", "title")


def evidence(pages: Sequence[Page], findings: Findings) -> tuple[HomepageLink | None, LinkState | None]:
    """The link, and what it amounts to. `pages` are the home page and its frames; none or an empty one tells nothing."""
    if not pages or all(page.needs_scripts and page.is_shell for page in pages):
        return None, None
    for state, wanted in findings.claims():
        for page in pages:
            if (element := _link_to(page, wanted)) is not None:
                return _told(element), None if is_hidden(element.element, page) else state
            if link := _on_the_page(page, wanted):
                return link, state
    # What is not on the page as it was sent is not to be called missing while its scripts may put it there.
    is_whole = not any(
        placeholder(page) or scripts_name_it(page) or footer_is_to_come(page) for page in pages
    )
    return None, LinkState.NONE if is_whole else None


def find_link(page: Page, wanted: Collection[str]) -> HomepageLink | None:
    """The link on the home page that leads to one of the `wanted` addresses; None where none does."""
    link = _link_to(page, wanted)
    return _told(link) if link else None


def _told(link: Link) -> HomepageLink:
    return HomepageLink(link.href, link.text, region_of(link.element), _extract(link.element))


def _link_to(page: Page, wanted: Collection[str]) -> Link | None:
    """The element on the home page that leads to one of the `wanted` addresses; None where none does.

    `wanted` holds every address the statement is known by: where it lies, and what was asked for before redirects.
    Of several elements, one that is seen wins, then the one that names the statement, then the first.
    """
    # Nothing leads to the home page's own statement but a link to that part of it.
    home = f"{urls.key(page.url)}#"
    keys = {_key(url, page.url) for url in wanted} - {home}
    if not keys:
        return None
    tails = {re.split("[/?#=&+%]", key)[-1].casefold() for key in keys}
    best: tuple[tuple[bool, float], Link] | None = None
    for link in links_on(page):
        # Resolving every link of a large page is what costs; an address that ends otherwise need not be.
        if not any(
            tail in link.href.casefold() or tail in unquote_plus(link.href).casefold() for tail in tails
        ):
            continue
        url = urls.absolute(page.base, link.href)
        if url is None or _key(urls.unwrapped(url), page.url) not in keys:
            continue
        weight = not is_hidden(link.element, page), words.statement_weight(link.plain)
        if best is None or weight > best[0]:
            best = weight, link
    return best[1] if best else None


def _on_the_page(page: Page, wanted: Collection[str]) -> HomepageLink | None:
    """The heading under which the statement stands on the home page itself, if it does."""
    home = urls.key(page.url)
    if not any(urls.key(url) == home and not urlsplit(url).fragment for url in wanted):
        return None
    named = (element for element in page.elements(*_ON_THE_PAGE) if _names_it(element))
    element = next(named, None)
    if element is None:
        return None
    return HomepageLink("#", text_of(element, 300), region_of(element), _extract(element))


def _names_it(element: etree._Element) -> bool:
    return words.statement_weight(words.plain(text_of(element, 300))) > 0


def _key(url: str, home_url: str) -> str:
    key = urls.key(url)
    # A statement on the home page itself is led to by its fragment, not by every link to the home page.
    return f"{key}#{urlsplit(url).fragment}" if key == urls.key(home_url) else key


def _extract(element: etree._Element) -> str:
    extract = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return " ".join(extract.split())[:LONGEST_EXTRACT]
