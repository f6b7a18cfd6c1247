"""A text on the command line that says something, and the option `--by`, which says who."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Text(click.ParamType[str]):
    """A text of one line, without white space around it; one that is empty is refused."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, or a usage error."""
        said = " ".join(str(value).split())
        if not said:
            self.fail("it is empty", param, ctx)
        return said


def by(does: str, *, default: str | None = None) -> Callable[[Command], Command]:
    """The option `--by`, also $S54_BY: the name of the person who `does` so. Required, unless there is a default."""
    # Click takes a default of None for one that was given, and asks for nothing.
    others: dict[str, Any] = {"default": default, "show_default": True} if default else {"required": True}
    return click.option(
        "--by",
        **others,
        type=Text(),
        envvar="S54_BY",
        metavar="NAME",
        help=f"Who {does}. Also $S54_BY.",
    )
