"""Tables as an Excel workbook: typed cells, a sheet for each table, headers that stay, filters; nothing is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from reports.xml import xml_text

Sheet = tuple[str, Sequence[str], Iterable[Mapping[str, object]]]
"""A table: its name, its columns, its rows by column."""

ROWS_IN_A_SHEET = 1_048_575
"""What Excel takes, less the header; more rows go on in another sheet."""
_LONGEST = 32_767
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_USUAL, _NARROWEST = 28, 9
_MEASURED = 200
"""Rows that decide on the widths of a sheet's columns."""


def write_workbook(path: Path, about: Sequence[str], sheets: Iterable[Sheet]) -> int:
    """Writes the workbook, a README sheet of the lines `about` first, and returns how many tables it holds.

    Rows are streamed. Every text is written as text; one that begins as formulas do is marked, so that a spreadsheet
    keeps it a text when it is edited or saved as CSV.
    """
    book = Workbook(write_only=True)
    _about(book, about)
    count = 0
    for name, columns, rows in sheets:
        _sheets(book, name, columns, iter(rows))
        count += 1
    book.save(path)
    return count


def _about(book: Any, lines: Sequence[str]) -> None:
    sheet = book.create_sheet("README")
    sheet.column_dimensions["A"].width = 110
    for line in lines:
        sheet.append([_cell(sheet, line)])


def _sheets(book: Any, name: str, columns: Sequence[str], rows: Iterator[Mapping[str, object]]) -> None:
    number, more = 1, True
    while more:
        ending = f" ({number})" if number > 1 else ""
        more = _sheet(book, name[: 31 - len(ending)] + ending, columns, rows)
        number += 1


def _sheet(book: Any, title: str, columns: Sequence[str], rows: Iterator[Mapping[str, object]]) -> bool:
    """One sheet; whether there are rows left that it could not take."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    # A sheet that is streamed has to know its widths before its first row.
    first = list(islice(rows, min(_MEASURED, ROWS_IN_A_SHEET)))
    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = _width(column, first)
    header = [WriteOnlyCell(sheet, value=column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    written = 0
    for row in islice(chain(first, rows), ROWS_IN_A_SHEET):
        sheet.append([_cell(sheet, row.get(column)) for column in columns])
        written += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written + 1}"
    # One that is full may be followed by nothing: an empty sheet then says so.
    return written == ROWS_IN_A_SHEET


def _width(column: str, rows: Sequence[Mapping[str, object]]) -> int:
    """So wide that the heading and, within bounds, the values can be read, in characters."""
    longest = max((len(str(row.get(column) or "")) for row in rows), default=0)
    return max(_NARROWEST, len(column) + 3, min(longest + 2, _WIDTHS.get(column, _USUAL)))


_WIDTHS = {"name": 40, "website": 30, "statement_url": 50, "url": 50, "quote": 60, "advice": 60, "text": 60, "note": 40,
           "missing": 30, "district": 24, "sector": 28, "checked_at": 18, "firm": 40}  # fmt: skip


def _cell(sheet: Any, value: object) -> Any:
    if isinstance(value, (list, tuple)):
        value = " ".join(str(each) for each in value)
    if isinstance(value, str):
        if _TIME.fullmatch(value):
            return _dated(sheet, value[:-1], "yyyy-mm-dd hh:mm")
        if _DATE.fullmatch(value):
            return _dated(sheet, value, "yyyy-mm-dd")
        return _text(sheet, value)
    return WriteOnlyCell(sheet, value=value)


def _dated(sheet: Any, value: str, shown: str) -> Any:
    try:
        moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return _text(sheet, value)
    if moment.year < 1900:
        # Excel's calendar begins there.
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value=moment)
    cell.number_format = shown
    return cell


def _text(sheet: Any, value: str) -> Any:
    text = xml_text(value)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 2] + " …"
    cell = WriteOnlyCell(sheet, value=text)
    # openpyxl takes what begins with "=" for a formula, and "#N/A" for an error.
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell
