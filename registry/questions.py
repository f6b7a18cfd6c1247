"""Doubtful matches: two firms that may be one. A person says; nothing is put together on a likeness alone.

What is known for certain is a company number, or the same name at the same host; that is matched on loading. Here it
is about the rest: the same registrable domain with a name somewhat alike, or a name nearly the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import timestamp
from registry.errors import RegistryError
from registry.likeness import Names, alike
from registry.names import host_key
from registry.standings import refresh

if TYPE_CHECKING:
    from tldextract import TLDExtract

ALIKE = 92
"""Out of 100: from here on two names are so alike that a person should say."""
ALIKE_AT_ONE_DOMAIN = 80
"""The same for two firms whose web sites lie at one registrable domain: a group's firms share theirs."""


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


def ask(db: Database, added: Sequence[int], but: set[int], when: str) -> int:
    """Ask about each firm that may be one of those just `added` (ids, ascending); how many questions that makes.

    Firms of the same load are taken at its word: those added in it, and `but`.
    """
    if not added:
        return 0
    known = {each.id: each for each in _firms(db, "id < ?", added[0]) if each.id not in but}
    by_domain: dict[str, list[int]] = {}
    for each in known.values():
        by_domain.setdefault(each.domain, []).append(each.id)
    by_word = Names((each.id, each.name) for each in known.values())
    asked = 0
    for firm_id in added if known else ():
        (new,) = _firms(db, "id = ?", firm_id)
        near = by_word.near(new.name) | set(by_domain.get(new.domain, ()) if new.domain else ())
        for old in (known[known_id] for known_id in sorted(near)):
            if why := _why_one(old, new):
                row = {
                    "firm_id": old.id,
                    "other_id": new.id,
                    "firm": old.name,
                    "other": new.name,
                    "why": why,
                    "asked_at": when,
                }
                insert(db, "questions", row)
                asked += 1
    return asked


def _why_one(old: _Known, new: _Known) -> str | None:
    """Why the two may be one firm; None where nobody need be asked."""
    if old.number and new.number:
        # Two firms with two company numbers are two, however alike their names.
        return None
    at_one_domain = bool(new.domain) and new.domain == old.domain
    score = alike(old.name, new.name)
    if score < (ALIKE_AT_ONE_DOMAIN if at_one_domain else ALIKE):
        return None
    where = f" and the domain {new.domain} in common" if at_one_domain else ""
    return f"names {score:.0f}% alike{where}; {old.told_by} against {new.told_by}"


def _firms(db: Database, which: str, value: int) -> list[_Known]:
    rows = db.execute(f"SELECT id, name, company_number, host, domain FROM firms WHERE {which}", [value])
    return [_Known(*row) for row in rows]


class _Known(NamedTuple):
    id: int
    name: str
    number: str | None
    host: str
    domain: str

    @property
    def told_by(self) -> str:
        """What tells it from another of the name."""
        return ", ".join(part for part in (self.number, self.host) if part) or "no number or web site"


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
            "both firms have cases, which are never rewritten; answer 'different', close one of the cases, and leave that firm "
            "out: s54 area exclude"
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
    db.execute(_WHAT_PERSONS_DECIDED, moved)
    db.execute("UPDATE questions SET firm_id = :kept WHERE firm_id = :gone", moved)
    db.execute("UPDATE questions SET other_id = :kept WHERE other_id = :gone", moved)
    db.execute("DELETE FROM questions WHERE firm_id = other_id AND answer IS NULL")
    db.execute("DELETE FROM standings WHERE firm_id = ?", [gone])
    db.execute("DELETE FROM firms WHERE id = ?", [gone])
    refresh(db, kept, when, "register")


_MOVED = (
    "firm_keys", "firm_sources", "fetches", "visits", "assessments", "reviews", "replies", "standing_changes",
    "scope_decisions", "group_links", "declarations", "contacts", "area_decisions",
)  # fmt: skip
"""What goes over to the firm that stays. Of two visits in one crawl to what is one site, its own is kept."""

_WHAT_PERSONS_DECIDED = """
UPDATE firms SET
    scope = coalesce((
        SELECT scope FROM scope_decisions WHERE firm_id = :kept AND "by" IS NOT NULL
        ORDER BY created_at DESC, id DESC LIMIT 1
    ), scope),
    outside = coalesce((
        SELECT decision = 'exclude' FROM area_decisions
        WHERE firm_id = :kept OR company_number = firms.company_number
        ORDER BY id DESC LIMIT 1
    ), outside)
WHERE id = :kept
"""
"""The newest decision on scope and on the area holds, whichever of the two firms a person took it on."""
