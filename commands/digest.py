"""`s54 digest`: what changed since a day."""

from __future__ import annotations

from datetime import date

import click

from commands.days import Day
from commands.doubts import warn_of_doubts
from commands.output import plain, width
from commands.register import opened, warn_of_district
from commands.settings import InputError, Settings, pass_settings
from reports.digest import digest_atom, digest_text


@click.command()
@click.option("--since", type=Day(), required=True, help="From this day on.")
@click.option("--district", help="Only firms of this district.")
@click.option(
    "--format", "form", type=click.Choice(["text", "atom"]), default="text", show_default=True,
    help="Text to read or mail, or an Atom feed.",
)  # fmt: skip
@pass_settings
def digest(settings: Settings, since: date, district: str | None, form: str) -> None:
    """List what changed: new statements, changed verdicts with their cause, statements grown old, new failures.

    \b
    Example:
      s54 digest --since 2026-11-01
      s54 digest --since 2026-11-01 --format atom > changes.xml
    """
    if since > settings.today:
        raise InputError(f"--since {since} is still to come; today is {settings.today}")
    with opened(settings) as registry:
        found = registry.changes(since, settings.today, district)
        warn_of_doubts(registry)
        warn_of_district(registry, district)
    if form == "atom":
        click.echo(digest_atom(found, since), nl=False)
        return
    for line in digest_text(found, since, settings.today, min(width(), 110)).split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        click.echo(" " * indent + plain(line))
