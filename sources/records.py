"""What a register says of a firm, whichever register it is, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass


class SourceError(Exception):
    """The file cannot be used at all. The message names the file and the way out, in one line."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an organisation told the GOV.UK registry of its statement: its own claims. Dates are ISO 8601.

    `no_website` when it gave an e-mail address for want of a web site; an area is None when the file has no column for it.
    """

    statement_year: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    approved_on: str | None = None
    statement_url: str | None = None
    summary_url: str | None = None
    no_website: bool = False
    is_group: bool = False
    structure: bool | None = None
    policies: bool | None = None
    risk: bool | None = None
    due_diligence: bool | None = None
    training: bool | None = None
    effectiveness: bool | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A firm as a register gives it. Texts are trimmed and not empty; what is not known is None.

    `company_number` has eight characters; `postcode` its one space; `turnover` is in pounds; `scope`, `legal_form`
    and `turnover_band` hold the contract's values. `line` is where in a file it stands, counted from 1.
    `accounting_reference` is the day its years end ("03-31"), `last_accounts` the day to which the last were made up.
    `scope_reason` (with source and date) says why its scope is what it is; the parent is who it belongs to.
    `address` is postal, without name and postcode, a line a line. `national`: from a register that covers the country, and
    not from a list of the area's own.
    """

    name: str
    website: str | None = None
    company_number: str | None = None
    postcode: str | None = None
    district: str | None = None
    sector: str | None = None
    kind: str | None = None
    legal_form: str | None = None
    turnover_band: str | None = None
    turnover: int | None = None
    scope: str = "unknown"
    statement_url: str | None = None
    notes: str | None = None
    accounting_reference: str | None = None
    last_accounts: str | None = None
    scope_reason: str | None = None
    scope_source: str | None = None
    scope_date: str | None = None
    parent_name: str | None = None
    parent_number: str | None = None
    declared: Declaration | None = None
    address: str | None = None
    national: bool = False
    line: int = 0


@dataclass(slots=True)
class Tally:
    """How much of a file was read: its rows but for the header and blank ones, those that are of the area, its problems."""

    rows: int = 0
    chosen: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file that can be used otherwise. `line` is None for what concerns the whole file.

    `skipped` says that the row was left out; otherwise only the value named was.
    """

    line: int | None
    text: str
    skipped: bool = False

    def __str__(self) -> str:
        return self.text if self.line is None else f"line {self.line}: {self.text}"
