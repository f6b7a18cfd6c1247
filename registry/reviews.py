"""What persons decided on a firm's requirements, and what firms answered. Appended, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import timestamp
from registry.errors import RegistryError
from registry.standings import refresh
from registry.texts import text_sha256
from registry.verdicts import AREAS, MANDATORY, shown

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on one requirement. `verdict` None withdraws an earlier one; `confirm` takes the machine's."""

    requirement: str
    verdict: str | None
    by: str
    note: str = ""
    confirm: bool = False


def record_review(db: Database, firm_id: int, decision: Decision, now: datetime) -> Row:
    """Keep a decision beside what the machine says of the document now shown; the row kept. Belongs in a transaction.

    RegistryError when there is nothing the decision could be about.
    """
    if decision.requirement not in (*MANDATORY, *AREAS):
        raise RegistryError(
            f"{decision.requirement!r} is not a requirement; they are {', '.join((*MANDATORY, *AREAS))}"
        )
    if not decision.by.strip():
        raise RegistryError("a decision needs the name of who takes it (--by)")
    (standing,) = db.query(
        "SELECT status, document_sha256, assessment_id FROM standings WHERE firm_id = ?", [firm_id]
    )
    machine, _ = shown(db, firm_id).verdicts.get(decision.requirement, (None, None))
    if decision.confirm and machine is None:
        raise RegistryError(f"the machine says nothing on {decision.requirement}; give a verdict of your own")
    _refuse_guesses(standing, decision.requirement)
    row: Row = {
        "firm_id": firm_id,
        "requirement": decision.requirement,
        "verdict": machine if decision.confirm else decision.verdict,
        "machine_verdict": machine,
        "document_sha256": standing["document_sha256"],
        "text_sha256": text_sha256(db, standing["document_sha256"]),
        "assessment_id": standing["assessment_id"],
        "by": decision.by.strip(),
        "note": decision.note.strip(),
        "created_at": timestamp(now),
    }
    row["id"] = insert(db, "reviews", row)
    refresh(db, firm_id, timestamp(now), "person")
    return row


def _refuse_guesses(standing: Row, requirement: str) -> None:
    if standing["status"] in ("no_website", "not_checked"):
        raise RegistryError(
            "nothing has been looked at yet, so there is nothing to decide on; crawl the firm first"
        )
    if standing["document_sha256"] is None and requirement != "published":
        raise RegistryError("no document was found, so only 'published' can be decided on")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a firm wrote or said back. `requirement` is what it speaks of, None for all; `by` who spoke for the firm."""

    text: str
    requirement: str | None = None
    by: str | None = None


def record_reply(db: Database, firm_id: int, answer: Answer, now: datetime) -> int:
    """Keep a firm's answer beside the document now shown; its id. It changes no verdict. Belongs in a transaction."""
    if answer.requirement is not None and answer.requirement not in (*MANDATORY, *AREAS):
        raise RegistryError(
            f"{answer.requirement!r} is not a requirement; they are {', '.join((*MANDATORY, *AREAS))}"
        )
    if not answer.text.strip():
        raise RegistryError("the answer is empty; give its text, or - to read it from standard input")
    shown = db.execute("SELECT document_sha256 FROM standings WHERE firm_id = ?", [firm_id]).fetchone()
    row = {
        "firm_id": firm_id,
        "requirement": answer.requirement,
        "text": answer.text.strip(),
        "by": answer.by and answer.by.strip(),
        "document_sha256": shown[0],
        "created_at": timestamp(now),
    }
    return insert(db, "replies", row)


def all_reviews(db: Database) -> list[Row]:
    """What persons said last on each requirement of each document, beside the machine's, the oldest first.

    What they took back, or decided anew, is no word on the machine.
    """
    return list(
        db.query(
            """
            SELECT firms.name AS firm, firms.company_number, reviews.requirement, reviews.machine_verdict,
                reviews.verdict, reviews."by", reviews.note, reviews.created_at, reviews.document_sha256,
                assessments.rulebook
            FROM reviews
            JOIN firms ON firms.id = reviews.firm_id
            LEFT JOIN assessments ON assessments.id = reviews.assessment_id
            WHERE reviews.verdict IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM reviews AS later
                WHERE later.firm_id = reviews.firm_id AND later.requirement = reviews.requirement
                    AND later.document_sha256 IS reviews.document_sha256 AND later.id > reviews.id
            )
            ORDER BY reviews.id
            """
        )
    )
