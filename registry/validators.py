"""By what servers say whether a page has changed, and where its last copy lies in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from registry.dates import timestamp
from registry.shapes import FetchShape

LONGEST = 500
"""Characters of an ETag or Last-Modified. Longer ones are no such thing."""


@dataclass(frozen=True, slots=True)
class Validator:
    """What a server called the version of a page, and where that version lies. `etag` or `last_modified` may be empty."""

    url: str
    etag: str
    last_modified: str
    sha256: str
    archive_file: str
    archive_offset: int


def find(db: Database, url: str, since: datetime) -> Validator | None:
    """What is known of the page, if it was received after `since`."""
    rows = db.query(
        "SELECT url, etag, last_modified, sha256, archive_file, archive_offset FROM _validators "
        "WHERE url = ? AND fetched_at > ?",
        [url, timestamp(since)],
    )
    return next((Validator(**row) for row in rows), None)


def remember(db: Database, fetch: FetchShape) -> None:
    """Keep what a whole answer says of its version, instead of what was known; belongs in a transaction."""
    if fetch.status != 200 or fetch.reason or fetch.archived is None:
        return
    db.conn.execute("DELETE FROM _validators WHERE url = ?", [fetch.url])
    etag, modified = (each if len(each) <= LONGEST else "" for each in (fetch.etag, fetch.last_modified))
    if etag or modified:
        db.conn.execute(
            "INSERT INTO _validators VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                fetch.url, etag, modified, fetch.sha256,
                fetch.archived.file, fetch.archived.offset, timestamp(fetch.fetched_at),
            ],
        )  # fmt: skip
