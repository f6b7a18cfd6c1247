"""Statements that one document makes for several firms: which, and whether it names each, as guidance 5.2.1 asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from registry.names import names_firm
from registry.scopes import scope_view
from registry.texts import sentences_of


@dataclass(frozen=True, slots=True)
class Member:
    """A firm for which the document stands, or to which the group extends. `named_in` is the first sentence naming it.

    `how` says what links it: `shows` the same words on its own site, `subsidiary`, or `covered` by the firm's group.
    """

    firm_id: int
    name: str
    scope: str
    how: str
    named_in: str | None


@dataclass(frozen=True, slots=True)
class GroupStatement:
    """The text, whose document it is, and the firms linked to it, the firm asked for first."""

    document_sha256: str
    url: str | None
    owner: str
    members: tuple[Member, ...]


def group_statement(db: Database, firm_id: int) -> GroupStatement | None:
    """The statement shown for the firm, or if it shows none its parent's, with all it stands for; None if for it alone.

    A firm that is covered by its group but shows nothing itself is held against its parent's statement.
    """
    own = _shown(db, firm_id)
    owner_id = _owner(db, firm_id, own["document_sha256"])
    shown = _shown(db, owner_id)
    if shown["document_sha256"] is None:
        return None
    sha256 = str(shown["document_sha256"])
    linked: dict[int, tuple[str, str, str]] = {}
    for row in _showing(db, sha256):
        linked[row["id"]] = (row["name"], row["scope"], "shows")
    for row in scope_view(db, owner_id).subsidiaries:
        linked.setdefault(row["id"], (row["name"], row["scope"], "subsidiary"))
    linked.setdefault(firm_id, (str(own["name"]), str(own["scope"]), "covered"))
    if len(linked) == 1:
        return None
    sentences = sentences_of(db, sha256)
    members = tuple(
        Member(each, name, scope, how, next((text for text in sentences if names_firm(text, name)), None))
        for each, (name, scope, how) in sorted(linked.items(), key=lambda item: (item[0] != firm_id, item[1]))
    )
    url = shown["statement_url"]
    return GroupStatement(sha256, None if url is None else str(url), str(shown["name"]), members)


def _owner(db: Database, firm_id: int, document_sha256: object) -> int:
    """Whose the document is: the firm's own, unless its parent shows the same or it shows none."""
    parent = scope_view(db, firm_id).parent
    parent_id = parent["parent_id"] if parent else None
    if parent_id is None:
        return firm_id
    if document_sha256 is None or any(row["id"] == parent_id for row in _showing(db, str(document_sha256))):
        return int(parent_id)
    return firm_id


def _shown(db: Database, firm_id: int) -> dict[str, object]:
    (row,) = db.query(
        "SELECT firms.name, firms.scope, standings.document_sha256, standings.statement_url "
        "FROM firms LEFT JOIN standings ON standings.firm_id = firms.id WHERE firms.id = ?",
        [firm_id],
    )
    return row


def _showing(db: Database, sha256: str) -> list[dict[str, Any]]:
    """The firms that now show the document, or another with the same words."""
    return list(
        db.query(
            """
            SELECT firms.id, firms.name, firms.scope
            FROM standings JOIN firms ON firms.id = standings.firm_id
            WHERE standings.document_sha256 = :sha256 OR standings.document_sha256 IN (
                SELECT document_sha256 FROM document_texts
                WHERE text_id = (SELECT text_id FROM document_texts WHERE document_sha256 = :sha256)
            )
            """,
            {"sha256": sha256},
        )
    )
