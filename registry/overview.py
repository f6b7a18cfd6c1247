"""The register in figures as of a day: how firms stood then, how it has gone quarter by quarter, and on what evidence.

How a firm stood on a past day is read from `standing_changes`, its scope and district of then from `firm_placings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from registry.standings import STATUS_ON
from registry.verdicts import STATEMENT_FOUND

QUARTERS_SHOWN = 8
"""How far back the trend goes."""

# How firms stand now, as the register remembers it.
_NOW = f"""
    SELECT firms.id AS firm_id, firms.name, firms.district, firms.sector, firms.scope,
        {STATUS_ON} AS status, standings.reason, standings.score,
        standings.document_sha256, standings.assessment_id, standings.confirmed
    FROM firms JOIN standings ON standings.firm_id = firms.id
    WHERE NOT firms.outside AND (:district IS NULL OR firms.district = :district COLLATE NOCASE)
"""

# How they stood at the end of :today. A statement grows old without anything being noted, so its age is looked up.
# Scope and district are those of then, as far back as they are known.
_THEN = """
    SELECT firm_id, name, district, sector, scope, reason, score, document_sha256, assessment_id, '[]' AS confirmed,
        CASE
            WHEN status IN ('compliant', 'incomplete', 'unclear')
                AND (SELECT current_until FROM assessments WHERE assessments.id = assessment_id) < :today
            THEN 'out_of_date' ELSE status
        END AS status
    FROM (
        SELECT firms.id AS firm_id, firms.name, firms.sector,
            CASE WHEN placed.id IS NULL THEN firms.district ELSE placed.district END AS district,
            coalesce(placed.scope, firms.scope) AS scope,
            coalesce(changes.status, CASE WHEN firms.website IS NULL THEN 'no_website' ELSE 'not_checked' END) AS status,
            changes.reason, changes.score, changes.document_sha256,
            (SELECT max(id) FROM assessments
                WHERE assessments.firm_id = firms.id AND assessments.document_sha256 = changes.document_sha256
                    AND assessments.created_at < :after) AS assessment_id
        FROM firms
        LEFT JOIN firm_placings AS placed ON placed.id = (
            SELECT id FROM firm_placings WHERE firm_placings.firm_id = firms.id AND since < :after
            ORDER BY since DESC, id DESC LIMIT 1
        )
        LEFT JOIN standing_changes AS changes ON changes.id = (
            SELECT max(id) FROM standing_changes
            WHERE standing_changes.firm_id = firms.id AND standing_changes.changed_at < :after
        )
        WHERE firms.added_at < :after AND NOT coalesce(placed.outside, firms.outside)
    )
    WHERE :district IS NULL OR district = :district COLLATE NOCASE
"""


@dataclass(frozen=True, slots=True)
class Stood:
    """How one firm stood on a day."""

    firm_id: int
    name: str
    district: str | None
    sector: str | None
    scope: str
    status: str
    reason: str | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A requirement over the statements of firms in scope: firms by verdict, and how many of those a person decided.

    Firms of whose form the law does not ask it, such as approval of a partnership, are not among them.
    """

    requirement: str
    verdicts: dict[str, int]
    decided: int


@dataclass(frozen=True, slots=True)
class Reread:
    """How persons and the machine compared, over every decision that followed a verdict of the machine's."""

    agreed: int
    overruled: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of a report. `end` is the day they are of, `before` the day they are compared with.

    `trend` holds, for each quarter's end from the oldest on and then `end`, its day and firms in scope by status.
    """

    district: str | None
    end: date
    before: date
    stood: tuple[Stood, ...]
    stood_before: dict[int, str]
    trend: tuple[tuple[date, dict[str, int]], ...]
    requirements: tuple[Answered, ...]
    reread: Reread
    first_look: date | None


def overview(db: Database, today: date, end: date, before: date, district: str | None) -> Overview:
    """The figures as of `end` (no later than `today`), beside those of `before`."""
    first = db.execute("SELECT min(finished_at) FROM visits").fetchone()[0]
    first_look = date.fromisoformat(first[:10]) if first else None
    return Overview(
        district=district,
        end=end,
        before=before,
        stood=tuple(_stood(db, today, end, district)),
        stood_before=_statuses(db, before, district),
        trend=tuple(_trend(db, today, end, district, first_look)),
        requirements=tuple(_answered(db, today, end, district)),
        reread=_reread(db, end),
        first_look=first_look,
    )


def quarter_ends(end: date, first: date) -> list[date]:
    """The last days of the quarters before the one `end` lies in, from the one of `first` on; the oldest first."""
    ends: list[date] = []
    last = quarter_start(end) - timedelta(days=1)
    while last >= first and len(ends) < QUARTERS_SHOWN - 1:
        ends.append(last)
        last = quarter_start(last) - timedelta(days=1)
    return ends[::-1]


def quarter_start(day: date) -> date:
    """The first day of the calendar quarter that `day` lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _said(today: date, end: date) -> str:
    return _NOW if end >= today else _THEN


def _asked(end: date, district: str | None) -> dict[str, object]:
    return {
        "today": end.isoformat(),
        "after": (end + timedelta(days=1)).isoformat(),
        "district": district,
    }


def _stood(db: Database, today: date, end: date, district: str | None) -> Iterator[Stood]:
    cursor = db.execute(
        "SELECT firm_id, name, district, sector, scope, status, reason, score "
        f"FROM ({_said(today, end)}) ORDER BY name COLLATE NOCASE, firm_id",
        _asked(end, district),
    )
    return (Stood(*row) for row in cursor)


def _statuses(db: Database, day: date, district: str | None) -> dict[int, str]:
    rows = db.execute(
        f"SELECT firm_id, status FROM ({_THEN}) WHERE scope = 'in_scope'", _asked(day, district)
    )
    return dict(rows.fetchall())


def _trend(
    db: Database, today: date, end: date, district: str | None, first: date | None
) -> Iterator[tuple[date, dict[str, int]]]:
    for day in [*quarter_ends(end, first or end), end]:
        rows = db.execute(
            f"SELECT status, count(*) FROM ({_said(today, day)}) WHERE scope = 'in_scope' GROUP BY status",
            _asked(day, district),
        )
        yield day, dict(rows.fetchall())


def _answered(db: Database, today: date, end: date, district: str | None) -> Iterator[Answered]:
    rows = db.execute(
        f"""
        WITH shown AS MATERIALIZED (
            SELECT * FROM ({_said(today, end)}) WHERE scope = 'in_scope' AND status IN {STATEMENT_FOUND}
        ),
        decided AS MATERIALIZED (
            SELECT shown.firm_id, reviews.requirement, reviews.verdict, max(reviews.id)
            FROM reviews JOIN shown ON shown.firm_id = reviews.firm_id
            WHERE reviews.created_at < :after AND (
                reviews.document_sha256 IS shown.document_sha256
                OR instr(shown.confirmed, '"' || reviews.requirement || '"')
            )
            GROUP BY shown.firm_id, reviews.requirement
        )
        SELECT findings.requirement, coalesce(decided.verdict, findings.verdict) AS said, count(*),
            sum(decided.verdict IS NOT NULL)
        FROM shown
        JOIN findings ON findings.assessment_id = shown.assessment_id
        LEFT JOIN decided ON decided.firm_id = shown.firm_id AND decided.requirement = findings.requirement
        WHERE coalesce(decided.verdict, findings.verdict) <> 'not_applicable'
        GROUP BY findings.requirement, said
        """,
        _asked(end, district),
    ).fetchall()
    for requirement in dict.fromkeys(row[0] for row in rows):
        mine = [row for row in rows if row[0] == requirement]
        yield Answered(requirement, {row[1]: row[2] for row in mine}, sum(row[3] for row in mine))


def _reread(db: Database, end: date) -> Reread:
    row = db.execute(
        "SELECT sum(verdict = machine_verdict), sum(verdict <> machine_verdict) FROM reviews "
        "WHERE machine_verdict IS NOT NULL AND verdict IS NOT NULL AND created_at < :after AND NOT EXISTS ("
        "SELECT 1 FROM reviews AS later WHERE later.firm_id = reviews.firm_id AND later.requirement = reviews.requirement "
        "AND later.document_sha256 IS reviews.document_sha256 AND later.id > reviews.id AND later.created_at < :after)",
        {"after": (end + timedelta(days=1)).isoformat()},
    ).fetchone()
    return Reread(row[0] or 0, row[1] or 0)
