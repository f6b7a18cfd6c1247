"""`s54 questions`: which firms may be one and the same."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands.output import Column, emit, format_option
from commands.register import opened
from commands.settings import Settings, pass_settings

_ASKED = (
    Column("id", "id"),
    Column("firm", "firm", least=20),
    Column("other", "may be the same as", least=20),
    Column("why", "why", least=16),
)
_ANSWERED = (*_ASKED, Column("answer", "answer"), Column("by", "by", least=8))


@click.command()
@click.option(
    "--answered", is_flag=True, help="Those that have been answered, in place of those that are open."
)
@format_option
@pass_settings
def questions(settings: Settings, answered: bool, form: str) -> None:
    """List pairs of firms that came from different registers and may be one: a person says, with `s54 answer`.

    Until then both stand in the register. Nothing is ever put together on a likeness alone.

    \b
    Example:
      s54 questions
    """
    with opened(settings) as registry:
        rows = [asdict(each) for each in registry.questions(answered=answered)]
    emit(rows, _ANSWERED if answered else _ASKED, form)
