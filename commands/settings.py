"""What every command is told by the options before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

import click


class Settings(NamedTuple):
    """Where the register is, which day it is, and which area the register covers (a name, or a .toml file)."""

    db: Path
    today: date
    area: str = "norfolk"

    @property
    def archive(self) -> Path:
        """The folder of raw responses, beside the database and named after it."""
        return self.db.with_suffix(".archive")

    def now(self) -> datetime:
        """The present moment, on the day that was given: UTC."""
        clock = datetime.now(UTC)
        return clock if clock.date() == self.today else datetime.combine(self.today, time(12), UTC)


pass_settings = click.make_pass_decorator(Settings)


class InputError(click.ClickException):
    """Something the person gave cannot be used. One line; exit code 2."""

    exit_code = 2
