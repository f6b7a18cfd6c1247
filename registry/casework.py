"""The half of the register that says what is done about a firm: cases, letters, what changed, copies of the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from registry import cases, contacts, copies, digest, letters, overview, partners, tables
from registry.connection import writing
from registry.errors import explained


class Casework:
    """What `Registry` can do about cases. Every write is one transaction."""

    _db: Database
    path: Path

    def add_case_event(self, firm_id: int, event: cases.Event, now: datetime) -> int:
        """Append an event to the firm's open case, opening one if need be; its id. Raises CaseError."""
        with writing(self._db, self.path):
            return cases.add_event(self._db, firm_id, event, now)

    def case_events(self, firm_id: int | None = None) -> list[cases.CaseEvent]:
        """The events of one firm's cases, or of all, in the order in which they were recorded."""
        with explained(self.path):
            return cases.events(self._db, firm_id)

    def newest_case_events(self, *, open_only: bool = True) -> list[cases.CaseEvent]:
        """The newest event of each firm's case, by firm."""
        with explained(self.path):
            return cases.newest_events(self._db, open_only=open_only)

    def cases_due(
        self, today: date, until: date | None = None, district: str | None = None
    ) -> list[cases.DueCase]:
        """The open cases to be taken on, the longest overdue first."""
        with explained(self.path):
            return cases.due(self._db, today, until or today, district)

    def firms_without_case(self, today: date, district: str | None = None) -> list[dict[str, object]]:
        """Firms in scope that lack something and for which no case was ever opened."""
        with explained(self.path):
            return cases.unopened(self._db, today, district)

    def contact_of(self, firm_id: int) -> contacts.Contact:
        """Whom to write to at the firm."""
        with explained(self.path):
            return contacts.contact_of(self._db, firm_id)

    def erase_contacts(self, firm_ids: list[int], now: datetime) -> int:
        """Erase contacts and notes of these firms for good, in the file too; how many there were."""
        with explained(self.path):
            self._db.conn.execute("PRAGMA secure_delete = ON")
        with writing(self._db, self.path):
            count = sum(contacts.erase(self._db, firm_id, now) for firm_id in firm_ids)
        with explained(self.path):
            # What was erased may still lie in the log beside the file.
            self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return count

    def firms_with_cases_closed_before(self, day: date) -> list[tuple[int, str]]:
        """Firms (id and name) with contact data left, whose newest case was closed before `day`."""
        with explained(self.path):
            return contacts.closed_before(self._db, day)

    def record_letter(self, firm_id: int, event: cases.Event, letter: letters.Letter, now: datetime) -> int:
        """Append a letter as a step of the firm's case; the step's id. Raises CaseError."""
        with writing(self._db, self.path):
            return letters.record_letter(self._db, firm_id, event, letter, now)

    def last_letter_on(self, firm_id: int) -> date | None:
        """The day of the last letter to the firm; None if there was none."""
        with explained(self.path):
            return letters.last_letter_on(self._db, firm_id)

    def overview(
        self, today: date, end: date, before: date, district: str | None = None
    ) -> overview.Overview:
        """The register in figures as of `end`, beside those of `before`; of one moment, even while a crawl writes."""
        with self._moment():
            return overview.overview(self._db, today, end, before, district)

    def partner_tables(self, today: date) -> Iterator[tables.Table]:
        """What may be shared with partners, as tables of one moment."""
        with self._moment():
            yield from partners.partner_tables(self._db, today)

    def changes(self, since: date, today: date, district: str | None = None) -> list[digest.Change]:
        """What changed from `since` to `today`, the oldest first."""
        with self._moment():
            return digest.changes(self._db, since, today, district)

    def copy_to(self, path: Path) -> None:
        """Copy the whole register to a new file, while others go on using it."""
        with explained(self.path):
            copies.copy_to(self._db, path)

    @contextmanager
    def _moment(self) -> Iterator[None]:
        """Everything read within is of one moment."""
        with explained(self.path):
            self._db.conn.execute("BEGIN")
            try:
                yield
            finally:
                self._db.rollback()
