"""`s54 followup`: as the coordinator types it."""

from __future__ import annotations

import pytest

from tests.conftest import S54

REGISTER = """\
name,website,company_number,district,scope
Alder Foods Ltd,alder.example,99200001,Breckland,in_scope
Birch Homes Ltd,birch.example,99200002,Norwich,unknown
"""
BY = ("--by", "A. Coordinator")


@pytest.fixture
def loaded(s54: S54) -> S54:
    (s54.folder / "firms.csv").write_text(REGISTER, encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    return s54


def test_a_case_from_the_first_look_to_closed(loaded: S54) -> None:
    first = loaded(
        "followup", "add", "alder", "check", "--on", "2026-10-01", "--outcome", "No approval in the PDF", *BY
    )
    assert (first.returncode, first.stderr.strip()) == (
        0,
        "Alder Foods Ltd: check on 2026-10-01; next on 2026-10-01",
    )
    letter = ("--contact", "R. Hale", "--role", "Company secretary", "--channel", "letter")
    assert loaded("followup", "add", "99200001", "note", "--on", "2026-10-05", *letter, *BY).returncode == 0
    (due,) = loaded.rows("followup", "due")
    assert {key: due[key] for key in ("firm", "due", "days_overdue", "next_step", "last_step", "look_again")} == {
        "firm": "Alder Foods Ltd", "due": "2026-11-09", "days_overdue": 12, "next_step": "reminder",
        "last_step": "note", "look_again": True,
    }  # fmt: skip
    assert due["contact"] == "R. Hale, Company secretary"
    assert [row["name"] for row in loaded.rows("firms", "--due")] == ["Alder Foods Ltd"]
    table = loaded("followup", "due").stdout
    assert "note, 2026-10-05" in table
    assert "look again: s54 crawl" in table
    assert (
        loaded(
            "followup", "close", "alder", "compliant", "--outcome", "Approved on 3 November", *BY
        ).returncode
        == 0
    )
    assert loaded.rows("followup", "due") == []
    assert loaded.rows("followup", "list") == []
    events = loaded.rows("followup", "list", "alder")
    assert [each["step"] for each in events] == ["check", "note", "closed"]
    assert "compliant – Approved on 3 November" in loaded("followup", "list", "--all").stdout


def test_a_case_of_a_firm_not_known_to_be_in_scope_says_so_in_the_morning(loaded: S54) -> None:
    assert loaded("followup", "add", "birch", "check", "--on", "2026-11-20", *BY).returncode == 0
    assert "not known to be in scope (scope unknown)" in loaded("followup", "due", COLUMNS="300").stdout


def test_a_firm_without_a_site_is_not_sent_to_the_crawl_in_the_morning(loaded: S54) -> None:
    (loaded.folder / "more.csv").write_text(
        "name,website,company_number,district,scope\nCedar Mills Ltd,,99200003,Norwich,in_scope\n",
        encoding="utf-8",
    )
    assert loaded("import", "more.csv").returncode == 0
    assert loaded("followup", "add", "cedar", "check", "--on", "2026-10-20", *BY).returncode == 0
    table = loaded("followup", "due", COLUMNS="300").stdout
    assert "no web site is known: look for one, or ring" in table
    assert "s54 crawl" not in table


def test_who_records_it_may_come_from_the_environment(loaded: S54) -> None:
    assert loaded("followup", "add", "birch", "call", S54_BY="B. Deputy").returncode == 0
    assert loaded.rows("followup", "list")[0]["recorded_by"] == "B. Deputy"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("close", "alder", "other", *BY), "Alder Foods Ltd has no open case to close"),
        (("add", "alder", "note"), "--by"),
        (("add", "alder", "shout", *BY), "'shout'"),
        (("add", "alder", "note", "--on", "tomorrow", *BY), "YYYY-MM-DD"),
        (("add", "alder", "note", "--on", "2027-01-01", *BY), "still to come"),
        (("add", "cedar", "note", *BY), "no firm matches 'cedar'"),
        (("erase",), "name one firm"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(loaded: S54, arguments: tuple[str, ...], says: str) -> None:
    done = loaded("followup", *arguments)
    assert done.returncode == 2
    assert says in done.stderr.replace("\n", " ")
    assert done.stdout == ""


def test_erasing_asks_first(loaded: S54) -> None:
    assert (
        loaded(
            "followup", "add", "alder", "call", "--contact", "R. Hale", "--outcome", "Kind", *BY
        ).returncode
        == 0
    )
    answer = ("reply", "alder", "Signed on page 6", "--by", "Ms Q. Zeal")
    assert loaded(*answer).returncode == 0
    assert loaded("followup", "erase", "alder", given=b"n\n").returncode == 130
    assert loaded.rows("followup", "list")[0]["contact"] == "R. Hale"
    erased = loaded("followup", "erase", "alder", "--yes")
    assert erased.stderr.startswith("3 entries erased")
    (event,) = loaded.rows("followup", "list")
    assert (event["contact"], event["note"], event["step"]) == (None, None, "call")
    assert b"R. Hale" not in loaded.db.read_bytes()
    assert b"Q. Zeal" not in loaded.db.read_bytes()
    assert "“Signed on page 6”" in loaded("show", "alder").stdout
    nothing = loaded("followup", "erase", "--closed-before", "2026-11-21")
    assert "no contact data is left" in nothing.stderr
