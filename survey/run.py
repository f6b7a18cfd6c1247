"""Wires the parts: firms from the register, looked at by the crawler, archived, judged by the checker, recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from archive import Archive
from crawler.records import Target, Visit
from crawler.run import CrawlSummary, run_crawl
from crawler.settings import CrawlSettings
from registry import Crawl, Registry
from survey.clock import now_on, shift_to
from survey.examiners import Examiners
from survey.judging import judge_with
from survey.past import ArchivedPast
from survey.recorder import SurveyRecorder


def survey(
    registry: Registry,
    archive: Archive,
    crawl: Crawl,
    *,
    settings: CrawlSettings,
    today: date,
    seen: Callable[[Visit], None],
) -> CrawlSummary:
    """Looks at every firm that waits in `crawl`, and marks the crawl as finished unless it was interrupted.

    Reading and judging run in child processes beside the crawl; `seen` is called after each firm is recorded.
    """
    forms = {target.firm_id: target.legal_form for target in crawl.waiting}
    targets = [Target(each.firm_id, each.name, each.website, each.statement_url) for each in crawl.waiting]
    with archive.writer(crawl.id) as writer, Examiners() as examiners:
        past = ArchivedPast(registry, archive)
        recorder = SurveyRecorder(registry, crawl.id, writer, past, today, seen, shift=shift_to(today))
        judge = judge_with(examiners, forms, today)
        summary = run_crawl(targets, judge=judge, recorder=recorder, settings=settings, past=past)
    end = registry.pause_crawl if summary.interrupted else registry.finish_crawl
    summary.suspect = end(crawl.id, now_on(today))
    return summary
