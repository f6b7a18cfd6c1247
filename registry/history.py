"""All that is known of one firm: its visits, documents, assessments with their evidence, and failures to look."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from registry.changes import CHANGES
from registry.firms import Firm, get_firm
from registry.statuses import FirmStatus, StatusFilter, firm_statuses
from registry.verdicts import Reviewed, newest_reviews, shown

_ABOUT_THE_SITE = ("robots", "sitemap", "probe", "script")
"""What was asked for that is no page of the site: by the crawl's roles."""

Row = dict[str, object]
"""A record by column name, as the schema has it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An assessment: its own columns, its findings and its observations, each with a list under "evidence"."""

    assessment: Row
    findings: tuple[Row, ...]
    observations: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FirmHistory:
    """One firm whole.

    `latest_visit` is the newest look, `shown_visit` the newest one that could look or found a document, and
    `documents` what that one found, the one shown first. `current` is the newest assessment of the document shown.
    `statements` are the documents ever taken for its statement, newest first, with when each was first and last
    seen and what was last said of it. `assessments` are all there are, newest first. `read` are the pages and documents
    that came in the newest visit, each once, and `failures` its fetches that gave nothing. `sources` say which register said what. `reviews` are the newest decision of
    a person on each requirement, `replies` the firm's answers and `changes` what became of its standing and why, both
    newest first.

    Each finding of `current` has the verdict that counts under "verdict", the machine's under "machine_verdict", and
    the person's decision (Reviewed, or None) under "review".
    """

    firm: Firm
    status: FirmStatus
    latest_visit: Row | None
    shown_visit: Row | None
    documents: tuple[Row, ...]
    current: Judged | None
    statements: tuple[Row, ...]
    assessments: tuple[Row, ...]
    read: tuple[Row, ...]
    failures: tuple[Row, ...]
    sources: tuple[Row, ...]
    reviews: tuple[Reviewed, ...]
    replies: tuple[Row, ...]
    changes: tuple[Row, ...]


def firm_history(db: Database, firm_id: int, today: date) -> FirmHistory:
    """What is known of the firm; KeyError for an id that is not there."""
    firm = get_firm(db, firm_id)
    (status,) = firm_statuses(db, today, StatusFilter(firm_id=firm_id))
    (standing,) = db.query("SELECT * FROM standings WHERE firm_id = ?", [firm_id])
    reviews = newest_reviews(db, shown(db, firm_id))
    latest = _one(db, "SELECT * FROM visits WHERE id = ?", standing["visit_id"])
    return FirmHistory(
        firm=firm,
        status=status,
        latest_visit=latest,
        shown_visit=_one(db, "SELECT * FROM visits WHERE id = ?", standing["shown_visit_id"]),
        documents=_documents(db, standing["shown_visit_id"], standing["document_sha256"]),
        current=_judged(db, standing["assessment_id"], reviews),
        statements=_statements(db, firm_id),
        assessments=_many(db, "SELECT * FROM assessments WHERE firm_id = ? ORDER BY id DESC", firm_id),
        read=_many(
            db,
            "SELECT fetches.url, fetches.role FROM visits JOIN fetches USING (crawl_id, firm_id) "
            "WHERE visits.id = ? AND fetches.reason IS NULL AND (fetches.status < 300 OR fetches.status = 304) "
            f"AND fetches.role NOT IN {_ABOUT_THE_SITE} GROUP BY fetches.sha256 ORDER BY min(fetches.id)",
            standing["visit_id"],
        ),
        failures=_many(
            db,
            "SELECT fetches.* FROM visits JOIN fetches USING (crawl_id, firm_id) "
            "WHERE visits.id = ? AND fetches.reason IS NOT NULL ORDER BY fetches.id",
            standing["visit_id"],
        ),
        sources=_many(
            db,
            "SELECT source, said, still_says, first_loaded_at FROM firm_sources WHERE firm_id = ? ORDER BY id",
            firm_id,
        ),
        reviews=reviews,
        replies=_many(db, "SELECT * FROM replies WHERE firm_id = ? ORDER BY id DESC", firm_id),
        changes=_many(db, f"SELECT * FROM ({CHANGES}) WHERE firm_id = ? ORDER BY id DESC", firm_id),
    )


def _one(db: Database, sql: str, parameter: object) -> Row | None:
    return next(iter(_many(db, sql, parameter)), None)


def _many(db: Database, sql: str, *parameters: object) -> tuple[Row, ...]:
    return tuple(db.query(sql, list(parameters)))


def _documents(db: Database, visit_id: object, shown: object) -> tuple[Row, ...]:
    return _many(
        db,
        "SELECT visit_documents.*, documents.media_type, documents.size "
        "FROM visit_documents JOIN documents ON sha256 = document_sha256 "
        "WHERE visit_id = ? ORDER BY document_sha256 IS NOT ?, rank",
        visit_id,
        shown,
    )


def _judged(db: Database, assessment_id: object, reviews: tuple[Reviewed, ...]) -> Judged | None:
    assessment = _one(db, "SELECT * FROM assessments WHERE id = ?", assessment_id)
    if assessment is None:
        return None
    assessment["warnings"] = json.loads(str(assessment["warnings"]))
    assessment["missing"] = json.loads(str(assessment["missing"]))
    findings = _many(db, "SELECT * FROM findings WHERE assessment_id = ? ORDER BY id", assessment_id)
    decided: dict[object, Reviewed] = {each.requirement: each for each in reviews}
    for finding in findings:
        review = decided.get(finding["requirement"])
        finding["machine_verdict"] = finding["verdict"]
        finding["review"] = review
        if review is not None and review.counts:
            finding["verdict"] = review.verdict
    observations = _many(db, "SELECT * FROM observations WHERE assessment_id = ? ORDER BY id", assessment_id)
    for rows, owner in ((findings, "finding_id"), (observations, "observation_id")):
        for row in rows:
            row["evidence"] = list(
                _many(
                    db,
                    f'SELECT quote, page, start, "end" FROM evidence WHERE {owner} = ? ORDER BY id',
                    row["id"],
                )
            )
    return Judged(assessment, findings, observations)


def _statements(db: Database, firm_id: int) -> tuple[Row, ...]:
    return _many(
        db,
        """
        SELECT
            found.document_sha256,
            documents.media_type,
            min(visits.finished_at) AS first_seen_at,
            max(visits.finished_at) AS last_seen_at,
            -- SQLite takes bare columns from the row that has the maximum.
            found.url,
            coalesce(judged.kind, found.kind) AS kind,
            coalesce(judged.financial_year_end, found.year_end) AS financial_year_end,
            judged.verdict,
            judged.score,
            judged.rulebook
        FROM visits
        JOIN visit_documents AS found ON found.visit_id = visits.id
        JOIN documents ON documents.sha256 = found.document_sha256
        LEFT JOIN assessments AS judged ON judged.id = (
            SELECT max(id) FROM assessments
            WHERE firm_id = visits.firm_id AND document_sha256 = found.document_sha256
        )
        WHERE visits.firm_id = ? AND coalesce(judged.is_statement, found.is_statement)
        GROUP BY found.document_sha256
        ORDER BY last_seen_at DESC, found.document_sha256
        """,
        firm_id,
    )
