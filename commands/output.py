"""Lists as a table that fits the terminal, as CSV or as JSON."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

FORMATS = ("table", "csv", "json")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print the list.",
)
_NARROWEST = 6
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: the key of the row, its heading, and how narrow it may get when space is short.

    A column without `least` keeps its width while others can still give way.
    """

    key: str
    heading: str
    least: int | None = None


def width() -> int:
    """Columns of the terminal; 160 where the output goes elsewhere."""
    return shutil.get_terminal_size((160, 24)).columns


def emit(rows: Sequence[Row], columns: Sequence[Column], form: str) -> None:
    """Prints `rows` on stdout. JSON and CSV carry every key of the rows, the table only `columns`."""
    if form == "json":
        click.echo(json.dumps([dict(row) for row in rows], indent=2, ensure_ascii=False))
    elif form == "csv":
        write_csv(sys.stdout, list(rows[0]) if rows else [column.key for column in columns], rows)
    else:
        for line in table(rows, columns, width()):
            click.echo(line)


def write_csv(file: Any, header: Sequence[str], rows: Iterable[Row]) -> None:
    """CSV whose cells no spreadsheet takes for a formula: those that look like one get a leading apostrophe."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell(row.get(key)) for key in header] for row in rows)


def cell(value: object) -> str:
    """A value as CSV text: lists parted by spaces, unknown blank, booleans as true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return " ".join(str(each) for each in value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def table(rows: Sequence[Row], columns: Sequence[Column], total: int) -> list[str]:
    """The lines of a table no wider than `total`; long cells of columns that give way are cut with an ellipsis."""
    cells = [[_shown(row.get(column.key)) for column in columns] for row in rows]
    widths = [
        max([len(column.heading), *(len(line[index]) for line in cells)])
        for index, column in enumerate(columns)
    ]
    _narrow(widths, columns, total - 2 * (len(columns) - 1))
    head = [column.heading for column in columns]
    ruled: list[list[str]] = [head, ["-" * each for each in widths], *cells]
    return [
        "  ".join(_cut(text, wide).ljust(wide) for text, wide in zip(line, widths, strict=True)).rstrip()
        for line in ruled
    ]


def _narrow(widths: list[int], columns: Sequence[Column], total: int) -> None:
    """Takes from the widest column that gives way, one character at a time; then from any."""
    while sum(widths) > total:
        giving = [
            i for i, column in enumerate(columns) if column.least is not None and widths[i] > column.least
        ]
        giving = giving or [i for i in range(len(widths)) if widths[i] > _NARROWEST]
        if not giving:
            return
        widths[max(giving, key=lambda i: widths[i])] -= 1


def _cut(text: str, wide: int) -> str:
    return text if len(text) <= wide else text[: wide - 1] + "…"


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value)
    return plain(str(value))


def plain(text: str) -> str:
    """One line without control characters: what comes from the web must not steer a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def indented(text: str, wide: int) -> list[str]:
    """The lines of a text under a finding, `wide` columns wide."""
    return textwrap.wrap(text, wide, initial_indent=" " * 15, subsequent_indent=" " * 15)
