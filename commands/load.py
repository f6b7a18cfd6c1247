"""`s54 import`: firms into the register."""

from __future__ import annotations

from pathlib import Path

import click

from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from data import path as shipped
from sources.records import Problem, RegisterRow, SourceError
from sources.register_csv import read_register

_SHOWN = 20


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--norfolk", is_flag=True, help="Load the list of Norfolk organisations that ships with s54.")
@pass_settings
def load(settings: Settings, files: tuple[Path, ...], norfolk: bool) -> None:
    """Load firms into the register. Loading a file twice changes nothing.

    The kind of each file is detected from its header. A bad row is reported with its line number and skipped; the
    rest is loaded.

    \b
    Example:
      s54 import --norfolk
      s54 import our_firms.csv
    """
    chosen = [*files, *([shipped("norfolk_firms.csv")] if norfolk else [])]
    if not chosen:
        raise InputError("name a file to import, or use --norfolk for the list that ships with s54")
    failures = []
    with opened(settings) as registry:
        for file in chosen:
            try:
                rows, problems = read_register(file)
            except SourceError as error:
                failures.append(str(error))
                continue
            loaded = registry.add_firms(rows, file.name, settings.now())
            _report(file, rows, problems)
            click.echo(
                f"{file.name}: {loaded.added} added, {loaded.updated} updated, {loaded.unchanged} unchanged"
            )
    if failures:
        raise InputError("; ".join(failures))


def _report(file: Path, rows: list[RegisterRow], problems: list[Problem]) -> None:
    for problem in problems[:_SHOWN]:
        click.echo(f"{file.name}: {problem}", err=True)
    if len(problems) > _SHOWN:
        click.echo(f"{file.name}: and {len(problems) - _SHOWN} more problems", err=True)
    skipped = sum(problem.skipped for problem in problems)
    if skipped:
        click.echo(f"{file.name}: {len(rows)} rows read, {skipped} skipped", err=True)
