"""Crawls: which firms each was to look at, and which of them still wait."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from registry import validators
from registry.connection import insert
from registry.dates import timestamp
from registry.shapes import FetchShape
from registry.suspicion import weigh


@dataclass(frozen=True, slots=True)
class CrawlTarget:
    """A firm that waits to be looked at. `statement_url` is where its statement was last seen, if anywhere."""

    firm_id: int
    name: str
    website: str
    statement_url: str | None
    legal_form: str | None


@dataclass(frozen=True, slots=True)
class Crawl:
    """A crawl under way: `done` firms have been looked at, `waiting` have not."""

    id: int
    resumed: bool
    done: int
    waiting: tuple[CrawlTarget, ...]


@dataclass(frozen=True, slots=True)
class PlannedFirm:
    """A firm that would be looked at, when it was last, and how many pages that took (None where never)."""

    name: str
    website: str
    pages: int | None
    looked_at: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The firms a crawl would look at, in order; `resumes` is the unfinished crawl it would carry on, if any."""

    resumes: int | None
    firms: tuple[PlannedFirm, ...]


@dataclass(frozen=True, slots=True)
class CrawlRequest:
    """Which firms a crawl is asked to look at: of one district, one firm, at most `limit`.

    A firm named by id is looked at however recently it was; others when they were last looked at `stale_after_days`
    or more ago. A visit that could not look is no look, nor is one of a crawl in doubt.
    """

    stale_after_days: int = 30
    firm_id: int | None = None
    district: str | None = None
    limit: int | None = None
    archive: tuple[str, ...] = ()
    """Names of the web archives to look in instead of on the network."""
    hosts: frozenset[str] = frozenset()
    """With `archive`: the host names that occur there (lower case, no `www.`). Only their firms are looked at."""

    @property
    def selection(self) -> dict[str, object]:
        """What sets this crawl apart from one of all firms, as it is remembered."""
        chosen = {"firm_id": self.firm_id, "district": self.district, "limit": self.limit}
        return {name: value for name, value in chosen.items() if value is not None}


def start_or_resume(db: Database, request: CrawlRequest, now: datetime, *, new: bool) -> Crawl | None:
    """The crawl to carry on or a new one; None when no firm is due. Belongs in a transaction.

    An unfinished crawl is carried on if nothing narrower was asked for, or just the same; `new` leaves it.
    """
    for crawl_id in [] if new else _unfinished(db, request):
        waiting = waiting_targets(db, crawl_id)
        if waiting:
            return Crawl(crawl_id, resumed=True, done=_done(db, crawl_id), waiting=waiting)
        # Killed between the last firm and the closing note.
        finish(db, crawl_id, now)
    wanted = due(db, request, now)
    if not wanted:
        return None
    asked: dict[str, object] = {"selection": request.selection, "stale_after_days": request.stale_after_days}
    if request.archive:
        asked["replay"] = request.archive
    crawl_id = insert(db, "crawls", {"asked": json.dumps(asked), "started_at": timestamp(now)})
    db.conn.executemany(
        "INSERT INTO crawl_targets (crawl_id, firm_id) VALUES (?, ?)",
        [(crawl_id, firm_id) for firm_id in wanted],
    )
    return Crawl(crawl_id, resumed=False, done=0, waiting=waiting_targets(db, crawl_id))


def plan(db: Database, request: CrawlRequest, now: datetime, *, new: bool) -> Plan:
    """What `start_or_resume` would have looked at, without starting anything."""
    resumes, wanted = None, []
    for crawl_id in [] if new else _unfinished(db, request):
        wanted = [target.firm_id for target in waiting_targets(db, crawl_id)]
        if wanted:
            resumes = crawl_id
            break
    rows = db.query(
        """
        SELECT firms.name, firms.website, last.pages, last.finished_at AS looked_at
        FROM json_each(:firms) AS wanted
        JOIN firms ON firms.id = wanted.value
        LEFT JOIN visits AS last ON last.id = (SELECT max(id) FROM visits WHERE firm_id = firms.id)
        ORDER BY wanted.key
        """,
        {"firms": json.dumps(wanted or due(db, request, now))},
    )
    return Plan(resumes, tuple(PlannedFirm(**row) for row in rows))


def _unfinished(db: Database, request: CrawlRequest) -> list[int]:
    """The crawls that the request may carry on, newest first."""
    found = []
    for row in db.query("SELECT id, asked FROM crawls WHERE finished_at IS NULL ORDER BY id DESC"):
        earlier = json.loads(row["asked"])
        # What was begun in an archive is not to be carried on upon the network.
        same_place = tuple(earlier.get("replay", ())) == request.archive
        if same_place and (not request.selection or earlier.get("selection") == request.selection):
            found.append(row["id"])
    return found


def waiting_targets(db: Database, crawl_id: int) -> tuple[CrawlTarget, ...]:
    """The crawl's firms without a visit in it, by name. One that has lost its web site since no longer waits."""
    rows = db.query(
        """
        SELECT firms.id AS firm_id, firms.name, firms.website, firms.legal_form,
            CASE WHEN standings.statement_kind IN ('statement', 'report_with_statement')
                THEN standings.statement_url ELSE firms.statement_url END AS statement_url
        FROM crawl_targets
        JOIN firms ON firms.id = crawl_targets.firm_id AND firms.website IS NOT NULL
        LEFT JOIN standings ON standings.firm_id = firms.id
        WHERE crawl_targets.crawl_id = :crawl AND NOT EXISTS (
            SELECT 1 FROM visits WHERE crawl_id = :crawl AND visits.firm_id = firms.id
        )
        ORDER BY firms.name_key, firms.id
        """,
        {"crawl": crawl_id},
    )
    return tuple(CrawlTarget(**row) for row in rows)


def finish(db: Database, crawl_id: int, now: datetime) -> str | None:
    """Note that the crawl is over; it is not carried on. Why what it saw is in doubt, if it is. In a transaction."""
    why = pause(db, crawl_id, now)
    db.execute(
        "UPDATE crawls SET finished_at = ? WHERE id = ? AND finished_at IS NULL", [timestamp(now), crawl_id]
    )
    return why


def pause(db: Database, crawl_id: int, now: datetime) -> str | None:
    """Why what the crawl saw so far is in doubt, if it is: it may never be carried on. In a transaction."""
    # What a replayed archive holds was not on the network now.
    return None if is_replay(db, crawl_id) else weigh(db, crawl_id, now)


def record_fetch(db: Database, crawl_id: int, fetch: FetchShape) -> None:
    """Append one attempt to get one URL."""
    row = {
        "crawl_id": crawl_id,
        "firm_id": fetch.firm_id,
        "url": fetch.url,
        "role": fetch.role,
        "status": fetch.status,
        "reason": fetch.reason and str(fetch.reason),
        "detail": fetch.detail,
        "media_type": fetch.media_type,
        "sha256": fetch.sha256,
        "size": fetch.size,
        "archive_file": fetch.archived.file if fetch.archived else None,
        "archive_offset": fetch.archived.offset if fetch.archived else None,
        "fetched_at": timestamp(fetch.fetched_at),
    }
    insert(db, "fetches", row)
    if not is_replay(db, crawl_id):
        validators.remember(db, fetch)


def is_replay(db: Database, crawl_id: int) -> bool:
    """Whether the crawl looks at archived pages instead of the network."""
    (asked,) = db.execute("SELECT asked FROM crawls WHERE id = ?", [crawl_id]).fetchone()
    return bool(json.loads(asked).get("replay"))


def _done(db: Database, crawl_id: int) -> int:
    return int(db.execute("SELECT count(*) FROM visits WHERE crawl_id = ?", [crawl_id]).fetchone()[0])


def due(db: Database, request: CrawlRequest, now: datetime) -> list[int]:
    """The firms that a new crawl would look at: those never looked at first, then the longest ago."""
    conditions = ["firms.website IS NOT NULL", "firms.scope <> 'dissolved'", "NOT firms.outside"]
    parameters: dict[str, object] = {"limit": -1 if request.limit is None else request.limit}
    if request.firm_id is not None:
        conditions.append("firms.id = :firm")
        parameters["firm"] = request.firm_id
    elif not request.archive and request.stale_after_days > 0:
        # No days at all mean all firms, also those seen later than the day that `now` was set back to.
        parameters["cutoff"] = timestamp(now - timedelta(days=request.stale_after_days))
        conditions.append("(last.looked_at IS NULL OR last.looked_at <= :cutoff)")
    if request.archive:
        conditions.append("firms.host IN (SELECT value FROM json_each(:hosts))")
        parameters["hosts"] = json.dumps(sorted(request.hosts))
    if request.district is not None:
        conditions.append("firms.district = :district COLLATE NOCASE")
        parameters["district"] = request.district
    rows = db.query(
        f"""
        SELECT firms.id
        FROM firms
        LEFT JOIN (
            -- Of several columns beside max(), SQLite gives those of the row that holds it.
            SELECT firm_id, max(visits.id),
                CASE WHEN outcome <> 'could_not_look' AND (suspect IS NULL OR accepted_at IS NOT NULL)
                    THEN visits.finished_at END AS looked_at
            FROM visits JOIN crawls ON crawls.id = visits.crawl_id
            WHERE json_extract(asked, '$.replay') IS NULL
            GROUP BY firm_id
        ) AS last ON last.firm_id = firms.id
        WHERE {" AND ".join(conditions)}
        ORDER BY last.looked_at IS NOT NULL, last.looked_at, firms.name_key, firms.id
        LIMIT :limit
        """,
        parameters,
    )
    return [row["id"] for row in rows]
