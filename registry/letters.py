"""Letters written to firms: recorded with the step of the case they are, and with what they rested on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from registry.cases import Event, add_event
from registry.connection import insert
from registry.dates import timestamp


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was written. `cited` are the requirements it names; `sha256` is that of the file."""

    cited: tuple[str, ...]
    sha256: str
    forced_because: str | None = None


def record_letter(db: Database, firm_id: int, event: Event, letter: Letter, now: datetime) -> int:
    """Append the step and the letter; the step's id. Raises CaseError. Belongs in a transaction."""
    event_id = add_event(db, firm_id, event, now)
    (standing,) = db.query(
        "SELECT visit_id, assessment_id FROM standings WHERE firm_id = ?",
        [firm_id],
    )
    insert(
        db,
        "letters",
        {
            "firm_id": firm_id,
            "event_id": event_id,
            "visit_id": standing["visit_id"],
            "assessment_id": standing["assessment_id"],
            "cited": json.dumps(letter.cited),
            "sha256": letter.sha256,
            "forced_because": letter.forced_because,
            "written_at": timestamp(now),
        },
    )
    return event_id


def last_letter_on(db: Database, firm_id: int) -> date | None:
    """The day of the last letter to the firm; None if there was none."""
    (day,) = db.execute(
        "SELECT max(happened_on) FROM letters JOIN case_events ON case_events.id = event_id WHERE letters.firm_id = ?",
        [firm_id],
    ).fetchone()
    return None if day is None else date.fromisoformat(day)
