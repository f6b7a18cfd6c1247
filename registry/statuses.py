"""The coordinator's table: one row a firm, what is said of it on a given day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from registry.cases import FOLLOWUP_DUE
from registry.standings import STATUS_ON

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
}
"""What the table can be sorted by. The lowest score, the oldest year and the oldest look come first, unknown last."""


@dataclass(frozen=True, slots=True)
class FirmStatus:
    """One row of the table: the contract's "JSON of s54 firms", and the id."""

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

    def as_json(self) -> dict[str, object]:
        """The contract's object, keys in its order."""
        return {
            "name": self.name,
            "company_number": self.company_number,
            "district": self.district,
            "website": self.website,
            "scope": self.scope,
            "status": self.status,
            "reason": self.reason,
            "statement_url": self.statement_url,
            "statement_kind": self.statement_kind,
            "financial_year_end": self.financial_year_end,
            "homepage_link": self.homepage_link,
            "score": self.score,
            "missing": list(self.missing),
            "checked_at": self.checked_at,
            "followup_due": self.followup_due,
        }


@dataclass(frozen=True, slots=True)
class StatusFilter:
    """Which rows, and in which order. `missing` is a requirement's id; several statuses mean any of them."""

    status: tuple[str, ...] = ()
    district: str | None = None
    missing: str | None = None
    scope: str | None = None
    due: bool = False
    sort: str = "name"
    firm_id: int | None = None


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
    rows = db.query(
        f"""
        SELECT firms.id, firms.name, firms.company_number, firms.district, firms.website, firms.scope,
            {STATUS_ON} AS status, standings.reason, standings.statement_url, standings.statement_kind,
            standings.financial_year_end, standings.homepage_link, standings.score, standings.missing,
            standings.checked_at, {FOLLOWUP_DUE} AS followup_due
        FROM firms JOIN standings ON standings.firm_id = firms.id
        WHERE {" AND ".join(conditions)}
        ORDER BY {SORTS[chosen.sort]}, firms.id
        """,
        parameters,
    )
    return [_status(row) for row in rows]


def status_counts(db: Database, today: date) -> dict[str, int]:
    """How many firms have each status on `today`; every status is there, in the contract's order."""
    counted = {
        row["status"]: row["firms"]
        for row in db.query(
            f"SELECT {STATUS_ON} AS status, count(*) AS firms FROM standings GROUP BY 1",
            {"today": today.isoformat()},
        )
    }
    return {status: counted.get(status, 0) for status in STATUSES}


def _status(row: dict[str, Any]) -> FirmStatus:
    link = row["homepage_link"]
    changed = {
        "homepage_link": None if link is None else bool(link),
        "missing": tuple(json.loads(str(row["missing"]))),
    }
    return FirmStatus(**(row | changed))
