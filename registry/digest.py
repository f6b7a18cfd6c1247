"""What changed since a day: each change of a firm's standing with its cause, and statements that grew old meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from registry.changes import CHANGES
from registry.verdicts import MANDATORY, STATEMENT_FOUND


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what is said of a firm. `id` tells it from every other; `lacks` are requirements newly not met.

    `kind` is new_statement (first seen), changed (another verdict), not_looked (the site could be looked at no longer)
    or grown_old (18 months gone by).
    """

    id: str
    at: str
    kind: str
    firm: str
    company_number: str | None
    district: str | None
    scope: str
    was_status: str | None
    status: str
    reason: str | None
    cause: str
    statement_url: str | None
    lacks: tuple[str, ...]
    mended: tuple[str, ...]


def changes(db: Database, since: date, today: date, district: str | None = None) -> list[Change]:
    """The changes from `since` to `today`, both included, the oldest first."""
    asked: dict[str, object] = {
        "since": since.isoformat(),
        "after": (today + timedelta(days=1)).isoformat(),
        "today": today.isoformat(),
        "district": district,
    }
    return sorted([*_recorded(db, asked), *_grown_old(db, asked)], key=lambda each: (each.at, each.id))


def _recorded(db: Database, asked: dict[str, object]) -> Iterator[Change]:
    rows = db.query(
        f"""
        SELECT changes.id, changes.changed_at AS at, firms.name AS firm, firms.company_number, firms.district, firms.scope,
            changes.was_status, changes.reason, changes.status, changes.cause, changes.missing, changes.was_missing,
            changes.document_sha256 AS document, changes.was_document,
            (SELECT found.url FROM visit_documents AS found JOIN visits ON visits.id = found.visit_id
                WHERE found.document_sha256 = changes.document_sha256 AND visits.firm_id = changes.firm_id
                ORDER BY visits.id DESC LIMIT 1) AS statement_url
        FROM ({CHANGES}) AS changes JOIN firms ON firms.id = changes.firm_id
        WHERE changes.changed_at >= :since AND changes.changed_at < :after AND NOT firms.outside
            AND (:district IS NULL OR firms.district = :district COLLATE NOCASE)
        """,
        asked,
    )
    for row in rows:
        kind = _kind(row)
        if kind is None:
            continue
        now, before = _from_law(row.pop("missing")), _from_law(row.pop("was_missing"))
        is_new = row.pop("document") != row.pop("was_document")
        row["id"] = f"change/{row['id']}"
        yield Change(
            **row,
            kind=kind,
            lacks=tuple(sorted(now if is_new else now - before)),
            mended=() if is_new else tuple(sorted(before - now)),
        )


def _from_law(missing: str | None) -> set[str]:
    """Of what is missing, what the law asks for."""
    return set(json.loads(missing or "[]")) & set(MANDATORY)


def _kind(row: dict[str, Any]) -> str | None:
    if row["status"] == "could_not_check":
        return None if row["was_status"] == "could_not_check" else "not_looked"
    if row["status"] in STATEMENT_FOUND and row["document"] != row["was_document"]:
        return "new_statement"
    if row["status"] != row["was_status"] or row["missing"] != row["was_missing"]:
        return "changed"
    return None


def _grown_old(db: Database, asked: dict[str, object]) -> Iterator[Change]:
    """Statements whose last good day was in the time asked for, before `today`: nothing happened but time."""
    rows = db.query(
        """
        SELECT firms.id, standings.current_until AS until, firms.name AS firm, firms.company_number, firms.district,
            firms.scope, standings.status AS was_status, standings.statement_url
        FROM standings JOIN firms ON firms.id = standings.firm_id
        WHERE standings.current_until >= :since AND standings.current_until < :today AND NOT firms.outside
            AND (:district IS NULL OR firms.district = :district COLLATE NOCASE)
        """,
        asked,
    )
    for row in rows:
        until, firm_id = row.pop("until"), row.pop("id")
        yield Change(
            **row, id=f"old/{firm_id}/{until}", at=f"{date.fromisoformat(until) + timedelta(days=1)}T00:00:00Z",
            kind="grown_old", status="out_of_date", reason=None, cause="time", lacks=(), mended=(),
        )  # fmt: skip
