"""Looks at firms in web archives: through the same discovery and checks as on the network, without it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path

from archive import RENDERED_WITH, Archive, Index, Rendering, Response, Writer
from crawler.answers import Answer, CutShortError, NotArchivedError, Transport
from crawler.outcomes import Problem
from crawler.records import ArchiveRef, Reason, Target, Visit
from crawler.rendering import Render, Rendered
from crawler.replay import replay
from crawler.run import CrawlSummary
from crawler.settings import CrawlSettings
from registry import Crawl, Registry
from survey.examiners import Examiners
from survey.judging import judge_with
from survey.past import ArchivedPast
from survey.recorder import SurveyRecorder


def survey_archive(
    registry: Registry,
    archive: Archive,
    crawl: Crawl,
    index: Index,
    *,
    today: date,
    seen: Callable[[Visit], None],
) -> CrawlSummary:
    """Looks at every firm that waits in `crawl` as `index` shows it, and marks the crawl as finished.

    What is looked at is copied into the archive unless it lies there already, so that it can be judged again.
    """
    forms = {target.firm_id: target.legal_form for target in crawl.waiting}
    targets = [Target(each.firm_id, each.name, each.website, each.statement_url) for each in crawl.waiting]
    settings = CrawlSettings()
    with archive.writer(crawl.id) as writer, Examiners() as examiners:
        recorder = SurveyRecorder(registry, crawl.id, writer, ArchivedPast(registry, archive), today, seen)
        summary = replay(
            targets,
            transport=_transport(index, archive, writer, settings.largest_body),
            render=_render(index, archive, writer, settings.largest_body) if index.has_rendered else None,
            judge=judge_with(examiners, forms, today),
            recorder=recorder,
            until=index.last,
            settings=settings,
        )
    registry.finish_crawl(crawl.id, datetime.now(UTC))
    return summary


def _transport(index: Index, archive: Archive, writer: Writer, largest_body: int) -> Transport:
    kept: dict[tuple[Path, int], ArchiveRef] = {}

    async def answer(url: str) -> Answer:
        found = index.find(url, largest_body)
        if found is None:
            raise CutShortError(url) if index.is_cut(url) else NotArchivedError(url)
        response = found.response
        place = (response.path, response.location.offset)
        if place not in kept:
            kept[place] = _place(response, archive, writer)
        headers = {name.lower(): value for name, value in response.headers}
        return Answer(found.url, response.status, headers, response.body, kept[place], when=found.when)

    return answer


def _render(index: Index, archive: Archive, writer: Writer, largest_body: int) -> Render:
    """No browser is needed where the archive holds what one has shown."""

    async def render(page: Answer, address: str, _role: str) -> Rendered | Problem:
        found = index.rendered(address, largest_body)
        if found is None:
            return Problem(
                Reason.NEEDS_BROWSER, f"the archive holds {address} only without its scripts"[:300]
            )
        return Rendered(found.body, _place_rendered(found, page, archive, writer), found.sent_on_to)

    return render


def _place_rendered(found: Response, page: Answer, archive: Archive, writer: Writer) -> ArchiveRef:
    if found.path.resolve().parent == archive.folder.resolve():
        return ArchiveRef(*found.location)
    raw = archive.read(page.archived.file, page.archived.offset)
    rendering = Rendering(found.body, found.sent_on_to or "", found.header(RENDERED_WITH) or "")
    return ArchiveRef(*writer.write_rendered(found.url, rendering, found.when, raw.record_id))


def _place(response: Response, archive: Archive, writer: Writer) -> ArchiveRef:
    if response.path.resolve().parent == archive.folder.resolve():
        return ArchiveRef(*response.location)
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = ""
    # The body is kept unpacked, and must not be unpacked again.
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in ("content-encoding", "content-length") else name, value)
        for name, value in response.headers
    ]
    line = f"HTTP/1.1 {response.status} {phrase}"
    return ArchiveRef(*writer.write(response.url, line, headers, response.body, response.when))
