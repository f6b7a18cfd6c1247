"""Opens the register for a command, and says its errors in one line."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager

import click

from archive import ArchiveError
from commands.settings import InputError, Settings
from registry import AmbiguousFirmError, Firm, Registry, RegistryError, UnknownFirmError, open_registry


@contextmanager
def opened(settings: Settings, *, create: bool = True) -> Iterator[Registry]:
    """The register at `settings.db`, closed afterwards. Its errors, and the archive's, become InputError."""
    try:
        with open_registry(settings.db, create=create) as registry:
            yield registry
    except (RegistryError, ArchiveError) as error:
        raise InputError(str(error)) from error


def firm_named(registry: Registry, text: str) -> Firm:
    """The one firm a person means; InputError that lists the candidates when it could be several."""
    try:
        return registry.find_firm(text)
    except (AmbiguousFirmError, UnknownFirmError) as error:
        raise InputError(str(error)) from error


def warn_of_district(registry: Registry, district: str | None) -> None:
    """Says on stderr that no firm is in the district that was asked for, so that a slip is not taken for good news."""
    known = registry.districts() if district is not None else []
    if known and district is not None and district.casefold() not in (each.casefold() for each in known):
        click.echo(f"no firm is in a district {district!r}; there are firms in {', '.join(known)}", err=True)


def called(firm: Firm) -> str:
    """The firm as a command line names it: by its number, else by its name in quotes."""
    return firm.company_number or shlex.quote(firm.name)
