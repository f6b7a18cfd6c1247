"""The schema of what is said of documents, and of the firms they belong to, as the steps that lead to it."""

from __future__ import annotations

from sqlite_utils import Database


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


STEPS = (m003_assessments, m004_standings)
