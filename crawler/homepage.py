"""Whether the home page links to the statement: the evidence for section 54(7)."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote_plus, urlsplit

from lxml import etree

from crawler import urls, words
from crawler.discover import spoken
from crawler.page import Page, region_of
from crawler.records import HomepageLink

# Enough for the element and its attributes; some sites put whole pictures into one.
LONGEST_EXTRACT = 1000


def find_link(page: Page, wanted: Collection[str]) -> HomepageLink | None:
    """The element on the home page that leads to one of the `wanted` addresses; None where none does.

    `wanted` holds every address the statement is known by: where it lies, and what was asked for before redirects.
    Of several elements, the one that names the statement wins, then the first.
    """
    keys = {_key(url, page.url) for url in wanted}
    tails = {re.split("[/?#=&+%]", key)[-1] for key in keys}
    best: tuple[float, HomepageLink] | None = None
    for element in page.elements("a", "area", "button"):
        href = element.get("href") or element.get("data-href") or ""
        # Resolving every link of a large page is what costs; an address that ends otherwise need not be.
        if not any(tail in href.casefold() or tail in unquote_plus(href).casefold() for tail in tails):
            continue
        url = urls.absolute(page.base, href)
        if url is None or _key(urls.unwrapped(url), page.url) not in keys:
            continue
        text, said = spoken(element)
        weight = words.statement_weight(words.plain(said))
        if best is None or weight > best[0]:
            best = weight, HomepageLink(href, text, region_of(element), _extract(element))
    return best[1] if best else None


def _key(url: str, home_url: str) -> str:
    key = urls.key(url)
    # A statement on the home page itself is led to by its fragment, not by every link to the home page.
    return f"{key}#{urlsplit(url).fragment}" if key == urls.key(home_url) else key


def _extract(element: etree._Element) -> str:
    extract = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return " ".join(extract.split())[:LONGEST_EXTRACT]
