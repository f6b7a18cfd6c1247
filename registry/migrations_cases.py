"""The schema of what is done about a firm, as the steps that lead to it: cases, letters, and what changed when."""

from __future__ import annotations

from sqlite_utils import Database


def m030_cases(db: Database) -> None:
    """Cases and their events, which are only ever added. What may name people lies apart, so that it can be erased."""
    db.executescript(
        """
        CREATE TABLE contacts (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            name TEXT,
            role TEXT,
            email TEXT,
            phone TEXT,
            added_at TEXT NOT NULL,
            erased_at TEXT,
            CHECK (erased_at IS NULL OR coalesce(name, role, email, phone) IS NULL)
        ) STRICT;
        CREATE INDEX contacts_by_firm ON contacts (firm_id, id);

        CREATE TABLE cases (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            opened_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX cases_by_firm ON cases (firm_id, id);

        CREATE TABLE case_events (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
            step TEXT NOT NULL CHECK (step IN ('check', 'note', 'reminder', 'call', 'second_letter',
                'business_group', 'replied', 'closed')),
            happened_on TEXT NOT NULL,
            channel TEXT CHECK (channel IN ('letter', 'email', 'phone', 'meeting', 'web_form', 'other')),
            contact_id INTEGER REFERENCES contacts (id),
            closed_because TEXT CHECK (closed_because IN ('compliant', 'covered_by_group', 'out_of_scope',
                'dissolved', 'no_answer', 'opened_by_mistake', 'other')),
            next_on TEXT,
            recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
            recorded_at TEXT NOT NULL,
            CHECK ((step = 'closed') = (closed_because IS NOT NULL)),
            CHECK ((step = 'closed') = (next_on IS NULL))
        ) STRICT;
        CREATE INDEX case_events_by_firm ON case_events (firm_id, id, step, next_on);
        CREATE INDEX case_events_by_case ON case_events (case_id);
        CREATE INDEX case_events_by_contact ON case_events (contact_id);

        CREATE TABLE case_notes (
            event_id INTEGER PRIMARY KEY REFERENCES case_events (id) ON DELETE CASCADE,
            text TEXT NOT NULL
        ) STRICT;

        CREATE TRIGGER case_events_are_never_changed BEFORE UPDATE ON case_events
        BEGIN SELECT raise(ABORT, 'events of a case are only ever added'); END;
        -- They go with their firm, and only with it.
        CREATE TRIGGER case_events_are_never_deleted BEFORE DELETE ON case_events
        WHEN EXISTS (SELECT 1 FROM firms WHERE id = OLD.firm_id)
        BEGIN SELECT raise(ABORT, 'events of a case are only ever added'); END;
        """
    )


def m031_letters(db: Database) -> None:
    """Letters written: to whom, from which look and judgement, citing what, and why if it was forced."""
    db.executescript(
        """
        CREATE TABLE letters (
            id INTEGER PRIMARY KEY,
            firm_id INTEGER NOT NULL REFERENCES firms (id) ON DELETE CASCADE,
            event_id INTEGER NOT NULL UNIQUE REFERENCES case_events (id) ON DELETE CASCADE,
            visit_id INTEGER REFERENCES visits (id) ON DELETE SET NULL,
            assessment_id INTEGER REFERENCES assessments (id) ON DELETE SET NULL,
            cited TEXT NOT NULL CHECK (json_valid(cited)),
            sha256 TEXT NOT NULL,
            forced_because TEXT CHECK (forced_because <> ''),
            written_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX letters_by_firm ON letters (firm_id);
        CREATE INDEX letters_by_visit ON letters (visit_id);
        CREATE INDEX letters_by_assessment ON letters (assessment_id);
        """
    )


STEPS = (m030_cases, m031_letters)
