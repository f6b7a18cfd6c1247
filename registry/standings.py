"""What is said of a firm, from its newest visit, the newest assessment of the document shown for it, and its reviews.

The one place where that is decided. The machine's part is one SQL statement; where persons have decided something,
`verdicts` puts the two together. Only whether a statement is out of date is left open, as it depends on the day:
`current_until` says until when it is not, and whoever reads compares (`STATUS_ON`).
"""

from __future__ import annotations

import json

from sqlite_utils import Database

from registry.verdicts import Outcome, combined, newest_reviews, shown

# Newest is what was seen last, not what was recorded last: an old archive may be looked through today.
# Of a crawl in doubt, only the statements that it found count, as no broken network makes those up; and where nothing
# else is known of a firm, that it could not be looked at. That nothing was found on a site never does. That a web archive
# does not hold a site says nothing of the site, so that it counts as little.
# The visit shown is the newest that looked at the site or at least found a document. The document shown is a
# statement if there is one; else one that could not be read, for it may be the statement; else what stands in for it. One
# that could not be read goes before older statements, too.
COUNTS = """(CASE
    WHEN json_extract(crawls.asked, '$.replay') IS NOT NULL THEN visits.outcome <> 'could_not_look'
    ELSE crawls.suspect IS NULL OR crawls.accepted_at IS NOT NULL OR visits.outcome = 'found'
END)"""
"""SQL for whether a visit counts beside others, for queries on `visits` and `crawls`."""

_STANDINGS = f"""
WITH shown AS (
    SELECT
        firms.id AS firm_id,
        firms.website,
        latest.id AS visit_id,
        latest.outcome,
        latest.reason,
        latest.finished_at AS checked_at,
        looked.id AS shown_visit_id,
        looked.link_state,
        found.document_sha256,
        found.url,
        found.kind AS found_kind,
        found.is_statement AS found_is_statement,
        found.year_end,
        found.unreadable,
        judged.id AS assessment_id,
        judged.verdict,
        judged.standing,
        judged.kind,
        judged.is_statement,
        judged.financial_year_end,
        judged.current_until,
        judged.score,
        judged.missing
    FROM firms
    LEFT JOIN visits AS latest ON latest.id = (
        SELECT visits.id FROM visits JOIN crawls ON crawls.id = visits.crawl_id
        WHERE visits.firm_id = firms.id AND ({COUNTS} OR visits.outcome = 'could_not_look')
        ORDER BY {COUNTS} DESC, visits.finished_at DESC, visits.id DESC
        LIMIT 1
    )
    LEFT JOIN visits AS looked ON looked.id = (
        SELECT visits.id FROM visits JOIN crawls ON crawls.id = visits.crawl_id
        WHERE visits.firm_id = firms.id AND CASE visits.outcome
            WHEN 'could_not_look' THEN EXISTS (SELECT 1 FROM visit_documents WHERE visit_id = visits.id)
            ELSE {COUNTS}
        END
        ORDER BY {COUNTS} DESC, visits.finished_at DESC, visits.id DESC
        LIMIT 1
    )
    LEFT JOIN visit_documents AS found ON found.visit_id = looked.id AND found.rank = (
        SELECT each.rank
        FROM visit_documents AS each
        JOIN visits AS look ON look.id = each.visit_id
        LEFT JOIN assessments AS its ON its.id = (
            SELECT max(id) FROM assessments
            WHERE firm_id = firms.id AND document_sha256 = each.document_sha256
        )
        WHERE each.visit_id = looked.id
        ORDER BY
            CASE
                WHEN coalesce(its.is_statement, each.is_statement) THEN 1
                WHEN its.verdict = 'unreadable' OR (its.id IS NULL AND each.unreadable IS NOT NULL) THEN
                    -- The look ended there because it may be newer than the statements that could be read.
                    CASE WHEN look.outcome = 'could_not_look' AND look.reason = 'unreadable' THEN 0 ELSE 2 END
                ELSE 3
            END,
            -- One that was read only since has its rank from before that.
            each.unreadable IS NOT NULL AND coalesce(its.financial_year_end, '') > coalesce((
                SELECT max(year_end) FROM visit_documents WHERE visit_id = look.id AND is_statement
            ), '') DESC,
            each.rank
        LIMIT 1
    )
    LEFT JOIN assessments AS judged ON judged.id = (
        SELECT max(id) FROM assessments
        WHERE firm_id = firms.id AND document_sha256 = found.document_sha256
    )
),
said AS (
    SELECT
        *,
        CASE
            WHEN website IS NULL THEN 'no_website'
            WHEN visit_id IS NULL THEN 'not_checked'
            -- A document that could not be read then may have been read since.
            WHEN outcome = 'could_not_look' AND NOT coalesce(
                reason = 'unreadable' AND shown_visit_id = visit_id AND verdict <> 'unreadable', 0
            ) THEN 'could_not_check'
            WHEN document_sha256 IS NULL THEN 'missing'
            WHEN assessment_id IS NULL AND unreadable IS NOT NULL THEN 'could_not_check'
            WHEN assessment_id IS NULL AND found_is_statement THEN 'unclear'
            WHEN assessment_id IS NULL THEN 'missing'
            WHEN verdict = 'unreadable' THEN 'could_not_check'
            WHEN verdict = 'not_a_statement' THEN 'missing'
            WHEN verdict = 'out_of_date' AND current_until IS NULL THEN 'out_of_date'
            ELSE standing
        END AS status
    FROM shown
)
SELECT
    firm_id,
    status,
    CASE WHEN status = 'could_not_check' THEN coalesce(reason, 'unreadable') END AS reason,
    CASE WHEN status IN ('compliant', 'incomplete', 'unclear') THEN current_until END AS current_until,
    visit_id,
    shown_visit_id,
    document_sha256,
    assessment_id,
    url AS statement_url,
    coalesce(kind, found_kind) AS statement_kind,
    CASE WHEN assessment_id IS NULL THEN year_end ELSE financial_year_end END AS financial_year_end,
    -- Whether the home page links to the document shown, be it no more than a policy.
    CASE WHEN document_sha256 IS NOT NULL AND shown_visit_id = visit_id THEN
        link_state = 'linked'
        OR (link_state IN ('policy_only', 'other_document') AND NOT coalesce(is_statement, found_is_statement))
    END AS homepage_link,
    CASE WHEN status IN ('compliant', 'incomplete', 'unclear', 'out_of_date') THEN score END AS score,
    CASE WHEN status IN ('compliant', 'incomplete', 'unclear', 'out_of_date') AND missing IS NOT NULL
        THEN missing ELSE '[]' END AS missing,
    checked_at,
    status AS machine_status
FROM said
"""
_COLUMNS = (
    "firm_id, status, reason, current_until, visit_id, shown_visit_id, document_sha256, assessment_id, statement_url, "
    "statement_kind, financial_year_end, homepage_link, score, missing, checked_at, machine_status"
)

STATUS_ON = "CASE WHEN standings.current_until < :today THEN 'out_of_date' ELSE standings.status END"
"""SQL for the status on the day :today, for queries on `standings`."""


def refresh(db: Database, firm_id: int, when: str, cause: str) -> None:
    """Remember anew what one firm's standing is; belongs in the transaction that changed it.

    A change is noted with `when` it came about and its cause: that of the new assessment if there is one, else `cause`.
    """
    before = _remembered(db, firm_id)
    recall(db, firm_id)
    after = _remembered(db, firm_id)
    if after is None or (before and all(before[name] == after[name] for name in _TOLD)):
        return
    if before is None and after["status"] in ("not_checked", "no_website"):
        return
    was = before or {}
    if after["assessment_id"] is not None and after["assessment_id"] != was.get("assessment_id"):
        cause = db.execute("SELECT cause FROM assessments WHERE id = ?", [after["assessment_id"]]).fetchone()[
            0
        ]
    db.execute(
        "INSERT INTO standing_changes (firm_id, cause, status, was_status, reason, score, was_score, missing, "
        "was_missing, document_sha256, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            firm_id, cause, after["status"], was.get("status"), after["reason"], after["score"], was.get("score"),
            after["missing"], was.get("missing"), after["document_sha256"], when,
        ],
    )  # fmt: skip


def recall(db: Database, firm_id: int) -> None:
    """Remember anew what one firm's standing is, and note no change: what was noted of late has proved doubtful."""
    db.execute(
        f"INSERT OR REPLACE INTO standings ({_COLUMNS}) SELECT * FROM ({_STANDINGS}) WHERE firm_id = ?",
        [firm_id],
    )
    _apply_reviews(db, firm_id)


_TOLD = ("status", "reason", "score", "missing", "document_sha256")
"""What makes a change worth telling."""


def refresh_all(db: Database) -> None:
    """Remember every firm's standing anew, as after a change of the rules above. Notes no changes: nothing happened."""
    db.execute("DELETE FROM standings")
    db.execute(f"INSERT INTO standings ({_COLUMNS}) {_STANDINGS}")
    for (firm_id,) in db.execute("SELECT DISTINCT firm_id FROM reviews").fetchall():
        _apply_reviews(db, firm_id)


def _remembered(db: Database, firm_id: int) -> dict[str, object] | None:
    return next(iter(db.query("SELECT * FROM standings WHERE firm_id = ?", [firm_id])), None)


def _apply_reviews(db: Database, firm_id: int) -> None:
    """Let what persons decided win over what the machine said."""
    if db.execute("SELECT 1 FROM reviews WHERE firm_id = ? LIMIT 1", [firm_id]).fetchone() is None:
        return
    (row,) = db.query(
        "SELECT standings.*, judged.current_until AS own_current_until, judged.score AS own_score FROM standings "
        "LEFT JOIN assessments AS judged ON judged.id = standings.assessment_id WHERE standings.firm_id = ?",
        [firm_id],
    )
    on = shown(db, firm_id)
    reviews = newest_reviews(db, on)
    decided = {each.requirement: each.verdict for each in reviews if each.counts}
    outcome = combined(
        Outcome(
            row["status"],
            row["reason"],
            row["current_until"],
            row["score"],
            tuple(json.loads(row["missing"])),
        ),
        on.verdicts,
        decided,
        has_document=row["document_sha256"] is not None,
        current_until=row["own_current_until"],
        score=row["own_score"],
    )
    db.execute(
        "UPDATE standings SET status = ?, reason = ?, current_until = ?, score = ?, missing = ?, confirmed = ?, "
        "to_review = ? WHERE firm_id = ?",
        [
            outcome.status,
            outcome.reason,
            outcome.current_until,
            outcome.score,
            json.dumps(outcome.missing),
            json.dumps(sorted(decided)),
            json.dumps(sorted(each.requirement for each in reviews if not each.counts)),
            firm_id,
        ],
    )
