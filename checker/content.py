"""The content of a web page, told from its menus, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from checker.characters import word_set

MAX_NODES: Final = 400_000
"""Nodes walked in one page: the largest real page we have holds 6,000."""

_ALWAYS_TAGS: Final = frozenset(("nav", "dialog", "menu"))
_SITE_TAGS: Final = _ALWAYS_TAGS | {"header", "footer", "aside"}
_ALWAYS_ROLES: Final = word_set("navigation search menu menubar dialog alertdialog toolbar")
_SITE_ROLES: Final = _ALWAYS_ROLES | {"banner", "contentinfo", "complementary"}
_SITE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|submenu|skip-?(?:link|to)?|popup|modal|lightbox|offcanvas|header|footer|masthead|"
    r"topbar|top-bar|sidebar|widget-area|pagination|screen-reader-text|visually-hidden|sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ALWAYS_NAMES: Final = re.compile(
    r"cookie|onetrust|cky-|cc-window|gdpr|(?:^|[\s_-])(?:consent|navigation|main-?menu|nav-?menu|breadcrumbs?|share|"
    r"sharing|social|newsletter|subscribe|related-posts|comments?|site-?(?:header|footer)|"
    r"elementor-location-(?:header|footer))(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_CONTENT: Final = re.compile(
    r"(?<![^\s_-])(?:accordion|card|panel|faq|toggle|question|collapse|tab|fold)[\w-]{0,20}[_-](?:header|footer)(?![^\s_-])",
    re.IGNORECASE,
)
SUBJECT: Final = re.compile(r"slavery|human trafficking|forced labour|forced labor", re.IGNORECASE)
_STATEMENT_WORDS: Final = 60  # of prose on the subject: less may be a blurb beside a link, more is a text
_COPYRIGHT: Final = re.compile(
    r"©\s*(?:copyright\W*)?\d|©\s*[A-Z]|\ball rights reserved\b|^\s*copyright (?:©|\(c\)|\d{4})",
    re.IGNORECASE,
)
_COLOPHON: Final = 150  # words with those of its links
_COLOPHON_NODES: Final = 600
_COPYRIGHT_LINE: Final = 250  # characters
_CLIMB: Final = 8  # tags around the copyright line
_STATES: Final = re.compile(
    r"slavery|trafficking|\b(?:signed|approv\w+|statement|board|director|chair|chief|suppl\w+|year end\w*)\b",
    re.IGNORECASE,
)
"""Words that a colophon has in links only."""


@dataclass(slots=True)
class Weight:
    """What a tag holds: words, words inside links, the subject, a title that names it; and whether it is in the content."""

    words: int = 0
    linked: int = 0
    on_subject: bool = False
    titled: bool = False
    inside: bool = False


def weigh(root: Tag) -> dict[int, Weight]:
    """The weight of each tag by its id, in one pass: pages nest deep, and asking each tag would cost the square."""
    nodes = [root, *islice(root.descendants, MAX_NODES)]
    weights = {id(node): Weight() for node in nodes if isinstance(node, Tag)}
    for node in nodes[1:]:
        if isinstance(node, Tag) and (parent := node.parent) is not None and id(parent) in weights:
            weights[id(node)].inside = weights[id(parent)].inside or parent.name in ("main", "article")
    for node in reversed(nodes):
        if node is root or id(node.parent) not in weights:
            continue
        above = weights[id(node.parent)]
        if isinstance(node, Tag):
            own = weights[id(node)]
            above.words += own.words
            above.linked += own.words if node.name == "a" else own.linked
            above.on_subject |= own.on_subject
            above.titled |= own.titled or (node.name == "h1" and own.on_subject)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            above.words += len(node.split())
            above.on_subject |= bool(SUBJECT.search(node))
    return weights


def _looks_like_furniture(tag: Tag, *, inside: bool) -> bool:
    """Whether tag, role or name say furniture. Inside the content, headers and footers are the content's own."""
    role = str(tag.get("role", "")).casefold()
    if tag.name in ("html", "body", "main", "article"):
        return False
    if tag.name in (_ALWAYS_TAGS if inside else _SITE_TAGS) or role in (
        _ALWAYS_ROLES if inside else _SITE_ROLES
    ):
        return True
    names = tag.get_attribute_list("class") + tag.get_attribute_list("id")
    marked = _OF_CONTENT.sub(" ", " ".join(str(name) for name in names if name))
    if not marked.strip():
        return False
    if tag.name == "aside" and _SITE_NAMES.search(marked):
        return True
    return bool(_ALWAYS_NAMES.search(marked) or (not inside and _SITE_NAMES.search(marked)))


def furniture_of(root: Tag, weights: dict[int, Weight]) -> frozenset[int]:
    """The ids of tags that are furniture by tag, role or name, unless they hold the statement."""
    found: set[int] = set()
    everything = weights[id(root)].words
    content = sum(weight.words for tag in root.find_all("main", limit=1) if (weight := weights.get(id(tag))))
    trusted = content < 0.95 * everything  # a `main` round the whole page tells nothing
    swallowed: set[int] = set()
    for tag in islice(root.find_all(), MAX_NODES):
        weight = weights.get(id(tag))
        if id(tag.parent) in found or id(tag.parent) in swallowed:
            swallowed.add(id(tag))
            continue
        if weight is None or not _looks_like_furniture(tag, inside=weight.inside and trusted):
            continue
        prose = weight.words - weight.linked
        if prose * 2 > everything or (prose > _STATEMENT_WORDS and weight.on_subject):
            continue  # sites do put the whole text into a footer, or into a "header-content" section
        if weight.on_subject and prose < _STATEMENT_WORDS and prose >= weight.linked and weight.titled:
            continue  # the statement's own banner, often with its date
        found.add(id(tag))
    found.update(_colophons(root, weights, found))
    return frozenset(found)


def _colophons(root: Tag, weights: dict[int, Weight], found: set[int]) -> Iterator[int]:
    """The ids of the tags that hold a page's copyright line and what stands beside it, whatever they are called."""
    everything = weights[id(root)].words
    for line in root.find_all(string=_COPYRIGHT, limit=10):
        chosen = None
        if len(line) > _COPYRIGHT_LINE:
            continue  # a text that ends with it
        for tag in islice(line.parents, _CLIMB):
            weight = weights.get(id(tag))
            if (
                tag is root
                or tag.name in ("body", "main", "article")
                or weight is None
                or id(tag) in found
                or weight.words > min(_COLOPHON, everything // 2)
                or not _is_colophon(tag)
            ):
                break
            chosen = tag
        if chosen is not None:
            yield id(chosen)


def _is_colophon(tag: Tag) -> bool:
    """Whether nothing in it but its links speaks of what a statement does, and no title stands in it."""
    for number, node in enumerate(tag.descendants):
        if number >= _COLOPHON_NODES or (isinstance(node, Tag) and node.name == "h1"):
            return False
        if (
            isinstance(node, NavigableString)
            and not any(parent.name == "a" for parent in islice(node.parents, 4))
            and _STATES.search(node)
        ):
            return False
    return True


def main_of(root: Tag, weights: dict[int, Weight], furniture: frozenset[int]) -> Tag:
    """The `main` of the page where it has one that holds nearly all the words that are not furniture."""
    mains = root.find_all(lambda tag: tag.name == "main" or tag.get("role") == "main", limit=2)
    if len(mains) != 1 or (own_titles(root) and not own_titles(mains[0])):
        return root
    outside = sum(weights[key].words for key in furniture if key in weights)
    rest = weights[id(root)].words - outside
    return mains[0] if weights.get(id(mains[0]), Weight()).words >= 0.7 * rest else root


def own_titles(furniture: Tag) -> list[Tag]:
    """The headings in a banner that name the subject: the statement's own title, not the site's."""
    return [title for title in furniture.find_all("h1", limit=3) if SUBJECT.search(title.get_text(" "))]
