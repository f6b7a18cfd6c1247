"""The schema of what is known of each firm beyond what a crawl sees, as the steps that lead to it."""

from __future__ import annotations

from sqlite_utils import Database


def m020_texts(db: Database) -> None:
    """The sentences of each document that was judged, each text once, to search and to compare. Made anew by recheck.

    A name that begins with an underscore serves look-up only.
    """
    db.executescript(
        """
        CREATE TABLE texts (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            words INTEGER NOT NULL,
            first_seen_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE document_texts (
            document_sha256 TEXT PRIMARY KEY REFERENCES documents (sha256) ON DELETE CASCADE,
            text_id INTEGER NOT NULL REFERENCES texts (id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX document_texts_by_text ON document_texts (text_id);

        CREATE TABLE sentences (
            id INTEGER PRIMARY KEY,
            text_id INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            text TEXT NOT NULL,
            key INTEGER,
            UNIQUE (text_id, number)
        ) STRICT;
        CREATE INDEX sentences_by_key ON sentences (key) WHERE key IS NOT NULL;

        CREATE VIRTUAL TABLE _sentence_words USING fts5 (
            text, content = 'sentences', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
            INSERT INTO _sentence_words (rowid, text) VALUES (new.id, new.text);
        END;
        CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN
            INSERT INTO _sentence_words (_sentence_words, rowid, text) VALUES ('delete', old.id, old.text);
        END;
        """
    )


def m021_reviews(db: Database) -> None:
    """What persons decided, and what firms answered. Rows are only ever added; the newest on a requirement counts."""
    db.executescript(
        """
        CREATE TABLE reviews (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            requirement TEXT NOT NULL,
            verdict TEXT CHECK (verdict IN ('met', 'partly', 'not_met', 'not_applicable', 'not_checked')),
            machine_verdict TEXT,
            document_sha256 TEXT REFERENCES documents (sha256),
            text_sha256 TEXT,
            assessment_id INTEGER REFERENCES assessments (id) ON DELETE CASCADE,
            "by" TEXT NOT NULL CHECK ("by" <> ''),
            note TEXT NOT NULL,
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX reviews_by_firm ON reviews (firm_id, requirement, id);
        CREATE INDEX reviews_by_document ON reviews (document_sha256);
        CREATE INDEX reviews_by_assessment ON reviews (assessment_id);

        CREATE TABLE replies (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            requirement TEXT,
            text TEXT NOT NULL CHECK (text <> ''),
            "by" TEXT,
            document_sha256 TEXT REFERENCES documents (sha256),
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX replies_by_firm ON replies (firm_id, requirement);
        CREATE INDEX replies_by_document ON replies (document_sha256);
        """
    )


def m022_changes(db: Database) -> None:
    """What persons have a part in, in the standings; and each change of a standing with its cause."""
    db.executescript(
        """
        ALTER TABLE standings ADD COLUMN machine_status TEXT;
        ALTER TABLE standings ADD COLUMN confirmed TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE standings ADD COLUMN to_review TEXT NOT NULL DEFAULT '[]';

        CREATE TABLE standing_changes (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            cause TEXT NOT NULL CHECK (cause IN
                ('first', 'content', 'rules', 'site', 'time', 'person', 'register', 'look')),
            status TEXT NOT NULL,
            was_status TEXT,
            reason TEXT,
            score INTEGER,
            was_score INTEGER,
            missing TEXT NOT NULL,
            was_missing TEXT,
            document_sha256 TEXT REFERENCES documents (sha256),
            changed_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX standing_changes_by_firm ON standing_changes (firm_id, id);
        CREATE INDEX standing_changes_by_time ON standing_changes (changed_at, firm_id);
        CREATE INDEX standing_changes_by_document ON standing_changes (document_sha256);
        """
    )


def m023_scope(db: Database) -> None:
    """Why a firm is thought to be in scope or not, who belongs to whom, and when firms' years end."""
    db.executescript(
        """
        ALTER TABLE firms ADD COLUMN accounting_reference TEXT;
        ALTER TABLE firms ADD COLUMN last_accounts TEXT;

        CREATE TABLE scope_decisions (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            scope TEXT NOT NULL CHECK (scope IN ('in_scope', 'presumed_in_scope', 'below_threshold', 'voluntary',
                'public_body', 'covered_by_group', 'out_of_scope', 'dissolved', 'unknown')),
            reason TEXT NOT NULL CHECK (reason <> ''),
            figure INTEGER,
            source TEXT,
            as_of TEXT,
            "by" TEXT,
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX scope_decisions_by_firm ON scope_decisions (firm_id, id);

        CREATE TABLE group_links (
            firm_id INTEGER PRIMARY KEY REFERENCES firms (id) ON DELETE CASCADE,
            parent_name TEXT NOT NULL CHECK (parent_name <> ''),
            parent_key TEXT NOT NULL,
            parent_number TEXT,
            source TEXT NOT NULL,
            "by" TEXT,
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX group_links_by_number ON group_links (parent_number);
        CREATE INDEX group_links_by_name ON group_links (parent_key);
        """
    )


def m024_declarations(db: Database) -> None:
    """What firms told the GOV.UK registry of their statements, as it stands in the file. Who approved is left out."""
    db.executescript(
        """
        CREATE TABLE declarations (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            statement_year TEXT,
            period_start TEXT,
            period_end TEXT,
            approved_on TEXT,
            statement_url TEXT,
            summary_url TEXT,
            no_website INTEGER NOT NULL CHECK (no_website IN (0, 1)),
            is_group INTEGER NOT NULL CHECK (is_group IN (0, 1)),
            structure INTEGER CHECK (structure IN (0, 1)),
            policies INTEGER CHECK (policies IN (0, 1)),
            risk INTEGER CHECK (risk IN (0, 1)),
            due_diligence INTEGER CHECK (due_diligence IN (0, 1)),
            training INTEGER CHECK (training IN (0, 1)),
            effectiveness INTEGER CHECK (effectiveness IN (0, 1)),
            first_loaded_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX declarations_by_firm ON declarations (firm_id, period_end);
        """
    )


def m025_questions(db: Database) -> None:
    """Two firms that may be one, and what a person said of it. The domain is "" until the firm is next loaded."""
    db.executescript(
        """
        ALTER TABLE firms ADD COLUMN domain TEXT NOT NULL DEFAULT '';
        CREATE INDEX firms_by_domain ON firms (domain) WHERE domain <> '';

        CREATE TABLE questions (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            other_id INTEGER REFERENCES firms (id) ON DELETE CASCADE,
            firm TEXT NOT NULL,
            other TEXT NOT NULL,
            why TEXT NOT NULL,
            answer TEXT CHECK (answer IN ('same', 'different')),
            "by" TEXT,
            asked_at TEXT NOT NULL,
            answered_at TEXT,
            CHECK ((answer IS NULL) = (answered_at IS NULL))
        ) STRICT;
        CREATE INDEX questions_by_firm ON questions (firm_id);
        CREATE INDEX questions_by_other ON questions (other_id);
        """
    )


def m026_areas(db: Database) -> None:
    """Which firms belong to the area whatever their registered office says, by a person's decision; the newest counts."""
    db.executescript(
        """
        ALTER TABLE firms ADD COLUMN outside INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE area_decisions (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER REFERENCES firms (id) ON DELETE SET NULL,
            company_number TEXT,
            name TEXT NOT NULL,
            decision TEXT NOT NULL CHECK (decision IN ('include', 'exclude')),
            district TEXT,
            reason TEXT NOT NULL CHECK (reason <> ''),
            "by" TEXT NOT NULL,
            created_at TEXT NOT NULL,
            CHECK (firm_id IS NOT NULL OR company_number IS NOT NULL OR name <> '')
        ) STRICT;
        CREATE INDEX area_decisions_by_firm ON area_decisions (firm_id);
        CREATE INDEX area_decisions_by_number ON area_decisions (company_number);
        """
    )


STEPS = (m020_texts, m021_reviews, m022_changes, m023_scope, m024_declarations, m025_questions, m026_areas)
