"""Pages that say "not found" with a status that says "here it is"."""

from __future__ import annotations

import re

from crawler.answers import Failed, Fetched
from crawler.page import Page

# No firm has a page of this name, so what is answered there is the site's way of saying that there is none.
NO_SUCH_PAGE = "/no-page-has-this-name-54"

# Of two pages' words, the share in common from which they are taken to say the same. A short statement among many
# menus may come near it, so it is never held against a document that the checker takes for a statement.
_ALIKE = 0.8

_SAYS_SO = re.compile(
    r"\b(?:page|file|content|document)\b.{0,20}\b(?:not|never|can ?not|can.?t|couldn.?t)\b.{0,12}\b(?:found|find|exist)"
    r"|\bnot found\b|\berror 404\b|\b404\b|\bno longer (?:exists|available|here)\b|\bdoes ?n[o’']t exist\b",
    re.I,
)
# A page that says so has few words of its own besides its menus; a document has more.
_MOST_WORDS = 400


def says_so(page: Page) -> bool:
    """Whether title or heading of a short page say that there is no such page, whatever the status says."""
    return page.word_count <= _MOST_WORDS and _SAYS_SO.search(f"{page.title} | {page.heading}") is not None


class Detector:
    """Knows how a site answers for pages that it does not have."""

    def __init__(self, answer: Fetched | Failed) -> None:
        """Learn from what came for `NO_SUCH_PAGE`. A failure shows that the site says so honestly."""
        self._words = frozenset(answer.page.words) if isinstance(answer, Fetched) else None

    def matches(self, came: Fetched) -> bool:
        """Whether the page is the site's way of saying that there is none."""
        if self._words is None:
            return False
        found = frozenset(came.page.words)
        everything = found | self._words
        return not everything or len(found & self._words) / len(everything) >= _ALIKE
