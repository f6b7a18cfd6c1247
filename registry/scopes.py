"""Whether a firm appears to be in scope of s.54, why, and which firms belong together. The firm itself decides.

In scope is who supplies goods or services and has a total turnover of not less than GBP 36m (SI 2015/1833 reg. 2), the
turnover of its subsidiaries counted in (reg. 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import timestamp
from registry.names import company_number, name_key

THRESHOLD = 36_000_000
"""Pounds; exactly so much is in scope."""
SCOPES = (
    "in_scope",
    "presumed_in_scope",
    "below_threshold",
    "voluntary",
    "public_body",
    "covered_by_group",
    "out_of_scope",
    "dissolved",
    "unknown",
)
"""The contract's values."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScopeDecision:
    """What a firm's scope is taken to be and why. `figure` in pounds, `as_of` its date, `by` the person, if one."""

    scope: str
    reason: str
    figure: int | None = None
    source: str | None = None
    as_of: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """The firm's parent as some source names it."""

    name: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class ScopeView:
    """What is known about a firm's scope, now `scope`. `appears` is what the figures suggest, with `because` in words.

    `parent` is the parent's row of `group_links` with `firm_id` of the parent if it is in the register; `subsidiaries`
    are firms below it at any depth; `decisions` newest first; `group_turnover` counts each known turnover once.
    """

    scope: str
    appears: str
    because: str
    group_turnover: int | None
    parent: Row | None
    subsidiaries: tuple[Row, ...]
    decisions: tuple[Row, ...]


def record_scope(db: Database, firm_id: int, decision: ScopeDecision, now: datetime) -> None:
    """Keep a decision with its grounds, and let it hold. Belongs in a transaction."""
    _insert(db, firm_id, decision, timestamp(now))
    db.execute(
        "UPDATE firms SET scope = ?, changed_at = ? WHERE id = ? AND scope <> ?",
        [decision.scope, timestamp(now), firm_id, decision.scope],
    )


def note_scope(db: Database, firm_id: int, decision: ScopeDecision, when: str) -> None:
    """Keep the grounds a register gives, unless it gave the same before. The scope itself is loaded with the firm."""
    known = db.execute(
        "SELECT 1 FROM scope_decisions WHERE firm_id = ? AND scope = ? AND reason = ? AND figure IS ? AND source IS ?"
        ' AND as_of IS ? AND "by" IS ?',
        [
            firm_id,
            decision.scope,
            decision.reason,
            decision.figure,
            decision.source,
            decision.as_of,
            decision.by,
        ],
    ).fetchone()
    if known is None:
        _insert(db, firm_id, decision, when)


def decided_by_a_person(db: Database, firm_id: int) -> bool:
    """Whether a person has settled the firm's scope: then no register changes it."""
    sql = 'SELECT 1 FROM scope_decisions WHERE firm_id = ? AND "by" IS NOT NULL LIMIT 1'
    return db.execute(sql, [firm_id]).fetchone() is not None


def _insert(db: Database, firm_id: int, decision: ScopeDecision, when: str) -> None:
    row = {
        "firm_id": firm_id,
        "scope": decision.scope,
        "reason": decision.reason,
        "figure": decision.figure,
        "source": decision.source,
        "as_of": decision.as_of,
        "by": decision.by,
        "created_at": when,
    }
    insert(db, "scope_decisions", row)


def link_parent(
    db: Database, firm_id: int, parent: Parent, source: str, when: str, by: str | None = None
) -> bool:
    """Keep who a firm's parent is; a register does not undo what a person said. Whether anything is new."""
    number = company_number(parent.number) if parent.number else None
    known = next(iter(db.query("SELECT * FROM group_links WHERE firm_id = ?", [firm_id])), None)
    key = name_key(parent.name)
    own = db.execute("SELECT name_key, company_number FROM firms WHERE id = ?", [firm_id]).fetchone()
    if key == own[0] or (number and number == own[1]):
        # Registers name the parent as its own parent.
        return False
    if known and ((known["by"] and not by) or (known["parent_key"], known["parent_number"]) == (key, number)):
        return False
    db.execute("DELETE FROM group_links WHERE firm_id = ?", [firm_id])
    row = {
        "firm_id": firm_id,
        "parent_name": parent.name,
        "parent_key": key,
        "parent_number": number,
        "source": source,
        "by": by,
        "created_at": when,
    }
    insert(db, "group_links", row)
    return True


_PARENT_OF_LINK = """coalesce(
    (SELECT id FROM firms AS parent WHERE parent.company_number = group_links.parent_number),
    (SELECT CASE count(*) WHEN 1 THEN min(id) END FROM firms AS parent
        WHERE parent.name_key = group_links.parent_key AND group_links.parent_number IS NULL)
)"""
"""SQL for the parent's id: by its number, else by a name that only one firm has."""


def scope_view(db: Database, firm_id: int) -> ScopeView:
    """What is known about a firm's scope, and what the figures suggest."""
    (firm,) = db.query(
        "SELECT name, scope, turnover, turnover_band, legal_form FROM firms WHERE id = ?", [firm_id]
    )
    parent = next(
        iter(
            db.query(
                f'SELECT parent_name, parent_number, source, "by", {_PARENT_OF_LINK} AS parent_id '
                "FROM group_links WHERE firm_id = ?",
                [firm_id],
            )
        ),
        None,
    )
    below = tuple(
        db.query(
            f"""
            WITH RECURSIVE links AS (SELECT firm_id, {_PARENT_OF_LINK} AS parent_id FROM group_links),
            below (id) AS (
                SELECT firm_id FROM links WHERE parent_id = :firm
                UNION
                SELECT links.firm_id FROM links JOIN below ON links.parent_id = below.id
            )
            SELECT firms.id, firms.name, firms.turnover, firms.scope FROM below JOIN firms USING (id)
            WHERE firms.id <> :firm ORDER BY firms.name_key, firms.id
            """,
            {"firm": firm_id},
        )
    )
    decisions = tuple(db.query("SELECT * FROM scope_decisions WHERE firm_id = ? ORDER BY id DESC", [firm_id]))
    known = [each["turnover"] for each in (firm, *below) if each["turnover"] is not None]
    total = sum(known) if known else None
    appears, because = _appears(firm, total, [each for each in below if each["turnover"] is not None])
    return ScopeView(firm["scope"], appears, because, total, parent, below, decisions)


def _appears(firm: Row, total: int | None, counted: list[Row]) -> tuple[str, str]:
    if firm["legal_form"] == "public_body":
        return "public_body", "a public body: not covered by s.54 as it stands, many publish all the same"
    own = firm["turnover"]
    with_them = f", {len(counted)} subsidiaries counted in" if counted else ""
    if total is not None and total >= THRESHOLD:
        return "presumed_in_scope", f"turnover £{total:,}{with_them}: not less than £{THRESHOLD:,}"
    band = firm["turnover_band"]
    if band and not band.startswith("Under"):
        return "presumed_in_scope", f"turnover {band}, by its own account"
    if own is not None:
        return (
            "below_threshold",
            f"turnover £{total:,}{with_them}: less than £{THRESHOLD:,} as far as is known",
        )
    if band:
        return "below_threshold", f"turnover {band[0].lower()}{band[1:]}, by its own account"
    return "unknown", "no turnover is known"
