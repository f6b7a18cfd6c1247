"""Shows pages of one firm in the browser, and keeps and records what came of each."""

from __future__ import annotations

from crawler.answers import Answer
from crawler.attempts import attempt
from crawler.browser import Browser, BrowserFailed
from crawler.browser_parts import Parts
from crawler.fetching import Budget
from crawler.outcomes import Problem
from crawler.records import Recorder, RenderedPage
from crawler.rendering import GUESSED, Rendered

ROLE = "rendered"
"""The role under which it is recorded."""


class BrowserLook:
    """What `RenderingWeb` needs to render, with a real browser: see `Render`."""

    def __init__(
        self,
        firm_id: int,
        browser: Browser,
        parts: Parts,
        recorder: Recorder,
        budget: Budget,
        seconds: float,
    ) -> None:
        self._firm_id = firm_id
        self._browser = browser
        self._parts = parts
        self._recorder = recorder
        self._budget = budget
        self._seconds = seconds

    async def __call__(self, answer: Answer, address: str, role: str) -> Rendered | Problem:
        """The page as its scripts left it, or why there is none."""
        try:
            async with self._browser.context() as context:
                if spent := self._budget.problem_but_pages:
                    return spent
                # Only now: it needs the extra, and that this is there shows when the browser is started.
                from crawler.browser_page import PATIENCE, PageInBrowser  # noqa: PLC0415

                patience = 1 if role in GUESSED else PATIENCE
                page = PageInBrowser(context, answer, address, self._parts, patience)
                shown = await page.show(min(self._seconds, self._budget.seconds_left))
        except BrowserFailed as failed:
            self._recorder.fetched(attempt(self._firm_id, address, ROLE, None, failed.problem))
            return failed.problem
        name = self._browser.name
        kept = RenderedPage(address, shown.html, shown.sent_on_to or "", name, answer.archived)
        place = self._recorder.rendered(kept)
        headers = {"content-type": "text/html; charset=utf-8"}
        seen = Answer(address, answer.status, headers, shown.html, place, rendered=True)
        self._recorder.fetched(attempt(self._firm_id, address, ROLE, seen, None, f"as {name} showed it"))
        missing, lesser = tuple(self._parts.missing), tuple(self._parts.lesser)
        return Rendered(shown.html, place, shown.sent_on_to, missing, lesser)
