"""Registers loaded: each entry led to its firm by number or by name and host, and what each source said remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import timestamp
from registry.declarations import record_declaration
from registry.entries import FirmEntry
from registry.names import company_number, host_key, name_key
from registry.questions import ask, domain_of
from registry.scopes import Parent, ScopeDecision, decided_by_a_person, link_parent, note_scope
from registry.standings import refresh

# What a register may say of a firm, as columns. Later sources add to what is known and correct it; a blank never erases.
_SAID = (
    "name",
    "company_number",
    "website",
    "postcode",
    "district",
    "sector",
    "kind",
    "legal_form",
    "turnover_band",
    "turnover",
    "scope",
    "statement_url",
    "notes",
    "accounting_reference",
    "last_accounts",
    "address",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a register did, in firms; `questions` is how many may be one that was known, for a person to say."""

    added: int
    updated: int
    unchanged: int
    questions: int = 0


def add_firms(db: Database, entries: Iterable[FirmEntry], source: str, now: datetime) -> Loaded:
    """Load what `source` says. Belongs in a transaction. Loading the same again changes nothing.

    Every key under which an entry was loaded is remembered, so an entry leads to the same firm next time, whatever
    has been corrected since. What a source said the last time already is no news, so that it does not undo what
    another has corrected; nor does a national register undo where one of the area's own lists says that a firm is,
    which web site is its, and that it is in scope. Where entries of one load speak of the same firm, the first is
    believed and the others only fill what it left blank.
    """
    when = timestamp(now)
    added: set[int] = set()
    updated: set[int] = set()
    heard: dict[int, dict[str, bool]] = {}
    for entry in entries:
        said = _said(entry)
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        firm_id = _known_as(db, said)
        if firm_id is None:
            firm_id = _insert(db, said, when)
            added.add(firm_id)
        elif not _says_already(db, firm_id, source, text) and _update(
            db, firm_id, said, when, only_blanks=firm_id in heard, national=entry.national
        ):
            updated.add(firm_id)
        heard.setdefault(firm_id, {})[text] = entry.national
        _remember_grounds(db, firm_id, entry, source, when)
        for key in _keys(said):
            insert(db, "firm_keys", {"key": key, "firm_id": firm_id}, or_ignore=True)
    for firm_id, texts in heard.items():
        _remember(db, firm_id, source, texts, when)
    for firm_id in added | updated:
        refresh(db, firm_id, when, "register")
    asked = ask(db, sorted(added), set(heard) - added, when)
    updated -= added
    return Loaded(len(added), len(updated), len(heard) - len(added) - len(updated), asked)


def _said(entry: FirmEntry) -> dict[str, object]:
    said = {column: getattr(entry, column) for column in _SAID}
    if said["company_number"]:
        said["company_number"] = company_number(said["company_number"])
    return {column: value for column, value in said.items() if value not in (None, "")}


def _keys(said: dict[str, object]) -> list[str]:
    """The keys of an entry, the stronger first."""
    by_name = f"name:{name_key(str(said['name']))}|{host_key(str(said.get('website', '')))}"
    number = said.get("company_number")
    return [f"number:{number}", by_name] if number else [by_name]


def _known_as(db: Database, said: dict[str, object]) -> int | None:
    for key in _keys(said):
        row = db.execute(
            "SELECT firms.id, firms.company_number FROM firm_keys JOIN firms ON firms.id = firm_id WHERE key = ?",
            [key],
        ).fetchone()
        if row is None:
            continue
        number = said.get("company_number")
        if number and row[1] and row[1] != number:
            # Of the same name and host, but registered as another company: a group's firms share a web site.
            continue
        return int(row[0])
    return None


def _insert(db: Database, said: dict[str, object], when: str) -> int:
    known = {"scope": "unknown"} | said | _derived(said)
    return insert(db, "firms", known | {"added_at": when, "changed_at": when})


def _update(
    db: Database, firm_id: int, said: dict[str, object], when: str, *, only_blanks: bool, national: bool
) -> bool:
    known = next(iter(db.query(f"SELECT {', '.join(_SAID)} FROM firms WHERE id = ?", [firm_id])))
    blank = {"scope": "unknown"}
    ours = _said_by_us(db, firm_id) if national else frozenset()
    changes = {
        column: value
        for column, value in said.items()
        if value != known[column]
        and value != blank.get(column)
        # Registers differ in capitals and in "Ltd"; that is no correction.
        and not (column == "name" and name_key(str(value)) == name_key(known["name"]))
        # Nor is the bare host's root: a bare host is tried with https, http and www.
        and not (column == "website" and str(value).rstrip("/").rpartition("//")[2] == known["website"])
        and (not only_blanks or known[column] in (None, blank.get(column)))
        and not (column == "scope" and decided_by_a_person(db, firm_id))
        and not (national and value == "presumed_in_scope" and known[column] in _SETTLED)
        and (column, known[column]) not in ours
    }
    if not changes:
        return False
    row = changes | _derived(known | changes) | {"changed_at": when}
    assignments = ", ".join(f"{column} = ?" for column in row)
    db.conn.execute(f"UPDATE firms SET {assignments} WHERE id = ?", [*row.values(), firm_id])
    return True


_OUR_WORD = ("website", "district")
"""What a list of the area's own knows better: the offices and the statements that registers tell of may lie elsewhere.

The postcode is not among them: it goes with the address, to which letters are sent.
"""


_SETTLED = ("in_scope", "covered_by_group", "out_of_scope", "public_body", "dissolved")
"""Of such a firm a register's presumption is no news; of one below the threshold a higher turnover is."""


def _said_by_us(db: Database, firm_id: int) -> frozenset[tuple[str, object]]:
    """What the area's own lists still say of where the firm is, by column."""
    rows = db.execute(
        "SELECT said FROM firm_sources WHERE firm_id = ? AND still_says AND NOT national", [firm_id]
    )
    return frozenset(
        (column, value)
        for (text,) in rows
        for column, value in json.loads(text).items()
        if column in _OUR_WORD
    )


def _derived(said: dict[str, object]) -> dict[str, object]:
    website = str(said.get("website") or "")
    return {
        "name_key": name_key(str(said["name"])),
        "host": host_key(website),
        "domain": domain_of(website),
    }


def _says_already(db: Database, firm_id: int, source: str, text: str) -> bool:
    row = db.execute(
        "SELECT still_says FROM firm_sources WHERE firm_id = ? AND source = ? AND said = ?",
        [firm_id, source, text],
    ).fetchone()
    return row is not None and bool(row[0])


def _remember_grounds(db: Database, firm_id: int, entry: FirmEntry, source: str, when: str) -> None:
    """Keep what a source says of the reasons for a firm's scope, of its parent, and of what it has declared."""
    if entry.declared is not None:
        record_declaration(db, firm_id, entry.declared, source, when)
    if entry.scope_reason and entry.scope != "unknown":
        grounds = ScopeDecision(
            entry.scope, entry.scope_reason, entry.turnover, entry.scope_source or source, entry.scope_date
        )
        note_scope(db, firm_id, grounds, when)
    if entry.parent_name:
        link_parent(db, firm_id, Parent(entry.parent_name, entry.parent_number), source, when)


def _remember(db: Database, firm_id: int, source: str, texts: Mapping[str, bool], when: str) -> None:
    """Keep what a source said of a firm in this load, and mark what it said before and no longer does.

    `texts` are what it said, each with whether the source is a national one.
    """
    known = {
        row["said"]: bool(row["still_says"])
        for row in db.query(
            "SELECT said, still_says FROM firm_sources WHERE firm_id = ? AND source = ?", [firm_id, source]
        )
    }
    for text in sorted(texts.keys() - known.keys()):
        row = {"firm_id": firm_id, "source": source, "said": text, "first_loaded_at": when}
        insert(db, "firm_sources", row | {"national": int(texts[text])})
    for text, still_says in known.items():
        if still_says != (text in texts):
            db.conn.execute(
                "UPDATE firm_sources SET still_says = ? WHERE firm_id = ? AND source = ? AND said = ?",
                [int(text in texts), firm_id, source, text],
            )
