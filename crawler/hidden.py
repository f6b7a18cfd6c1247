"""Links that stand in a page's markup and that its own styles hide, where nothing a visitor can do shows them."""

from __future__ import annotations

import re

from lxml import etree

from crawler.page import Page
from crawler.regions import region_of

_HIDES = re.compile(r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.I)
# What is folded away until it is asked for: menus, drawers, tabs, accordions, boxes over the page.
_OPENS = re.compile(
    r"menu|nav|drop|drawer|off-?canvas|sidebar|modal|dialog|pop-?up|overlay|light-?box|tab|accordion|collaps|panel|toggle|"
    r"expand|slide|carousel|more|footer|header|hamburger",
    re.I,
)
_OPENERS = ("href", "aria-controls", "data-target", "data-bs-target", "popovertarget", "for")
_NAMED = ("class", "id", "role")
_FARTHEST = 100


def is_hidden(element: etree._Element, page: Page) -> bool:
    """Whether the page's markup hides the element, and shows no way to bring it up. Style sheets are not read."""
    hiding = next((each for each in _with_those_around(element) if _hides(each)), None)
    if hiding is None or region_of(element) != "main":
        return False
    around = [
        each for each in _with_those_around(element) if each is hiding or hiding in each.iterdescendants()
    ]
    if any(_OPENS.search(" ".join(map(str, (each.tag, *map(each.get, _NAMED))))) for each in around):
        return False
    return not _is_opened(hiding, page)


def _with_those_around(element: etree._Element) -> list[etree._Element]:
    found = [element]
    for ancestor in element.iterancestors():
        if ancestor.tag in ("body", "html") or len(found) > _FARTHEST:
            break
        found.append(ancestor)
    return found


def _hides(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _HIDES.search(element.get("style") or "") is not None


def _is_opened(hiding: etree._Element, page: Page) -> bool:
    """Whether something on the page names what is hidden."""
    name = hiding.get("id")
    if not name:
        return False
    return any(
        (value := each.get(attribute)) and value.lstrip("#") == name
        for each in page.elements("a", "button", "label", "input", "summary")
        for attribute in _OPENERS
    )
