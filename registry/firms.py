"""The firms, found by what a person types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlite_utils import Database

from registry.errors import AmbiguousFirmError, UnknownFirmError
from registry.names import company_number, host_key, name_key


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm in the register. `scope` is the contract's; `turnover` in pounds; what is not known is None.

    `accounting_reference` is the day its years end ("03-31"), `last_accounts` the day to which the last were made up.
    `address` is postal, without the postcode, a line a line.
    """

    id: int
    name: str
    company_number: str | None
    website: str | None
    host: str
    postcode: str | None
    district: str | None
    sector: str | None
    kind: str | None
    legal_form: str | None
    turnover_band: str | None
    turnover: int | None
    scope: str
    statement_url: str | None
    notes: str | None
    added_at: str
    changed_at: str
    accounting_reference: str | None
    last_accounts: str | None
    address: str | None

    @property
    def label(self) -> str:
        """The name, and what tells it from others of the name."""
        told_by = ", ".join(part for part in (self.company_number, self.host) if part)
        return f"{self.name} ({told_by})" if told_by else self.name


_COLUMNS = ", ".join(f"firms.{field.name}" for field in fields(Firm))


def districts(db: Database) -> list[str]:
    """The districts in which firms of the area are, in the order of their names."""
    found = db.execute(
        "SELECT district FROM firms WHERE district IS NOT NULL AND NOT outside GROUP BY district COLLATE NOCASE ORDER BY district"
    )
    return [name for (name,) in found]


def holds_any(db: Database) -> bool:
    """Whether any firm has been loaded, inside the area or outside."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM firms)").fetchone()[0])


def find_firm(db: Database, text: str) -> Firm:
    """The firm with that company number, exact name, or unique part of a name or web host.

    Raises UnknownFirmError or AmbiguousFirmError.
    """
    # A command line may hold bytes that are no text.
    wanted = text.encode("utf-8", "replace").decode().strip()
    if not wanted:
        raise UnknownFirmError(text)
    part = wanted.casefold()
    questions: tuple[tuple[str, list[str]], ...] = (
        ("firms.company_number = ?", [company_number(wanted)]),
        ("firms.name_key = ?", [name_key(wanted)]),
        ("firms.host = ? AND firms.host <> ''", [host_key(wanted)]),
        (
            "instr(lower(firms.name), ?) OR instr(firms.name_key, ?) OR instr(firms.host, ?)",
            [part, name_key(wanted), part],
        ),
    )
    for condition, parameters in questions:
        found = [Firm(**row) for row in _select(db, condition, parameters)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousFirmError(text, found)
    raise UnknownFirmError(text)


def get_firm(db: Database, firm_id: int) -> Firm:
    """The firm of that id; KeyError if there is none."""
    for row in _select(db, "firms.id = ?", [firm_id]):
        return Firm(**row)
    raise KeyError(firm_id)


def _select(db: Database, condition: str, parameters: list[str] | list[int]) -> Iterable[dict[str, Any]]:
    return db.query(
        f"SELECT {_COLUMNS} FROM firms WHERE {condition} ORDER BY firms.name, firms.id", parameters
    )
