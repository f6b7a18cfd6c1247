"""Lists as a table that fits the terminal, as CSV or as JSON."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

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
_GAP = 2
_LEAST_COLUMNS = 20
_MOST_LINES = 8
"""A cell of a table has at most so many lines: names and sentences come from the web."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, Any]


class Column(NamedTuple):
    """A column of the table: the key of the row, its heading, and how narrow it may get when space is short.

    A column without `least` keeps its width while others can still give way. Where even that is not enough, columns
    with `spare` are left out, the highest first.
    """

    key: str
    heading: str
    least: int | None = None
    spare: int = 0


def width() -> int:
    """Columns of the terminal, as long as something fits into them; 160 where the output goes elsewhere."""
    return max(_LEAST_COLUMNS, shutil.get_terminal_size((160, 24)).columns)


def emit(rows: Sequence[Row], columns: Sequence[Column], form: str, keys: Sequence[str] = ()) -> None:
    """Prints `rows` on stdout. JSON and CSV carry every key of the rows, the table only `columns`.

    `keys` are those of the rows, for the header of a CSV without any: what reads it finds the same columns as ever.
    """
    if form == "json":
        click.echo(json.dumps([dict(row) for row in rows], indent=2, ensure_ascii=False))
    elif form == "csv":
        header = list(rows[0]) if rows else keys or [column.key for column in columns]
        write_csv(sys.stdout, header, rows)
    else:
        lines, left_out = _laid_out(rows, columns, width())
        click.echo("\n".join(lines))
        if not rows:
            click.echo("none", err=True)
        elif left_out:
            click.echo(f"left out for want of width: {', '.join(left_out)}; --format csv has all", err=True)


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
    """The lines of a table no wider than `total`; long cells go over several lines, set in from the second on."""
    return _laid_out(rows, columns, total)[0]


def _laid_out(rows: Sequence[Row], columns: Sequence[Column], total: int) -> tuple[list[str], list[str]]:
    """The lines of the table, and the headings of the columns for which there was no room."""
    cells = {
        column.key: [column.heading, *(_shown(row.get(column.key)) for row in rows)] for column in columns
    }
    lengths = {key: Counter(map(len, texts)) for key, texts in cells.items()}
    natural = {key: min(max(each), total) for key, each in lengths.items()}
    kept = _that_fit(columns, natural, total)
    widths = [natural[column.key] for column in kept]
    _narrow(widths, kept, [lengths[column.key] for column in kept], total - _GAP * (len(kept) - 1))
    head, *body = zip(*(cells[column.key] for column in kept), strict=True)
    lines = [
        (" " * _GAP).join(text.ljust(wide) for text, wide in zip(line, widths, strict=True)).rstrip()
        for row in (head, ["-" * each for each in widths], *body)
        for line in zip_longest(*map(_folded, row, widths), fillvalue="")
    ]
    return lines, [column.heading for column in columns if column not in kept]


def _that_fit(columns: Sequence[Column], natural: Mapping[str, int], total: int) -> list[Column]:
    """The columns for which there is room, at their narrowest."""
    kept = list(columns)
    needs = {each.key: min(natural[each.key], each.least or total) for each in columns}
    while sum(needs[each.key] + _GAP for each in kept) - _GAP > total and any(each.spare for each in kept):
        kept.remove(max(kept, key=lambda each: each.spare))
    return kept


def _narrow(
    widths: list[int], columns: Sequence[Column], lengths: Sequence[Counter[int]], total: int
) -> None:
    """Takes one character at a time from the column that gives way and whose cells then need the fewest lines more.

    If none gives way any longer, from any. `lengths` are those of each column's cells.
    """
    while sum(widths) > total:
        giving = [
            i for i, column in enumerate(columns) if column.least is not None and widths[i] > column.least
        ]
        giving = giving or [i for i in range(len(widths)) if widths[i] > _NARROWEST]
        if not giving:
            return
        more = {i: _lines(lengths[i], widths[i] - 1) - _lines(lengths[i], widths[i]) for i in giving}
        widths[min(giving, key=lambda i: (more[i], -widths[i]))] -= 1


def _lines(lengths: Counter[int], wide: int) -> int:
    """About how many lines cells of these lengths take in so narrow a column."""
    return sum(number * max(1, -(-length // wide)) for length, number in lengths.items())


def _folded(text: str, wide: int) -> list[str]:
    """The lines of a cell; what would take more than `_MOST_LINES` ends with an ellipsis."""
    if len(text) <= wide:
        return [text]
    lines = textwrap.wrap(text[: _MOST_LINES * wide], wide, subsequent_indent=" ", break_on_hyphens=False)
    cut = len(lines) > _MOST_LINES or len(text) > _MOST_LINES * wide
    return [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: wide - 1]}…"] if cut else lines


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


def counted(number: int, things: str) -> str:
    """A number with what it counts, given in the plural: "1 firm", "2 firms"."""
    return f"{number} {things.removesuffix('s') if number == 1 else things}"


def wrapped(text: str, wide: int) -> list[str]:
    """The lines of a text set in by two, `wide` columns wide; a word, such as an address, stays whole."""
    return textwrap.wrap(
        plain(text),
        wide,
        initial_indent="  ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )
