"""Our own register CSV: `name,website` and what else is known of each firm, in any order of columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sources import values
from sources.districts import Districts
from sources.records import Problem, RegisterRow, SourceError
from sources.table import Record, read_records

REQUIRED = ("name", "website")
COLUMNS: dict[str, Callable[[str], object]] = {
    "name": values.text,
    "website": values.website,
    "company_number": values.company_number,
    "postcode": values.postcode,
    "district": values.text,
    "sector": values.text,
    "kind": values.text,
    "legal_form": values.legal_form,
    "turnover_band": values.turnover_band,
    "turnover": values.turnover,
    "scope": values.scope,
    "statement_url": values.url,
    "notes": values.text,
    "accounting_reference": values.year_day,
    "last_accounts": values.day,
    "scope_reason": values.text,
    "scope_source": values.text,
    "scope_date": values.day,
    "parent_name": values.text,
    "parent_number": values.company_number,
    "address": values.address,
}
"""Every column there may be, and how its values are checked."""

# Who the firm is and where to look. Loading a row without one of these would say something untrue: a web site that
# was mistyped is not "no web site", and a wrong number makes two firms of one. Such a row is skipped; of any other
# column only the value is left out.
_IDENTITY = frozenset({"name", "website", "company_number"})


def read_register(path: Path, districts: Districts | None = None) -> tuple[list[RegisterRow], list[Problem]]:
    """The firms of a register CSV, and what was wrong with it, in the order of the file.

    With `districts`, a district given is compared with the postcode's. A file that has no column for districts gets
    them from the postcodes; one that has it and leaves a cell blank means that the district is not known.

    Raises SourceError when the file cannot be used at all.
    """
    rows: list[RegisterRow] = []
    problems: list[Problem] = []
    for item in iterate_register(path, districts):
        if isinstance(item, RegisterRow):
            rows.append(item)
        else:
            problems.append(item)
    return rows, problems


def iterate_register(path: Path, districts: Districts | None = None) -> Iterator[RegisterRow | Problem]:
    """The same, streamed."""
    records = read_records(path)
    header = _header(path, records)
    yield from header.problems
    known: dict[str, int] = {}
    blank: list[Record] = []
    for record in records:
        if isinstance(record, Problem):
            yield record
            continue
        if record.is_blank:
            blank.append(record)
            continue
        if blank:
            yield _blank_rows(blank)
            blank = []
        for item in _row(record, header, known):
            if districts is None or isinstance(item, Problem):
                yield item
                continue
            row = districts.renewed(item) if "district" in header.places else districts.placed(item)
            yield row
            if doubt := districts.doubt(row):
                yield doubt
    # Empty lines at the end are how files end; rows of commas there are not.
    if any(record.cells for record in blank):
        yield _blank_rows(blank)


class _Header:
    """Where each of our columns stands, and what else there is."""

    def __init__(self, path: Path, record: Record) -> None:
        names = [cell.casefold().replace(" ", "_") for cell in record.cells]
        self.places = {name: names.index(name) for name in COLUMNS if name in names}
        self.width = len(names)
        self.problems: list[Problem] = []
        for column in REQUIRED:
            if column not in self.places:
                found = ", ".join(cell for cell in record.cells if cell)[:200]
                raise SourceError(
                    f"{path} has no column '{column}'; the first line must name the columns name and website (it has: {found})"
                )
        unknown = [
            cell for cell, name in zip(record.cells, names, strict=True) if name and name not in COLUMNS
        ]
        if unknown:
            self.problems.append(Problem(record.line, f"columns not known and ignored: {', '.join(unknown)}"))
        twice = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
        if twice:
            self.problems.append(
                Problem(record.line, f"columns there twice, the first is read: {', '.join(twice)}")
            )


def _header(path: Path, records: Iterator[Record | Problem]) -> _Header:
    for record in records:
        if isinstance(record, Problem):
            raise SourceError(
                f"{path} has no readable header ({record}); its first line must be name,website,..."
            )
        if not record.is_blank:
            return _Header(path, record)
    raise SourceError(f"{path} holds no rows; the register CSV begins with a header such as name,website")


def _row(record: Record, header: _Header, known: dict[str, int]) -> Iterator[RegisterRow | Problem]:
    if any(record.cells[header.width :]):
        yield Problem(
            record.line,
            f"{len(record.cells)} cells under {header.width} columns, row skipped; put cells that hold a comma in quotes",
            skipped=True,
        )
        return
    said: dict[str, object] = {}
    for column, place in header.places.items():
        cell = record.cells[place] if place < len(record.cells) else ""
        if not cell:
            continue
        try:
            said[column] = COLUMNS[column](cell)
        except values.ValueProblemError as error:
            skipped = column in _IDENTITY
            yield Problem(
                record.line, f"{column} {error}, {'row skipped' if skipped else 'left out'}", skipped=skipped
            )
            if skipped:
                return
    if "name" not in said:
        yield Problem(record.line, "no name, row skipped", skipped=True)
        return
    row = RegisterRow(line=record.line, **said)  # type: ignore[arg-type]
    key = row_key(row)
    first = known.setdefault(key, record.line)
    if first != record.line:
        yield Problem(
            record.line, f"the same firm as on line {first} ({row.name}), row skipped", skipped=True
        )
        return
    yield row


def row_key(row: RegisterRow) -> str:
    """What makes two rows one firm: the company number, else name and host."""
    if row.company_number:
        return row.company_number
    return f"{row.name.casefold()}|{values.host(row.website or '')}"


def _blank_rows(blank: list[Record]) -> Problem:
    text = "blank row, skipped" if len(blank) == 1 else f"{len(blank)} blank rows from here on, skipped"
    return Problem(blank[0].line, text, skipped=True)
