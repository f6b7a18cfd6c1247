"""Whether a crawl as a whole is to be believed, told by what its firms gave when they were last looked at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

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
    """A crawl in doubt, why, and how many firms are now shown as it saw them."""

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


def suspicions(db: Database) -> list[Suspicion]:
    """The crawls in doubt that firms' standings still rest on, newest first."""
    rows = db.query(
        """
        SELECT crawls.id AS crawl_id, crawls.suspect AS why, count(*) AS firms
        FROM crawls
        JOIN visits ON visits.crawl_id = crawls.id
        JOIN standings ON standings.visit_id = visits.id
        WHERE crawls.suspect IS NOT NULL
        GROUP BY crawls.id
        ORDER BY crawls.id DESC
        """
    )
    return [Suspicion(**row) for row in rows]
