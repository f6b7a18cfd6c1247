"""The schema of what persons say of crawls in doubt, as the steps that lead to it."""

from __future__ import annotations

from sqlite_utils import Database


def m050_accepted(db: Database) -> None:
    """When a person said that a crawl in doubt is to be believed; NULL where nobody did."""
    db.execute("ALTER TABLE crawls ADD COLUMN accepted_at TEXT")


def m051_accepted_by(db: Database) -> None:
    """Who said so."""
    db.execute("ALTER TABLE crawls ADD COLUMN accepted_by TEXT")


STEPS = (m050_accepted, m051_accepted_by)
