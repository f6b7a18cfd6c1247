"""The coordinator's table: one row a firm, what is said of it on a given day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from registry.cases import FOLLOWUP_DUE
from registry.deadlines import Deadline, deadline
from registry.standings import STATUS_ON
from registry.verdicts import STATEMENT_FOUND

STATUSES = (
    "compliant",
    "incomplete",
    "unclear",
    "out_of_date",
    "missing",
    "could_not_check",
    "no_website",
    "not_checked",
)
"""Every status a firm can have."""

SORTS = {
    "name": "firms.name_key",
    "status": "status, firms.name_key",
    "score": "standings.score IS NULL, standings.score, firms.name_key",
    "district": "firms.district IS NULL, firms.district, firms.name_key",
    "year": "standings.financial_year_end IS NULL, standings.financial_year_end, firms.name_key",
    "checked": "standings.checked_at IS NULL, standings.checked_at, firms.name_key",
    "due": "firms.name_key",
}
"""What the table can be sorted by. The lowest score, the oldest year, look and deadline come first, unknown last."""

STATUS_KEYS = (
    "name", "company_number", "district", "website", "scope", "status", "reason", "statement_url", "statement_kind",
    "financial_year_end", "homepage_link", "score", "missing", "checked_at", "followup_due",
)  # fmt: skip
"""The keys of the contract's "JSON of s54 firms", in its order."""


@dataclass(frozen=True, slots=True)
class FirmStatus:
    """One row of the table: the contract's "JSON of s54 firms", the id, and what else commands ask of a row.

    `confirmed` are the requirements on which a person's verdict counts now, `to_review` those on which one did until
    what it was about changed.
    """

    id: int
    name: str
    company_number: str | None
    district: str | None
    website: str | None
    scope: str
    status: str
    reason: str | None
    statement_url: str | None
    statement_kind: str | None
    financial_year_end: str | None
    homepage_link: bool | None
    score: int | None
    missing: tuple[str, ...]
    checked_at: str | None
    followup_due: str | None
    confirmed: tuple[str, ...]
    to_review: tuple[str, ...]
    accounting_reference: str | None
    last_accounts: str | None
    today: date

    @property
    def deadline(self) -> Deadline | None:
        """When the guidance wants the next statement; None when nobody knows when the firm's year ends."""
        return deadline(
            self.today,
            stated_year_end=self.financial_year_end if self.status in STATEMENT_FOUND else None,
            accounting_reference=self.accounting_reference,
            last_accounts=self.last_accounts,
            nothing_found=self.status == "missing",
        )

    def as_json(self) -> dict[str, object]:
        """The contract's object, keys in its order."""
        return {key: getattr(self, key) for key in STATUS_KEYS} | {"missing": list(self.missing)}


@dataclass(frozen=True, slots=True)
class StatusFilter:
    """Which rows, and in which order. `missing` is a requirement's id; several statuses mean any of them.

    `deadline` is `late` or `soon`; `changed_since` takes firms of which something else is said now than before that
    day; `not_contacted` those to which nobody has written or spoken; `to_review` those on which a person decides again.
    Firms that a person has put outside the area are left out, or with `outside` the only ones.
    """

    status: tuple[str, ...] = ()
    district: str | None = None
    missing: str | None = None
    scope: str | None = None
    due: bool = False
    sort: str = "name"
    firm_id: int | None = None
    not_contacted: bool = False
    changed_since: date | None = None
    to_review: bool = False
    deadline: str | None = None
    outside: bool = False


def firm_statuses(db: Database, today: date, chosen: StatusFilter) -> list[FirmStatus]:
    """The rows chosen, as things stand on `today`."""
    conditions = ["1"]
    parameters: dict[str, object] = {"today": today.isoformat()}
    if chosen.status:
        marks = [f":status{number}" for number in range(len(chosen.status))]
        conditions.append(f"({STATUS_ON}) IN ({', '.join(marks)})")
        parameters |= {f"status{number}": status for number, status in enumerate(chosen.status)}
    if chosen.district is not None:
        conditions.append("firms.district = :district COLLATE NOCASE")
        parameters["district"] = chosen.district
    if chosen.scope is not None:
        conditions.append("firms.scope = :scope")
        parameters["scope"] = chosen.scope
    if chosen.missing is not None:
        conditions.append("""instr(standings.missing, '"' || :missing || '"')""")
        parameters["missing"] = chosen.missing
    if chosen.due:
        conditions.append(f"{FOLLOWUP_DUE} <= :today")
    if chosen.firm_id is not None:
        conditions.append("firms.id = :firm")
        parameters["firm"] = chosen.firm_id
    else:
        conditions.append(f"firms.outside = {int(chosen.outside)}")
    conditions += _asked_of_people(chosen, parameters)
    rows = db.query(
        f"""
        SELECT firms.id, firms.name, firms.company_number, firms.district, firms.website, firms.scope,
            {STATUS_ON} AS status, standings.reason, standings.statement_url, standings.statement_kind,
            standings.financial_year_end, standings.homepage_link, standings.score, standings.missing,
            standings.checked_at, {FOLLOWUP_DUE} AS followup_due, standings.confirmed,
            standings.to_review, firms.accounting_reference, firms.last_accounts
        FROM firms JOIN standings ON standings.firm_id = firms.id
        WHERE {" AND ".join(conditions)}
        ORDER BY {SORTS[chosen.sort]}, firms.id
        """,
        parameters,
    )
    found = [_status(row, today) for row in rows]
    if chosen.deadline is not None:
        found = [each for each in found if each.deadline and each.deadline.state == chosen.deadline]
    if chosen.sort == "due":
        found.sort(key=lambda each: each.deadline.due_on if each.deadline else date.max)
    return found


def _asked_of_people(chosen: StatusFilter, parameters: dict[str, object]) -> list[str]:
    """The conditions on what people did and what has changed."""
    conditions = []
    if chosen.not_contacted:
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM case_events WHERE case_events.firm_id = firms.id AND step IN "
            "('note', 'reminder', 'call', 'second_letter'))"
        )
    if chosen.to_review:
        conditions.append("standings.to_review <> '[]'")
    if chosen.changed_since is not None:
        parameters["since"] = chosen.changed_since.isoformat()
        # Going out of date is a change, too, though nothing was recorded on the day.
        conditions.append(
            "(EXISTS (SELECT 1 FROM standing_changes AS noted WHERE noted.firm_id = firms.id "
            "AND noted.changed_at >= :since) OR (standings.current_until < :today AND standings.current_until >= :since))"
        )
    return conditions


def status_counts(db: Database, today: date) -> dict[str, int]:
    """How many firms have each status on `today`; every status is there, in the contract's order."""
    counted = {
        row["status"]: row["firms"]
        for row in db.query(
            f"SELECT {STATUS_ON} AS status, count(*) AS firms FROM standings "
            "WHERE firm_id NOT IN (SELECT id FROM firms WHERE outside) GROUP BY 1",
            {"today": today.isoformat()},
        )
    }
    return {status: counted.get(status, 0) for status in STATUSES}


def _status(row: dict[str, Any], today: date) -> FirmStatus:
    link = row["homepage_link"]
    changed: dict[str, Any] = {
        "homepage_link": None if link is None else bool(link),
        "today": today,
    }
    for listed in ("missing", "confirmed", "to_review"):
        changed[listed] = () if row[listed] == "[]" else tuple(json.loads(row[listed]))
    return FirmStatus(**(row | changed))
