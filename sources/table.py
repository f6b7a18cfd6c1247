"""Reading a CSV file as it comes: any size, either encoding, broken quotes, and where each row stands."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.records import Problem, SourceError

_LONGEST_LINE = 1 << 20
_MOST_LINES_IN_A_ROW = 500
_MOST_CHARACTERS_IN_A_ROW = 1 << 20
_LINE_ENDS = re.compile(r"(?<=\r)(?=[^\n])")


@dataclass(frozen=True, slots=True)
class Record:
    """A row: the physical line it begins on, counted from 1, and its cells, trimmed."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


def read_records(path: Path) -> Iterator[Record | Problem]:
    """The rows of a CSV file, streamed. A row that cannot be told from the next is reported and left out.

    Text is UTF-8, with or without a byte order mark; a line that is not is read as Windows-1252, as Excel writes it.
    Raises SourceError for what is no CSV file.
    """
    lines = _Lines(path)
    taken: list[str] = []
    reader = csv.reader(_fed(lines, taken), strict=True)
    while True:
        taken.clear()
        try:
            cells = next(reader, None)
        except csv.Error:
            # Something is wrong with these lines: look at them one by one, and begin anew after them.
            lines.give_back(taken)
            yield _slowly(lines)
            reader = csv.reader(_fed(lines, taken), strict=True)
        else:
            if cells is None:
                return
            yield Record(lines.number - len(taken) + 1, tuple(map(str.strip, cells)))


def _fed(lines: _Lines, taken: list[str]) -> Iterator[str]:
    """The lines, each also appended to `taken`, until that holds more than a row can have."""
    while (line := lines.next()) is not None:
        taken.append(line)
        yield line
        if len(taken) > 1 and (
            len(taken) >= _MOST_LINES_IN_A_ROW or sum(map(len, taken)) >= _MOST_CHARACTERS_IN_A_ROW
        ):
            return


def _slowly(lines: _Lines) -> Record | Problem:
    """The next row of lines that are known to hold something broken."""
    first = lines.next()
    assert first is not None
    number = lines.number
    taken = [first]
    size = len(first)
    try:
        while (cells := _cells(taken)) is None:
            more = (
                lines.next()
                if len(taken) < _MOST_LINES_IN_A_ROW and size < _MOST_CHARACTERS_IN_A_ROW
                else None
            )
            if more is None:
                raise _BrokenRowError("a quotation mark is not closed")
            taken.append(more)
            size += len(more)
    except _BrokenRowError as error:
        # Only the line with the stray mark is lost: what was taken for its continuation is read again.
        lines.give_back(taken[1:])
        return Problem(number, f"{error}, row skipped; mend it in the file", skipped=True)
    return Record(number, cells)


class _BrokenRowError(Exception):
    """The row cannot be read; the message says why."""


def _cells(lines: list[str]) -> tuple[str, ...] | None:
    """The cells of a row that takes up these lines, None when it ends within quotation marks."""
    try:
        cells = next(csv.reader(lines, strict=True), [])
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return None
        if "field larger" in str(error):
            raise _BrokenRowError("a cell is far too long") from error
        if len(lines) > 1:
            # The mark that opened on an earlier line closed in the middle of another row's cell.
            raise _BrokenRowError("a quotation mark is not closed or not doubled") from error
        # A mark within a quoted cell that is not doubled, all on one line: taken for what it is.
        try:
            cells = next(csv.reader(lines), [])
        except csv.Error as worse:
            raise _BrokenRowError(f"it cannot be read as CSV ({worse})") from worse
    return tuple(map(str.strip, cells))


class _Lines:
    """The physical lines of a file, decoded one by one, which can be given back."""

    def __init__(self, path: Path) -> None:
        self.number = 0
        self._returned: list[str] = []
        self._lines = _decoded(path)

    def next(self) -> str | None:
        """The next line with its line end, None at the end of the file."""
        line = self._returned.pop() if self._returned else next(self._lines, None)
        if line is not None:
            self.number += 1
        return line

    def give_back(self, lines: list[str]) -> None:
        """Let these lines, the last ones taken, be read again."""
        self.number -= len(lines)
        self._returned.extend(reversed(lines))


def _decoded(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            start = file.peek(8)[:8]
            _refuse_other_formats(path, start)
            if start.startswith(b"\xef\xbb\xbf"):
                file.read(3)
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), start=1):
                if b"\0" in line:
                    raise SourceError(
                        f"{path} is not a CSV file (line {number} holds binary data); save it as CSV"
                    )
                if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
                    raise SourceError(f"{path} is not a CSV file (line {number} has no end); save it as CSV")
                try:
                    text = line.decode("utf-8")
                except UnicodeDecodeError:
                    text = line.decode("cp1252", errors="replace")
                # A carriage return alone ends a line, too: so old spreadsheets wrote.
                if text.find("\r", 0, -2) < 0:
                    yield text
                else:
                    yield from _LINE_ENDS.split(text)
    except IsADirectoryError as error:
        raise SourceError(f"{path} is a folder; name a CSV file") from error
    except FileNotFoundError as error:
        raise SourceError(f"there is no file {path}; check the name") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror or error})") from error


def _refuse_other_formats(path: Path, start: bytes) -> None:
    if not start:
        raise SourceError(f"{path} is empty; the register CSV begins with a header such as name,website")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SourceError(f"{path} is an Excel workbook or a zip; save the sheet as CSV and import that")
    if start.startswith(b"%PDF"):
        raise SourceError(f"{path} is a PDF; 's54 check' reads statements, 's54 import' takes a CSV file")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(f"{path} is UTF-16 text; save it as 'CSV UTF-8' and import that")
