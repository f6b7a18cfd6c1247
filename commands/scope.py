"""`s54 scope`: whether a firm is in scope, and why that is thought."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date

import click

from commands import texts
from commands.days import Day
from commands.output import plain, width
from commands.register import firm_named, opened
from commands.settings import InputError, Settings, pass_settings
from registry import (
    SCOPES,
    AmbiguousFirmError,
    Parent,
    Registry,
    ScopeDecision,
    ScopeView,
    UnknownFirmError,
)


@click.command()
@click.argument("firm")
@click.argument("value", required=False, type=click.Choice(SCOPES), metavar="[VALUE]")
@click.option("--reason", type=texts.Text(), help="Why; needed with VALUE.")
@click.option("--figure", type=click.IntRange(min=0), help="The turnover it rests on, in pounds.")
@click.option("--source", help="Where that is from.")
@click.option("--date", "as_of", type=Day(), help="The date of the figure or of the source.")
@click.option(
    "--parent",
    type=texts.Text(),
    help="The parent it belongs to: a firm in the register, or the name of one that is not.",
)
@texts.by("decides", default="the coordinator")
@pass_settings
def scope(
    settings: Settings, firm: str, value: str | None, reason: str | None, figure: int | None, source: str | None,
    as_of: date | None, parent: str | None, by: str,
) -> None:  # fmt: skip
    """Say that FIRM's scope is VALUE and why; without VALUE, show what is known about it.

    VALUE is in_scope, presumed_in_scope, below_threshold, voluntary, public_body, covered_by_group, out_of_scope,
    dissolved or unknown. A person's decision is kept with its grounds, and no import changes it. Only firms that are
    in_scope ever stand on a list of non-compliance. Which it is, the firm itself decides: the register says what
    appears to be so.

    \b
    Example:
      s54 scope tuckthorpe
      s54 scope tuckthorpe in_scope --reason "group accounts" --figure 41000000 --source "accounts 2025"
      s54 scope tuckthorpe covered_by_group --parent wherrycroft --reason "named in its statement"
    """
    if value is not None and not reason:
        raise InputError("a scope needs its reason: --reason TEXT")
    if value is None and (reason or source or figure is not None or as_of):
        raise InputError(f"name the scope the reason is for: one of {', '.join(SCOPES)}")
    with opened(settings) as registry:
        named = firm_named(registry, firm)
        if parent is not None:
            registry.link_parent(
                named.id, _parent(registry, parent), source or "a person", by, settings.now()
            )
        if value == "covered_by_group" and registry.scope_view(named.id).parent is None:
            raise InputError("name the group's parent, whose statement covers the firm: --parent FIRM")
        if value is not None and reason:
            day = (as_of or settings.today).isoformat()
            decision = ScopeDecision(value, reason, figure, source, day, by)
            registry.record_scope(named.id, decision, settings.now())
        view = registry.scope_view(named.id)
    click.echo("\n".join([plain(named.label), *screen(view, min(width(), 110))]))


def _parent(registry: Registry, text: str) -> Parent:
    try:
        known = registry.find_firm(text)
    except UnknownFirmError:
        return Parent(text)
    except AmbiguousFirmError as error:
        raise InputError(str(error)) from error
    return Parent(known.name, known.company_number)


def screen(view: ScopeView, wide: int) -> Iterator[str]:
    """What is known about a firm's scope, in lines `wide` columns wide."""
    for line in _lines(view):
        yield from textwrap.wrap(line, wide, initial_indent="  ", subsequent_indent="    ")


def _lines(view: ScopeView) -> Iterator[str]:
    yield f"Scope: {view.scope.replace('_', ' ')}"
    words = {
        "presumed_in_scope": "Appears in scope",
        "below_threshold": "Appears to be below the threshold",
        "public_body": "Appears to be outside s.54",
        "unknown": "Nothing to go by",
    }
    yield f"{words[view.appears]}: {view.because}"
    if view.parent is not None:
        yield f"Parent: {plain(str(view.parent['parent_name']))} (source: {plain(str(view.parent['source']))})"
    if view.subsidiaries:
        yield f"Subsidiaries: {'; '.join(plain(str(each['name'])) for each in view.subsidiaries)}"
    for decision in view.decisions:
        yield _told(decision)


def _told(decision: Mapping[str, object]) -> str:
    figure = f", £{decision['figure']:,}" if decision["figure"] is not None else ""
    parts = [
        str(decision["by"]) if decision["by"] else "a register",
        str(decision["source"] or ""),
        str(decision["as_of"] or decision["created_at"])[:10],
    ]
    grounds = plain(", ".join(part for part in parts if part))
    return f"{str(decision['scope']).replace('_', ' ')}: {plain(str(decision['reason']))}{figure} ({grounds})"
