"""`s54 firms`: the coordinator's table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from checker import load_rulebook
from commands.days import Day
from commands.doubts import warn_of_doubts
from commands.output import Column, emit, format_option
from commands.register import opened, warn_of_district
from commands.settings import Settings, pass_settings
from registry import SCOPES, SORTS, STATUS_KEYS, STATUSES, FirmStatus, StatusFilter
from reports.standing import said_scope, said_status

COLUMNS = (
    Column("name", "firm", least=22),
    Column("district", "district", least=11, spare=1),
    Column("scope", "scope", least=10),
    Column("said", "status", least=15),
    Column("financial_year_end", "year end"),
    Column("homepage_link", "linked", spare=2),
    Column("score", "score", spare=3),
    Column("lacks", "lacks by law", least=15),
)
_FAILING = frozenset({"incomplete", "missing", "out_of_date"})
_TIMED = (
    *COLUMNS[:4],
    Column("financial_year_end", "year end", spare=2),
    Column("due_on", "due by guidance", least=10),
    Column("deadline", "deadline", least=8),
)
"""For a question about deadlines."""
_AGAIN = Column("to_review", "decide again", least=15)


@click.command()
@click.option(
    "--status", multiple=True, type=click.Choice(STATUSES), help="Only firms of this status; may be repeated."
)
@click.option("--district", help="Only firms of this district.")
@click.option(
    "--missing", "requirement", help="Only firms whose statement lacks this requirement, such as approval."
)
@click.option("--scope", type=click.Choice(SCOPES), help="Only firms of this scope.")
@click.option("--in-scope", is_flag=True, help="Only firms in scope; the same as --scope in_scope.")
@click.option("--not-contacted", is_flag=True, help="Only firms to which nobody has written or spoken yet.")
@click.option(
    "--changed-since", type=Day(), help="Only firms of which something else is said than before this date."
)
@click.option("--to-review", is_flag=True, help="Only firms on which a person has to decide again.")
@click.option(
    "--deadline",
    type=click.Choice(["late", "soon"]),
    help="Only firms whose next statement is late, or soon due, by the guidance: six months after the year's end.",
)
@click.option("--outside", is_flag=True, help="Only firms that a person has put outside the area (s54 area).")
@click.option("--due", is_flag=True, help="Only firms whose follow-up is due.")
@click.option("--sort", type=click.Choice(list(SORTS)), default="name", show_default=True, help="The order.")
@format_option
@pass_settings
def firms(
    settings: Settings, status: tuple[str, ...], district: str | None, requirement: str | None, scope: str | None,
    in_scope: bool, not_contacted: bool, changed_since: date | None, to_review: bool, deadline: str | None,
    outside: bool, due: bool, sort: str, form: str,
) -> None:  # fmt: skip
    """List firms and how their statements stand. Only firms in scope can ever be said not to comply.

    \b
    Example:
      s54 firms --status incomplete --scope in_scope
      s54 firms --missing approval --sort score --format csv
      s54 firms --in-scope --not-contacted --district Breckland --changed-since 2026-10-01
      s54 firms --deadline late --sort due
    """
    if in_scope and scope not in (None, "in_scope"):
        raise click.BadParameter(f"--in-scope and --scope {scope} exclude each other", param_hint="--scope")
    known = [each.id for each in load_rulebook().requirements]
    if requirement is not None and requirement not in known:
        raise click.BadParameter(
            f"{requirement!r} is not a requirement; they are {', '.join(known)}", param_hint="--missing"
        )
    chosen = StatusFilter(
        status=status, district=district, missing=requirement, scope="in_scope" if in_scope else scope, due=due,
        sort=sort, not_contacted=not_contacted, changed_since=changed_since, to_review=to_review, deadline=deadline,
        outside=outside,
    )  # fmt: skip
    with opened(settings) as registry:
        found = registry.firm_statuses(settings.today, chosen)
        holds_firms = registry.holds_firms()
        warn_of_district(registry, district)
        warn_of_doubts(registry)
    # The columns are the contract's; a question about deadlines, or about what to decide again, adds what answers it.
    timed = deadline is not None or sort == "due"
    rows = [
        each.as_json() | (_deadline(each) if timed else {}) | (_again(each) if to_review else {})
        for each in found
    ]
    if form == "table":
        rows = [listed(row) for row in rows]
        for row, standing in zip(rows, found, strict=True):
            if to_review:
                row["to_review"] = [each.replace("_", " ") for each in standing.to_review]
            if row.get("deadline") == "late" and row["scope"] != "in scope":
                row["deadline"] = "late, if in scope"
    columns = (*(_TIMED if timed else COLUMNS), *((_AGAIN,) if to_review else ()))
    keys = (
        *STATUS_KEYS,
        *(("due_on", "deadline") if timed else ()),
        *(("to_review",) if to_review else ()),
    )
    emit(rows, columns, form, keys)
    if not holds_firms:
        click.echo(
            f"{settings.db} holds no firms yet: 's54 import --norfolk' or 's54 import FILE' loads some",
            err=True,
        )
    others = sum(each.scope != "in_scope" for each in found)
    if others and (requirement is not None or deadline == "late" or not _FAILING.isdisjoint(status)):
        click.echo(
            f"{others} of these firms {'is' if others == 1 else 'are'} not known to be in scope: the law may ask nothing of "
            f"{'it; --in-scope leaves it' if others == 1 else 'them; --in-scope leaves them'} out",
            err=True,
        )


def _deadline(row: FirmStatus) -> dict[str, object]:
    due = row.deadline
    return {"due_on": due.due_on.isoformat() if due else None, "deadline": due.state if due else None}


def _again(row: FirmStatus) -> dict[str, object]:
    """What a person decided before it changed."""
    return {"to_review": list(row.to_review)}


def listed(row: dict[str, object]) -> dict[str, object]:
    """The row as the table shows it: the status in words, and what the law asks for and is missing, if it asks the firm."""
    mandatory = [each.id for each in load_rulebook().requirements if each.kind == "mandatory"]
    missing = row["missing"]
    assert isinstance(missing, list)
    return row | {
        "said": said(row),
        "scope": str(row["scope"]).replace("_", " "),
        "lacks": [each.replace("_", " ") for each in missing if each in mandatory]
        if row["scope"] == "in_scope"
        else [],
    }


def said(row: dict[str, object]) -> str:
    """The status in words. A firm not known to be in scope is never called non-compliant."""
    reason = row.get("reason")
    return said_status(str(row["status"]), str(row["scope"]), None if reason is None else str(reason))


def deadline_line(row: FirmStatus) -> Iterator[str]:
    """When the guidance wants the next statement, in a line; nothing when nobody can know."""
    due = row.deadline
    if due is None or row.scope in ("out_of_scope", "dissolved"):
        return
    if row.scope == "in_scope":
        told = {"late": "late against the guidance", "soon": "soon", "ahead": "not yet"}[due.state]
    else:
        told = f"if it is in scope ({said_scope(row.scope)})"
    yield f"Next statement due by the guidance on {due.due_on}, six months after {due.year_end}: {told}"
