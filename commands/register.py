"""Opens the register for a command, and says its errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
