"""The part of a page that a fragment names (`/policies#slavery`): firms keep many texts on one page, in accordions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree, html

from crawler import words
from crawler.page import Page, text_of

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MARKED = (*_HEADINGS, "summary", "button", "dt")
_BY_TEXT = ":~:text="
_MOST_PARTS = 3
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


def named_parts(page: Page) -> list[str]:
    """The fragments of the parts whose heading names the statement, be it without a name of its own.

    Such a one is known by its text, in the way in which browsers find text (`#:~:text=`).
    """
    if not page.mentions_it:
        return []
    found: dict[str, None] = {}
    for element in page.elements(*_MARKED):
        text = text_of(element, 300)
        if text and words.statement_weight(words.plain(text)) >= words.threshold("strong"):
            found[element.get("id") or _BY_TEXT + text] = None
        if len(found) >= _MOST_PARTS:
            break
    return list(found)


def _named(page: Page, fragment: str) -> etree._Element | None:
    if page.tree is None:
        return None
    if fragment.startswith(_BY_TEXT):
        wanted = fragment.removeprefix(_BY_TEXT)
        return next((each for each in page.elements(*_MARKED) if text_of(each, 300) == wanted), None)
    elements = (element for element in page.tree.iter() if isinstance(element.tag, str))
    return next((each for each in elements if fragment in (each.get("id"), each.get("name"))), None)


def _text_below(element: etree._Element) -> Iterator[etree._Element]:
    """What stands under a heading, as far as the next of its rank."""
    siblings = (each for each in element.itersiblings() if isinstance(each.tag, str))
    if element.tag in ("button", "dt"):
        return takewhile(lambda each: each.tag not in (*_HEADINGS, element.tag), siblings)
    if element.tag not in _HEADINGS:
        return iter(())
    return takewhile(lambda each: each.tag not in _HEADINGS or each.tag > element.tag, siblings)


def _page(pieces: list[etree._Element]) -> bytes:
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
