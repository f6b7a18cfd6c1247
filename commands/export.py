"""`s54 export`: the whole register as CSV files or JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from commands.output import write_csv
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from registry import Registry


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), help="Default: json for PATH.json, else csv."
)
@pass_settings
def export(settings: Settings, path: Path, form: str | None) -> None:
    """Export the whole register to PATH: a .json file, or a folder with one CSV file for each table.

    The file `firms.csv` holds the coordinator's table, with the status of each firm; the others are the register's
    own tables. Cells are safe to open in a spreadsheet.

    \b
    Example:
      s54 export register-2026Q4
      s54 export register.json
    """
    chosen = form or ("json" if path.suffix.lower() == ".json" else "csv")
    with opened(settings) as registry:
        try:
            files = (
                _as_json(settings, registry, path) if chosen == "json" else _as_csv(settings, registry, path)
            )
        except OSError as error:
            raise InputError(f"{path} cannot be written ({error.strerror}); choose another place") from error
    click.echo(f"{files} written to {path}", err=True)


def _as_csv(settings: Settings, registry: Registry, folder: Path) -> str:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder for the CSV files, or a .json file")
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    count = 0
    for name, columns, rows in _tables(settings, registry):
        with (unfinished / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(file, columns, rows)
        count += 1
    folder.mkdir(parents=True, exist_ok=True)
    for file_path in unfinished.iterdir():
        file_path.replace(folder / file_path.name)
    unfinished.rmdir()
    return f"{count} CSV files"


def _as_json(settings: Settings, registry: Registry, path: Path) -> str:
    unfinished = path.with_name(f".{path.name}.part")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write("{")
        for index, (name, _, rows) in enumerate(_tables(settings, registry)):
            file.write(f"{',' if index else ''}\n{json.dumps(name)}: [")
            for number, row in enumerate(rows):
                file.write(f"{',' if number else ''}\n  {json.dumps(row, ensure_ascii=False)}")
            file.write("]")
        file.write("\n}\n")
    unfinished.replace(path)
    return "one JSON file"


def _tables(
    settings: Settings, registry: Registry
) -> Iterator[tuple[str, list[str], Iterator[dict[str, object]]]]:
    statuses = [each.as_json() for each in registry.firm_statuses(settings.today)]
    header = list(statuses[0]) if statuses else ["name"]
    yield "firms", header, iter(statuses)
    for table in registry.tables():
        columns = list(table.columns)
        name = "register" if table.name == "firms" else table.name
        yield name, columns, (dict(zip(columns, row, strict=True)) for row in table.rows)
