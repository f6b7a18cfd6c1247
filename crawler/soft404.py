"""Pages that say "not found" with a status that says "here it is"."""

from __future__ import annotations

from crawler.answers import Failed, Fetched

# No firm has a page of this name, so what is answered there is the site's way of saying that there is none.
NO_SUCH_PAGE = "/no-page-has-this-name-54"

# Of two pages' words, the share in common from which they are taken to say the same. A short statement among many
# menus may come near it, so it is never held against a document that the checker takes for a statement.
_ALIKE = 0.8


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
