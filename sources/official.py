"""Reading the registers that public bodies publish: by column name, streamed, down to the firms of the area."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sources import values
from sources.districts import Districts
from sources.records import Declaration, Problem, RegisterRow, Tally
from sources.table import Record, read_records


class Cells:
    """A row's cells by column name, lower case; a column the file has not is a KeyError, a cell the row has not "".

    Not a dictionary: of millions of rows with 55 columns most are passed over after one or two.
    """

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: tuple[str, ...]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, column: str) -> str:
        place = self._places[column]
        return self._values[place] if place < len(self._values) else ""

    def has(self, column: str) -> bool:
        """Whether the file has such a column."""
        return column in self._places

    def get(self, column: str, otherwise: str = "") -> str:
        """The cell, or `otherwise` if the file has no such column."""
        return self[column] if column in self._places else otherwise


Translate = Callable[[Cells], dict[str, str] | None]
"""A row in our columns, unchecked; None for one that is no candidate."""

Where = Callable[[Cells], str]
"""A row's postcode, however it is spaced."""

Declare = Callable[[Cells], Declaration]
"""What a row declares of the organisation's statement."""

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
_LEGAL_FORM_OF_PREFIX = {"OC": "llp", "SO": "llp", "NC": "llp"}


def iterate_official(
    path: Path,
    districts: Districts,
    translate: Translate,
    declare: Declare | None = None,
    tally: Tally | None = None,
    where: Where | None = None,
) -> Iterator[RegisterRow | Problem]:
    """The candidates whose postcode lies in the area, placed in their districts.

    These files cover the country, so what lies elsewhere is passed over without a word. Of a value that cannot be
    right only the value is left out: nobody here can correct the file. What was read is counted in `tally`. With `where`
    most rows are passed over without being translated.
    """
    tally = tally or Tally()
    records = read_records(path)
    places: dict[str, int] | None = None
    for record in records:
        if isinstance(record, Problem):
            yield record
        elif places is None:
            if not record.is_blank:
                places = {name: place for place, name in enumerate(column_names(record))}
        elif not record.is_blank:
            tally.rows += 1
            cells = Cells(places, record.cells)
            if where is not None and not districts.may_admit(where(cells)):
                continue
            said = translate(cells)
            if said is not None and districts.admits(said.get("postcode"), _number(said)):
                tally.chosen += 1
                yield from _row(record.line, said, districts, declare(cells) if declare else None)


def column_names(record: Record) -> tuple[str, ...]:
    """The columns a header names: trimmed, lower case."""
    return tuple(cell.casefold() for cell in record.cells)


def postcode_in(address: str) -> str:
    """The last postcode in an address; "" if there is none."""
    found = _POSTCODE.findall(address)
    return " ".join(found[-1]).upper() if found else ""


def _number(said: dict[str, str]) -> str | None:
    try:
        return values.company_number(said.get("company_number", ""))
    except values.ValueProblemError:
        return None


def _row(
    line: int, said: dict[str, str], districts: Districts, declared: Declaration | None
) -> Iterator[RegisterRow | Problem]:
    checked: dict[str, object] = {}
    for column, value in said.items():
        if not value:
            continue
        try:
            checked[column] = _CHECKS.get(column, values.text)(value)
        except values.ValueProblemError as error:
            yield Problem(line, f"{said['name']}: {column} {error}, left out")
    if "name" not in checked:
        yield Problem(line, "no name, row skipped", skipped=True)
        return
    prefix = str(checked.get("company_number", ""))[:2]
    if prefix in _LEGAL_FORM_OF_PREFIX:
        checked.setdefault("legal_form", _LEGAL_FORM_OF_PREFIX[prefix])
    yield districts.placed(RegisterRow(line=line, declared=declared, national=True, **checked))  # type: ignore[arg-type]


_CHECKS: dict[str, Callable[[str], object]] = {
    "website": values.website,
    "company_number": values.company_number,
    "postcode": values.postcode,
    "address": values.address,
    "legal_form": values.legal_form,
    "turnover_band": values.turnover_band,
    "scope": values.scope,
    "statement_url": values.url,
    "accounting_reference": values.year_day,
    "last_accounts": values.day,
    "scope_date": values.day,
}
