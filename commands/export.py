"""`s54 export`: the whole register, or what partners may have of it, as a workbook, CSV files or JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from commands.output import write_csv
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from commands.whole import written_whole
from registry import STATUS_KEYS, Registry

Tables = Iterator[tuple[str, list[str], Iterator[dict[str, object]]]]

_ABOUT = {
    "full": (
        "The whole register. It holds personal data: contacts, notes of cases, names of signatories. Do not pass it on;",
        "s54 export --profile partners makes a copy that can be shared.",
        "Sheet 'firms' is the coordinator's table; 'register' and the others are the register's own tables (docs/schema.md).",
        "The Act asks something only of firms whose scope is 'in_scope': for all others 'incomplete', 'missing' and what stands",
        "under 'missing' speak of the text that was found or not, and hold nothing against the firm.",
    ),
    "partners": (
        "For partners. Without contacts, notes, answers, signatories' names and every verdict no person has confirmed.",
        "Sheet 'firms': 'awaits a person' stands where a program has judged and nobody has looked yet.",
        "Sheet 'verdicts': what persons decided on firms in scope. Sheet 'districts': firms counted. The Act asks something",
        "only of firms 'in_scope'; for all others nothing here says what they lack ('not known to be in scope').",
    ),
}

_NOT_WRITTEN = {
    ".csv",
    ".db",
    ".docx",
    ".htm",
    ".html",
    ".ods",
    ".pdf",
    ".tsv",
    ".txt",
    ".xls",
    ".xml",
    ".zip",
}
"""Endings that promise one file of a kind that is not there; without this they would name a folder."""
_WAY_OUT = "choose another place"


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["csv", "json", "xlsx"]),
    help="Default: as PATH ends, .xlsx or .json; else csv.",
)  # fmt: skip
@click.option(
    "--profile", type=click.Choice(list(_ABOUT)), default="full", show_default=True,
    help="What is in it: everything, or what may be shared with partners.",
)  # fmt: skip
@pass_settings
def export(settings: Settings, path: Path, form: str | None, profile: str) -> None:
    """Export the register to PATH: an .xlsx workbook, a .json file, or a folder with one CSV file for each table.

    The table `firms` holds the coordinator's table, with the status of each firm; the others are the register's own
    tables. Cells are safe to open in a spreadsheet.

    \b
    Example:
      s54 export register-2026Q4
      s54 export register.xlsx
      s54 export --profile partners for-partners.xlsx
    """
    by_name = {".json": "json", ".xlsx": "xlsx"}
    chosen = form or by_name.get(path.suffix.lower(), "csv")
    if form is None and chosen == "csv" and path.suffix.lower() in _NOT_WRITTEN:
        raise InputError(
            f"{path}: {path.suffix} files are not written; name an .xlsx or .json file, or a folder for CSV files"
        )
    with opened(settings, create=False) as registry:
        tables = _tables(settings, registry) if profile == "full" else _partners(settings, registry)
        if chosen == "xlsx":
            files = _as_workbook(path, tables, [*_heading(settings, profile), *_ABOUT[profile]])
        else:
            files = (
                _as_json(path, tables)
                if chosen == "json"
                else _as_csv(path, tables, shared=profile == "partners")
            )
    click.echo(f"{files} written to {path}", err=True)


def _heading(settings: Settings, profile: str) -> tuple[str, ...]:
    return (
        f"Section 54: the register of modern slavery statements, as of {settings.today} ({profile})",
        "A program reads the statements; it can be wrong. A status or verdict is where to look, not a judgement on a firm.",
    )


def _as_workbook(path: Path, tables: Tables, about: list[str]) -> str:
    from reports.workbook import write_workbook  # noqa: PLC0415 - openpyxl takes a while to load

    with written_whole(path, _WAY_OUT) as unfinished:
        count = write_workbook(unfinished, about, tables)
    return f"a workbook of {count} tables"


def _as_csv(folder: Path, tables: Tables, *, shared: bool) -> str:
    """Writes the files. To what is to be shared none is added that lies there from an export of everything."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder for the CSV files, or an .xlsx or .json file")
    unfinished = folder / ".part"
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for name, columns, rows in tables:
            with (unfinished / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                write_csv(file, columns, rows)
        written = sorted(unfinished.iterdir())
        others = sorted({each.name for each in folder.glob("*.csv")} - {each.name for each in written})
        if shared and others:
            raise InputError(
                f"{folder} holds other tables ({', '.join(others[:3])}), not for partners; name a new folder"
            )
        for file_path in written:
            file_path.replace(folder / file_path.name)
    except OSError as error:
        raise InputError(f"{folder} cannot be written ({error.strerror}); {_WAY_OUT}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return f"{len(written)} CSV files"


def _as_json(path: Path, tables: Tables) -> str:
    with written_whole(path, _WAY_OUT) as unfinished, unfinished.open("w", encoding="utf-8") as file:
        file.write("{")
        for index, (name, _, rows) in enumerate(tables):
            file.write(f"{',' if index else ''}\n{json.dumps(name)}: [")
            for number, row in enumerate(rows):
                file.write(f"{',' if number else ''}\n  {json.dumps(row, ensure_ascii=False)}")
            file.write("]")
        file.write("\n}\n")
    return "one JSON file"


def _tables(settings: Settings, registry: Registry) -> Tables:
    statuses = [each.as_json() for each in registry.firm_statuses(settings.today)]
    yield "firms", list(STATUS_KEYS), iter(statuses)
    for table in registry.tables():
        columns = list(table.columns)
        name = "register" if table.name == "firms" else table.name
        yield name, columns, (dict(zip(columns, row, strict=True)) for row in table.rows)


def _partners(settings: Settings, registry: Registry) -> Tables:
    for table in registry.partner_tables(settings.today):
        columns = list(table.columns)
        yield table.name, columns, (dict(zip(columns, row, strict=True)) for row in table.rows)
