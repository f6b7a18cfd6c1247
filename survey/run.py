"""Wires the parts: firms from the register, looked at by the crawler, archived, judged by the checker, recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from archive import Archive, Earlier, Rendering, Writer
from checker import Assessment, load_rulebook, placed
from checker.assessment import Overall, Verdict
from crawler.records import ArchiveRef, Fetch, Judge, LinkState, RenderedPage, Target, Visit
from crawler.run import CrawlSummary, run_crawl
from crawler.settings import CrawlSettings
from registry import Crawl, Recheck, Registry
from survey.examiners import Answer, Examiners, Problem
from survey.past import ArchivedPast

# s.54(7)(b): a link that leads to something other than the current statement is there, and is not what is asked for.
_LINKED: dict[str, Verdict] = {
    LinkState.LINKED: Verdict.MET,
    LinkState.OTHER_YEAR: Verdict.PARTLY,
    LinkState.POLICY_ONLY: Verdict.PARTLY,
    LinkState.OTHER_DOCUMENT: Verdict.PARTLY,
    LinkState.DEAD: Verdict.NOT_MET,
    LinkState.NONE: Verdict.NOT_MET,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checker says of a fetched document, in the shape the crawl asks for."""

    assessment: Assessment | None
    problem: Problem | None
    sentences: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The contract's `statement_kind`."""
        return self.assessment.document.kind if self.assessment else "other"

    @property
    def is_statement(self) -> bool:
        """Whether the document holds a statement."""
        return self.assessment is not None and self.assessment.statement.is_statement

    @property
    def year_end(self) -> str | None:
        """The end of the financial year it covers, ISO 8601, as precise as stated."""
        return self.assessment.statement.financial_year_end if self.assessment else None

    @property
    def dated(self) -> str | None:
        """When it was signed, else approved, ISO 8601, as precise as stated."""
        facts = self.assessment.statement if self.assessment else None
        return (facts.signed_on or facts.approved_on) if facts else None

    @property
    def is_out_of_date(self) -> bool:
        """Whether the year it covers ended so long ago that a newer statement is due."""
        return self.assessment is not None and self.assessment.verdict is Overall.OUT_OF_DATE

    @property
    def unreadable(self) -> str | None:
        """Why it could not be read, in one line."""
        return self.problem.message if self.problem else None


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
        rulebook = load_rulebook()
        linked = _LINKED.get(visit.link_state or "")
        assessments: dict[str, Assessment] = {}
        for rank, document in enumerate(visit.documents):
            judged = document.judgement
            if isinstance(judged, Judged) and judged.assessment is not None:
                assessments[document.sha256] = placed(
                    judged.assessment,
                    rulebook,
                    published=True if judged.is_statement else None,
                    homepage_link=linked if rank == 0 else None,
                    today=self._today,
                )
        return assessments


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
        shift = _to(today)
        recorder = SurveyRecorder(registry, crawl.id, writer, past, today, seen, shift=shift)
        judge = judge_with(examiners, forms, today)
        summary = run_crawl(targets, judge=judge, recorder=recorder, settings=settings, past=past)
    end = registry.pause_crawl if summary.interrupted else registry.finish_crawl
    summary.suspect = end(crawl.id, datetime.now(UTC) + shift)
    return summary


def _to(today: date) -> timedelta:
    """From the clock's day to the day that was given: what is recorded is dated on the latter, the archive on the former."""
    return timedelta(days=(today - datetime.now(UTC).date()).days)


def judge_with(examiners: Examiners, forms: dict[int, str | None], today: date) -> Judge:
    """A judge that has documents read and checked in child processes; `forms` are the firms' legal forms."""

    async def judge(target: Target, body: bytes, media_type: str, url: str) -> Judged:
        form = forms.get(target.firm_id)
        return judged(await asyncio.wrap_future(examiners.examine(body, media_type, url, form, today)))

    return judge


def judged(answer: Answer) -> Judged:
    if isinstance(answer, Problem):
        return Judged(None, answer)
    return Judged(answer.assessment, None, answer.sentences)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One archived document judged again. `problem` when it could not be, `changed` when something new was said."""

    document: Recheck
    problem: str | None


def recheck(
    registry: Registry, archive: Archive, documents: Iterable[Recheck], *, today: date
) -> Iterator[Rechecked]:
    """Judges archived documents again, on all cores, without fetching; yields each once it is recorded."""
    rulebook = load_rulebook()
    with Examiners() as examiners:
        for document, answer in examiners.in_order(
            documents, lambda each: _from_archive(archive, each), today
        ):
            if isinstance(answer, Problem):
                yield Rechecked(document, answer.message)
                continue
            judged = answer.assessment
            assessment = placed(
                judged,
                rulebook,
                published=True if judged.statement.is_statement else None,
                homepage_link=_LINKED.get(document.link_state or "") if document.rank == 1 else None,
                today=today,
            )
            registry.record_assessment(
                assessment,
                document.firm_id,
                document.visit_id,
                datetime.now(UTC) + _to(today),
                answer.sentences,
            )
            yield Rechecked(document, None)


def _from_archive(archive: Archive, document: Recheck) -> tuple[bytes, str, str, str | None]:
    response = archive.read(document.archive_file, document.archive_offset)
    return response.body, document.media_type, document.url, document.legal_form
