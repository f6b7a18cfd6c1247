"""The thin part that is Scrapy's: runs the visits side by side, and answers their requests with its downloader."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http.request import NO_CALLBACK

from crawler.answers import Answer
from crawler.archiving import META_KEY
from crawler.fetching import Budget, Fetcher
from crawler.recording import GuardedRecorder, RecorderError
from crawler.records import Judge, Outcome, Reason, Target, Visit
from crawler.robots import Robots
from crawler.settings import AGENT, CrawlSettings
from crawler.visit import visit

LONGEST_REST = 1.0
"""Seconds."""

logger = logging.getLogger(__name__)


class StatementSpider(Spider):
    """Looks at every target. `failure` is what of ours ended the crawl early, if something did."""

    name = "section54"

    def __init__(
        self, *, targets: Iterable[Target], judge: Judge, recorder: GuardedRecorder, limits: CrawlSettings
    ) -> None:
        super().__init__()
        self.recorder = recorder
        self.failure: BaseException | None = None
        self.finished_because = ""
        self._targets = iter(targets)
        self._judge = judge
        self._limits = limits
        self._robots = Robots(self._download, recorder, AGENT, self._slow_down)

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
        running: set[asyncio.Task[None]] = set()
        try:
            while True:
                while len(running) < self._limits.firms_at_once and (target := next(self._targets, None)):
                    running.add(asyncio.create_task(self._look_at(target)))
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await self._robots.close()
            await self._come_to_rest()

    async def _look_at(self, target: Target) -> None:
        started = datetime.now(UTC)
        budgets = self._limits.budgets
        budget = Budget(budgets.pages, budgets.size, budgets.seconds, time.monotonic)
        fetcher = Fetcher(target.firm_id, self._download, self._robots, self.recorder, budget)
        try:
            seen = await visit(target, fetcher, self._judge)
        except RecorderError:
            raise
        except Exception as error:
            if not self._is_running():
                raise
            # One site must not end the crawl of all others; that it could not be looked at is said of the firm.
            logger.exception("looking at %s (%s) failed", target.name, target.website)
            detail = f"a fault of ours: {type(error).__name__}: {error}"[:300]
            seen = _unseen(target, started, detail, fetcher)
        self.recorder.visited(seen)

    async def _download(self, url: str) -> Answer:
        if not self._is_running():
            raise asyncio.CancelledError
        request = Request(url, callback=NO_CALLBACK)
        assert self.crawler.engine is not None
        response = await self.crawler.engine.download_async(request)
        headers = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1")
            for name, values in response.headers.items()
            if values
        }
        return Answer(response.url, response.status, headers, response.body, request.meta[META_KEY])

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
