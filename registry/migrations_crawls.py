"""The schema of what crawls saw, which of them are in doubt, and by what a page is known again: the steps to it."""

from __future__ import annotations

from sqlite_utils import Database


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


def m009_link_state(db: Database) -> None:
    """Where the home page's link leads, and whether a document lies on a domain that is not the firm's.

    Visits recorded before knew only links to the first document, or none.
    """
    db.executescript(
        """
        ALTER TABLE visits ADD COLUMN link_state TEXT CHECK (link_state IN
            ('linked', 'other_year', 'policy_only', 'other_document', 'dead', 'none'));
        UPDATE visits SET link_state = CASE WHEN link_href IS NULL THEN 'none' ELSE 'linked' END
            WHERE homepage_url IS NOT NULL;
        ALTER TABLE visit_documents ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0 CHECK (elsewhere IN (0, 1));
        """
    )


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


def m050_accepted(db: Database) -> None:
    """When a person said that a crawl in doubt is to be believed; NULL where nobody did."""
    db.execute("ALTER TABLE crawls ADD COLUMN accepted_at TEXT")


def m051_accepted_by(db: Database) -> None:
    """Who said so."""
    db.execute("ALTER TABLE crawls ADD COLUMN accepted_by TEXT")


STEPS = (
    m002_crawls,
    m009_link_state,
    m010_suspect,
    m011_validators,
    m012_rendered,
    m050_accepted,
    m051_accepted_by,
)
