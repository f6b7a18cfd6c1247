"""Looks at firms in a web archive instead of on the network: the same visits, without Scrapy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from crawler.answers import Answer, Transport
from crawler.fetching import Budget, Fetcher
from crawler.recording import GuardedRecorder, RecorderError
from crawler.records import Judge, Recorder, Target
from crawler.robots import Robots
from crawler.run import Counting, CrawlSummary
from crawler.settings import AGENT, CrawlSettings
from crawler.visit import visit


def replay(
    targets: Iterable[Target],
    *,
    transport: Transport,
    judge: Judge,
    recorder: Recorder,
    until: datetime,
    settings: CrawlSettings | None = None,
) -> CrawlSummary:
    """Look at every target in the archive behind `transport`, as `run_crawl` does on the network.

    Visits are dated as the pages they saw; those that saw none, as `until`. Raises what the recorder raises, and
    what of ours goes wrong: an archive stays as it is, so that nothing is lost by stopping.
    """
    settings = settings or CrawlSettings()
    summary = CrawlSummary(datetime.now(UTC))
    recording = GuardedRecorder(Counting(recorder, summary))
    robots = Robots(transport, recording, AGENT, lambda _host, _seconds: None)
    try:
        asyncio.run(_look_at_all(targets, transport, judge, recording, robots, until, settings))
    except RecorderError as error:
        raise (error.__cause__ or error) from None
    summary.finished_at = datetime.now(UTC)
    return summary


async def _look_at_all(
    targets: Iterable[Target],
    transport: Transport,
    judge: Judge,
    recorder: GuardedRecorder,
    robots: Robots,
    until: datetime,
    settings: CrawlSettings,
) -> None:
    waiting = iter(targets)

    async def look_on() -> None:
        for target in waiting:
            dated = _Dated(transport)
            budgets = settings.budgets
            budget = Budget(budgets.pages, budgets.size, budgets.seconds, time.monotonic)
            fetcher = Fetcher(target.firm_id, dated, robots, recorder, budget)
            seen = await visit(target, fetcher, judge)
            times = dated.times or [until]
            recorder.visited(replace(seen, started_at=min(times), finished_at=max(times)))

    try:
        async with asyncio.TaskGroup() as tasks:
            # Nothing waits for a network; side by side only so that documents are read on all cores.
            for _ in range(8):
                tasks.create_task(look_on())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    finally:
        await robots.close()


class _Dated:
    """A transport that remembers when what it gave was received."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.times: list[datetime] = []

    async def __call__(self, url: str) -> Answer:
        answer = await self._transport(url)
        if answer.when:
            self.times.append(answer.when)
        return answer
