"""What a crawl sees, put where it belongs: into the archive and the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from archive import Earlier, Rendering, Writer
from checker import Assessment
from crawler.records import ArchiveRef, Fetch, RenderedPage, Visit
from registry import Registry
from survey.judging import Judged, on_the_site
from survey.past import ArchivedPast


class SurveyRecorder:
    """Puts what a crawl sees where it belongs: responses into the archive, the rest into the registry."""

    def __init__(
        self,
        registry: Registry,
        crawl_id: int,
        writer: Writer,
        past: ArchivedPast,
        today: date,
        seen: Callable[[Visit], None],
        *,
        shift: timedelta = timedelta(),
    ) -> None:
        self._registry = registry
        self._crawl_id = crawl_id
        self._writer = writer
        self._past = past
        self._today = today
        self._seen = seen
        self._shift = shift

    def archive(self, url: str, status_line: str, headers: list[tuple[str, str]], body: bytes) -> ArchiveRef:
        """Keep an untouched response; the server's word that a page has not changed, as a reference to its copy."""
        now = datetime.now(UTC)
        known = self._past.remembered(url) if status_line.split()[1:2] == ["304"] else None
        if known and (kept := self._past.response(known)):
            earlier = Earlier(kept.url, kept.when, kept.location)
            return ArchiveRef(*self._writer.write_unchanged(url, status_line, headers, now, earlier))
        return ArchiveRef(*self._writer.write(url, status_line, headers, body, now))

    def rendered(self, page: RenderedPage) -> ArchiveRef:
        """Keep what a browser made of a response, as a record that refers to it."""
        raw = self._past.read(page.of)
        rendering = Rendering(page.html, page.sent_on_to, page.browser)
        return ArchiveRef(*self._writer.write_rendered(page.url, rendering, datetime.now(UTC), raw.record_id))

    def fetched(self, fetch: Fetch) -> None:
        """Append one attempt."""
        self._registry.record_fetch(self._crawl_id, replace(fetch, fetched_at=fetch.fetched_at + self._shift))

    def visited(self, visit: Visit) -> None:
        """Append the visit with the assessments of its documents, in one transaction."""
        visit = replace(
            visit, started_at=visit.started_at + self._shift, finished_at=visit.finished_at + self._shift
        )
        texts = {
            each.sha256: each.judgement.sentences
            for each in visit.documents
            if isinstance(each.judgement, Judged)
        }
        self._registry.record_visit(self._crawl_id, visit, self._assessments(visit), texts)
        self._seen(visit)

    def _assessments(self, visit: Visit) -> dict[str, Assessment]:
        """Only the first document is held against the home page: it is the one that should be linked."""
        assessments: dict[str, Assessment] = {}
        for rank, document in enumerate(visit.documents):
            judged = document.judgement
            if isinstance(judged, Judged) and judged.assessment is not None:
                link_state = visit.link_state if rank == 0 else None
                assessments[document.sha256] = on_the_site(judged.assessment, link_state, self._today)
        return assessments
