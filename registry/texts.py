"""The sentences of judged documents: each text kept once, however often and by whomever it was published."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from registry.connection import insert

TELLING_WORDS = 8
"""A sentence of fewer words may stand in anyone's statement; only longer ones tell that a text was taken over."""


def record_text(db: Database, document_sha256: str, sentences: Sequence[str], when: str) -> None:
    """Keep what a document says. Belongs in a transaction. A better reader's text takes the place of the last one's."""
    if not sentences:
        return
    words = [re.findall(r"\w+", sentence.casefold()) for sentence in sentences]
    sha256 = hashlib.sha256(" ".join(" ".join(each) for each in words).encode("utf-8", "replace")).hexdigest()
    before = db.execute(
        "SELECT text_id, sha256 FROM document_texts JOIN texts ON id = text_id WHERE document_sha256 = ?",
        [document_sha256],
    ).fetchone()
    if before is not None and before[1] == sha256:
        return
    known = db.execute("SELECT id FROM texts WHERE sha256 = ?", [sha256]).fetchone()
    text_id = known[0] if known else _insert(db, sha256, sentences, words, when)
    db.execute(
        "INSERT OR REPLACE INTO document_texts (document_sha256, text_id) VALUES (?, ?)",
        [document_sha256, text_id],
    )
    if before is not None:
        db.execute(
            "DELETE FROM texts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM document_texts WHERE text_id = texts.id)",
            [before[0]],
        )


def _insert(
    db: Database, sha256: str, sentences: Sequence[str], words: Sequence[Sequence[str]], when: str
) -> int:
    text_id = insert(db, "texts", {"sha256": sha256, "words": sum(map(len, words)), "first_seen_at": when})
    for number, (sentence, its) in enumerate(zip(sentences, words, strict=True), start=1):
        row = {"text_id": text_id, "number": number, "text": " ".join(sentence.split()), "key": _key(its)}
        insert(db, "sentences", row)
    return text_id


def _key(words: Sequence[str]) -> int | None:
    """A number by which the same sentence is found in other texts; None for one too short to tell."""
    if len(words) < TELLING_WORDS:
        return None
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def text_sha256(db: Database, document_sha256: str | None) -> str | None:
    """The fingerprint of what a document says; None when its text was not kept."""
    row = db.execute(
        "SELECT sha256 FROM document_texts JOIN texts ON id = text_id WHERE document_sha256 = ?",
        [document_sha256],
    ).fetchone()
    return None if row is None else str(row[0])


def sentences_of(db: Database, document_sha256: str) -> tuple[str, ...]:
    """The sentences of a document in reading order; none when its text was not kept."""
    rows = db.execute(
        "SELECT text FROM sentences JOIN document_texts USING (text_id) WHERE document_sha256 = ? ORDER BY number",
        [document_sha256],
    )
    return tuple(str(row[0]) for row in rows)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence of a firm's statement that holds what was searched for, the words found in `[` and `]`."""

    firm_id: int
    name: str
    district: str | None
    scope: str
    financial_year_end: str | None
    statement_url: str
    sentence: str
    marked: str


def search(db: Database, text: str, *, district: str | None = None, limit: int = 50) -> list[Hit]:
    """The sentences of the documents now shown for firms of the area that hold all of `text`, the best first.

    Words in double quotes stand together; other words may be apart. Endings make no difference ("fee", "fees").
    """
    wanted = _question(text)
    if not wanted:
        return []
    rows = db.query(
        """
        SELECT firms.id AS firm_id, firms.name, firms.district, firms.scope, standings.financial_year_end,
            standings.statement_url, sentences.text AS sentence,
            highlight(_sentence_words, 0, '[', ']') AS marked
        FROM _sentence_words
        JOIN sentences ON sentences.id = _sentence_words.rowid
        JOIN document_texts ON document_texts.text_id = sentences.text_id
        JOIN standings ON standings.document_sha256 = document_texts.document_sha256
        JOIN firms ON firms.id = standings.firm_id
        WHERE _sentence_words MATCH :wanted AND NOT firms.outside
            AND (:district IS NULL OR firms.district = :district COLLATE NOCASE)
        -- What is next to a heading says little, however well it fits.
        ORDER BY sentences.key IS NULL, bm25(_sentence_words), firms.name_key, firms.id, sentences.number
        LIMIT :limit
        """,
        {"wanted": wanted, "district": district, "limit": limit},
    )
    return [Hit(**row) for row in rows]


def _question(text: str) -> str:
    """What a person typed as an FTS5 query that cannot go wrong: phrases as they are, words each quoted."""
    parts: list[str] = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text.encode("utf-8", "replace").decode()):
        tokens = re.findall(r"\w+", phrase or word)
        if tokens:
            parts.append(f'"{" ".join(tokens)}"')
    return " AND ".join(parts)
