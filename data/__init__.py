"""Data files that ship with the product; ATTRIBUTION.md says whose they are."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def path(name: str) -> Path:
    """Where the file of that name lies; FileNotFoundError if the product does not ship one."""
    found = Path(str(files(__name__) / name))
    if not found.is_file():
        raise FileNotFoundError(f"no data file {name} in {found.parent}; install section54 again")
    return found
