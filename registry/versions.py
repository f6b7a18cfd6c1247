"""Every version of a firm's statement whose text was kept, and who else publishes the same words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlite_utils import Database

from registry.names import name_key, telling_name
from registry.texts import sentences_of

_COPIED = 0.5
"""Two firms use the same text when at least this share of one's longer sentences stands word for word in the other's."""
_FEWEST = 3
"""Fewer shared sentences than this are no sign: a short text may consist of what the Act itself says."""
_COMPANY = re.compile(
    r"(?<!\w)(?:[A-Z0-9][\w&'’.-]{0,40},?\s+(?:(?:of|and|&|the|for)\s+)?){1,6}"
    r"(?:Limited|Ltd|LIMITED|LTD|plc|PLC|LLP|Plc)\b"
)


@dataclass(frozen=True, slots=True)
class Version:
    """One text of the firm's statement. `document_sha256` is a file that carries it; `is_shown` if it is shown now."""

    document_sha256: str
    financial_year_end: str | None
    url: str
    first_seen_at: str
    last_seen_at: str
    words: int
    is_shown: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedText:
    """Another firm whose statement has the same words: `shared` of this firm's `longer` sentences."""

    firm_id: int
    name: str
    shared: int
    longer: int

    @property
    def share(self) -> float:
        """0-1, of this firm's longer sentences."""
        return self.shared / self.longer


def versions(db: Database, firm_id: int) -> list[Version]:
    """The texts of the firm's statement, the oldest first: by the year covered where it is known, else as seen.

    The same words served in another file are one version.
    """
    rows = db.query(
        """
        SELECT max(found.document_sha256) AS document_sha256, texts.words,
            coalesce(judged.financial_year_end, found.year_end) AS financial_year_end, found.url,
            min(visits.finished_at) AS first_seen_at, max(visits.finished_at) AS last_seen_at,
            max(found.document_sha256 IS standings.document_sha256) AS is_shown
        FROM visits
        JOIN visit_documents AS found ON found.visit_id = visits.id
        JOIN document_texts USING (document_sha256)
        JOIN texts ON texts.id = document_texts.text_id
        JOIN standings ON standings.firm_id = visits.firm_id
        LEFT JOIN assessments AS judged ON judged.id = (
            SELECT max(id) FROM assessments WHERE firm_id = visits.firm_id AND document_sha256 = found.document_sha256
        )
        WHERE visits.firm_id = ? AND coalesce(judged.is_statement, found.is_statement)
        GROUP BY texts.id
        ORDER BY coalesce(judged.financial_year_end, substr(min(visits.finished_at), 1, 10)), min(visits.finished_at)
        """,
        [firm_id],
    )
    return [
        Version(
            **(row | {"is_shown": bool(row["is_shown"])}),
            sentences=sentences_of(db, row["document_sha256"]),
        )
        for row in rows
    ]


def shared_texts(db: Database, firm_id: int) -> list[SharedText]:
    """The firms that now show a text with at least half of this one's longer sentences in it, the most first."""
    rows = db.query(
        """
        WITH mine AS (
            SELECT DISTINCT sentences.key
            FROM standings
            JOIN document_texts USING (document_sha256)
            JOIN sentences USING (text_id)
            WHERE standings.firm_id = :firm AND sentences.key IS NOT NULL
        )
        SELECT firms.id AS firm_id, firms.name, count(DISTINCT mine.key) AS shared, (SELECT count(*) FROM mine) AS longer
        FROM mine
        JOIN sentences USING (key)
        JOIN document_texts USING (text_id)
        JOIN standings USING (document_sha256)
        JOIN firms ON firms.id = standings.firm_id
        WHERE firms.id <> :firm
        GROUP BY firms.id
        HAVING shared >= :fewest AND shared >= :copied * longer
        ORDER BY shared DESC, firms.name_key, firms.id
        LIMIT 50
        """,
        {"firm": firm_id, "fewest": _FEWEST, "copied": _COPIED},
    )
    return [SharedText(**row) for row in rows]


def names_left_in(sentences: tuple[str, ...], own: tuple[str, ...]) -> dict[str, str]:
    """Companies named in a text that are not among `own` names, each with the sentence that first names it.

    A supplier or an auditor may well be named; that is for a person to see.
    """
    known = [telling_name(each) for each in own]
    found: dict[str, str] = {}
    seen: set[str] = set()
    for sentence in sentences:
        for match in _COMPANY.finditer(sentence):
            name = " ".join(match[0].split())
            key = telling_name(name)
            if (
                len(key) < 4
                or name_key(name) in seen
                or any(key in each or each in key for each in known if each)
            ):
                continue
            seen.add(name_key(name))
            found[name] = sentence
    return found
