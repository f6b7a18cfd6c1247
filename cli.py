"""The `s54` command: the group, what every command is told, and how errors are said."""

from __future__ import annotations

import errno
import gc
import importlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from commands.days import Day
from commands.settings import Settings

COMMANDS = {
    "demo": "commands.demo:demo",
    "import": "commands.load:load",
    "crawl": "commands.crawl:crawl",
    "check": "commands.check:check",
    "recheck": "commands.recheck:recheck",
    "firms": "commands.firms:firms",
    "show": "commands.show:show",
    "diff": "commands.diff:diff",
    "search": "commands.search:search",
    "questions": "commands.questions:questions",
    "answer": "commands.answer:answer",
    "scope": "commands.scope:scope",
    "area": "commands.area:area",
    "reconcile": "commands.reconcile:reconcile",
    "review": "commands.review:review",
    "reply": "commands.reply:reply",
    "followup": "commands.followup:followup",
    "letter": "commands.letter:letter",
    "report": "commands.report:report",
    "digest": "commands.digest:digest",
    "rules": "commands.rules:rules",
    "evaluate": "commands.evaluate:evaluate",
    "export": "commands.export:export",
    "backup": "commands.backup:backup",
    "explore": "commands.explore:explore",
}
"""Where each command lives. Imported when it is asked for: `check` must not wait for the crawler to load."""


_MAY_BE_OPEN = frozenset({"registry", "survey", "crawler", "multiprocessing"})
"""Packages that open what must be closed in order: a database, other processes, connections."""

_COLLECT_AFTER = 100_000
"""Objects made before Python looks for garbage. Its own 700 cost a short command a tenth of its time."""


class S54(click.Group):
    """A group whose errors are one line on stderr: 2 for what cannot be used, 130 when interrupted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of a run; help is printed on the way."""
        with _well_ended():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was named."""
        with _well_ended():
            return super().invoke(ctx)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Runs the command and, unless `standalone_mode` is false, ends the process with its exit code."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        gc.set_threshold(_COLLECT_AFTER)
        if isinstance(sys.stdout, io.TextIOWrapper):
            # What goes to a file on Windows is in its old code page, which has no arrow; that is no reason to stop.
            sys.stdout.reconfigure(errors="replace")
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.ClickException as error:
            click.echo(f"s54: {_one_line(error)}", err=True)
            code = 2
        except (click.Abort, KeyboardInterrupt):
            click.echo("s54: interrupted; what was finished is kept", err=True)
            code = 130
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            _print_no_more()
            click.echo(
                "s54: there is no space left on the disk; make room and run it again: what was finished is kept",
                err=True,
            )
            code = 2
        gc.freeze()  # the process ends: what is left need not be looked through for garbage
        sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def _well_ended() -> Iterator[None]:
    """Help where nothing was asked for, and a reader who has read enough: neither is an error, as Click has it."""
    try:
        try:
            yield
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            raise click.exceptions.Exit(0) from None
    except BrokenPipeError:
        _print_no_more()
        raise click.exceptions.Exit(0) from None


def _print_no_more() -> None:
    """What is still to be written to standard output goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_line(error: click.ClickException) -> str:
    """What is wrong, and where the way out is if that is in the help."""
    from commands.output import plain  # noqa: PLC0415 - most commands end well

    message = plain(error.format_message())
    says_it_all = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    if not isinstance(error, click.UsageError) or error.ctx is None or says_it_all:
        return message
    return f"{message.removesuffix('.')}; '{error.ctx.command_path} --help' shows how"


@click.group(cls=S54, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="S54_DB",
    default="registry.db",
    show_default=True,
    help="The register; made on first use. Also $S54_DB.",
)
@click.option(
    "--area",
    envvar="S54_AREA",
    default="norfolk",
    show_default=True,
    help="The area the register covers: norfolk, or a .toml file that describes another. Also $S54_AREA.",
)
@click.option("--today", type=Day(), envvar="S54_TODAY", help="Take this as today's date. Also $S54_TODAY.")
@click.version_option(package_name="section54", prog_name="s54")
@click.pass_context
def main(context: click.Context, db: Path, area: str, today: date | None) -> None:
    """Finds, reads, scores and follows up modern slavery statements (Modern Slavery Act 2015, section 54).

    The examples of the commands name invented firms: they work in the folder that `s54 demo --keep demo` leaves.

    \b
    Example, without a network or a database:
      s54 demo
    """
    context.obj = Settings(db=db, today=today or datetime.now(UTC).date(), area=area)


def run() -> None:
    """The program `s54`. What only read a file ends at once: to give its memory back bit by bit took it a tenth longer.

    Whatever may have opened a register or started other processes ends as Python ends, which closes them in order.
    """
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int) or not _MAY_BE_OPEN.isdisjoint(sys.modules):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)


if __name__ == "__main__":
    run()
