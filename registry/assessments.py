"""Assessments: what was said of a document, under which rulebook, on what evidence. Appended, never overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import current_until, timestamp
from registry.judgements import AssessmentShape, EvidenceShape, FindingShape
from registry.standings import refresh
from registry.texts import record_text


@dataclass(frozen=True, slots=True)
class Recheck:
    """An archived document to judge again for a firm, and what the visit knew about where it stood."""

    firm_id: int
    firm_name: str
    legal_form: str | None
    visit_id: int
    url: str
    media_type: str
    sha256: str
    archive_file: str
    archive_offset: int
    rank: int
    link_state: str | None


def record_assessment(
    db: Database,
    assessment: AssessmentShape,
    firm_id: int,
    visit_id: int | None,
    now: datetime,
    sentences: Sequence[str] = (),
) -> int:
    """Append an assessment, keep what the document says, and bring the firm's standing up to date; the id.

    Belongs in a transaction.
    """
    assessment_id = append_assessment(db, assessment, firm_id, visit_id, now)
    record_text(db, assessment.document.sha256, sentences, timestamp(now))
    refresh(db, firm_id, timestamp(now), "look")
    return assessment_id


def append_assessment(
    db: Database, assessment: AssessmentShape, firm_id: int, visit_id: int | None, now: datetime
) -> int:
    """Append an assessment and return its id; one that says what the last on this document said is not repeated.

    The standing is left as it was: belongs in a transaction that refreshes it.
    """
    row = _row(assessment)
    sha256 = assessment.document.sha256
    last = next(
        iter(
            db.query(
                "SELECT id, rulebook, digest, verdict, missing FROM assessments "
                "WHERE firm_id = ? AND document_sha256 = ? ORDER BY id DESC LIMIT 1",
                [firm_id, sha256],
            )
        ),
        None,
    )
    if last is not None and last["digest"] == row["digest"] and last["verdict"] == row["verdict"]:
        return int(last["id"])
    row |= {
        "firm_id": firm_id,
        "visit_id": visit_id,
        "cause": _cause(db, firm_id, visit_id, row, last),
        "created_at": timestamp(now),
    }
    assessment_id = insert(db, "assessments", row)
    for finding in assessment.findings:
        finding_id = insert(db, "findings", {"assessment_id": assessment_id} | _finding(finding))
        _record_evidence(db, "finding_id", finding_id, finding.evidence)
    for observation in assessment.observations:
        observation_id = insert(
            db,
            "observations",
            {
                "assessment_id": assessment_id,
                "rule": observation.rule,
                "basis": observation.basis,
                "outcome": observation.outcome,
                "text": observation.text,
            },
        )
        _record_evidence(db, "observation_id", observation_id, observation.evidence)
    return assessment_id


def documents_to_recheck(db: Database, rulebook: str | None) -> list[Recheck]:
    """Each document of each firm's shown visit; with `rulebook`, only those not last judged under it."""
    rows = db.query(
        """
        SELECT
            firms.id AS firm_id, firms.name AS firm_name, firms.legal_form,
            visits.id AS visit_id, found.url, documents.media_type, documents.sha256,
            found.archive_file, found.archive_offset, found.rank, visits.link_state
        FROM standings
        JOIN firms ON firms.id = standings.firm_id
        JOIN visits ON visits.id = standings.shown_visit_id
        JOIN visit_documents AS found ON found.visit_id = visits.id
        JOIN documents ON documents.sha256 = found.document_sha256
        LEFT JOIN assessments ON assessments.id = (
            SELECT max(id) FROM assessments WHERE firm_id = firms.id AND document_sha256 = documents.sha256
        )
        WHERE :rulebook IS NULL OR assessments.rulebook IS NOT :rulebook
        ORDER BY firms.id, found.rank
        """,
        {"rulebook": rulebook},
    )
    return [Recheck(**row) for row in rows]


def _cause(
    db: Database, firm_id: int, visit_id: int | None, row: dict[str, object], last: dict[str, object] | None
) -> str:
    """Why there is something new to say: first look, new text, new rules, the site around it, or time gone by."""
    if last is not None:
        if last["rulebook"] != row["rulebook"]:
            return "rules"
        return "time" if last["digest"] == row["digest"] else "site"
    earlier = db.execute(
        "SELECT 1 FROM assessments WHERE firm_id = ? AND visit_id IS NOT ? LIMIT 1", [firm_id, visit_id]
    ).fetchone()
    return "content" if earlier else "first"


def _row(assessment: AssessmentShape) -> dict[str, object]:
    statement, document = assessment.statement, assessment.document
    not_met = [finding.requirement for finding in assessment.findings if finding.verdict == "not_met"]
    return {
        "document_sha256": document.sha256,
        "rulebook": assessment.rulebook,
        "verdict": str(assessment.verdict),
        "standing": _standing(assessment),
        "score": assessment.score,
        "kind": str(document.kind),
        "is_statement": int(statement.is_statement),
        "organisation": statement.organisation,
        "legal_form": statement.legal_form and str(statement.legal_form),
        "financial_year_start": statement.financial_year_start,
        "financial_year_end": statement.financial_year_end,
        "current_until": current_until(statement.financial_year_end),
        "approved_on": statement.approved_on,
        "signatory_name": statement.signatory_name,
        "signatory_role": statement.signatory_role,
        "signed_on": statement.signed_on,
        "pages": document.pages,
        "words": document.words,
        "read_with": document.read_with,
        "warnings": json.dumps(list(document.warnings), ensure_ascii=False),
        "missing": json.dumps(not_met),
        "digest": _digest(assessment),
    }


def _standing(assessment: AssessmentShape) -> str:
    """The verdict but for its age. It is the verdict itself unless that is out_of_date, which hides another."""
    if assessment.verdict != "out_of_date":
        return str(assessment.verdict)
    mandatory = {str(finding.verdict) for finding in assessment.findings if finding.kind == "mandatory"}
    if "not_met" in mandatory:
        return "incomplete"
    return "unclear" if mandatory & {"partly", "not_checked"} else "compliant"


def _digest(assessment: AssessmentShape) -> str:
    """A fingerprint of all that is said but the overall verdict, which may change with the day alone."""
    statement = assessment.statement
    said = [
        assessment.rulebook,
        assessment.score,
        str(assessment.document.kind),
        [getattr(statement, name) for name in sorted(_STATEMENT_FACTS)],
        [
            [*_finding(finding).values(), [[each.start, each.end] for each in finding.evidence]]
            for finding in assessment.findings
        ],
        [[each.rule, each.outcome, each.text] for each in assessment.observations],
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


_STATEMENT_FACTS = (
    "is_statement",
    "organisation",
    "legal_form",
    "financial_year_start",
    "financial_year_end",
    "approved_on",
    "signatory_name",
    "signatory_role",
    "signed_on",
)


def _finding(finding: FindingShape) -> dict[str, object]:
    return {
        "requirement": finding.requirement,
        "kind": finding.kind,
        "basis": finding.basis,
        "reference": finding.reference,
        "verdict": str(finding.verdict),
        "confidence": float(finding.confidence),
        "level": finding.level,
        "eti_level": finding.eti_level,
        "advice": finding.advice,
    }


def _record_evidence(db: Database, owner: str, owner_id: int, evidence: Iterable[EvidenceShape]) -> None:
    for each in evidence:
        insert(
            db,
            "evidence",
            {owner: owner_id, "quote": each.quote, "page": each.page, "start": each.start, "end": each.end},
        )
