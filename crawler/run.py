"""Runs a crawl from beginning to end."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner, Crawler

from crawler.past import Past
from crawler.recording import GuardedRecorder
from crawler.records import ArchiveRef, Fetch, Judge, Outcome, Reason, Recorder, RenderedPage, Target, Visit
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.spider import StatementSpider


@dataclass(slots=True)
class CrawlSummary:
    """What a crawl came to. `interrupted`: it was stopped from outside; what was finished by then is recorded.

    `suspect` is why what it saw as a whole is in doubt, if whoever recorded it says so.
    """

    started_at: datetime
    finished_at: datetime | None = None
    firms: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    requests: int = 0
    size: int = 0
    interrupted: bool = False
    suspect: str | None = None


class Counting:
    """Passes everything on to the recorder, and counts it."""

    def __init__(self, recorder: Recorder, summary: CrawlSummary) -> None:
        self._recorder = recorder
        self._summary = summary

    def archive(self, url: str, status_line: str, headers: list[tuple[str, str]], body: bytes) -> ArchiveRef:
        return self._recorder.archive(url, status_line, headers, body)

    def rendered(self, page: RenderedPage) -> ArchiveRef:
        return self._recorder.rendered(page)

    def fetched(self, fetch: Fetch) -> None:
        self._recorder.fetched(fetch)
        self._summary.requests += 1
        self._summary.size += fetch.size

    def visited(self, visit: Visit) -> None:
        self._recorder.visited(visit)
        self._summary.firms += 1
        self._summary.outcomes[visit.outcome] += 1
        if visit.reason:
            self._summary.reasons[visit.reason] += 1


def run_crawl(
    targets: Iterable[Target],
    *,
    judge: Judge,
    recorder: Recorder,
    settings: CrawlSettings,
    past: Past | None = None,
) -> CrawlSummary:
    """Look at every target and hand what is seen to `recorder`. Blocks until done.

    What `past` remembers is asked for only if it has changed.

    Once in a process, as Twisted's reactor cannot be started again (`settings.reactorless` lifts that). The first
    Ctrl-C ends the crawl in good order: see `CrawlSummary.interrupted`. Raises what the recorder raises.
    """
    summary = CrawlSummary(datetime.now(UTC))
    recording = GuardedRecorder(Counting(recorder, summary))
    arguments = {"targets": targets, "judge": judge, "recorder": recording, "limits": settings, "past": past}
    _quiet(settings)
    if settings.reactorless:
        runner = AsyncCrawlerRunner(scrapy_settings(settings))
        crawler = runner.create_crawler(StatementSpider)
        asyncio.run(_crawl(runner, crawler, arguments))
    else:
        process = AsyncCrawlerProcess(scrapy_settings(settings))
        _quiet(settings)
        crawler = process.create_crawler(StatementSpider)
        process.crawl(crawler, **arguments)
        process.start()
    summary.finished_at = datetime.now(UTC)
    spider = crawler.spider
    assert isinstance(spider, StatementSpider)
    if spider.failure:
        raise spider.failure
    summary.interrupted = spider.finished_because == "shutdown"
    return summary


def _quiet(settings: CrawlSettings) -> None:
    # Scrapy sets its logger to DEBUG whatever LOG_LEVEL says, which speaks only for a handler that we don't install;
    # the other two speak while it does so.
    for name in ("scrapy", "scrapy.utils.log", "scrapy.crawler"):
        logging.getLogger(name).setLevel(settings.log_level)
    # That the client without a reactor is called experimental was known when it was asked for.
    logging.getLogger("scrapy.core.downloader.handlers._base_streaming").setLevel(logging.ERROR)


async def _crawl(runner: AsyncCrawlerRunner, crawler: Crawler, arguments: dict[str, object]) -> None:
    await runner.crawl(crawler, **arguments)
