"""The schema of firms and of who named them, as the steps that lead to it."""

from __future__ import annotations

from sqlite_utils import Database


def m001_firms(db: Database) -> None:
    """Who should have published, who said so, and the keys by which a firm is known again."""
    db.executescript(
        """
        CREATE TABLE firms (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL CHECK (name <> ''),
            name_key TEXT NOT NULL,
            company_number TEXT UNIQUE,
            website TEXT CHECK (website <> ''),
            host TEXT NOT NULL,
            postcode TEXT,
            district TEXT,
            sector TEXT,
            kind TEXT,
            legal_form TEXT,
            turnover_band TEXT,
            turnover INTEGER,
            scope TEXT NOT NULL DEFAULT 'unknown',
            statement_url TEXT,
            notes TEXT,
            added_at TEXT NOT NULL,
            changed_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX firms_by_name ON firms (name_key);
        CREATE INDEX firms_by_host ON firms (host);
        CREATE INDEX firms_by_district ON firms (district, scope);

        CREATE TABLE firm_keys (
            key TEXT PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX firm_keys_by_firm ON firm_keys (firm_id);

        CREATE TABLE firm_sources (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            said TEXT NOT NULL CHECK (json_valid(said)),
            still_says INTEGER NOT NULL DEFAULT 1 CHECK (still_says IN (0, 1)),
            first_loaded_at TEXT NOT NULL,
            UNIQUE (firm_id, source, said)
        ) STRICT;
        """
    )


STEPS = (m001_firms,)
