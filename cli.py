"""The `s54` command: the group, what every command is told, and how errors are said."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from commands.check import check
from commands.crawl import crawl
from commands.demo import demo
from commands.export import export
from commands.firms import firms
from commands.load import load
from commands.recheck import recheck
from commands.rules import rules
from commands.settings import Settings
from commands.show import show


class OneLineErrors(click.Group):
    """A group whose errors are one line on stderr: 2 for what cannot be used, 130 when interrupted."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Runs the command and, unless `standalone_mode` is false, ends the process with its exit code."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            code = 0
        except click.ClickException as error:
            click.echo(f"s54: {error.format_message()}", err=True)
            code = 2
        except (click.Abort, KeyboardInterrupt):
            click.echo("s54: interrupted; what was finished is kept", err=True)
            code = 130
        except BrokenPipeError:
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
            )  # what read our output has closed it
            code = 0
        sys.exit(code if isinstance(code, int) else 0)


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that names what was given."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as YYYY-MM-DD, such as 2026-11-21", param, ctx)


@click.group(
    cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="S54_DB",
    default="registry.db",
    show_default=True,
    help="The register; made on first use. Also $S54_DB.",
)
@click.option("--today", type=Day(), envvar="S54_TODAY", help="Take this as today's date. Also $S54_TODAY.")
@click.version_option(package_name="section54", prog_name="s54")
@click.pass_context
def main(context: click.Context, db: Path, today: date | None) -> None:
    """Finds, reads, scores and follows up modern slavery statements (Modern Slavery Act 2015, section 54).

    \b
    Example, without a network or a database:
      s54 demo
    """
    context.obj = Settings(db=db, today=today or datetime.now(UTC).date())


for command in (demo, load, crawl, check, recheck, firms, show, rules, export):
    main.add_command(command)


if __name__ == "__main__":
    main()
