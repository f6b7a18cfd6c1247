"""What is said of a firm, from its newest visit and the newest assessment of the document shown for it.

The one place where that is decided. Only whether a statement is out of date is left open, as it depends on the day:
`current_until` says until when it is not, and whoever reads compares (`STATUS_ON`).
"""

from __future__ import annotations

from sqlite_utils import Database

# The visit shown is the newest that looked at the site or at least found a document. The document shown is a
# statement if there is one; else one that could not be read, for it may be the statement; else what stands in for it.
_STANDINGS = """
WITH shown AS (
    SELECT
        firms.id AS firm_id,
        firms.website,
        latest.id AS visit_id,
        latest.outcome,
        latest.reason,
        latest.finished_at AS checked_at,
        looked.id AS shown_visit_id,
        looked.link_href,
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
        judged.financial_year_end,
        judged.current_until,
        judged.score,
        judged.missing
    FROM firms
    LEFT JOIN visits AS latest ON latest.id = (SELECT max(id) FROM visits WHERE firm_id = firms.id)
    LEFT JOIN visits AS looked ON looked.id = (
        SELECT max(earlier.id) FROM visits AS earlier
        WHERE earlier.firm_id = firms.id AND (
            earlier.outcome <> 'could_not_look'
            OR EXISTS (SELECT 1 FROM visit_documents WHERE visit_id = earlier.id)
        )
    )
    LEFT JOIN visit_documents AS found ON found.visit_id = looked.id AND found.rank = (
        SELECT each.rank
        FROM visit_documents AS each
        LEFT JOIN assessments AS its ON its.id = (
            SELECT max(id) FROM assessments
            WHERE firm_id = firms.id AND document_sha256 = each.document_sha256
        )
        WHERE each.visit_id = looked.id
        ORDER BY
            CASE
                WHEN coalesce(its.is_statement, each.is_statement) THEN 0
                WHEN its.verdict = 'unreadable' OR (its.id IS NULL AND each.unreadable IS NOT NULL) THEN 1
                ELSE 2
            END,
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
    CASE WHEN document_sha256 IS NOT NULL AND shown_visit_id = visit_id THEN link_href IS NOT NULL END
        AS homepage_link,
    CASE WHEN status IN ('compliant', 'incomplete', 'unclear', 'out_of_date') THEN score END AS score,
    CASE WHEN status IN ('compliant', 'incomplete', 'unclear', 'out_of_date') AND missing IS NOT NULL
        THEN missing ELSE '[]' END AS missing,
    checked_at
FROM said
"""

STATUS_ON = "CASE WHEN standings.current_until < :today THEN 'out_of_date' ELSE standings.status END"
"""SQL for the status on the day :today, for queries on `standings`."""


def refresh(db: Database, firm_id: int) -> None:
    """Remember anew what one firm's standing is; belongs in the transaction that changed it."""
    db.execute(f"INSERT OR REPLACE INTO standings SELECT * FROM ({_STANDINGS}) WHERE firm_id = ?", [firm_id])


def refresh_all(db: Database) -> None:
    """Remember every firm's standing anew; a migration that changes the rules above must call this."""
    db.execute("DELETE FROM standings")
    db.execute(f"INSERT INTO standings {_STANDINGS}")
