"""The register as it may be shared with partners: an allow-list of what is said, so that nothing new slips through.

No contacts, notes, signatories, replies, names of those who recorded or decided, no verdict that no person has
confirmed, and nothing that a firm lacks unless it is known to be in scope.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from registry.statuses import StatusFilter, firm_statuses
from registry.tables import Table
from registry.verdicts import MANDATORY, NOT_LOOKED

AWAITED = "awaits a person"
"""What stands where a status rests on verdicts that no person has confirmed."""

NOT_ASKED = "not known to be in scope"
"""What stands where the status would sound like failing a law that may not ask the firm anything."""

_FAILING = ("incomplete", "missing", "out_of_date")
_FIRMS = ("name", "company_number", "district", "website", "scope", "status", "statement_url", "financial_year_end",
          "homepage_link", "missing", "checked_at")  # fmt: skip
_VERDICTS = ("name", "company_number", "requirement", "verdict", "confirmed_on")
_DISTRICTS = ("district", "scope", "status", "firms")


def partner_tables(db: Database, today: date) -> Iterator[Table]:
    """The tables for partners: firms, verdicts that a person has given, and firms counted by district."""
    rows = _firms(db, today)
    yield Table("firms", _FIRMS, (tuple(row[name] for name in _FIRMS) for row in rows))
    yield Table("verdicts", _VERDICTS, _verdicts(db))
    counted: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = (row["district"] or "", row["scope"], row["status"])
        counted[key] = counted.get(key, 0) + 1
    yield Table("districts", _DISTRICTS, ((*key, counted[key]) for key in sorted(counted, key=str)))


def _firms(db: Database, today: date) -> list[dict[str, object]]:
    confirmed = {
        row[0]: frozenset(json.loads(row[1]))
        for row in db.execute("SELECT firm_id, confirmed FROM standings")
    }
    rows = []
    for status in firm_statuses(db, today, StatusFilter()):
        decided = confirmed.get(status.id, frozenset())
        known = status.as_json()
        asked = status.scope == "in_scope"
        if not asked and status.status in _FAILING:
            said = NOT_ASKED
        else:
            said = status.status if _rests_on(status.status, status.missing, decided) else AWAITED
        rows.append(
            known
            | {
                "status": said,
                "missing": tuple(each for each in status.missing if asked and each in decided),
                "homepage_link": known["homepage_link"] if asked and "homepage_link" in decided else None,
                "financial_year_end": known["financial_year_end"] if "financial_year" in decided else None,
            }
        )
    return rows


def _rests_on(status: str, missing: tuple[str, ...], decided: frozenset[str]) -> bool:
    """Whether a person has confirmed what the status rests on."""
    if status in NOT_LOOKED:
        return True
    if status == "compliant":
        return set(MANDATORY) <= decided
    if status == "incomplete":
        return any(each in decided for each in missing if each in MANDATORY)
    return {"missing": "published", "out_of_date": "financial_year"}.get(status) in decided


def _verdicts(db: Database) -> Iterator[tuple[object, ...]]:
    cursor = db.execute(
        """
        SELECT firms.name, firms.company_number, reviews.requirement, reviews.verdict, substr(reviews.created_at, 1, 10)
        FROM reviews
        JOIN firms ON firms.id = reviews.firm_id
        JOIN standings ON standings.firm_id = firms.id
        WHERE reviews.verdict IS NOT NULL AND firms.scope = 'in_scope' AND NOT firms.outside
            AND instr(standings.confirmed, '"' || reviews.requirement || '"')
            AND NOT EXISTS (
                SELECT 1 FROM reviews AS later
                WHERE later.firm_id = reviews.firm_id AND later.requirement = reviews.requirement
                    AND later.id > reviews.id
            )
        ORDER BY firms.name_key, firms.id, reviews.requirement
        """
    )
    yield from cursor
