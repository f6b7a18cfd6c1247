"""The schema of where firms are, and of what was known of them when, as the steps that lead to it."""

from __future__ import annotations

from sqlite_utils import Database


def m060_placings(db: Database) -> None:
    """Which scope and district each firm had, and whether it lay outside the area, from when on; kept by triggers.

    What was so before this table existed is put together from what the registers said first, what persons decided
    since, and what holds now.
    """
    db.executescript(
        """
        CREATE TABLE firm_placings (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            scope TEXT NOT NULL,
            district TEXT,
            outside INTEGER NOT NULL CHECK (outside IN (0, 1)),
            since TEXT NOT NULL
        ) STRICT;
        CREATE INDEX firm_placings_by_firm ON firm_placings (firm_id, since, id);

        INSERT INTO firm_placings (firm_id, scope, district, outside, since)
            SELECT id, coalesce((
                SELECT json_extract(said, '$.scope') FROM firm_sources WHERE firm_id = firms.id ORDER BY id LIMIT 1
            ), CASE WHEN EXISTS (SELECT 1 FROM scope_decisions WHERE firm_id = firms.id AND "by" IS NOT NULL)
                THEN 'unknown' ELSE scope END), district, 0, added_at
            FROM firms;
        INSERT INTO firm_placings (firm_id, scope, district, outside, since)
            SELECT scope_decisions.firm_id, scope_decisions.scope, firms.district, 0, scope_decisions.created_at
            FROM scope_decisions JOIN firms ON firms.id = firm_id WHERE "by" IS NOT NULL
            ORDER BY scope_decisions.id;
        INSERT INTO firm_placings (firm_id, scope, district, outside, since)
            SELECT id, scope, district, outside, changed_at FROM firms
            WHERE outside OR scope <> (
                SELECT placed.scope FROM firm_placings AS placed WHERE placed.firm_id = firms.id
                ORDER BY since DESC, placed.id DESC LIMIT 1
            );

        CREATE TRIGGER firms_are_placed AFTER INSERT ON firms BEGIN
            INSERT INTO firm_placings (firm_id, scope, district, outside, since)
                VALUES (new.id, new.scope, new.district, new.outside, new.added_at);
        END;
        CREATE TRIGGER firms_are_placed_anew AFTER UPDATE OF scope, district, outside ON firms
        WHEN old.scope <> new.scope OR old.district IS NOT new.district OR old.outside <> new.outside BEGIN
            INSERT INTO firm_placings (firm_id, scope, district, outside, since)
                VALUES (new.id, new.scope, new.district, new.outside, new.changed_at);
        END;
        """
    )


def m061_addresses(db: Database) -> None:
    """The registered office or other postal address as a register gives it, line by line; for letters."""
    db.executescript("ALTER TABLE firms ADD COLUMN address TEXT;")


def m062_national(db: Database) -> None:
    """Which sources cover the country: what the area's own lists say of a firm's district and site goes before them."""
    db.executescript(
        "ALTER TABLE firm_sources ADD COLUMN national INTEGER NOT NULL DEFAULT 0 CHECK (national IN (0, 1));"
    )


STEPS = (m060_placings, m061_addresses, m062_national)
