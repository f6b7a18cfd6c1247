"""What the home page's link amounts to, in words."""

from __future__ import annotations

from collections.abc import Mapping

LINK_STATES: Mapping[object, str] = {
    "linked": "linked from the home page",
    "other_year": "the home page links to an older one only",
    "policy_only": "the home page links to a policy only",
    "other_document": "the home page links to something else under its name",
    "dead": "the home page's link to it is dead",
    "none": "not linked from the home page",
    None: "home page not seen, or not whole",
}
"""By the crawl's `LinkState`."""
