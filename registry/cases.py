"""Cases: what was done about a firm, step by step, and what is to be done next and when.

The ladder is that of people who have done this before: look by hand, write kindly to a named person, remind after four
to six weeks, ring and offer help, write again with a copy to the chair, and take it to the Business Group.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from registry.connection import insert
from registry.contacts import Contact, contact_id, contact_of
from registry.dates import timestamp
from registry.standings import STATUS_ON

STEPS = {
    "check": ("note", 0),
    "note": ("reminder", 35),
    "reminder": ("call", 28),
    "call": ("second_letter", 28),
    "second_letter": ("business_group", 28),
    "business_group": ("business_group", 91),
    "replied": ("check", 7),
    "closed": (None, None),
}
"""Each step, what follows it, and after how many days: a reminder in the fifth week, the group when it meets again."""

CHANNELS = ("letter", "email", "phone", "meeting", "web_form", "other")
"""How a firm was reached, or answered."""

REASONS = (
    "compliant",
    "covered_by_group",
    "out_of_scope",
    "dissolved",
    "no_answer",
    "opened_by_mistake",
    "other",
)
"""Why a case is closed."""

FOLLOWUP_DUE = """(
    SELECT next_on FROM case_events AS newest WHERE newest.firm_id = firms.id ORDER BY newest.id DESC LIMIT 1
)"""
"""SQL for the next date agreed in the firm's open case, for queries on `firms`. Closing leaves no next date."""

STALE_AFTER_DAYS = 14
"""A site last looked at longer ago than this is looked at again before anybody writes about it."""


class CaseError(Exception):
    """The case does not allow what was asked. The message says why and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done, or that the firm did. `next_on` is None for the ladder's own date."""

    step: str
    on: date
    by: str
    channel: str | None = None
    contact: Contact = field(default_factory=Contact)
    note: str | None = None
    next_on: date | None = None
    closed_because: str | None = None


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """An event as it was recorded. `contact` and `note` are None when they were erased or never given."""

    firm: str
    firm_id: int
    case_id: int
    event_id: int
    step: str
    happened_on: str
    channel: str | None
    contact: str | None
    note: str | None
    closed_because: str | None
    next_on: str | None
    recorded_by: str


@dataclass(frozen=True, slots=True)
class DueCase:
    """A line of the morning list. `next_step` is the ladder's; `look_again` says the last look is too old to write on."""

    firm_id: int
    firm: str
    company_number: str | None
    district: str | None
    scope: str
    status: str
    reason: str | None
    due: str
    days_overdue: int
    next_step: str
    last_step: str
    last_on: str
    contact: str | None
    note: str | None
    checked_at: str | None
    look_again: bool


def add_event(db: Database, firm_id: int, event: Event, now: datetime) -> int:
    """Append an event to the firm's open case, opening one if need be; its id. Belongs in a transaction.

    Raises CaseError for closing what is not open, for a date before the last event's, and for one in the future.
    """
    last = last_event(db, firm_id)
    is_open = last is not None and last.step != "closed"
    if event.step == "closed" and not is_open:
        raise CaseError("has no open case to close; 's54 followup list' shows the cases")
    if event.on > now.date():
        raise CaseError(
            f"cannot have had an event on {event.on}, which is still to come; use --next for a plan"
        )
    if last is not None and is_open and event.on.isoformat() < last.happened_on:
        raise CaseError(
            f"had its last event on {last.happened_on}; give a date from then on, and tell the rest in --outcome"
        )
    if event.next_on is not None and event.next_on < event.on:
        raise CaseError(f"cannot be due on {event.next_on}, before the event itself ({event.on})")
    if last is None or not is_open:
        case_id = insert(db, "cases", {"firm_id": firm_id, "opened_at": timestamp(now)})
    else:
        case_id = last.case_id
    event_id = insert(
        db,
        "case_events",
        {
            "firm_id": firm_id,
            "case_id": case_id,
            "step": event.step,
            "happened_on": event.on.isoformat(),
            "channel": event.channel,
            "contact_id": contact_id(db, firm_id, event.contact, now),
            "closed_because": event.closed_because,
            "next_on": _next_on(event),
            "recorded_by": event.by,
            "recorded_at": timestamp(now),
        },
    )
    if event.note:
        insert(db, "case_notes", {"event_id": event_id, "text": event.note})
    return event_id


def events(db: Database, firm_id: int | None = None) -> list[CaseEvent]:
    """The events of one firm's cases, or of all, in the order in which they were recorded."""
    return _events(db, "? IS NULL OR case_events.firm_id = ?", [firm_id, firm_id])


def newest_events(db: Database, *, open_only: bool) -> list[CaseEvent]:
    """The newest event of each firm's newest case, by firm."""
    newest = "case_events.id IN (SELECT max(id) FROM case_events GROUP BY firm_id)"
    found = _events(db, f"{newest} AND (NOT ? OR case_events.step <> 'closed')", [int(open_only)])
    return sorted(found, key=lambda each: each.firm.casefold())


def last_event(db: Database, firm_id: int) -> CaseEvent | None:
    """The newest event of the firm's newest case; None if it never had one."""
    found = _events(db, "case_events.id = (SELECT max(id) FROM case_events WHERE firm_id = ?)", [firm_id])
    return found[0] if found else None


def due(db: Database, today: date, until: date, district: str | None = None) -> list[DueCase]:
    """The open cases whose next date is `until` or earlier, the longest overdue first."""
    rows = db.query(
        f"""
        SELECT firms.id AS firm_id, firms.name AS firm, firms.company_number, firms.district, firms.scope,
            {STATUS_ON} AS status, standings.reason, standings.checked_at,
            case_events.next_on AS due, case_events.step AS last_step, case_events.happened_on AS last_on,
            case_notes.text AS note
        FROM case_events
        JOIN firms ON firms.id = case_events.firm_id
        JOIN standings ON standings.firm_id = firms.id
        LEFT JOIN case_notes ON case_notes.event_id = case_events.id
        WHERE case_events.id IN (SELECT max(id) FROM case_events GROUP BY firm_id)
            AND case_events.next_on <= :until
            AND (:district IS NULL OR firms.district = :district COLLATE NOCASE)
        ORDER BY case_events.next_on, firms.name_key, firms.id
        """,
        {"today": today.isoformat(), "until": until.isoformat(), "district": district},
    )
    return [_due(db, row, today) for row in rows]


def unopened(db: Database, today: date, district: str | None = None) -> list[dict[str, object]]:
    """Firms in scope whose statement is missing, old or lacks something, and that have no open case.

    One whose case was closed is among them if what is said of it has changed since: next year's statement may lack again
    what this year's had. When the last case was closed, and why, stands with each.
    """
    return list(
        db.query(
            f"""
            SELECT firms.name AS firm, firms.company_number, firms.district, {STATUS_ON} AS status,
                standings.checked_at, last.happened_on AS closed_on, last.closed_because
            FROM firms JOIN standings ON standings.firm_id = firms.id
            LEFT JOIN case_events AS last
                ON last.id = (SELECT max(id) FROM case_events WHERE case_events.firm_id = firms.id)
            WHERE firms.scope = 'in_scope' AND NOT firms.outside
                AND ({STATUS_ON}) IN ('missing', 'incomplete', 'out_of_date')
                AND (last.id IS NULL OR last.step = 'closed' AND (
                    EXISTS (SELECT 1 FROM standing_changes AS noted
                        WHERE noted.firm_id = firms.id AND substr(noted.changed_at, 1, 10) > last.happened_on)
                    OR standings.current_until >= last.happened_on AND standings.current_until < :today
                ))
                AND (:district IS NULL OR firms.district = :district COLLATE NOCASE)
            ORDER BY firms.name_key, firms.id
            """,
            {"today": today.isoformat(), "district": district},
        )
    )


def _next_on(event: Event) -> str | None:
    if event.step == "closed":
        return None
    _, days = STEPS[event.step]
    return (event.next_on or event.on + timedelta(days=days or 0)).isoformat()


def _events(db: Database, condition: str, parameters: list[Any]) -> list[CaseEvent]:
    rows = db.query(
        f"""
        SELECT firms.name AS firm, firms.id AS firm_id, case_events.case_id, case_events.id AS event_id,
            case_events.step, case_events.happened_on, case_events.channel,
            contacts.name, contacts.role, contacts.email, contacts.phone, case_notes.text AS note,
            case_events.closed_because, case_events.next_on, case_events.recorded_by
        FROM case_events
        JOIN firms ON firms.id = case_events.firm_id
        LEFT JOIN contacts ON contacts.id = case_events.contact_id
        LEFT JOIN case_notes ON case_notes.event_id = case_events.id
        WHERE {condition}
        ORDER BY case_events.id
        """,
        parameters,
    )
    return [_event(row) for row in rows]


def _event(row: dict[str, Any]) -> CaseEvent:
    contact = Contact(**{each.name: row.pop(each.name) for each in fields(Contact)})
    return CaseEvent(contact=contact.label or None, **row)


def _due(db: Database, row: dict[str, Any], today: date) -> DueCase:
    looked = str(row["checked_at"] or "")[:10]
    follows, _ = STEPS[row["last_step"]]
    return DueCase(
        **row,
        days_overdue=(today - date.fromisoformat(row["due"])).days,
        next_step="close" if row["status"] == "compliant" else str(follows),
        contact=contact_of(db, row["firm_id"]).label or None,
        look_again=not looked or (today - date.fromisoformat(looked)).days > STALE_AFTER_DAYS,
    )
