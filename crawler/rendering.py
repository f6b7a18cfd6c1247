"""The look at a site whose pages are empty without scripts: the same visit, over pages as a browser shows them.

Knows no browser: whatever can run a page's scripts, or remembers what came of it, can stand beneath.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from crawler import media, outcomes
from crawler.answers import Answer, Failed, Fetched
from crawler.discover import works_by_script_only
from crawler.fetching import MOST_REDIRECTS, Fetcher
from crawler.outcomes import Problem
from crawler.page import Page
from crawler.records import ArchiveRef, Outcome, Reason, Visit
from crawler.scripted import scripts_name_it

MOST_RENDERED = 20
"""Pages of one firm that are shown in a browser."""
_FEW_WORDS = 40
_FEW_LINKS = 3
_WAITING = re.compile(r"\bloading\b|please wait|enable javascript", re.I)
GUESSED = ("usual_path", "probe")
"""The roles of pages that nothing leads to."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What scripts made of a page: HTML in UTF-8, where it lies in the archive, and where they sent the visitor.

    `missing` is what the site itself did not give them, `lesser` what others did not: that matters only where next to
    nothing is to be seen.
    """

    html: bytes
    archived: ArchiveRef
    sent_on_to: str | None = None
    missing: tuple[Problem, ...] = ()
    lesser: tuple[Problem, ...] = ()


Render = Callable[[Answer, str, str], Awaitable[Rendered | Problem]]
"""(the page as its server sent it, its address with the fragment, the role in which it is wanted)
-> the page as scripts left it, or why not."""


def is_route(url: str) -> bool:
    """Whether the fragment names a page of its own, as scripts without a server do (`#/policies`, `#!policies`)."""
    return urlsplit(url).fragment.startswith(("/", "!"))


class RenderingWeb:
    """A `Web` in which pages that need scripts have had them run. `troubles` is what stood in the way."""

    runs_scripts = True

    def __init__(self, plain: Fetcher, render: Render) -> None:
        self._plain = plain
        self._render = render
        self.rendered = 0
        self.troubles: list[Problem] = []

    @property
    def pages(self) -> int:
        """Requests made for pages, robots.txt apart."""
        return self._plain.pages

    @property
    def size(self) -> int:
        """Bytes received, unpacked."""
        return self._plain.size

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The site maps that the robots.txt of the URL's origin names."""
        return await self._plain.sitemaps(url)

    async def __call__(self, url: str, role: str) -> Fetched | Failed:
        """Get a URL; a page that needs it is shown in a browser, and its scripts' redirects are followed."""
        via: tuple[str, ...] = ()
        came = await self._plain(url, role)
        while isinstance(came, Fetched) and self._is_for_browser(came, url, role):
            address = f"{came.url}#{urlsplit(url).fragment}" if is_route(url) else came.url
            shown = await self._shown(came, address, role)
            if shown is None:
                break
            came = Fetched(self._as_shown(came.answer, address, shown), came.via)
            target = shown.sent_on_to
            if target is None or target in (*via, *came.addresses) or len(via) >= MOST_REDIRECTS:
                if problem := outcomes.of_body(came.page, came.answer.body):
                    return Failed(came.url, problem)
                break
            further = await self._plain(target, role)
            if isinstance(further, Failed) or (role == "home" and further.answer.media_type != media.HTML):
                # A download that a page begins leaves the visitor where he is.
                break
            via, came, url = (*via, *came.addresses), further, target
        return Fetched(came.answer, (*via, *came.via)) if isinstance(came, Fetched) else came

    def _is_for_browser(self, came: Fetched, url: str, role: str) -> bool:
        if came.answer.media_type != media.HTML or came.answer.rendered or role == "sitemap":
            return False
        page = came.page
        wanted = (
            role == "home" or is_route(url) or page.needs_scripts or works_by_script_only(page) is not None
        )
        if wanted and self.rendered >= MOST_RENDERED:
            if role not in GUESSED:
                said = f"the budget of {MOST_RENDERED} pages in a browser is spent"
                self._note(Problem(Reason.BUDGET_SPENT, said))
            return False
        return wanted

    async def _shown(self, came: Fetched, address: str, role: str) -> Rendered | None:
        """The page as scripts left it; None where that shows no more than the page as it came."""
        self.rendered += 1
        shown = await self._render(came.answer, address, role)
        if isinstance(shown, Problem):
            self._note(shown)
            return None
        page = Page.parse(shown.html, address, "text/html; charset=utf-8")
        self._note(*shown.missing)
        if role == "home" and scripts_name_it(came.page) and not page.mentions_it:
            self._note(Problem(Reason.NEEDS_BROWSER, "its scripts name the statement, and show it nowhere"))
        if shown.sent_on_to is None and is_thin(page):
            self._note(*shown.lesser)
            if shown.missing or shown.lesser or page.words == came.page.words or is_waiting(page):
                return None
        return shown

    def _as_shown(self, answer: Answer, address: str, shown: Rendered) -> Answer:
        return replace(
            answer,
            url=address,
            headers={**answer.headers, "content-type": "text/html; charset=utf-8"},
            body=shown.html,
            archived=shown.archived,
            unchanged=None,
            rendered=True,
        )

    def _note(self, *problems: Problem) -> None:
        self.troubles += [each for each in problems if each not in self.troubles]


def is_thin(page: Page) -> bool:
    """Whether there is so little on the page that something may be missing."""
    links = (href for each in page.elements("a") if (href := each.get("href")) and not href.startswith("#"))
    return len(page.words) < _FEW_WORDS and len(list(islice(links, _FEW_LINKS))) < _FEW_LINKS


def is_waiting(page: Page) -> bool:
    """Whether all that the page says is that more is to come."""
    return not page.words or _WAITING.search(" ".join(page.words)) is not None


def weighed(seen: Visit, troubles: Iterable[Problem]) -> Visit:
    """The visit, marked as made with a browser; with what stood in the way as its reason, if that may have hidden it."""
    seen = replace(seen, rendered=True)
    worst = min(troubles, key=_order, default=None)
    is_open = seen.outcome is Outcome.COULD_NOT_LOOK and seen.reason is Reason.NEEDS_BROWSER
    if worst is None:
        return replace(seen, detail=f"{seen.detail}; a browser was used"[:300]) if is_open else seen
    if is_open or seen.outcome is Outcome.NOT_FOUND:
        reason = worst.reason if worst.reason in _OWN_REASONS else Reason.NEEDS_BROWSER
        detail = f"{seen.detail or 'looked through in a browser'}; {worst.detail}"[:300]
        return replace(seen, outcome=Outcome.COULD_NOT_LOOK, reason=reason, detail=detail)
    return seen


_OWN_REASONS = (Reason.ROBOTS, Reason.BUDGET_SPENT)


def _order(problem: Problem) -> int:
    return _OWN_REASONS.index(problem.reason) if problem.reason in _OWN_REASONS else len(_OWN_REASONS)
