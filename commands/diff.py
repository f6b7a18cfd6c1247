"""`s54 diff`: what became of a firm's statement from year to year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import click

from commands.output import Column, emit, format_option, indented, plain, width
from commands.register import firm_named, opened
from commands.settings import Settings, pass_settings
from registry import Version
from reports.differences import Change, difference

_COLUMNS = (Column("older", "older"), Column("newer", "newer"), Column("was", "was"), Column("now", "now"))


@click.command()
@click.argument("firm")
@click.option("--all", "every", is_flag=True, help="Every step there was, not only the last.")
@format_option
@pass_settings
def diff(settings: Settings, firm: str, every: bool, form: str) -> None:
    """Show what changed from one statement of FIRM to the next, sentence by sentence, and how much did not.

    As csv or json: one row for each sentence that was changed, added (no `was`) or removed (no `now`).

    \b
    Example:
      s54 diff fenmarsh
    """
    with opened(settings) as registry:
        named = firm_named(registry, firm)
        versions = registry.statement_versions(named.id)
    steps = list(pairwise(versions))
    steps = steps if every else steps[-1:]
    if form != "table":
        emit([row for older, newer in steps for row in _rows(older, newer)], _COLUMNS, form)
        return
    click.echo(plain(named.label))
    if not steps:
        known = "one version of its statement is" if versions else "no statement of its is"
        click.echo(f"  Nothing to compare: {known} in the register.")
    for older, newer in steps:
        click.echo("\n".join(_screen(older, newer, min(width(), 110))))


def label(version: Version) -> str:
    """The year a version covers, or when it was first seen."""
    return version.financial_year_end or f"first seen {version.first_seen_at[:10]}"


def _rows(older: Version, newer: Version) -> Iterator[dict[str, object]]:
    found = difference(older.sentences, newer.sentences)
    for change in found.changes:
        yield {
            "older": label(older),
            "newer": label(newer),
            "was": change.was,
            "now": change.now,
            "figures_only": change.figures_only,
            "unchanged": round(found.unchanged, 3),
        }


def _screen(older: Version, newer: Version, wide: int) -> Iterator[str]:
    found = difference(older.sentences, newer.sentences)
    yield ""
    yield f"  {label(older)} → {label(newer)}: {found.in_words}"
    for change in found.changes:
        yield from _told(change, wide)


def _told(change: Change, wide: int) -> Iterator[str]:
    if change.figures_only:
        how = "dates only"
    elif change.was and change.now:
        how = "changed"
    else:
        how = "added" if change.now else "removed"
    yield f"  {how}"
    if change.was:
        yield from indented(f"was: “{plain(change.was)}”", wide)
    if change.now:
        yield from indented(f"now: “{plain(change.now)}”", wide)
