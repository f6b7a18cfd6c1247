"""The schema of what crawls know of each other: which of them are in doubt, and by what a page is known again."""

from __future__ import annotations

from sqlite_utils import Database


def m010_suspect(db: Database) -> None:
    """Why what a crawl saw is in doubt; NULL where it is not."""
    db.executescript("ALTER TABLE crawls ADD COLUMN suspect TEXT;")


def m011_validators(db: Database) -> None:
    """By what servers say whether a page has changed (ETag, Last-Modified), and where its last copy lies. Serves look-up only."""
    db.executescript(
        """
        CREATE TABLE _validators (
            url TEXT PRIMARY KEY,
            etag TEXT NOT NULL,
            last_modified TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            archive_file TEXT NOT NULL,
            archive_offset INTEGER NOT NULL,
            fetched_at TEXT NOT NULL,
            CHECK (etag <> '' OR last_modified <> '')
        ) STRICT, WITHOUT ROWID;
        """
    )


def m012_rendered(db: Database) -> None:
    """Whether a browser was used to look at a site, and whether a document is a page as the browser showed it."""
    for table in ("visits", "visit_documents"):
        db.execute(
            f"ALTER TABLE {table} ADD COLUMN rendered INTEGER NOT NULL DEFAULT 0 CHECK (rendered IN (0, 1))"
        )


STEPS = (m010_suspect, m011_validators, m012_rendered)
