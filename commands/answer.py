"""`s54 answer`: whether two firms are one."""

from __future__ import annotations

import click

from commands import texts
from commands.output import plain
from commands.register import opened
from commands.settings import Settings, pass_settings


@click.command()
@click.argument("question", type=int)
@click.argument("said", type=click.Choice(["same", "different"]))
@texts.by("says so", default="the coordinator")
@pass_settings
def answer(settings: Settings, question: int, said: str, by: str) -> None:
    """Answer a QUESTION of `s54 questions`: the two firms are the same, or different.

    The same: one firm is made of them, which keeps what is known of both, and to which either register leads from now
    on. Different: the question is not asked again.

    \b
    Example:
      s54 questions
      s54 answer 3 same --by "A. Reader"
    """
    with opened(settings) as registry:
        kept = registry.answer(question, said, by, settings.now())
    are = "are now one firm" if said == "same" else "stay two firms"
    click.echo(f"{plain(kept.firm)} and {plain(kept.other)} {are}")
