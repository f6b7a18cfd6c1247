"""`s54 rules`: the rulebook in plain words."""

from __future__ import annotations

import textwrap

import click

from checker import load_rulebook
from checker.rulebook import Requirement, Rulebook
from commands.output import Column, emit, format_option, width

COLUMNS = (
    Column("requirement", "requirement"),
    Column("basis", "basis"),
    Column("reference", "source"),
    Column("title", "title", least=20),
)


@click.command()
@click.argument("requirement", required=False)
@format_option
def rules(requirement: str | None, form: str) -> None:
    """Print the rulebook in plain words: what is asked, on what basis, what counts, what to do.

    \b
    Example:
      s54 rules
      s54 rules approval
    """
    rulebook = load_rulebook()
    chosen = [each for each in rulebook.requirements if requirement in (None, each.id)]
    if not chosen:
        known = ", ".join(each.id for each in rulebook.requirements)
        raise click.BadParameter(
            f"the rulebook has no {requirement!r}; it has {known}", param_hint="REQUIREMENT"
        )
    if form == "table":
        click.echo("\n".join(_pages(rulebook, chosen)))
    else:
        emit([_row(each) for each in chosen], COLUMNS, form)


def _row(requirement: Requirement) -> dict[str, object]:
    return {
        "requirement": requirement.id,
        "kind": requirement.kind,
        "basis": requirement.basis,
        "reference": requirement.reference,
        "title": requirement.title,
        "asks": requirement.asks,
        "counts": "; ".join(requirement.counts),
        "does_not_count": "; ".join(requirement.does_not_count),
        "advice": requirement.advice.get("not_met", ""),
        "rulebook": load_rulebook().version,
    }


def _pages(rulebook: Rulebook, chosen: list[Requirement]) -> list[str]:
    wide = min(width(), 100)
    lines = [
        f"Rulebook {rulebook.version}. Law is what the Act asks; guidance and good practice never make a firm fail it."
    ]
    for kind, heading in (
        ("mandatory", "WHAT THE LAW ASKS"),
        ("area", "WHAT A STATEMENT MAY COVER, s.54(5)"),
    ):
        here = [each for each in chosen if each.kind == kind]
        if here:
            lines += ["", heading]
        for each in here:
            lines += ["", f"{each.id} - {each.title} [{each.reference}]"]
            lines += _wrapped(each.asks, wide)
            lines += _wrapped(f"Counts: {'; '.join(each.counts)}.", wide)
            lines += _wrapped(f"Does not count: {'; '.join(each.does_not_count)}.", wide)
            for rule in each.rules:
                lines += _wrapped(f"- level {rule.level} ({rule.basis.replace('_', ' ')}): {rule.says}", wide)
            if advice := each.advice.get("not_met"):
                lines += _wrapped(f"If missing: {advice}", wide)
    if len(chosen) == len(rulebook.requirements):
        lines += ["", "WORTH KNOWING (never changes a verdict)"]
        for note in rulebook.observations.values():
            lines += _wrapped(
                f"- {note.title} ({note.basis.replace('_', ' ')}; {note.reference}): {note.asks}", wide
            )
    return lines


def _wrapped(text: str, wide: int) -> list[str]:
    return textwrap.wrap(text, wide, initial_indent="  ", subsequent_indent="    ")
