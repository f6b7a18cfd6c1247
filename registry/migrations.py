"""The schema, as the steps that lead to it. A step that has been released is never edited; add another.

They lie in modules by subject, each with a tuple STEPS, and are taken in the order of their names.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from registry import (
    migrations_assessments,
    migrations_cases,
    migrations_crawls,
    migrations_firms,
    migrations_known,
    migrations_places,
)
from registry.errors import RegistryError


class _InOrder(Migrations):
    """Steps from several modules, taken in the order of their names."""

    def pending(self, db: Database) -> list[Migrations._Migration]:
        return sorted(super().pending(db), key=lambda migration: migration.name)


MIGRATIONS = _InOrder("registry")
STEPS = (
    *migrations_firms.STEPS,
    *migrations_crawls.STEPS,
    *migrations_assessments.STEPS,
    *migrations_cases.STEPS,
    *migrations_known.STEPS,
    *migrations_places.STEPS,
)
for step in STEPS:
    MIGRATIONS()(step)


def is_current(db: Database, path: Path) -> bool:
    """Whether every step has been taken; RegistryError if a newer version of the program took others."""
    known = {step.__name__ for step in STEPS}
    done = {migration.name for migration in MIGRATIONS.applied(db)}
    if done - known:
        raise RegistryError(
            f"{path} was made by a newer version of s54; update s54, or choose another file with --db"
        )
    return done == known
