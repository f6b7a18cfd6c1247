"""What a page's scripts are given to make links of: menus and footers that are not there until they have run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler import urls, words
from crawler.discover import Candidate
from crawler.page import Page

_LONGEST = 2_000_000
_MOST = 4
_NEAR = 300
_SUBJECT = "slavery"
_MENTION = re.compile(r"[\"'][^\"']{0,100}slavery[^\"']{0,100}[\"']", re.I)
_ADDRESS = re.compile(r"[\"']((?:https?:)?(?:\\?/|\\u002f)[^\"'\s<>]{1,300})[\"']", re.I)
_FOOT = re.compile(r"(?:^|[\s_-])footer(?:$|[\s_-])", re.I)


def links_in_scripts(page: Page) -> list[Candidate]:
    """The addresses that stand beside the statement's name in what the page's scripts are given, the nearest first."""
    found: dict[str, Candidate] = {}
    for text in _mentions(page):
        for mention in _MENTION.finditer(text):
            url = urls.absolute(page.base, _address_beside(mention))
            if url and urls.site(url) == urls.site(page.url):
                found.setdefault(urls.key(url), Candidate.unsaid(url))
            if len(found) >= _MOST:
                return list(found.values())
    return list(found.values())


def _address_beside(mention: re.Match[str]) -> str:
    """The address nearest to the mention in its text; "" where none is near."""
    start = max(0, mention.start() - _NEAR)
    near = (
        (min(abs(start + each.start() - mention.end()), abs(mention.start() - start - each.end())), each[1])
        for each in _ADDRESS.finditer(mention.string[start : mention.end() + _NEAR])
    )
    _, address = min(near, default=(0, ""))
    return address.replace("\\/", "/").replace("\\u002F", "/").replace("\\u002f", "/")


def scripts_name_it(page: Page) -> bool:
    """Whether what the page's scripts are given names the statement as a menu would."""
    return any(
        words.statement_weight(words.plain(mention[0])) >= words.threshold("strong")
        for text in _mentions(page)
        for mention in _MENTION.finditer(text)
    )


def footer_is_to_come(page: Page) -> bool:
    """Whether the page's only footer is empty, and there are scripts that may fill it."""
    footers = [
        each
        for each in page.elements("footer", "div")
        if each.tag == "footer" or _FOOT.search(f"{each.get('id') or ''} {each.get('class') or ''}"[:300])
    ]
    is_empty = all(not len(each) and not (each.text or "").strip() for each in footers)
    return bool(footers) and is_empty and any(each.get("src") for each in page.elements("script"))


def _mentions(page: Page) -> Iterator[str]:
    """The scripts, and the attributes that hold data for them, in which the subject occurs."""
    for script in page.elements("script"):
        text = (script.text or "")[:_LONGEST]
        # Data for search engines says what a page is about, not what visitors see.
        if _SUBJECT in text.lower() and "ld+json" not in (script.get("type") or ""):
            yield text
    for element in page.elements():
        for value in map(str, element.attrib.values()):
            if len(value) > 40 and _SUBJECT in value.lower() and "{" in value:
                yield value[:_LONGEST]
