"""`s54 letter`: the letter to a firm, and the mail merge."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click

from checker import load_rulebook
from commands.output import Column, counted, emit
from commands.refusals import RefusedError, refuse_too_early
from commands.register import called, firm_named, opened, warn_of_district
from commands.settings import InputError, Settings, pass_settings
from commands.texts import by as by_option
from commands.whole import written_whole
from registry import (
    NOT_LOOKED,
    STATUSES,
    STEPS,
    CaseError,
    CaseEvent,
    Event,
    Firm,
    FirmHistory,
    Letter,
    Registry,
    StatusFilter,
)
from reports.as_docx import docx_letter
from reports.letter import KINDS
from reports.letter import letter as letter_blocks
from reports.letter_facts import Occasion, Sender, confirmed_gaps, letter_facts, unconfirmed

_ANSWER_WITHIN = timedelta(days=28)
_DEFAULT_STATUSES = ("missing", "incomplete", "out_of_date")
_MERGED = (
    Column("firm", "firm", least=24),
    Column("file", "file", least=20),
    Column("why_not", "why not", least=30),
)


@dataclass(frozen=True, slots=True)
class _Order:
    """What every letter of one run has in common."""

    sender: Sender
    kind: str | None
    force: bool
    reason: str | None
    draft: bool


@click.command()
@click.argument("firm", required=False)
@click.option("--output", type=click.Path(path_type=Path), help="The file to write; with --all, the folder.")
@click.option("--all", "everyone", is_flag=True, help="Write to every firm that a letter can go to now.")
@click.option(
    "--status", multiple=True, type=click.Choice(STATUSES), help="With --all: only firms of this status."
)
@click.option("--district", help="With --all: only firms of this district.")
@click.option("--kind", type=click.Choice(KINDS), help="Which letter. Default: the one the ladder has next.")
@by_option("signs it")
@click.option(
    "--role", default="Coordinator", envvar="S54_ROLE", show_default=True, help="The signatory's role."
)
@click.option(
    "--organisation", default="Norfolk Anti-Slavery Network, Business Group", envvar="S54_ORGANISATION",
    show_default=True, help="On whose behalf. Also $S54_ORGANISATION.",
)  # fmt: skip
@click.option(
    "--reply-to", required=True, envvar="S54_REPLY_TO", metavar="ADDRESS",
    help="Where an answer goes: e-mail or post. Also $S54_REPLY_TO.",
)  # fmt: skip
@click.option(
    "--force",
    is_flag=True,
    help="Write although the firm could not be checked, is not in scope, or it is not time.",
)
@click.option("--reason", help="Why it is forced; kept in the case.")
@click.option("--draft", is_flag=True, help="Only to look at: nothing is recorded in the case.")
@pass_settings
def letter(
    settings: Settings, firm: str | None, output: Path | None, everyone: bool, status: tuple[str, ...],
    district: str | None, kind: str | None, by: str, role: str, organisation: str, reply_to: str, force: bool,
    reason: str | None, draft: bool,
) -> None:  # fmt: skip
    """Write the letter to FIRM as a Word document, and record it in the firm's case.

    It cites only gaps that a person has confirmed (`s54 review`), and is refused for firms that are not in scope, that
    could not be checked, that were last looked at more than 14 days ago, or whose follow-up is not due.

    \b
    Example:
      s54 review wherrycroft signature --confirm --by "A. Reader"
      s54 letter wherrycroft --output wherrycroft.docx --by "A. Coordinator" --reply-to business@nasn.example
      s54 letter --all --status incomplete --output letters --by "A. Coordinator" --reply-to business@nasn.example
    """
    if (firm is None) != everyone:
        raise InputError("name one firm, or give --all")
    if force and not (reason or "").strip():
        raise InputError("--force needs --reason TEXT: it is kept in the case")
    if everyone and force:
        raise InputError("--force is for one firm at a time")
    order = _Order(Sender(by, role, organisation, reply_to), kind, force, reason, draft)
    with opened(settings) as registry:
        if everyone:
            statuses = status or _DEFAULT_STATUSES
            _write_all(
                settings,
                registry,
                order,
                output or Path("letters"),
                StatusFilter(status=statuses, district=district),
            )
            return
        assert firm is not None
        found = firm_named(registry, firm)
        path = output or Path(f"{_file_name(found)}.docx")
        if path.is_dir():
            path = path / f"{_file_name(found)}.docx"
        try:
            history = registry.firm_history(found.id, settings.today)
            kind_written = _write(settings, registry, history, order, path)
        except RefusedError as error:
            way_out = "; --force --reason TEXT writes all the same" if error.forcible else ""
            raise InputError(f"no letter to {found.name}: {error}{way_out}") from error
    noted = "a draft, not recorded" if draft else "recorded in the case"
    click.echo(f"{path}: {kind_written.replace('_', ' ')} to {found.name}, {noted}", err=True)


def _write_all(
    settings: Settings, registry: Registry, order: _Order, folder: Path, chosen: StatusFilter
) -> None:
    found = registry.firm_statuses(settings.today, chosen)
    if not found:
        warn_of_district(registry, chosen.district)
        which = ", ".join(each.replace("_", " ") for each in chosen.status)
        where = f" in {chosen.district}" if chosen.district else ""
        click.echo(f"nobody to write to: no firm{where} has the status {which}", err=True)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made ({error.strerror}); name another folder") from error
    rows: list[dict[str, object]] = []
    for status in found:
        history = registry.firm_history(status.id, settings.today)
        path = folder / f"{_file_name(history.firm)}.docx"
        try:
            _write(settings, registry, history, order, path)
        except RefusedError as error:
            rows.append({"firm": status.name, "file": None, "why_not": str(error)})
        else:
            rows.append({"firm": status.name, "file": str(path), "why_not": None})
    written = sum(row["file"] is not None for row in rows)
    emit(rows, _MERGED, "table")
    left_out = counted(len(rows) - written, "firms")
    click.echo(f"{counted(written, 'letters')} written to {folder}, {left_out} left out", err=True)


def _write(settings: Settings, registry: Registry, history: FirmHistory, order: _Order, path: Path) -> str:
    """Writes and records one letter; its kind. Raises RefusedError."""
    rulebook, firm = load_rulebook(), history.firm
    events = registry.case_events(firm.id)
    last = events[-1] if events and events[-1].step != "closed" else None
    if not order.force:
        refuse_too_early(settings.today, registry, history, events)
    gaps = confirmed_gaps(history, rulebook)
    waiting = unconfirmed(history, rulebook)
    could_look = history.status.status not in NOT_LOOKED
    if could_look and not gaps:
        raise RefusedError(_nothing_confirmed(history, waiting), forcible=False)
    kind = order.kind or _kind_after(last)
    occasion = Occasion(
        kind, settings.today, registry.last_letter_on(firm.id), settings.today + _ANSWER_WITHIN
    )
    facts = letter_facts(history, rulebook, registry.contact_of(firm.id), order.sender, occasion)
    body = docx_letter(
        letter_blocks(facts, rulebook),
        title=f"Letter to {firm.name}",
        author=order.sender.name,
        today=settings.today,
    )
    try:
        with written_whole(path, "choose another with --output") as unfinished:
            unfinished.write_bytes(body)
            if not order.draft:
                event = Event(kind, settings.today, order.sender.name, "letter", note=_note(path, order))
                cited = tuple(gap.requirement for gap in (*facts.law, *facts.areas))
                sha256 = hashlib.sha256(body).hexdigest()
                record = Letter(cited, sha256, order.reason if order.force else None)
                registry.record_letter(firm.id, event, record, settings.now())
    except CaseError as error:
        raise RefusedError(f"it {error}", forcible=False) from error
    if waiting:
        click.echo(f"{firm.name}: not cited, as no person has confirmed it: {', '.join(waiting)}", err=True)
    return kind


def _kind_after(last: CaseEvent | None) -> str:
    """The letter that comes next on the ladder; the last one where the ladder has come to its end."""
    if last is None:
        return "note"
    follows, _ = STEPS[last.step]
    if follows in KINDS:
        return str(follows)
    return "note" if follows == "check" else "second_letter"


def _nothing_confirmed(history: FirmHistory, waiting: list[str]) -> str:
    if not waiting:
        return "nothing that the law asks for is known to be lacking"
    then = f"s54 review {called(history.firm)} {waiting[0]} --confirm --by NAME"
    status = history.status
    if status.status == "out_of_date" and waiting[0] == "financial_year":
        return (
            f"no person has confirmed that its newest statement covers the year to {status.financial_year_end}; look by hand "
            f"for a newer one, then: {then}"
        )
    lacks = ", ".join(each.replace("_", " ") for each in waiting)
    return f"no person has confirmed what it lacks ({lacks}); look by hand, then: {then}"


def _note(path: Path, order: _Order) -> str:
    forced = f"; forced: {order.reason}" if order.force else ""
    return f"Letter {path.name}{forced}"


def _file_name(firm: Firm) -> str:
    """A name any file system takes: plain letters, digits and dashes; the number or id keeps it unique."""
    plain = unicodedata.normalize("NFKD", firm.name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    told_by = re.sub(r"[^A-Za-z0-9]+", "", firm.company_number or "") or str(firm.id)
    return f"{words or 'firm'}-{told_by}"
