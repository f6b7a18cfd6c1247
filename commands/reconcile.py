"""`s54 reconcile`: what firms told the GOV.UK registry, what their sites carry, what their home pages link to."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands.output import Column, emit, format_option
from commands.register import firm_named, opened, warn_of_district
from commands.settings import Settings, pass_settings

COLUMNS = (
    Column("name", "firm", least=20),
    Column("about", "about"),
    Column("text", "mismatch", least=40),
)


@click.command()
@click.argument("firm", required=False)
@click.option("--district", help="Only firms of this district.")
@format_option
@pass_settings
def reconcile(settings: Settings, firm: str | None, district: str | None, form: str) -> None:
    """List where what firms told the GOV.UK registry does not agree with their sites; of FIRM, or of all.

    Needs the registry's CSV imported and the firms crawled. The newest declaration of each firm counts. What could not
    be looked at is no mismatch, and neither says which of the two is right.

    \b
    Example:
      s54 reconcile
      s54 reconcile fenmarsh --format csv
    """
    with opened(settings) as registry:
        chosen = None if firm is None else firm_named(registry, firm).id
        warn_of_district(registry, district)
        found = registry.mismatches(chosen, district=district)
    rows = [asdict(each) for each in found]
    for row in rows:
        del row["firm_id"]
    emit(rows, COLUMNS, form)
