"""The schema, as the steps that lead to it. A step that has been released is never edited; add another.

Later steps lie in modules of their own, each with a tuple STEPS; all are taken in the order of their names.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from registry import (
    migrations_cases,
    migrations_crawls,
    migrations_doubts,
    migrations_known,
    migrations_links,
    migrations_places,
)
from registry.errors import RegistryError


class _InOrder(Migrations):
    """Steps from several modules, taken in the order of their names."""

    def pending(self, db: Database) -> list[Migrations._Migration]:
        return sorted(super().pending(db), key=lambda migration: migration.name)


MIGRATIONS = _InOrder("registry")


def is_current(db: Database, path: Path) -> bool:
    """Whether every step has been taken; RegistryError if a newer version of the program took others."""
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    done = {migration.name for migration in MIGRATIONS.applied(db)}
    if done - known:
        raise RegistryError(
            f"{path} was made by a newer version of s54; update s54, or choose another file with --db"
        )
    return done == known


@MIGRATIONS()
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


@MIGRATIONS()
def m002_crawls(db: Database) -> None:
    """What was looked at, what came back and where it lies in the archive."""
    db.executescript(
        """
        CREATE TABLE crawls (
            id INTEGER PRIMARY KEY,
            asked TEXT NOT NULL CHECK (json_valid(asked)),
            started_at TEXT NOT NULL,
            finished_at TEXT
        ) STRICT;

        CREATE TABLE crawl_targets (
            crawl_id INTEGER NOT NULL REFERENCES crawls (id) ON DELETE CASCADE,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            PRIMARY KEY (crawl_id, firm_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX crawl_targets_by_firm ON crawl_targets (firm_id);

        CREATE TABLE fetches (
            id INTEGER PRIMARY KEY,
            crawl_id INTEGER NOT NULL,
            firm_id INTEGER NOT NULL,
            url TEXT NOT NULL,
            role TEXT NOT NULL,
            status INTEGER,
            reason TEXT,
            detail TEXT NOT NULL,
            media_type TEXT NOT NULL,
            sha256 TEXT,
            size INTEGER NOT NULL,
            archive_file TEXT,
            archive_offset INTEGER,
            fetched_at TEXT NOT NULL,
            FOREIGN KEY (crawl_id, firm_id) REFERENCES crawl_targets (crawl_id, firm_id) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX fetches_by_firm ON fetches (firm_id, crawl_id);
        CREATE INDEX fetches_by_target ON fetches (crawl_id, firm_id);

        CREATE TABLE visits (
            id INTEGER PRIMARY KEY,
            crawl_id INTEGER NOT NULL,
            firm_id INTEGER NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('found', 'not_found', 'could_not_look')),
            reason TEXT,
            detail TEXT NOT NULL,
            homepage_url TEXT,
            link_href TEXT,
            link_text TEXT,
            link_region TEXT,
            link_html TEXT,
            pages INTEGER NOT NULL,
            size INTEGER NOT NULL,
            started_at TEXT NOT NULL,
            finished_at TEXT NOT NULL,
            UNIQUE (crawl_id, firm_id),
            CHECK ((outcome = 'could_not_look') = (reason IS NOT NULL)),
            FOREIGN KEY (crawl_id, firm_id) REFERENCES crawl_targets (crawl_id, firm_id) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX visits_by_firm ON visits (firm_id, id);

        CREATE TABLE documents (
            sha256 TEXT PRIMARY KEY,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            archive_file TEXT NOT NULL,
            archive_offset INTEGER NOT NULL,
            first_seen_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE visit_documents (
            visit_id INTEGER NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
            rank INTEGER NOT NULL,
            document_sha256 TEXT NOT NULL REFERENCES documents (sha256),
            url TEXT NOT NULL,
            found_by TEXT NOT NULL,
            link_text TEXT NOT NULL,
            kind TEXT NOT NULL,
            is_statement INTEGER NOT NULL CHECK (is_statement IN (0, 1)),
            year_end TEXT,
            unreadable TEXT,
            archive_file TEXT NOT NULL,
            archive_offset INTEGER NOT NULL,
            PRIMARY KEY (visit_id, rank)
        ) STRICT;
        CREATE INDEX visit_documents_by_document ON visit_documents (document_sha256);
        """
    )


@MIGRATIONS()
def m003_assessments(db: Database) -> None:
    """What was said of each document, under which rulebook, on what evidence. Rows are only ever added."""
    db.executescript(
        """
        CREATE TABLE assessments (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            document_sha256 TEXT NOT NULL REFERENCES documents (sha256),
            visit_id INTEGER REFERENCES visits (id) ON DELETE CASCADE,
            rulebook TEXT NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('first', 'content', 'rules', 'site', 'time')),
            verdict TEXT NOT NULL CHECK (verdict IN
                ('compliant', 'incomplete', 'unclear', 'out_of_date', 'not_a_statement', 'unreadable')),
            standing TEXT NOT NULL,
            score INTEGER CHECK (score BETWEEN 0 AND 100),
            kind TEXT NOT NULL,
            is_statement INTEGER NOT NULL CHECK (is_statement IN (0, 1)),
            organisation TEXT,
            legal_form TEXT,
            financial_year_start TEXT,
            financial_year_end TEXT,
            current_until TEXT,
            approved_on TEXT,
            signatory_name TEXT,
            signatory_role TEXT,
            signed_on TEXT,
            pages INTEGER,
            words INTEGER NOT NULL,
            read_with TEXT NOT NULL,
            warnings TEXT NOT NULL CHECK (json_valid(warnings)),
            missing TEXT NOT NULL CHECK (json_valid(missing)),
            digest TEXT NOT NULL,
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX assessments_by_firm ON assessments (firm_id, document_sha256, id);
        CREATE INDEX assessments_by_document ON assessments (document_sha256);
        CREATE INDEX assessments_by_visit ON assessments (visit_id);

        CREATE TABLE findings (
            id INTEGER PRIMARY KEY,
            assessment_id INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
            requirement TEXT NOT NULL,
            kind TEXT NOT NULL,
            basis TEXT NOT NULL,
            reference TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('met', 'partly', 'not_met', 'not_applicable', 'not_checked')),
            confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
            level INTEGER,
            eti_level INTEGER,
            advice TEXT NOT NULL,
            UNIQUE (assessment_id, requirement)
        ) STRICT;

        CREATE TABLE observations (
            id INTEGER PRIMARY KEY,
            assessment_id INTEGER NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            basis TEXT NOT NULL,
            outcome TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX observations_by_assessment ON observations (assessment_id);

        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY,
            finding_id INTEGER REFERENCES findings (id) ON DELETE CASCADE,
            observation_id INTEGER REFERENCES observations (id) ON DELETE CASCADE,
            quote TEXT NOT NULL,
            page INTEGER,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            CHECK ((finding_id IS NULL) <> (observation_id IS NULL))
        ) STRICT;
        CREATE INDEX evidence_by_finding ON evidence (finding_id);
        CREATE INDEX evidence_by_observation ON evidence (observation_id);
        """
    )


@MIGRATIONS()
def m004_standings(db: Database) -> None:
    """What the newest look at each firm amounts to, remembered so that queries are quick; see standings.py."""
    db.executescript(
        """
        CREATE TABLE standings (
            firm_id INTEGER PRIMARY KEY REFERENCES firms (id) ON DELETE CASCADE,
            status TEXT NOT NULL,
            reason TEXT,
            current_until TEXT,
            visit_id INTEGER REFERENCES visits (id) ON DELETE CASCADE,
            shown_visit_id INTEGER REFERENCES visits (id) ON DELETE CASCADE,
            document_sha256 TEXT REFERENCES documents (sha256),
            assessment_id INTEGER REFERENCES assessments (id) ON DELETE CASCADE,
            statement_url TEXT,
            statement_kind TEXT,
            financial_year_end TEXT,
            homepage_link INTEGER,
            score INTEGER,
            missing TEXT NOT NULL,
            checked_at TEXT
        ) STRICT;
        CREATE INDEX standings_by_status ON standings (status, current_until);
        CREATE INDEX standings_by_visit ON standings (visit_id);
        CREATE INDEX standings_by_shown_visit ON standings (shown_visit_id);
        CREATE INDEX standings_by_document ON standings (document_sha256);
        CREATE INDEX standings_by_assessment ON standings (assessment_id);
        """
    )


for step in (
    *migrations_crawls.STEPS,
    *migrations_doubts.STEPS,
    *migrations_links.STEPS,
    *migrations_cases.STEPS,
    *migrations_known.STEPS,
    *migrations_places.STEPS,
):
    MIGRATIONS()(step)
