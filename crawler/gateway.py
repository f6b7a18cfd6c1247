"""Pages that stand where a site should: those before it, which ask for a language, and those of a site that is not there."""

from __future__ import annotations

import re

from crawler import urls, words
from crawler.links import Link, links_on
from crawler.outcomes import Problem
from crawler.page import Page
from crawler.records import Reason

# A page with more is more than a choice, unless its links are choices.
_FEW_WORDS = 40
_FEW_LINKS = 12
_MOST_LINKS = 300
_CHOICES = 0.5

_NOBODYS = re.compile(
    r"\bdomain (?:name )?(?:is |has been )?(?:parked|for sale|expired)\b|\bbuy this domain\b|\bparked (?:free|by|with)\b"
    r"|\bis for sale\b.{0,200}\bdomain|\bwelcome to nginx\b|\bapache2? .{0,20}default page\b|\biis windows server\b"
    r"|\baccount (?:has been )?suspended\b|\bweb ?site (?:has been )?(?:suspended|expired)\b|\bdefault (?:web ?site|web|server) page\b"
    r"|\bfuture home of something\b|\bsite (?:is )?not published\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\bcoming soon\b|\bunder construction\b|\bunder maintenance\b|\bnew (?:web ?)?site\b.{0,40}\b(?:soon|shortly|way)\b"
    r"|\blaunching soon\b|\bbe right back\b|\bback soon\b|\bwebsite is being (?:built|updated|rebuilt)\b",
    re.I,
)
_NOTICE_WORDS = 150
_NOTICE_LINKS = 6


def way_in(page: Page) -> str | None:
    """Where a page that only asks for language, country or age leads visitors in the United Kingdom; None elsewhere."""
    links = [link for link in links_on(page)[: _MOST_LINKS + 1] if link.plain]
    ours = [link for link in links if link.plain in words.gateway("ours")]
    if not ours or len(links) > _MOST_LINKS:
        return None
    choices = len(ours) + sum(link.plain in words.gateway("others") for link in links)
    is_small = page.word_count < _FEW_WORDS and len(links) <= _FEW_LINKS
    if not is_small and choices < _CHOICES * len(links):
        return None
    return next((url for link in ours if (url := _leads_on(link, page))), None)


def _leads_on(link: Link, page: Page) -> str | None:
    url = urls.absolute(page.base, link.href)
    return url if url and urls.key(url) != urls.key(page.url) else None


def placeholder(page: Page) -> Problem | None:
    """Why there is no site behind the page: the name is for sale, or the site is still, or again, being made."""
    if page.word_count > _NOTICE_WORDS:
        return None
    text = " ".join(page.words)
    said = _NOBODYS.search(text)
    if said is None and page.word_count <= _FEW_WORDS and len(links_on(page)) <= _NOTICE_LINKS:
        said = _NOT_YET.search(text)
    if said is None:
        return None
    return Problem(Reason.OTHER, f"a notice stands where the site should be ({said[0][:80]!r})")
