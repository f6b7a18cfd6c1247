"""`s54 import`: firms into the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from commands.output import plain
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from data import path as shipped
from registry import Registry
from sources.detect import iterate
from sources.districts import Districts
from sources.records import RegisterRow, SourceError, Tally

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
    try:
        districts = Districts.of_area(settings.area, settings.today)
    except SourceError as error:
        raise InputError(str(error)) from error
    if ended := districts.outdated_on(settings.today):
        click.echo(
            f"WARNING: postcodes still lead to districts that no longer exist ({', '.join(each.name for each in ended)}); "
            "get a newer list of postcodes, name it in the area's file, and run 's54 area place'",
            err=True,
        )
    with opened(settings) as registry:
        decided = registry.area_decisions()
        districts.decided(
            {each.company_number: each.district for each in decided if each.company_number and each.included},
            [each.company_number for each in decided if each.company_number and not each.included],
        )
        for file in chosen:
            try:
                load_file(registry, file, districts, settings.now())
            except SourceError as error:
                failures.append(str(error))
    if failures:
        raise InputError("; ".join(failures))


def load_file(registry: Registry, file: Path, districts: Districts, now: datetime) -> None:
    """Load one register file, in one transaction, and say what was done and what was wrong with it."""
    tally = Tally()
    loaded = registry.add_firms(_rows(file, districts, tally), file.name, now)
    if tally.problems > _SHOWN:
        click.echo(f"{file.name}: and {tally.problems - _SHOWN} more problems", err=True)
    click.echo(
        f"{file.name}: {loaded.added} added, {loaded.updated} updated, {loaded.unchanged} unchanged "
        f"({tally.rows:,} rows read, {tally.chosen:,} of the area)"
    )
    if loaded.questions:
        few = loaded.questions == 1
        said = (
            "1 of them may be a firm that was"
            if few
            else f"{loaded.questions} of them may be firms that were"
        )
        click.echo(
            f"{file.name}: {said} known already; see 's54 questions'",
            err=True,
        )


def _rows(file: Path, districts: Districts, tally: Tally) -> Iterator[RegisterRow]:
    """The firms in the file, streamed. What is wrong with it is said as it is met, up to a point, and counted."""
    for item in iterate(file, districts, tally):
        if isinstance(item, RegisterRow):
            yield item
            continue
        tally.problems += 1
        if tally.problems <= _SHOWN:
            click.echo(f"{file.name}: {plain(str(item))}", err=True)
