"""`s54 review`: a person's verdict beside the machine's."""

from __future__ import annotations

from collections.abc import Mapping

import click

from commands import texts
from commands.firms import said
from commands.followup import words
from commands.register import firm_named, opened
from commands.settings import InputError, Settings, pass_settings
from registry import AREAS, MANDATORY, VERDICTS, Decision, StatusFilter


@click.command()
@click.argument("firm")
@click.argument("requirement", type=click.Choice([*MANDATORY, *AREAS]), metavar="REQUIREMENT")
@click.argument("verdict", required=False, type=click.Choice(VERDICTS), metavar="[VERDICT]")
@click.option("--confirm", is_flag=True, help="Agree with the machine's verdict instead of giving one.")
@click.option("--withdraw", is_flag=True, help="Take an earlier decision back: the machine's verdict counts.")
@texts.by("decides")
@click.option("--note", default="", help="Why.")
@pass_settings
def review(
    settings: Settings, firm: str, requirement: str, verdict: str | None, confirm: bool, withdraw: bool, by: str,
    note: str,
) -> None:  # fmt: skip
    """Give a person's VERDICT on one REQUIREMENT of the statement now shown for FIRM.

    REQUIREMENT is published, homepage_link, financial_year, steps_taken, approval, signature, structure, policies,
    due_diligence, risk, effectiveness or training; VERDICT is met, partly, not_met, not_applicable or not_checked.

    It is kept beside the machine's and wins over it, until the document changes: then the machine's counts, and the
    decision is to be made again.
    Letters cite only gaps that a person has confirmed. Where no statement was found, `published` can be decided on.

    \b
    Example:
      s54 review fenmarsh approval met --by "A. Reader" --note "Signed page 4 says the board approved it"
      s54 review wherrycroft signature --confirm --by "A. Reader"
    """
    if sum((verdict is not None, confirm, withdraw)) != 1:
        raise InputError(f"give one of: a verdict ({', '.join(VERDICTS)}), --confirm, --withdraw")
    with opened(settings) as registry:
        named = firm_named(registry, firm)
        decision = Decision(requirement, verdict, by, note, confirm=confirm)
        kept = registry.record_review(named.id, decision, settings.now())
        (row,) = registry.firm_statuses(settings.today, StatusFilter(firm_id=named.id))
    click.echo(f"{named.name}: {_told(kept)}; status now {said(row.as_json())}")


def _told(kept: Mapping[str, object]) -> str:
    """A decision as kept, beside what the machine says."""
    requirement, by = words(str(kept["requirement"])), kept["by"]
    machine = words(str(kept["machine_verdict"] or "nothing"))
    if kept["verdict"] is None:
        return f"{by} takes back what was decided on “{requirement}”; the machine says “{machine}”"
    if kept["verdict"] == kept["machine_verdict"]:
        return f"{by} confirms “{machine}” on “{requirement}”"
    return f"{by} decides “{words(str(kept['verdict']))}” on “{requirement}”; the machine says “{machine}”"
