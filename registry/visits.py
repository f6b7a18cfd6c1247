"""Visits: one look at one firm's site, recorded whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from sqlite_utils import Database

from registry.assessments import record_assessment
from registry.dates import timestamp
from registry.errors import RegistryError
from registry.shapes import AssessmentShape, VisitShape
from registry.standings import refresh


def record_visit(
    db: Database, crawl_id: int, visit: VisitShape, assessments: Mapping[str, AssessmentShape]
) -> int:
    """Append a visit, its documents and what was said of them (by sha256); its id. Belongs in a transaction.

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
        "pages": visit.pages,
        "size": visit.size,
        "started_at": timestamp(visit.started_at),
        "finished_at": timestamp(visit.finished_at),
    }
    marks = ", ".join(f":{name}" for name in row)
    try:
        cursor = db.conn.execute(f"INSERT INTO visits ({', '.join(row)}) VALUES ({marks})", row)
    except sqlite3.IntegrityError as error:
        raise RegistryError(
            f"the visit to firm {visit.firm_id} does not fit crawl {crawl_id}: not among its firms, or visited before"
        ) from error
    visit_id = cursor.lastrowid
    assert visit_id is not None
    _record_documents(db, visit_id, visit)
    for document in visit.documents:
        if assessment := assessments.get(document.sha256):
            record_assessment(db, assessment, visit.firm_id, visit_id, visit.finished_at)
    refresh(db, visit.firm_id)
    return visit_id


def _record_documents(db: Database, visit_id: int, visit: VisitShape) -> None:
    seen_at = timestamp(visit.finished_at)
    for rank, document in enumerate(visit.documents, start=1):
        place = document.archived
        db.conn.execute(
            "INSERT OR IGNORE INTO documents (sha256, media_type, size, archive_file, archive_offset, first_seen_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [document.sha256, document.media_type, document.size, place.file, place.offset, seen_at],
        )
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
            "archive_file": place.file,
            "archive_offset": place.offset,
        }
        marks = ", ".join(f":{name}" for name in row)
        db.conn.execute(f"INSERT INTO visit_documents ({', '.join(row)}) VALUES ({marks})", row)
