"""The part of a page that a fragment names (`/policies#slavery`): firms keep many texts on one page, in accordions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree, html

from crawler.page import Page, text_of

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A part with fewer words is a mark in the text, or a heading whose text stands elsewhere.
LEAST_WORDS = 60
_FARTHEST = 4


def part_of(page: Page, fragment: str) -> bytes | None:
    """The named part as a page of its own; None where there is none, or it is the whole page."""
    element = _named(page, fragment) if fragment else None
    if element is None:
        return None
    for _ in range(_FARTHEST):
        if element is None or element.tag in ("body", "html", "main", "article"):
            return None
        pieces = [element, *_text_below(element)]
        text = " ".join(text_of(piece, 20_000) for piece in pieces)
        if len(text.split()) >= LEAST_WORDS:
            return _page(pieces)
        element = element.getparent()
    return None


def _named(page: Page, fragment: str) -> html.HtmlElement | None:
    if page.tree is None:
        return None
    elements = (element for element in page.tree.iter() if isinstance(element.tag, str))
    return next((each for each in elements if fragment in (each.get("id"), each.get("name"))), None)


def _text_below(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """What stands under a heading, as far as the next of its rank."""
    if element.tag not in _HEADINGS:
        return iter(())
    siblings = (each for each in element.itersiblings() if isinstance(each.tag, str))
    return takewhile(lambda each: each.tag not in _HEADINGS or each.tag > element.tag, siblings)


def _page(pieces: list[html.HtmlElement]) -> bytes:
    named = next(pieces[0].iter(*_HEADINGS, "summary", "button", "legend"), None)
    tree = html.Element("html")
    title = etree.SubElement(etree.SubElement(tree, "head"), "title")
    title.text = text_of(named, 300) if named is not None else ""
    body = etree.SubElement(tree, "body")
    for piece in pieces:
        markup = etree.tostring(piece, encoding="unicode", method="html", with_tail=False)
        body.append(html.fragment_fromstring(markup, create_parent="div"))
    whole: bytes = etree.tostring(tree, encoding="utf-8", method="html", doctype="<!doctype html>")
    return whole
