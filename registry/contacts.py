"""People at firms: whom to write to. Personal data, kept apart from the events of cases so that it can be erased."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import timestamp


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at the firm. Personal data: kept apart from the events, and erasable."""

    name: str | None = None
    role: str | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def label(self) -> str:
        """The parts that are known, in one line; empty when nothing is."""
        return ", ".join(part for part in (self.name, self.role, self.email, self.phone) if part)


def contact_of(db: Database, firm_id: int) -> Contact:
    """Whom to write to: the newest contact that is not erased; an empty one if none is known."""
    for row in db.query(
        "SELECT name, role, email, phone FROM contacts WHERE firm_id = ? AND erased_at IS NULL ORDER BY id DESC LIMIT 1",
        [firm_id],
    ):
        return Contact(**row)
    return Contact()


def contact_id(db: Database, firm_id: int, given: Contact, now: datetime) -> int | None:
    """The contact's row of `contacts`, made if need be; None for an empty one.

    A name heard before adds to what is known of that person; nothing is overwritten.
    """
    if not given.label:
        return None
    known = contact_of(db, firm_id)
    if given.name is None or (known.name or "").casefold() == given.name.casefold():
        given = Contact(
            **{each.name: getattr(given, each.name) or getattr(known, each.name) for each in fields(Contact)}
        )
    if given == known:
        (found,) = db.conn.execute(
            "SELECT max(id) FROM contacts WHERE firm_id = ? AND erased_at IS NULL", [firm_id]
        ).fetchone()
        return int(found)
    row = {each.name: getattr(given, each.name) for each in fields(Contact)}
    return insert(db, "contacts", {"firm_id": firm_id, **row, "added_at": timestamp(now)})


def erase(db: Database, firm_id: int, now: datetime) -> int:
    """Erase the firm's contacts, the notes of its cases, and who answered for it; how many were. Belongs in a transaction.

    What was done and when stays. SQLite overwrites what is erased (`secure_delete`) in the file itself; copies made
    before are not touched.
    """
    contacts = db.conn.execute(
        "UPDATE contacts SET name = NULL, role = NULL, email = NULL, phone = NULL, erased_at = ? "
        "WHERE firm_id = ? AND erased_at IS NULL",
        [timestamp(now), firm_id],
    ).rowcount
    notes = db.conn.execute(
        "DELETE FROM case_notes WHERE event_id IN (SELECT id FROM case_events WHERE firm_id = ?)", [firm_id]
    ).rowcount
    answers = db.conn.execute(
        'UPDATE replies SET "by" = NULL WHERE firm_id = ? AND "by" IS NOT NULL', [firm_id]
    ).rowcount
    return contacts + notes + answers


def closed_before(db: Database, day: date) -> list[tuple[int, str]]:
    """Firms (id and name) with contact data left, whose newest case was closed before `day`."""
    rows = db.query(
        """
        SELECT firms.id, firms.name
        FROM case_events AS newest JOIN firms ON firms.id = newest.firm_id
        WHERE newest.id IN (SELECT max(id) FROM case_events GROUP BY firm_id)
            AND newest.step = 'closed' AND newest.happened_on < ?
            AND (
                EXISTS (SELECT 1 FROM contacts WHERE contacts.firm_id = firms.id AND erased_at IS NULL)
                OR EXISTS (SELECT 1 FROM replies WHERE replies.firm_id = firms.id AND "by" IS NOT NULL)
                OR EXISTS (SELECT 1 FROM case_notes JOIN case_events ON case_events.id = event_id
                    WHERE case_events.firm_id = firms.id)
            )
        ORDER BY firms.name_key, firms.id
        """,
        [day.isoformat()],
    )
    return [(int(row["id"]), str(row["name"])) for row in rows]
