"""The schema of where home pages lead and where documents stand, as the steps that lead to it."""

from __future__ import annotations

from sqlite_utils import Database


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


STEPS = (m009_link_state,)
