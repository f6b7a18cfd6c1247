"""`s54 reply`: what a firm answered."""

from __future__ import annotations

import click

from commands.register import called, firm_named, opened
from commands.settings import InputError, Settings, pass_settings
from commands.sources import text_given
from commands.texts import Text
from registry import AREAS, MANDATORY, Answer


@click.command()
@click.argument("firm")
@click.argument("text", required=False)
@click.option(
    "--requirement",
    type=click.Choice([*MANDATORY, *AREAS]),
    metavar="REQUIREMENT",
    help="The finding it answers, such as signature.",
)
@click.option("--by", type=Text(), help="Who answered for the firm.")
@click.option("--note", help="The answer, in place of TEXT.")
@pass_settings
def reply(
    settings: Settings, firm: str, text: str | None, requirement: str | None, by: str | None, note: str | None
) -> None:
    """Attach the firm's own answer to a finding, or to the firm. It changes no verdict: that takes a `s54 review`.

    TEXT is the answer, - reads it from standard input.

    \b
    Example:
      s54 reply wherrycroft "Our chair signed on page 6" --requirement signature --by "Company secretary"
      s54 reply wherrycroft - < answer.txt
    """
    if (text is None) == (note is None):
        raise InputError("give the answer once: as TEXT, as --note, or - to read it from standard input")
    said = text_given() if text == "-" else (text or note or "")
    with opened(settings) as registry:
        named = firm_named(registry, firm)
        registry.record_reply(named.id, Answer(said, requirement, by), settings.now())
        waits = any(each.step not in ("closed", "replied") for each in registry.case_events(named.id)[-1:])
    click.echo(
        f"{named.name}: answer kept{f' on {requirement}' if requirement else ''}; it changes no verdict"
    )
    if waits:
        click.echo(f"its case goes on with: s54 followup add {called(named)} replied --by NAME", err=True)
