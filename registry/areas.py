"""Which firms belong to the area by a person's decision: a registered office misleads both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import timestamp


@dataclass(frozen=True, slots=True)
class AreaDecision:
    """That a firm belongs to the area (`included`) or not, and why. `firm_id` is None while no register brought it."""

    name: str
    company_number: str | None
    included: bool
    reason: str
    by: str
    district: str | None = None
    firm_id: int | None = None


def decide_area(db: Database, decision: AreaDecision, now: datetime) -> int | None:
    """Keep a decision and let it hold at once; the firm's id if it is in the register. Belongs in a transaction."""
    firm_id = decision.firm_id
    if firm_id is None and decision.company_number:
        row = db.execute(
            "SELECT id FROM firms WHERE company_number = ?", [decision.company_number]
        ).fetchone()
        firm_id = None if row is None else int(row[0])
    kept = {
        "firm_id": firm_id,
        "company_number": decision.company_number,
        "name": decision.name,
        "decision": "include" if decision.included else "exclude",
        "district": decision.district,
        "reason": decision.reason,
        "by": decision.by,
        "created_at": timestamp(now),
    }
    insert(db, "area_decisions", kept)
    if firm_id is not None:
        db.execute(
            "UPDATE firms SET outside = ?, district = coalesce(?, district), changed_at = ? WHERE id = ?",
            [int(not decision.included), decision.district, timestamp(now), firm_id],
        )
    return firm_id


@dataclass(frozen=True, slots=True)
class Place:
    """Where a firm is registered, and the district it is counted in."""

    firm_id: int
    name: str
    company_number: str | None
    postcode: str | None
    district: str | None


def places(db: Database) -> list[Place]:
    """Where each firm is, by name."""
    rows = db.query(
        "SELECT id AS firm_id, name, company_number, postcode, district FROM firms ORDER BY name_key, id"
    )
    return [Place(**row) for row in rows]


def place(db: Database, districts: Mapping[int, str], now: datetime) -> None:
    """Count these firms (by id) in these districts from now on. Belongs in a transaction."""
    for firm_id, district in districts.items():
        db.execute(
            "UPDATE firms SET district = ?, changed_at = ? WHERE id = ?", [district, timestamp(now), firm_id]
        )


def area_decisions(db: Database) -> list[AreaDecision]:
    """The newest decision on each firm, by name."""
    rows = db.query(
        """
        SELECT name, company_number, decision = 'include' AS included, reason, "by", district, firm_id
        FROM area_decisions AS kept
        WHERE NOT EXISTS (
            SELECT 1 FROM area_decisions AS later WHERE later.id > kept.id
                AND (later.firm_id = kept.firm_id OR later.company_number = kept.company_number)
        )
        ORDER BY name, id
        """
    )
    return [AreaDecision(**(row | {"included": bool(row["included"])})) for row in rows]
