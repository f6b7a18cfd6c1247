"""Judges what the archive holds again. Knows no network, and so loads nothing of Scrapy's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from archive import Archive
from registry import Recheck, Registry
from survey.clock import now_on
from survey.examiners import Examiners, Problem
from survey.judging import on_the_site


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One archived document judged again. `problem` says why where it could not be."""

    document: Recheck
    problem: str | None


def recheck(
    registry: Registry, archive: Archive, documents: Iterable[Recheck], *, today: date
) -> Iterator[Rechecked]:
    """Judges archived documents again, on all cores, without fetching; yields each once it is recorded."""
    with Examiners() as examiners:
        for document, answer in examiners.in_order(
            documents, lambda each: _from_archive(archive, each), today
        ):
            if isinstance(answer, Problem):
                yield Rechecked(document, answer.message)
                continue
            link_state = document.link_state if document.rank == 1 else None
            registry.record_assessment(
                on_the_site(answer.assessment, link_state, today),
                document.firm_id,
                document.visit_id,
                now_on(today),
                answer.sentences,
            )
            yield Rechecked(document, None)


def _from_archive(archive: Archive, document: Recheck) -> tuple[bytes, str, str, str | None]:
    response = archive.read(document.archive_file, document.archive_offset)
    return response.body, document.media_type, document.url, document.legal_form
