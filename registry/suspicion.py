"""Whether a crawl as a whole is to be believed, told by what its firms gave when they were last looked at.

What a crawl in doubt saw is kept, and set aside: it does not change what is said of firms, other than by the
statements it found (`standings.COUNTS`), until a later crawl sees the same or a person accepts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from registry.dates import timestamp
from registry.standings import COUNTS, recall, refresh

LARGEST_LOSS = 1 / 3
"""Sites go down and statements move, but not a third of them between two crawls."""
FEWEST_LOST = 5
"""Of few firms a third is soon lost by chance."""
FEWEST_FIRMS = 10
"""From so many firms on, a first crawl is in doubt by itself if more than half fail as on a broken network."""
_AS_ON_A_BROKEN_NETWORK = ("dns", "refused", "timeout", "tls")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A crawl, and the last looks before it at the same firms.

    Of `firms` looked at, `cut_off` failed in the way a broken network makes them fail. The others count only firms
    looked at before, too: how many sites could be looked at (`reached`), how many gave a statement (`found`).
    """

    firms: int
    cut_off: int
    reached_before: int
    reached: int
    found_before: int
    found: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A crawl in doubt, why, and of how many firms what it saw last is set aside."""

    crawl_id: int
    why: str
    firms: int


def doubt(seen: Comparison) -> str | None:
    """Why the crawl is in doubt, in one line; None when it is not."""
    if _fell(seen.reached_before, seen.reached):
        return f"of {seen.reached_before} sites that could be looked at the last time, only {seen.reached} could be now"
    if _fell(seen.found_before, seen.found):
        return f"of {seen.found_before} statements found the last time, only {seen.found} were found now"
    if seen.firms >= FEWEST_FIRMS and seen.cut_off * 2 > seen.firms:
        return f"{seen.cut_off} of {seen.firms} sites did not answer at all"
    return None


def _fell(before: int, now: int) -> bool:
    return before - now >= FEWEST_LOST and before - now > before * LARGEST_LOSS


def comparison(db: Database, crawl_id: int) -> Comparison:
    """The crawl, firm by firm, beside each firm's last look in an earlier one.

    Firm by firm, because a crawl looks only at those that are due: the next one may hold nothing but the failures.
    What a crawl in doubt saw counts as a last look, too: what is seen twice is believed.
    """
    (row,) = db.query(
        f"""
        SELECT
            count(*) AS firms,
            coalesce(sum(now.reason IN {_AS_ON_A_BROKEN_NETWORK}), 0) AS cut_off,
            coalesce(sum(before.outcome <> 'could_not_look'), 0) AS reached_before,
            coalesce(sum(before.outcome <> 'could_not_look' AND now.outcome <> 'could_not_look'), 0) AS reached,
            coalesce(sum(before.outcome = 'found'), 0) AS found_before,
            coalesce(sum(before.outcome = 'found' AND now.outcome = 'found'), 0) AS found
        FROM visits AS now
        LEFT JOIN visits AS before ON before.id = (
            SELECT max(earlier.id) FROM visits AS earlier JOIN crawls ON crawls.id = earlier.crawl_id
            WHERE earlier.firm_id = now.firm_id AND earlier.crawl_id < now.crawl_id
                AND json_extract(crawls.asked, '$.replay') IS NULL
        )
        WHERE now.crawl_id = ?
        """,
        [crawl_id],
    )
    return Comparison(**row)


def weigh(db: Database, crawl_id: int, now: datetime) -> str | None:
    """Note whether the crawl is in doubt by what it saw so far, and why; set aside what it saw, or count it again."""
    (before,) = db.execute("SELECT suspect FROM crawls WHERE id = ?", [crawl_id]).fetchone()
    why = doubt(comparison(db, crawl_id))
    db.execute("UPDATE crawls SET suspect = ? WHERE id = ?", [why, crawl_id])
    if why:
        _set_aside(db, crawl_id)
    elif before:
        _count(db, crawl_id, now)
    return why


def accept(db: Database, by: str, now: datetime) -> list[Suspicion]:
    """Let what crawls in doubt saw count from now on, on a person's word; those that were set aside until now."""
    accepted = suspicions(db)
    for each in accepted:
        db.execute(
            "UPDATE crawls SET accepted_at = ?, accepted_by = ? WHERE id = ?",
            [timestamp(now), by, each.crawl_id],
        )
        _count(db, each.crawl_id, now)
    return accepted


def _set_aside(db: Database, crawl_id: int) -> None:
    rows = db.execute(
        f"SELECT visits.id, visits.firm_id, visits.finished_at FROM visits "
        f"JOIN crawls ON crawls.id = visits.crawl_id WHERE crawls.id = ? AND NOT {COUNTS}",
        [crawl_id],
    ).fetchall()
    for visit_id, firm_id, seen_at in rows:
        recall(db, firm_id)
        # The change that the visit was thought to bring has not come about; what persons changed has.
        db.execute(
            "DELETE FROM standing_changes WHERE firm_id = ? AND changed_at = ? "
            "AND cause NOT IN ('person', 'register') "
            "AND NOT EXISTS (SELECT 1 FROM standings WHERE firm_id = ? AND visit_id = ?)",
            [firm_id, seen_at, firm_id, visit_id],
        )


def _count(db: Database, crawl_id: int, now: datetime) -> None:
    rows = db.execute("SELECT firm_id FROM visits WHERE crawl_id = ?", [crawl_id]).fetchall()
    for (firm_id,) in rows:
        refresh(db, firm_id, timestamp(now), "look")


def suspicions(db: Database) -> list[Suspicion]:
    """The crawls in doubt that nobody accepted and that were, for some firms, the last look; newest first."""
    rows = db.query(
        f"""
        SELECT crawls.id AS crawl_id, crawls.suspect AS why, count(*) AS firms
        FROM crawls
        JOIN visits ON visits.crawl_id = crawls.id
        WHERE crawls.suspect IS NOT NULL AND NOT {COUNTS} AND NOT EXISTS (
            SELECT 1 FROM visits AS later JOIN crawls AS its ON its.id = later.crawl_id
            WHERE later.firm_id = visits.firm_id AND later.id > visits.id
                AND json_extract(its.asked, '$.replay') IS NULL
        )
        GROUP BY crawls.id
        ORDER BY crawls.id DESC
        """
    )
    return [Suspicion(**row) for row in rows]
