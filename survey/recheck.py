"""Judges what the archive holds again. Knows no network, and so loads nothing of Scrapy's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from archive import Archive, ArchiveError
from registry import Recheck, Registry
from survey.clock import now_on
from survey.examiners import Examiners, Problem
from survey.judging import on_the_site


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One archived document judged again. `problem` says why where it could not be; `is_lost`: it is not in the archive."""

    document: Recheck
    problem: str | None
    is_lost: bool = False


def recheck(
    registry: Registry, archive: Archive, documents: Iterable[Recheck], *, today: date
) -> Iterator[Rechecked]:
    """Judges archived documents again, on all cores, without fetching; yields each once it is recorded.

    Last come those that the archive does not hold any more, or not whole.
    """
    lost: list[Rechecked] = []
    with Examiners() as examiners:
        held = _held(archive, documents, lost)
        for (document, _), answer in examiners.in_order(held, lambda pair: pair[1], today):
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
    yield from lost


def _held(
    archive: Archive, documents: Iterable[Recheck], lost: list[Rechecked]
) -> Iterator[tuple[Recheck, tuple[bytes, str, str, str | None]]]:
    """The documents that the archive holds, each with what there is to be examined; the others go to `lost`."""
    for each in documents:
        try:
            response = archive.read(each.archive_file, each.archive_offset)
        except ArchiveError as error:
            lost.append(Rechecked(each, str(error), is_lost=True))
        else:
            yield each, (response.body, each.media_type, each.url, each.legal_form)
