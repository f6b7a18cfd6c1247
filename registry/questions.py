"""Doubtful matches: two firms that may be one. A person says; nothing is put together on a likeness alone.

What is known for certain is a company number, or the same name at the same host; that is matched on loading. Here it
is about the rest: the same registrable domain with a name somewhat alike, or a name nearly the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from rapidfuzz.fuzz import token_sort_ratio
from sqlite_utils import Database

from registry.connection import insert
from registry.dates import timestamp
from registry.errors import RegistryError
from registry.names import host_key
from registry.standings import refresh

if TYPE_CHECKING:
    from tldextract import TLDExtract

ALIKE = 92
"""Out of 100: from here on two names are so alike that a person should say. Measured on token_sort_ratio only, which
tells "Aviva plc" from "Aviva Investors Global Services Limited" where laxer measures do not."""
ALIKE_AT_ONE_DOMAIN = 80
"""The same for two firms whose web sites lie at one registrable domain: a group's firms share theirs."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """Are these two firms one? `answer` is `same` or `different`, None while nobody has said."""

    id: int
    firm_id: int
    firm: str
    other_id: int | None
    other: str
    why: str
    answer: str | None
    by: str | None
    asked_at: str


@cache
def _suffixes() -> TLDExtract:
    # The library loads an HTTP client; only an import of firms needs it. It never fetches: its own list is used.
    from tldextract import TLDExtract  # noqa: PLC0415

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def domain_of(website: str | None) -> str:
    """The registrable domain of a web site ("www.shop.firm.co.uk" is "firm.co.uk"); "" for none."""
    host = host_key(website)
    return (_suffixes()(host).top_domain_under_public_suffix or host) if host else ""


def ask(db: Database, firm_id: int, but: set[int], when: str) -> int:
    """Ask about each firm that may be the one just added, those of the same load (`but`) apart; how many are asked."""
    (new,) = db.query("SELECT name, name_key, company_number, domain FROM firms WHERE id = ?", [firm_id])
    first = new["name_key"].split(" ")[0]
    candidates = list(
        db.query(
            """
            SELECT id, name, name_key, domain FROM firms
            WHERE id <> :id AND (:number IS NULL OR company_number IS NULL)
                AND ((name_key >= :first AND name_key < :first || '{') OR (domain = :domain AND :domain <> ''))
            """,
            {"id": firm_id, "number": new["company_number"], "first": first, "domain": new["domain"]},
        )
    )
    asked = 0
    for other in candidates:
        if other["id"] in but:
            continue
        score = token_sort_ratio(new["name_key"], other["name_key"])
        at_one_domain = bool(new["domain"]) and new["domain"] == other["domain"]
        if score < (ALIKE_AT_ONE_DOMAIN if at_one_domain else ALIKE):
            continue
        where = f" and the domain {new['domain']} in common" if at_one_domain else ""
        row = {
            "firm_id": other["id"],
            "other_id": firm_id,
            "firm": other["name"],
            "other": new["name"],
            "why": f"names {score:.0f} % alike{where}",
            "asked_at": when,
        }
        insert(db, "questions", row)
        asked += 1
    return asked


def questions(db: Database, *, answered: bool) -> list[Question]:
    """The questions that are open, or those that were answered, in the order in which they were asked."""
    rows = db.query(
        f'SELECT id, firm_id, firm, other_id, other, why, answer, "by", asked_at FROM questions '
        f"WHERE answer IS {'NOT NULL' if answered else 'NULL'} ORDER BY id"
    )
    return [Question(**row) for row in rows]


def answer(db: Database, question_id: int, said: str, by: str, now: datetime) -> Question:
    """Keep a person's answer; `same` puts the two firms together. Belongs in a transaction. RegistryError if it cannot."""
    row = next(iter(db.query("SELECT * FROM questions WHERE id = ?", [question_id])), None)
    if row is None:
        raise RegistryError(f"there is no question {question_id}; 's54 questions' lists them")
    if row["answer"] is not None:
        raise RegistryError(f"question {question_id} has been answered: {row['answer']}, by {row['by']}")
    db.execute(
        'UPDATE questions SET answer = ?, "by" = ?, answered_at = ? WHERE id = ?',
        [said, by, timestamp(now), question_id],
    )
    if said == "same":
        _put_together(db, row["firm_id"], row["other_id"], timestamp(now))
    return next(each for each in questions(db, answered=True) if each.id == question_id)


def _put_together(db: Database, one: int, other: int, when: str) -> None:
    """Make one firm of two: the one with cases stays, else the older. It keeps what it says and gains the rest."""
    cases = {
        row[0]
        for row in db.execute("SELECT DISTINCT firm_id FROM cases WHERE firm_id IN (?, ?)", [one, other])
    }
    if len(cases) == 2:
        raise RegistryError(
            "both firms have cases, which are never rewritten; answer 'different' and name the other in the case"
        )
    kept, gone = (other, one) if cases == {other} else (one, other)
    (here,) = db.query("SELECT * FROM firms WHERE id = ?", [kept])
    (there,) = db.query("SELECT * FROM firms WHERE id = ?", [gone])
    db.execute("UPDATE firms SET company_number = NULL WHERE id = ?", [gone])  # it is unique
    fills = {name: there[name] for name in here if here[name] in (None, "") and there[name] not in (None, "")}
    if here["scope"] == "unknown":
        fills["scope"] = there["scope"]
    fills["changed_at"] = when
    assignments = ", ".join(f"{name} = ?" for name in fills)
    db.execute(f"UPDATE firms SET {assignments} WHERE id = ?", [*fills.values(), kept])
    moved = {"kept": kept, "gone": gone}
    db.execute(
        "INSERT OR IGNORE INTO crawl_targets SELECT crawl_id, :kept FROM crawl_targets WHERE firm_id = :gone",
        moved,
    )
    for table in _MOVED:
        db.execute(f"UPDATE OR IGNORE {table} SET firm_id = :kept WHERE firm_id = :gone", moved)
    db.execute("UPDATE questions SET firm_id = :kept WHERE firm_id = :gone", moved)
    db.execute("UPDATE questions SET other_id = :kept WHERE other_id = :gone", moved)
    db.execute("DELETE FROM questions WHERE firm_id = other_id AND answer IS NULL")
    db.execute("DELETE FROM standings WHERE firm_id = ?", [gone])
    db.execute("DELETE FROM firms WHERE id = ?", [gone])
    refresh(db, kept, when, "register")


_MOVED = (
    "firm_keys", "firm_sources", "fetches", "visits", "assessments", "reviews", "replies", "standing_changes",
    "scope_decisions", "group_links", "declarations", "contacts",
)  # fmt: skip
"""What goes over to the firm that stays. Of two visits in one crawl to what is one site, its own is kept."""
