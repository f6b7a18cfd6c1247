"""Where on a page an element stands, by the landmarks, roles and names of what is around it."""

from __future__ import annotations

import re

from lxml import etree

_LANDMARKS = {"footer": "footer", "nav": "nav", "header": "header"}
_ROLES = {"contentinfo": "footer", "navigation": "nav", "banner": "header"}
_NAMES = (
    (
        "footer",
        re.compile(
            r"(?:^|[\s_-])(?:(?:site|sub|pre|page|global|main)-?)?footer|colophon|\bfoot\b|copyright", re.I
        ),
    ),
    (
        "nav",
        re.compile(
            r"(?:^|[\s_-])(?:(?:top|main|mega|sub|side|drop-?down)-?)?(?:nav(?:bar|igation)?|menu|drop-?down)(?:$|[\s_-])",
            re.I,
        ),
    ),
    (
        "header",
        re.compile(
            r"(?:^|[\s_-])(?:(?:site|page|global|main)-?)?header(?:$|[\s_-])|masthead|(?:^|[\s_-])top-?bar(?:$|[\s_-])",
            re.I,
        ),
    ),
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def region_of(element: etree._Element) -> str:
    """Where on the page the element stands: header, nav, footer or main.

    A menu within the footer is the footer; a menu within the header is a menu.
    """
    found = "main"
    for depth, ancestor in enumerate(element.iterancestors()):
        if ancestor.tag in ("body", "html") or depth > 200:
            break
        region = _landmark(ancestor)
        if region == "footer":
            return "footer"
        if region == "nav" or (region == "header" and found == "main"):
            found = region
    return found


def _landmark(element: etree._Element) -> str | None:
    """The region that the element itself is."""
    region = _LANDMARKS.get(element.tag) or _ROLES.get((element.get("role") or "").lower())
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if region or named == " ":
        return region
    named = _CAMEL.sub("-", named)
    return next((name for name, pattern in _NAMES if pattern.search(named)), None)
