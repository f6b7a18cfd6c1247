"""`s54 followup`: the Business Group's cases, from the first look by hand to closed and why."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date

import click

from commands import texts
from commands.days import Day
from commands.firms import said
from commands.output import Column, counted, emit, format_option
from commands.register import firm_named, opened, warn_of_district
from commands.settings import InputError, Settings, pass_settings
from registry import CHANNELS, REASONS, STEPS, CaseError, CaseEvent, Contact, Event, Firm, Registry
from reports.standing import said_scope, said_status

_DUE = (
    Column("due", "due"),
    Column("firm", "firm", least=18),
    Column("next", "next step", least=9),
    Column("said", "status now", least=11),
    Column("last", "last step", least=11, spare=2),
    Column("contact", "contact", least=10, spare=1),
    Column("remark", "before you do", least=16),
)
_CASES = (
    Column("firm", "firm", least=18),
    Column("step", "last step", least=9),
    Column("happened_on", "on"),
    Column("channel", "by way of", least=6, spare=3),
    Column("contact", "contact", least=10, spare=1),
    Column("note", "outcome", least=18),
    Column("next_on", "next on"),
    Column("recorded_by", "recorded by", least=10, spare=2),
)
_UNOPENED = (
    Column("firm", "firm", least=24),
    Column("district", "district", least=10),
    Column("status", "status"),
    Column("checked_at", "last looked at"),
    Column("closed", "last case", least=12, spare=1),
)
_by = texts.by("records this")
_on = click.option("--on", type=Day(), help="When it happened. Default: today.")
_outcome = click.option("--outcome", "note", help="What came of it, in a sentence. Can be erased later.")


@click.group()
def followup() -> None:
    """Keep the Business Group's cases: what was done about a firm, what came of it, what is next.

    The steps, in their order: check (by hand), note (a friendly letter), reminder (after five weeks), call (and an
    offer of help), second_letter (copied to the chair), business_group; replied whenever the firm answers; closed.
    Events are only ever added. Contacts and outcomes can be erased.

    \b
    Example:
      s54 followup add fenmarsh check --outcome "Looked at the PDF: no approval" --by "A. Coordinator"
      s54 followup due
      s54 followup close fenmarsh compliant --by "A. Coordinator"
    """


@followup.command("add")
@click.argument("firm")
@click.argument("step", type=click.Choice([each for each in STEPS if each != "closed"]), metavar="STEP")
@_on
@click.option("--contact", metavar="NAME", help="Who was written or spoken to.")
@click.option("--role", help="That person's role.")
@click.option("--email", help="That person's e-mail address.")
@click.option("--phone", help="That person's telephone number.")
@click.option("--channel", type=click.Choice(CHANNELS), help="By which way.")
@_outcome
@click.option(
    "--next", "next_on", type=Day(), help="When to take it on again. Default: as the ladder has it."
)
@_by
@pass_settings
def add(
    settings: Settings, firm: str, step: str, on: date | None, contact: str | None, role: str | None,
    email: str | None, phone: str | None, channel: str | None, note: str | None, next_on: date | None, by: str,
) -> None:  # fmt: skip
    """Record a step in FIRM's case; the first one opens it.

    STEP is check, note, reminder, call, second_letter, business_group or replied.

    \b
    Example:
      s54 followup add fenmarsh note --contact "R. Hale" --role "Company secretary" --channel email --by "A. Coordinator"
    """
    event = Event(
        step, on or settings.today, by, channel, Contact(contact, role, email, phone), note, next_on
    )
    with opened(settings) as registry:
        _record(settings, registry, firm_named(registry, firm), event)


@followup.command("close")
@click.argument("firm")
@click.argument("reason", type=click.Choice(REASONS), metavar="REASON")
@_on
@_outcome
@_by
@pass_settings
def close(settings: Settings, firm: str, reason: str, on: date | None, note: str | None, by: str) -> None:
    """Close FIRM's case, and say why.

    REASON is compliant, covered_by_group, out_of_scope, dissolved, no_answer, opened_by_mistake or other.

    \b
    Example:
      s54 followup add fenmarsh check --by "A. Coordinator"
      s54 followup close fenmarsh compliant --by "A. Coordinator"
    """
    event = Event("closed", on or settings.today, by, note=note, closed_because=reason)
    with opened(settings) as registry:
        _record(settings, registry, firm_named(registry, firm), event)


def _record(settings: Settings, registry: Registry, firm: Firm, event: Event) -> None:
    try:
        registry.add_case_event(firm.id, event, settings.now())
    except CaseError as error:
        raise InputError(f"{firm.name} {error}") from error
    last = registry.case_events(firm.id)[-1]
    ahead = f"next on {last.next_on}" if last.next_on else f"closed: {words(last.closed_because)}"
    click.echo(f"{firm.name}: {words(last.step)} on {last.happened_on}; {ahead}", err=True)


@followup.command("list")
@click.argument("firm", required=False)
@click.option("--all", "everything", is_flag=True, help="Closed cases too.")
@format_option
@pass_settings
def list_cases(settings: Settings, firm: str | None, everything: bool, form: str) -> None:
    """List the open cases by their newest event; with FIRM, every event of its cases.

    \b
    Example:
      s54 followup list
      s54 followup list fenmarsh
    """
    with opened(settings) as registry:
        if firm:
            found = registry.case_events(firm_named(registry, firm).id)
        else:
            found = registry.newest_case_events(open_only=not everything)
    rows = [asdict(each) for each in found]
    if form == "table":
        rows = [
            row
            | {"step": words(row["step"]), "note": " – ".join(_told(row)), "channel": words(row["channel"])}
            for row in rows
        ]
    emit(rows, _CASES, form, [each.name for each in fields(CaseEvent)])


def _told(row: dict[str, object]) -> Sequence[str]:
    return [words(str(each)) if each == row["closed_because"] else str(each)
            for each in (row["closed_because"], row["note"]) if each]  # fmt: skip


@followup.command("due")
@click.option("--until", type=Day(), help="Also what falls due until this day. Default: today.")
@click.option("--district", help="Only firms of this district.")
@click.option(
    "--unopened", is_flag=True, help="Instead: firms in scope that lack something and have no open case."
)
@format_option
@pass_settings
def due(settings: Settings, until: date | None, district: str | None, unopened: bool, form: str) -> None:
    """List what is to be done today: whom to take on, which step is next, and what to look at before.

    \b
    Example:
      s54 followup due
      s54 followup due --until 2026-12-31 --district Breckland
    """
    with opened(settings) as registry:
        warn_of_district(registry, district)
        without = registry.firms_without_case(settings.today, district)
        if unopened:
            emit([_waiting(row) for row in without] if form == "table" else without, _UNOPENED, form)
            return
        rows = [asdict(each) for each in registry.cases_due(settings.today, until, district)]
    if form == "table":
        rows = [_listed(row) for row in rows]
    emit(rows, _DUE, form)
    if without:
        click.echo(
            f"without an open case: {counted(len(without), 'firms')} in scope that {'lacks' if len(without) == 1 else 'lack'} "
            "something; "
            "s54 followup due --unopened lists them",
            err=True,
        )


def _waiting(row: dict[str, object]) -> dict[str, object]:
    """A firm without a case, as the table shows it; all of them are in scope."""
    return row | {
        "status": said_status(str(row["status"]), "in_scope"),
        "checked_at": str(row["checked_at"])[:10],
        "closed": f"closed {row['closed_on']}: {words(str(row['closed_because']))}"
        if row["closed_on"]
        else None,
    }


def _listed(row: dict[str, object]) -> dict[str, object]:
    return row | {
        "next": words(str(row["next_step"])),
        "said": said(row),
        "last": f"{words(str(row['last_step']))}, {row['last_on']}",
        "remark": _remark(row),
    }


def _remark(row: dict[str, object]) -> str | None:
    if row["status"] == "compliant":
        return "compliant now: close the case"
    if row["scope"] != "in_scope":
        return f"not known to be in scope ({said_scope(str(row['scope']))}): settle that, or close the case"
    if row["status"] == "no_website":
        return "no web site is known: look for one, or ring"
    if row["look_again"]:
        named = row["company_number"] or shlex.quote(str(row["firm"]))
        return f"look again: s54 crawl --firm {named}"
    if row["status"] == "could_not_check":
        return "look by hand: the program could not"
    return None


@followup.command("erase")
@click.argument("firm", required=False)
@click.option(
    "--closed-before", type=Day(), help="Instead of FIRM: every firm whose case was closed before then."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_settings
def erase(settings: Settings, firm: str | None, closed_before: date | None, yes: bool) -> None:
    """Erase contacts, outcomes and who answered for the firm, for good. What was done, when and by whom stays.

    What the firm answered (`s54 reply`) stays, too: leave names out of it.

    \b
    Example:
      s54 followup erase fenmarsh
      s54 followup erase --closed-before 2024-11-21
    """
    if (firm is None) == (closed_before is None):
        raise InputError("name one firm, or give --closed-before DATE")
    with opened(settings) as registry:
        if firm is not None:
            found = firm_named(registry, firm)
            chosen = [(found.id, found.name)]
        else:
            assert closed_before is not None
            chosen = registry.firms_with_cases_closed_before(closed_before)
        if not chosen:
            click.echo(f"no contact data is left of cases closed before {closed_before}", err=True)
            return
        names = ", ".join(name for _, name in chosen)
        if not yes:
            click.confirm(
                f"Erase the contacts and outcomes of {names}? This cannot be undone", abort=True, err=True
            )
        count = registry.erase_contacts([firm_id for firm_id, _ in chosen], settings.now())
    click.echo(f"{count} entries erased; backups and letters made before still hold what they held", err=True)


def words(identifier: str | None) -> str:
    """An identifier as a person says it."""
    return (identifier or "").replace("_", " ")
