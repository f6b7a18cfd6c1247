"""A date on the command line."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

_YEARS = range(1900, 3000)
"""In all of them there are quarters before and financial years after."""


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that names what was given."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as YYYY-MM-DD, such as 2026-11-21", param, ctx)
        if day.year not in _YEARS:
            self.fail(f"{value!r} is in no year from {_YEARS[0]} to {_YEARS[-1]}", param, ctx)
        return day
