"""How far long work has come, on stderr."""

from __future__ import annotations

import sys

import click

from commands.output import plain, width


class Progress:
    """One line for each thing done; on a terminal each is written over the one before."""

    def __init__(self, total: int, what: str) -> None:
        self._total = total
        self._what = what
        self._done = 0
        self._overwrites = sys.stderr.isatty()

    def step(self, text: str) -> None:
        """Say that one more is done."""
        self._done += 1
        line = plain(f"{self._done}/{self._total} {self._what}: {text}")
        if self._overwrites:
            click.echo("\r\x1b[K" + line[: width() - 1], err=True, nl=False)
        else:
            click.echo(line, err=True)

    def end(self) -> None:
        """Leave the last line standing."""
        if self._overwrites and self._done:
            click.echo(err=True)
