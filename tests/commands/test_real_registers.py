"""Registers as they are published, imported twice: how many rows, how many of Norfolk, and nothing new the second time."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import S54


def test_published_registers_load_twice_with_the_same_result(s54: S54, shared: Path) -> None:
    files = (
        shared / "data" / "registers" / "govuk_registry_2022_sample.csv",
        shared / "data" / "registers" / "uk_organisations_2020.csv",
        shared / "data" / "norfolk_organisations.csv",
    )
    first = s54("import", *map(str, files))
    assert first.returncode == 0, first.stderr
    counted = [line.partition("(")[2] for line in first.stdout.splitlines()]
    assert counted == [
        "689 rows read, 8 of the area)",
        "16,212 rows read, 99 of the area)",
        "106 rows read, 106 of the area)",
    ]
    questions = s54.rows("questions")
    assert all(row["why"] for row in questions)
    firms = s54.rows("firms")
    again = s54("import", *map(str, files))
    assert [line.partition(": ")[2].partition(" (")[0] for line in again.stdout.splitlines()] == [
        "0 added, 0 updated, 8 unchanged",
        "0 added, 0 updated, 99 unchanged",
        "0 added, 0 updated, 106 unchanged",
    ]
    assert s54.rows("firms") == firms
    assert s54.rows("questions") == questions
