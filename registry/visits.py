"""Visits: one look at one firm's site, recorded whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from registry.assessments import append_assessment
from registry.connection import insert
from registry.dates import timestamp
from registry.errors import RegistryError
from registry.judgements import AssessmentShape
from registry.shapes import VisitShape
from registry.standings import refresh
from registry.texts import record_text


def record_visit(
    db: Database,
    crawl_id: int,
    visit: VisitShape,
    assessments: Mapping[str, AssessmentShape],
    texts: Mapping[str, Sequence[str]],
) -> int:
    """Append a visit, its documents, what was said of them and what they say (by sha256); its id.

    Belongs in a transaction.

    That there is a visit is what marks the firm as done in this crawl; a second one is refused.
    """
    link = visit.homepage_link
    row = {
        "crawl_id": crawl_id,
        "firm_id": visit.firm_id,
        "outcome": str(visit.outcome),
        "reason": visit.reason and str(visit.reason),
        "detail": visit.detail,
        "homepage_url": visit.homepage_url,
        "link_href": link.href if link else None,
        "link_text": link.text if link else None,
        "link_region": link.region if link else None,
        "link_html": link.html if link else None,
        "link_state": visit.link_state and str(visit.link_state),
        "rendered": int(visit.rendered),
        "pages": visit.pages,
        "size": visit.size,
        "started_at": timestamp(visit.started_at),
        "finished_at": timestamp(visit.finished_at),
    }
    try:
        visit_id = insert(db, "visits", row)
    except sqlite3.IntegrityError as error:
        raise RegistryError(
            f"the visit to firm {visit.firm_id} does not fit crawl {crawl_id}: not among its firms, or visited before"
        ) from error
    _record_documents(db, visit_id, visit)
    seen_at = timestamp(visit.finished_at)
    for document in visit.documents:
        if assessment := assessments.get(document.sha256):
            append_assessment(db, assessment, visit.firm_id, visit_id, visit.finished_at)
        record_text(db, document.sha256, texts.get(document.sha256, ()), seen_at)
    refresh(db, visit.firm_id, seen_at, "look")
    return visit_id


def _record_documents(db: Database, visit_id: int, visit: VisitShape) -> None:
    seen_at = timestamp(visit.finished_at)
    for rank, document in enumerate(visit.documents, start=1):
        place = document.archived
        known = {
            "sha256": document.sha256,
            "media_type": document.media_type,
            "size": document.size,
            "archive_file": place.file,
            "archive_offset": place.offset,
            "first_seen_at": seen_at,
        }
        insert(db, "documents", known, or_ignore=True)
        judgement = document.judgement
        row = {
            "visit_id": visit_id,
            "rank": rank,
            "document_sha256": document.sha256,
            "url": document.url,
            "found_by": str(document.found_by),
            "link_text": document.link_text,
            "kind": str(judgement.kind),
            "is_statement": int(judgement.is_statement),
            "year_end": judgement.year_end,
            "unreadable": judgement.unreadable,
            "elsewhere": int(document.elsewhere),
            "rendered": int(document.rendered),
            "archive_file": place.file,
            "archive_offset": place.offset,
        }
        insert(db, "visit_documents", row)
