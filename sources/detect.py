"""Which kind of register a file is, told by its header, and reading it as that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sources import registers
from sources.districts import Districts
from sources.official import Declare, Translate, Where, column_names, iterate_official
from sources.records import Problem, RegisterRow, SourceError, Tally
from sources.register_csv import iterate_register
from sources.table import Record, read_records


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of register: the columns that tell it, and how its rows become ours (None for our own CSV).

    `where` finds a row's postcode without more ado, for files of millions; `declare` takes out what a row claims of the
    organisation's statement, where the register holds such claims.
    """

    name: str
    columns: frozenset[str]
    translate: Translate | None
    declare: Declare | None = None
    where: Where | None = None


KINDS = (
    Kind(
        "GOV.UK registry CSV",
        frozenset({"organisationname", "companynumber", "address", "statementurl"}),
        registers.govuk_registry,
        registers.govuk_declaration,
    ),
    Kind(
        "Companies House basic company data",
        frozenset({"companyname", "companynumber", "regaddress.postcode"}),
        registers.companies_house,
        where=registers.registered_office,
    ),
    Kind(
        "gender pay gap CSV",
        frozenset({"employername", "companylinktogpginfo"}),
        registers.gender_pay_gap,
    ),
    Kind(
        "Home Office list of organisations",
        frozenset({"organisationname", "companynumber", "postcode"}),
        registers.organisation_list,
    ),
    Kind("register CSV", frozenset({"name", "website"}), None),
)
"""Every kind, in the order in which they are tried."""


def detect(path: Path) -> Kind:
    """The kind of register the file is. SourceError when it is none, naming the columns a register CSV needs."""
    for record in read_records(path):
        if isinstance(record, Record) and not record.is_blank:
            columns = set(column_names(record))
            for kind in KINDS:
                if kind.columns <= columns:
                    return kind
            # Not one that is published: then it was meant to be ours, and our reader says what is missing.
            next(iterate_register(path), None)
            break
        if isinstance(record, Problem):
            raise SourceError(f"{path} has no readable header ({record})")
    raise SourceError(
        f"{path} is no register that s54 knows; the register CSV begins with a header such as name,website"
    )


def iterate(path: Path, districts: Districts, tally: Tally | None = None) -> Iterator[RegisterRow | Problem]:
    """The firms of a register of any kind, streamed, with what was wrong in it; what was read is counted in `tally`."""
    kind = detect(path)
    if kind.translate is not None:
        yield from iterate_official(path, districts, kind.translate, kind.declare, tally, kind.where)
        return
    tally = tally or Tally()
    for item in iterate_register(path, districts):
        if isinstance(item, RegisterRow):
            tally.rows += 1
            tally.chosen += 1
        elif item.skipped:
            tally.rows += 1
        yield item
