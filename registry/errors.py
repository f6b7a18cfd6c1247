"""What can go wrong with the register, said so that the reader knows what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.firms import Firm

_SHOWN = 10


class RegistryError(Exception):
    """The database cannot be used. The message names the file and the way out, in one line."""


class UnknownFirmError(Exception):
    """No firm in the register answers to what was asked."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"no firm matches {text!r}; give a company number, or part of a name or web host ('s54 firms' lists all)"
        )
        self.text = text


class AmbiguousFirmError(Exception):
    """Several firms answer to what was asked; `candidates` holds them all, by name."""

    def __init__(self, text: str, candidates: Sequence[Firm]) -> None:
        listed = "; ".join(firm.label for firm in candidates[:_SHOWN])
        more = f"; and {len(candidates) - _SHOWN} more" if len(candidates) > _SHOWN else ""
        super().__init__(f"{text!r} matches {len(candidates)} firms, name one: {listed}{more}")
        self.text = text
        self.candidates = tuple(candidates)


_WAYS_OUT = (
    ("locked", "is in use by another run; wait for it to end, or stop it, and try again"),
    ("disk is full", "cannot grow: the disk is full; free some space and run again, nothing is lost"),
    (
        "disk I/O error",
        "cannot be read or written: the disk is full, over quota or failing; free some space and run again, nothing is lost",
    ),
    ("readonly", "may not be written to; check its permissions, or choose another with --db"),
    ("unable to open", "cannot be opened; check the path and its permissions, or choose another with --db"),
    ("not a database", "is not an SQLite database; choose another file with --db"),
    ("malformed", "is damaged; restore a copy, or load the register anew into another file with --db"),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints about the file into a RegistryError; a broken constraint stays what it is."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except UnicodeEncodeError as error:
        # A command line, or a file's name, may hold bytes that are no text.
        raise RegistryError(f"{error.object[:60]!a} is no text; write it in UTF-8") from error
    except sqlite3.DatabaseError as error:
        text = str(error)
        for sign, way_out in _WAYS_OUT:
            if sign in text:
                raise RegistryError(f"{path} {way_out}") from error
        raise
