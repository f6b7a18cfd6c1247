"""`s54 search`: which statements say something."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands.output import Column, emit, format_option
from commands.register import opened, warn_of_district
from commands.settings import InputError, Settings, pass_settings

COLUMNS = (
    Column("name", "firm", least=20),
    Column("district", "district", least=10, spare=1),
    Column("financial_year_end", "year end"),
    Column("marked", "sentence", least=40),
)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--district", help="Only firms of this district.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@format_option
@pass_settings
def search(settings: Settings, words: tuple[str, ...], district: str | None, limit: int, form: str) -> None:
    """Search the statements now shown for sentences that hold all WORDS, and say whose they are.

    An argument of several words is a phrase; endings make no difference (fee, fees). The best come first.

    \b
    Example:
      s54 search "recruitment fees"
      s54 search gangmaster seasonal --district Breckland
    """
    question = " ".join(f'"{each}"' if " " in each and '"' not in each else each for each in words)
    if not any(letter.isalnum() for letter in question):
        raise InputError("give at least one word to search for")
    with opened(settings) as registry:
        warn_of_district(registry, district)
        hits = registry.search(question, district=district, limit=limit)
    rows = [asdict(hit) for hit in hits]
    for row in rows:
        if form != "table":
            del row["marked"]
        del row["firm_id"]
    emit(rows, COLUMNS, form)
