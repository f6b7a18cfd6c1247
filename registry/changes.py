"""Changes of firms' standing as people read them.

`standing_changes` keeps what was recorded. That a statement was too old already on the day on which it was first seen, or
on which another took its place, hangs on its date and is told here.
"""

from __future__ import annotations


def _on_the_day(status: str, document: str) -> str:
    return f"""CASE WHEN {status} IN ('compliant', 'incomplete', 'unclear') AND (
        SELECT current_until FROM assessments
        WHERE assessments.firm_id = noted.firm_id AND assessments.document_sha256 = {document}
        ORDER BY assessments.id DESC LIMIT 1
    ) < substr(noted.changed_at, 1, 10) THEN 'out_of_date' ELSE {status} END"""


CHANGES = f"""
    SELECT noted.id, firm_id, changed_at, cause, reason, score, was_score, missing, was_missing, document_sha256, was_document,
        {_on_the_day("noted.status", "noted.document_sha256")} AS status,
        {_on_the_day("noted.was_status", "noted.was_document")} AS was_status
    FROM (
        SELECT changes.*, (
            SELECT earlier.document_sha256 FROM standing_changes AS earlier
            WHERE earlier.firm_id = changes.firm_id AND earlier.id < changes.id
            ORDER BY earlier.id DESC LIMIT 1
        ) AS was_document
        FROM standing_changes AS changes
    ) AS noted
"""
"""Each change: `status` and `was_status` as of its day, `was_document` the document shown before it."""
