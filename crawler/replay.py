"""Looks at firms in a web archive instead of on the network: the same visits, without Scrapy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from crawler.answers import Answer, CutShortError, NotArchivedError, Transport
from crawler.fetching import Budget, Fetcher
from crawler.recording import GuardedRecorder, RecorderError
from crawler.records import Judge, Outcome, Reason, Recorder, Target, Visit
from crawler.rendering import Render, RenderingWeb, weighed
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
    render: Render | None,
    settings: CrawlSettings,
) -> CrawlSummary:
    """Look at every target in the archive behind `transport`, as `run_crawl` does on the network.

    `render` gives what the archive holds of pages as a browser showed them.

    Visits are dated as the pages they saw; those that saw none, as `until`. Raises what the recorder raises, and
    what of ours goes wrong: an archive stays as it is, so that nothing is lost by stopping.
    """
    summary = CrawlSummary(datetime.now(UTC))
    recording = GuardedRecorder(Counting(recorder, summary))
    robots = Robots(transport, recording, AGENT, lambda _host, _seconds: None)
    try:
        look = _Look(transport, judge, recording, robots, settings, render)
        asyncio.run(_look_at_all(targets, look, until))
    except RecorderError as error:
        raise (error.__cause__ or error) from None
    summary.finished_at = datetime.now(UTC)
    return summary


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look at a firm takes."""

    transport: Transport
    judge: Judge
    recorder: GuardedRecorder
    robots: Robots
    settings: CrawlSettings
    render: Render | None

    async def at(self, target: Target, dated: _Dated) -> Visit:
        """The visit; where it found nothing for want of scripts, the one over pages as a browser showed them."""
        seen = await visit(target, self._fetcher(target, dated), self.judge)
        if self.render is None or seen.reason is not Reason.NEEDS_BROWSER:
            return seen
        web = RenderingWeb(self._fetcher(target, dated), self.render)
        return weighed(await visit(target, web, self.judge), web.troubles)

    def _fetcher(self, target: Target, dated: _Dated) -> Fetcher:
        budgets = self.settings.budgets
        budget = Budget(budgets.pages, budgets.size, budgets.seconds, time.monotonic)
        return Fetcher(target.firm_id, dated, self.robots, self.recorder, budget)


async def _look_at_all(targets: Iterable[Target], look: _Look, until: datetime) -> None:
    waiting = iter(targets)

    async def look_on() -> None:
        for target in waiting:
            dated = _Dated(look.transport)
            seen = dated.truthful(await look.at(target, dated))
            times = dated.times or [until]
            look.recorder.visited(replace(seen, started_at=min(times), finished_at=max(times)))

    try:
        async with asyncio.TaskGroup() as tasks:
            # Nothing waits for a network; side by side only so that documents are read on all cores.
            for _ in range(8):
                tasks.create_task(look_on())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    finally:
        await look.robots.close()


class _Dated:
    """A transport that remembers when what it gave was received, and what it could not give."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.times: list[datetime] = []
        self._lacking: dict[str, None] = {}

    def truthful(self, seen: Visit) -> Visit:
        """The visit; a site was only looked through if the archive holds all that was looked for."""
        if seen.outcome is not Outcome.NOT_FOUND or not self._lacking:
            return seen
        first, *others = self._lacking
        more = f" and {len(others)} more of the pages" if others else ""
        detail = (
            f"no statement is in the archive, which does not hold {first[:150]}{more} that were looked for"
        )
        return replace(seen, outcome=Outcome.COULD_NOT_LOOK, reason=Reason.OTHER, detail=detail)

    async def __call__(self, url: str) -> Answer:
        try:
            answer = await self._transport(url)
        except (NotArchivedError, CutShortError):
            self._lacking[url] = None
            raise
        if answer.when:
            self.times.append(answer.when)
        return answer
