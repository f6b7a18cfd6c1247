"""Only a firm known to be in scope stands on a list of non-compliance, or is said to lack what the law asks."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing

import lxml.html
import pytest

from registry import SCOPES
from registry.explore import metadata
from reports.standing import said_scope, said_status
from tests.commands.conftest import only_read
from tests.conftest import S54

# One that is incomplete, one without a statement, one whose statement is old.
SCOPE_OF = {"Wherrycroft": "unknown", "Tuckthorpe": "presumed_in_scope", "Marramdyke": "voluntary"}
FAILING = tuple(SCOPE_OF)


@pytest.mark.parametrize("scope", [each for each in SCOPES if each != "in_scope"])
def test_the_words_for_every_scope(scope: str) -> None:
    for status in ("missing", "incomplete", "out_of_date"):
        words = said_status(status, scope)
        assert said_scope(scope) in words
        assert status.replace("_", " ") not in words


@pytest.fixture(scope="module")
def own(surveyed: S54, tmp_path_factory: pytest.TempPathFactory) -> Iterator[S54]:
    """The crawled register, in which those three are not known to be in scope, though a person has looked at them."""
    s54 = S54(tmp_path_factory.mktemp("scopes"), surveyed.environment)
    shutil.copy(surveyed.db, s54.db)
    for firm, requirement, verdict in (
        ("wherrycroft", "signature", "not_met"),
        ("tuckthorpe", "published", "not_met"),
        ("marramdyke", "financial_year", "met"),
    ):
        assert s54("review", firm, requirement, verdict, "--by", "B. Reader").returncode == 0
    with closing(sqlite3.connect(s54.db)) as db, db:
        for name, scope in SCOPE_OF.items():
            db.execute("UPDATE firms SET scope = ? WHERE name LIKE ? || '%'", [scope, name])
    with only_read(s54):
        yield s54


def named(text: str) -> list[str]:
    return [name for name in FAILING if name in text]


def test_no_list_no_letter_and_no_page_says_that_they_lack_anything(own: S54) -> None:
    listed = own("firms")
    for line in listed.stdout.splitlines():
        if named(line):
            assert line.rstrip().endswith("-") or line.split()[-1].isdigit(), line
            assert "incomplete" not in line
            assert "out of date" not in line
    asked = own("firms", "--status", "incomplete", "--status", "missing", "--status", "out_of_date")
    assert "4 of these firms are not known to be in scope" in asked.stderr
    assert not named(own("firms", "--missing", "signature", "--in-scope").stdout)
    assert not named(own("followup", "due", "--unopened").stdout)
    letters = own("letter", "--all", "--output", "letters", "--by", "A", "--reply-to", "a@b.example")
    assert letters.stdout.count("not 'in scope'") == 4
    assert list((own.folder / "letters").glob("*.docx")) == []


def test_the_report_and_the_digest_count_them_apart(own: S54) -> None:
    assert own("report", "--output", "r.html").returncode == 0
    page = lxml.html.fromstring((own.folder / "r.html").read_bytes())
    assert not named(page.text_content())
    assert "4 of 8 firms in scope" in " ".join(page.cssselect(".take")[0].text_content().split())
    for form in ("text", "atom"):
        said = own("digest", "--since", "2026-11-01", "--format", form).stdout
        assert named(said) == list(FAILING)
        for part in said.split("\n"):
            if named(part):
                assert "not found:" not in part
                assert "incomplete" not in part
                assert "out of date" not in part


def test_partners_are_told_nothing_they_lack(own: S54) -> None:
    assert own("export", "--profile", "partners", "p.json").returncode == 0
    tables = json.loads((own.folder / "p.json").read_text(encoding="utf-8"))
    rows = [row for row in tables["firms"] if named(row["name"])]
    assert {row["status"] for row in rows} == {"not known to be in scope"}
    assert all(row["missing"] == [] and row["homepage_link"] is None for row in rows)
    assert not named(json.dumps(tables["verdicts"]))
    failing = [
        row for row in tables["districts"] if row["status"] in ("incomplete", "missing", "out_of_date")
    ]
    assert {row["scope"] for row in failing} <= {"in_scope"}


def test_nor_does_the_question_that_ships_for_datasette(own: S54) -> None:
    sql = metadata("registry")["databases"]["registry"]["queries"]["in_scope_and_lacking"]["sql"]
    with closing(sqlite3.connect(own.db)) as db:
        names = [row[0] for row in db.execute(sql)]
    assert names
    assert not named(" ".join(names))


def test_the_screen_of_one_says_what_it_is_about(own: S54) -> None:
    done: subprocess.CompletedProcess[str] = own("show", "wherrycroft")
    assert "Status on this day: found with gaps, " in done.stdout
    assert "the law may ask nothing of the firm" in done.stdout
