"""The register as the rest of the program sees it: one object, no SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from registry import (
    assessments,
    crawls,
    firms,
    history,
    loading,
    statuses,
    suspicion,
    tables,
    validators,
    visits,
)
from registry.casework import Casework
from registry.connection import connect, writing
from registry.entries import FirmEntry
from registry.errors import explained
from registry.judgements import AssessmentShape
from registry.knowledge import Knowledge
from registry.shapes import FetchShape, VisitShape


def open_registry(path: Path, *, create: bool = True, busy_seconds: float = 10.0) -> Registry:
    """The register at `path`, made if need be (unless `create` is false) and brought up to date.

    Raises RegistryError, naming the file and the way out. A second process waits `busy_seconds` for the first to
    finish writing; reading never waits.
    """
    return Registry(connect(path, create=create, busy_seconds=busy_seconds), path)


class Registry(Knowledge, Casework):
    """An open register. A context manager. Every write is one transaction: whole, or not there."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self.path = path

    def add_firms(self, entries: Iterable[FirmEntry], source: str, now: datetime) -> loading.Loaded:
        """Load what `source` (a file's name, say) tells of firms; loading it again changes nothing."""
        with writing(self._db, self.path):
            return loading.add_firms(self._db, entries, source, now)

    def holds_firms(self) -> bool:
        """Whether any firm has been loaded, inside the area or outside."""
        with explained(self.path):
            return firms.holds_any(self._db)

    def districts(self) -> list[str]:
        """The districts in which firms of the area are, in the order of their names."""
        with explained(self.path):
            return firms.districts(self._db)

    def find_firm(self, text: str) -> firms.Firm:
        """The firm a person means by a number, a name, or part of a name or host.

        Raises UnknownFirmError, or AmbiguousFirmError with the candidates.
        """
        with explained(self.path):
            return firms.find_firm(self._db, text)

    def start_or_resume_crawl(
        self, request: crawls.CrawlRequest, now: datetime, *, new: bool = False
    ) -> crawls.Crawl | None:
        """The unfinished crawl, or a new one of the firms that are due; None when none is."""
        with writing(self._db, self.path):
            return crawls.start_or_resume(self._db, request, now, new=new)

    def plan_crawl(self, request: crawls.CrawlRequest, now: datetime, *, new: bool = False) -> crawls.Plan:
        """What `start_or_resume_crawl` would look at; nothing is started."""
        with explained(self.path):
            return crawls.plan(self._db, request, now, new=new)

    def record_fetch(self, crawl_id: int, fetch: FetchShape) -> None:
        """Append one attempt to get one URL."""
        with writing(self._db, self.path):
            crawls.record_fetch(self._db, crawl_id, fetch)

    def validator(self, url: str, since: datetime) -> validators.Validator | None:
        """By what its server tells whether a page has changed, if it was received after `since`."""
        with explained(self.path):
            return validators.find(self._db, url, since)

    def record_visit(
        self,
        crawl_id: int,
        visit: VisitShape,
        assessments_by_sha256: Mapping[str, AssessmentShape],
        sentences_by_sha256: Mapping[str, Sequence[str]] | None = None,
    ) -> int:
        """Append a visit with its documents, their assessments and sentences, and so mark the firm as done; its id."""
        with writing(self._db, self.path):
            return visits.record_visit(
                self._db, crawl_id, visit, assessments_by_sha256, sentences_by_sha256 or {}
            )

    def finish_crawl(self, crawl_id: int, now: datetime) -> str | None:
        """Note that the crawl is over. Why what it saw is in doubt, None where it is not."""
        with writing(self._db, self.path):
            return crawls.finish(self._db, crawl_id, now)

    def pause_crawl(self, crawl_id: int, now: datetime) -> str | None:
        """Note that the crawl has stopped and may be carried on. Why what it saw so far is in doubt, None where not."""
        with writing(self._db, self.path):
            return crawls.pause(self._db, crawl_id, now)

    def accept_suspect_crawls(self, by: str, now: datetime) -> list[suspicion.Suspicion]:
        """Let what crawls in doubt saw count, on the word of the person `by`; those that had been set aside."""
        with writing(self._db, self.path):
            return suspicion.accept(self._db, by, now)

    def suspicions(self) -> list[suspicion.Suspicion]:
        """The crawls in doubt whose look at firms is set aside and was their last, newest first."""
        with explained(self.path):
            return suspicion.suspicions(self._db)

    def record_assessment(
        self,
        assessment: AssessmentShape,
        firm_id: int,
        visit_id: int | None,
        now: datetime,
        sentences: Sequence[str] = (),
    ) -> int:
        """Append an assessment of a document the register knows; the id of it, or of the last if it says the same."""
        with writing(self._db, self.path):
            return assessments.record_assessment(self._db, assessment, firm_id, visit_id, now, sentences)

    def documents_to_recheck(self, rulebook: str | None = None) -> list[assessments.Recheck]:
        """The documents now shown for firms; with `rulebook`, those not last judged under it."""
        with explained(self.path):
            return assessments.documents_to_recheck(self._db, rulebook)

    def firm_statuses(
        self, today: date, chosen: statuses.StatusFilter | None = None
    ) -> list[statuses.FirmStatus]:
        """The coordinator's table as of `today`."""
        with explained(self.path):
            return statuses.firm_statuses(self._db, today, chosen or statuses.StatusFilter())

    def status_counts(self, today: date) -> dict[str, int]:
        """How many firms have each status as of `today`."""
        with explained(self.path):
            return statuses.status_counts(self._db, today)

    def firm_history(self, firm_id: int, today: date) -> history.FirmHistory:
        """One firm whole; KeyError for an id that is not there."""
        with explained(self.path):
            return history.firm_history(self._db, firm_id, today)

    def tables(self) -> Iterator[tables.Table]:
        """Every table, for export. They are of one moment, even if a crawl is writing meanwhile."""
        with self._moment():
            yield from tables.tables(self._db)

    def close(self) -> None:
        """Close the file; what was recorded stays."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
