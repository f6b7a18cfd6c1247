"""The record of one attempt to get one URL."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.answers import Answer
from crawler.outcomes import Problem
from crawler.records import Fetch

UNCHANGED = "not changed since it was last received"


def attempt(
    firm_id: int, url: str, role: str, answer: Answer | None, problem: Problem | None, detail: str = ""
) -> Fetch:
    """What came of asking for `url`, without or with an answer, usable or not. `detail` is for usable ones."""
    if problem:
        detail = problem.detail
    if answer is None:
        return Fetch(
            firm_id, url, role, None, problem.reason if problem else None, detail, "", None, 0, None,
            datetime.now(UTC),
        )  # fmt: skip
    return Fetch(
        firm_id=firm_id,
        url=url,
        role=role,
        # What the server said now, though what is looked at is what it said then.
        status=304 if answer.unchanged else answer.status,
        reason=problem.reason if problem else None,
        detail=detail or (UNCHANGED if answer.unchanged else ""),
        media_type=answer.media_type,
        sha256=answer.sha256,
        size=0 if answer.unchanged else len(answer.body),
        archived=answer.unchanged or answer.archived,
        fetched_at=answer.when or datetime.now(UTC),
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
    )
