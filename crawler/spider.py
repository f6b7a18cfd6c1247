"""The thin part that is Scrapy's: runs the visits side by side, and answers their requests with its downloader."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http.request import NO_CALLBACK

from crawler import again, urls
from crawler.addresses import addresses_of
from crawler.answers import Answer
from crawler.archiving import META_KEY
from crawler.browser import PAGES_AT_ONCE, Browser
from crawler.browser_look import BrowserLook
from crawler.browser_parts import Parts
from crawler.fetching import Budget, Fetcher
from crawler.past import Past, conditions
from crawler.recording import GuardedRecorder, RecorderError
from crawler.records import Judge, Outcome, Reason, Target, Visit
from crawler.rendering import RenderingWeb, weighed
from crawler.robots import Robots
from crawler.settings import AGENT, CrawlSettings
from crawler.visit import visit

LONGEST_REST = 1.0
"""Seconds."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Failed:
    """A firm that could not be looked at, what was seen of it, and when (monotonic clock)."""

    target: Target
    seen: Visit
    at: float


class StatementSpider(Spider):
    """Looks at every target. `failure` is what of ours ended the crawl early, if something did."""

    name = "section54"

    def __init__(
        self,
        *,
        targets: Iterable[Target],
        judge: Judge,
        recorder: GuardedRecorder,
        limits: CrawlSettings,
        past: Past | None = None,
    ) -> None:
        super().__init__()
        self.recorder = recorder
        self.failure: BaseException | None = None
        self.finished_because = ""
        self._targets = iter(targets)
        self._judge = judge
        self._limits = limits
        self._past = past
        self._robots = Robots(self._download, recorder, AGENT, self._slow_down)
        self._failed: list[_Failed] = []
        self._browser = Browser(limits.browser, limits.agent) if limits.browser else None
        self._without_scripts: list[_Failed] = []
        self._not_before: dict[str, float] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Look at all targets. Yields nothing: attempts and visits go straight to the recorder."""
        try:
            await self._look_at_all()
        except Exception as error:
            self.failure = error.__cause__ if isinstance(error, RecorderError) else error
            raise CloseSpider("failed") from error
        nothing: tuple[Any, ...] = ()
        for item in nothing:
            yield item

    def closed(self, reason: str) -> None:
        """What Scrapy calls at the end."""
        self.finished_because = reason

    async def _look_at_all(self) -> None:
        try:
            await self._side_by_side(self._look_first(target) for target in self._targets)
            # Nothing was recorded of these firms yet: killed before, the next run looks at them as at any other.
            self._robots.forget_failures()
            await self._side_by_side(self._look_again(failed) for failed in self._failed)
            looks = (self._look_with_browser(failed) for failed in self._without_scripts)
            # So many that the browser always has pages to show while others wait for their servers.
            await self._side_by_side(looks, 2 * PAGES_AT_ONCE)
        finally:
            if self._browser:
                await self._browser.close()
            await self._robots.close()
            await self._come_to_rest()

    async def _side_by_side(
        self, looks: Iterator[Coroutine[Any, Any, None]], most: int | None = None
    ) -> None:
        most = most or self._limits.firms_at_once
        running: set[asyncio.Task[None]] = set()
        done: set[asyncio.Task[None]] = set()
        try:
            while True:
                while len(running) < most and (look := next(looks, None)):
                    running.add(asyncio.create_task(look))
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            for task in running:
                task.cancel()
            # All are heard, also those that ended together with the one whose failure is raised.
            await asyncio.gather(*running, *done, return_exceptions=True)

    async def _look_first(self, target: Target) -> None:
        seen = await self._look_at(target)
        if again.may_pass(seen):
            self._failed.append(_Failed(target, seen, time.monotonic()))
        else:
            self._settle(target, seen)

    def _settle(self, target: Target, seen: Visit) -> None:
        """Record what was seen, unless a browser may see more."""
        if self._browser and seen.reason is Reason.NEEDS_BROWSER:
            self._without_scripts.append(_Failed(target, seen, time.monotonic()))
        else:
            self.recorder.visited(seen)

    async def _look_with_browser(self, failed: _Failed) -> None:
        """The last resort, where plain HTTP found nothing for want of scripts."""
        seen = await self._look_at(failed.target, self._browser)
        self.recorder.visited(again.with_browser(failed.seen, seen))

    async def _look_again(self, failed: _Failed) -> None:
        """One more try at the end of the run, when what has failed may be mended; its outcome counts."""
        hosts = {urls.host(address) for address in addresses_of(failed.target.website)}
        asked_for = max((self._not_before.get(host, 0.0) for host in hosts), default=0.0)
        wait = max(failed.at + again.PAUSE * self._limits.delay, asked_for) - time.monotonic()
        if wait > again.LONGEST_WAIT:
            self.recorder.visited(failed.seen)
            return
        await asyncio.sleep(max(wait, 0.0))
        self._settle(failed.target, again.better(failed.seen, await self._look_at(failed.target)))

    async def _look_at(self, target: Target, browser: Browser | None = None) -> Visit:
        started = datetime.now(UTC)
        budgets = self._limits.budgets
        budget = Budget(budgets.pages, budgets.size, budgets.seconds, time.monotonic)
        fetcher = Fetcher(target.firm_id, self._download, self._robots, self.recorder, budget)
        try:
            if browser:
                return await self._visit_with(browser, target, fetcher, budget)
            return await visit(target, fetcher, self._judge)
        except RecorderError:
            raise
        except Exception as error:
            if not self._is_running():
                raise
            # One site must not end the crawl of all others; that it could not be looked at is said of the firm.
            logger.exception("looking at %s (%s) failed", target.name, target.website)
            detail = f"a fault of ours: {type(error).__name__}: {error}"[:300]
            return _unseen(target, started, detail, fetcher)

    async def _visit_with(self, browser: Browser, target: Target, fetcher: Fetcher, budget: Budget) -> Visit:
        most = self._limits.budgets.parts
        parts = Parts(target.firm_id, self._download, self._robots, self.recorder, budget, most)
        look = BrowserLook(
            target.firm_id, browser, parts, self.recorder, budget, self._limits.browser_seconds
        )
        web = RenderingWeb(fetcher, look)
        try:
            return weighed(await visit(target, web, self._judge), web.troubles)
        finally:
            await parts.close()

    async def _download(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        known = self._past.remembered(Request(url).url) if self._past else None
        answer = await self._ask(url, {**(headers or {}), **(conditions(known) if known else {})})
        if known is None or self._past is None or answer.status != 304:
            return answer
        if kept := self._past.recalled(known):
            then, body = kept
            return Answer(answer.url, 200, then, body, known.archived, unchanged=answer.archived)
        return await self._ask(url, headers or {})

    async def _ask(self, url: str, headers: dict[str, str]) -> Answer:
        if not self._is_running():
            raise asyncio.CancelledError
        request = Request(url, headers=headers, callback=NO_CALLBACK)
        assert self.crawler.engine is not None
        response = await self.crawler.engine.download_async(request)
        answered = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1")
            for name, values in response.headers.items()
            if values
        }
        if seconds := again.seconds_asked_for(response.status, answered):
            self._not_before[urls.host(response.url)] = time.monotonic() + seconds
        return Answer(response.url, response.status, answered, response.body, request.meta[META_KEY])

    async def _come_to_rest(self) -> None:
        """Give downloads that a broken-off crawl leaves behind a moment to end: closed under them, sockets leak."""
        assert self.crawler.engine is not None
        slots = self.crawler.engine.downloader.slots
        until = time.monotonic() + LONGEST_REST
        while time.monotonic() < until and any(slot.transferring for slot in slots.values()):
            # Nobody waits any more for what has not begun.
            for slot in slots.values():
                slot.queue.clear()
            await asyncio.sleep(0.01)

    def _is_running(self) -> bool:
        return self.crawler.engine is not None and self.crawler.engine.running

    def _slow_down(self, host: str, seconds: float) -> None:
        if seconds <= self._limits.delay:
            return
        assert self.crawler.engine is not None
        downloader = self.crawler.engine.downloader
        # Without jitter, which would go below what robots.txt asks for. Kept for the slot of later, too.
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": seconds, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = seconds, 0.0


def _unseen(target: Target, started: datetime, detail: str, fetcher: Fetcher) -> Visit:
    return Visit(
        firm_id=target.firm_id,
        outcome=Outcome.COULD_NOT_LOOK,
        reason=Reason.OTHER,
        detail=detail,
        homepage_url=None,
        homepage_link=None,
        documents=(),
        pages=fetcher.pages,
        size=fetcher.size,
        started_at=started,
        finished_at=datetime.now(UTC),
    )
