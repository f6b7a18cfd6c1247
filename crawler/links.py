"""The links on a page, however they are made, and what a visitor reads, hears and sees around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, cast

from lxml import etree

from crawler import words
from crawler.page import Page, text_of

# Of a page with more links, those beyond are not looked at: nobody's footer is that long.
MOST_LINKS = 20_000
# Characters of a paragraph, list item or table row that still count as what stands around a link.
LONGEST_AROUND = 400

FRAMES = ("frame", "iframe", "embed", "object")
_TAGS = ("a", "area", "button", "option", *FRAMES)
_ATTRIBUTES = ("href", "src", "data", "data-href", "data-url", "data-src", "formaction")
# Whatever else scripts make a link of.
_ACTS_AS_ONE = etree.XPath("//*[@onclick or @data-href or @role='link']")
_BY_SCRIPT = re.compile(
    r"""(?:location(?:\.href)?\s{0,3}=\s{0,3}|location\.(?:assign|replace)\(\s{0,3}|window\.open\(\s{0,3})["']([^"']{1,1000})["']""",
    re.I,
)
_LOOKS_LIKE_ADDRESS = re.compile(r"^\s*(?:https?:|/|\.\.?/)|\.(?:html?|pdf|php|aspx?)\b", re.I)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "caption", "dt", "th"})
_FARTHEST = 6


class Link(NamedTuple):
    """An element that leads somewhere, and the address as it stands there, unresolved.

    `text` is what a visitor reads of it, `said` all that a visitor reads or hears, `plain` the latter as plain words.
    """

    element: etree._Element
    href: str
    text: str
    said: str
    plain: str

    @property
    def is_frame(self) -> bool:
        """Whether the visitor sees what it leads to without following it."""
        return self.element.tag in FRAMES


def links_on(page: Page) -> tuple[Link, ...]:
    """Everything on the page that leads somewhere: links, buttons, drop-downs, frames, and plain script."""
    return page.asked(_links)


def _links(page: Page) -> tuple[Link, ...]:
    return tuple(_found(page))


def _found(page: Page) -> Iterator[Link]:
    count = 0
    for element in chain(page.elements(*_TAGS), _acting(page)):
        href = _address(element)
        if href:
            count += 1
            text, said = spoken(element)
            yield Link(element, href, text, said, words.plain(said))
        if count >= MOST_LINKS:
            return


def _acting(page: Page) -> Iterator[etree._Element]:
    if page.tree is not None:
        found = cast("list[etree._Element]", _ACTS_AS_ONE(page.tree))
        yield from (each for each in found if each.tag not in _TAGS)


def _address(element: etree._Element) -> str | None:
    if element.tag == "option":
        value = element.get("value") or ""
        return value if _LOOKS_LIKE_ADDRESS.search(value[:1000]) else None
    href = next(filter(None, map(element.get, _ATTRIBUTES)), "")
    if not href or href == "#" or href.lower().startswith("javascript:"):
        scripted = _BY_SCRIPT.search(f"{href} {element.get('onclick') or ''}"[:3000])
        return scripted[1] if scripted else _opens(element) or _sends_to(element) or href or None
    return href


def _sends_to(element: etree._Element) -> str | None:
    """Where a button's form leads, if nothing is to be written into it."""
    form = next(element.iterancestors("form"), None) if element.tag == "button" else None
    if form is None or (form.get("method") or "get").lower() != "get":
        return None
    fields = (field for field in form.iter("input", "textarea", "select") if field.get("type") != "hidden")
    return form.get("action") if next(fields, None) is None else None


def _opens(element: etree._Element) -> str | None:
    """The part of the page that the element opens: an accordion's panel, or a box over the page."""
    for attribute in (
        "data-bs-target",
        "data-target",
        "data-toggle-target",
        "aria-controls",
        "popovertarget",
    ):
        named = (element.get(attribute) or "").split(" ")[0].lstrip("#")
        if named:
            return f"#{named}"
    return None


def spoken(element: etree._Element) -> tuple[str, str]:
    """(what a visitor reads, everything a visitor reads or hears) of a link: text, or else label, title, image's alt."""
    # What stands inside a frame is for browsers that have none.
    text = "" if element.tag in FRAMES else text_of(element, 300)
    told = [element.get("aria-label"), element.get("title")]
    if len(element):
        told += [image.get("alt") for image in element.iter("img")]
    # Icons drawn in place are named by a <title> of their own, which is part of the text already.
    told += [element.get("alt"), element.get("name") if element.tag in ("iframe", "frame") else None]
    heard = [" ".join(piece.split())[:300] for piece in told if piece and not piece.isspace()]
    if not heard:
        return text, text
    return text or heard[0], " | ".join(dict.fromkeys([text, *heard] if text else heard))


def around(element: etree._Element) -> str:
    """The words around a link that says nothing itself: its paragraph, list item or row, else the heading above."""
    ancestor = element.getparent()
    for _ in range(4):
        if ancestor is None or ancestor.tag in ("body", "html", "footer", "header", "nav", "main"):
            break
        text = text_of(ancestor, LONGEST_AROUND + 1)
        if len(text) > LONGEST_AROUND:
            break
        if words.statement_weight(words.plain(text)):
            return text
        ancestor = ancestor.getparent()
    return _heading_above(element)


def _heading_above(element: etree._Element) -> str:
    at: etree._Element | None = element
    for _ in range(_FARTHEST):
        if at is None or at.tag in ("body", "html"):
            return ""
        for distance, before in enumerate(at.itersiblings(preceding=True)):
            if distance > 30:
                break
            if before.tag in _HEADINGS:
                return text_of(before, 300)
            # In an accordion the heading stands in a box or a button of its own.
            inner = next(before.iter("h1", "h2", "h3", "h4", "h5", "h6"), None) if len(before) else None
            if inner is not None or before.tag == "button":
                return text_of(before if inner is None else inner, 300)
        at = at.getparent()
    return ""
