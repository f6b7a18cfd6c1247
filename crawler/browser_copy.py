"""A copy of a page as it stands in the browser, and what on it names the statement and has no address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

from crawler import words
from crawler.browser import BrowserFailed
from crawler.browser_scripts import NUMBER
from crawler.links import spoken
from crawler.page import Page

_FEW_WORDS = 40
_FEW_LINKS = 3
_NUMBERS = re.compile(rb'\s%s="\d+"' % NUMBER.encode())


@dataclass(frozen=True, slots=True)
class Copy:
    """The page in UTF-8, what may be clicked on it numbered. Everything in it is the page's own word."""

    html: bytes
    address: str
    is_thin: bool

    @classmethod
    def taken(cls, found: Any, opened: str) -> Copy:
        """From what the script COPY gave of the page that was opened at `opened`. Raises `BrowserFailed`."""
        if not isinstance(found, dict) or not isinstance(found.get("html"), str):
            raise BrowserFailed("the page could not be copied")
        page = found["html"].encode("utf-8", "replace")
        base = str(found.get("base"))
        if base != opened and b"<base" not in page.lower():
            mark = f'<base href="{_quoted(base)}">'.encode()
            page = re.sub(rb"<head[^>]*>", lambda head: head[0] + mark, page, count=1)
        is_thin = int(found.get("words") or 0) < _FEW_WORDS and int(found.get("links") or 0) < _FEW_LINKS
        return cls(page, str(found.get("address")), is_thin)

    def nameless(self, opened: str) -> Iterator[int]:
        """The numbers of the elements that name the statement and lead nowhere."""
        page = Page.parse(self.html, opened, "text/html; charset=utf-8")
        for element in page.tree.iterfind(f".//*[@{NUMBER}]") if page.tree is not None else ():
            _, said = spoken(element)
            number = element.get(NUMBER) or ""
            if number.isdecimal() and words.statement_weight(words.plain(said)) >= words.threshold("strong"):
                yield int(number)

    def leading(self, found: Mapping[int, str]) -> bytes:
        """The page without our numbers; with the address that each clicked element was `found` to lead to."""
        if not found:
            return _NUMBERS.sub(b"", self.html)
        tree = html.document_fromstring(self.html, parser=html.HTMLParser(encoding="utf-8"))
        for element in tree.iterfind(f".//*[@{NUMBER}]"):
            number = str(element.attrib.pop(NUMBER))
            if number.isdecimal() and int(number) in found:
                element.set("href" if element.tag == "a" else "data-href", found[int(number)])
                element.set("data-section54-found-by", "click")
        return bytes(html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
