"""What the coordinator reads: firms, show, export, recheck, on a register that was really crawled."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commands.obstacles import REMEDIES
from crawler.records import Reason
from tests.conftest import S54

STATUSES = {
    "Fenmarsh Foods Limited": "compliant",
    "Brecksward Logistics Limited": "compliant",
    "Staithewell Care Homes Limited": "compliant",
    "Wherrycroft Construction Group Limited": "incomplete",
    "Marramdyke Hotels Limited": "out_of_date",
    "Tuckthorpe Packaging Limited": "missing",
    "Dunmarl Poultry Limited": "could_not_check",
    "J & E Pightlebrook & Sons Limited": "no_website",
    "Larkmere Thrupp LLP": "compliant",
    "Oddingfleet Stores Limited": "missing",
    "Gorsefold Brewing Limited": "missing",
    "Holtsedge Engineering Limited": "incomplete",
}
KEYS = [
    "name", "company_number", "district", "website", "scope", "status", "reason", "statement_url", "statement_kind",
    "financial_year_end", "homepage_link", "score", "missing", "checked_at", "followup_due",
]  # fmt: skip


def test_every_firm_stands_as_it_should(surveyed: S54) -> None:
    rows = surveyed.rows("firms")
    assert {row["name"]: row["status"] for row in rows} == STATUSES
    assert all(list(row) == KEYS for row in rows)
    firms = {row["name"]: row for row in rows}
    assert firms["Dunmarl Poultry Limited"]["reason"] == "http_5xx"
    assert firms["Holtsedge Engineering Limited"]["missing"] == ["homepage_link"]
    assert firms["Oddingfleet Stores Limited"]["statement_kind"] == "policy_only"
    assert firms["Gorsefold Brewing Limited"]["statement_kind"] == "template"
    assert "signature" in firms["Wherrycroft Construction Group Limited"]["missing"]
    assert firms["Brecksward Logistics Limited"]["statement_url"].endswith(".pdf")


def test_filters_and_order(surveyed: S54) -> None:
    names = [
        row["name"]
        for row in surveyed.rows("firms", "--missing", "signature", "--district", "great yarmouth")
    ]
    assert names == ["Wherrycroft Construction Group Limited"]
    scores = [row["score"] for row in surveyed.rows("firms", "--sort", "score") if row["score"] is not None]
    assert scores == sorted(scores)
    assert len(surveyed.rows("firms", "--status", "missing", "--status", "no_website")) == 4
    assert surveyed.rows("firms", "--scope", "below_threshold")[0]["name"] == "Gorsefold Brewing Limited"


def test_the_table_fits_and_never_accuses_a_firm_out_of_scope(surveyed: S54) -> None:
    table = surveyed("firms").stdout
    assert max(map(len, table.splitlines())) <= 120
    wide = surveyed("firms", COLUMNS="200").stdout
    (line,) = [line for line in wide.splitlines() if line.startswith("Gorsefold")]
    assert "none found, below threshold" in line


def test_on_a_narrow_terminal_the_table_folds_and_says_what_it_leaves_out(surveyed: S54) -> None:
    narrow = surveyed("firms", COLUMNS="80")
    assert max(map(len, narrow.stdout.splitlines())) <= 80
    assert "…" not in narrow.stdout
    for words in (
        "could not check  -",
        "(http_5xx)",
        "Staithewell Care Homes",
        "homepage link",
        "2025-09-30",
    ):
        assert words in narrow.stdout
    assert narrow.stderr == "left out for want of width: district, linked, score; --format csv has all\n"


def test_the_words_of_a_narrow_table_stay_whole(surveyed: S54) -> None:
    narrow = surveyed("firms", "--sort", "due", COLUMNS="80").stdout
    assert max(map(len, narrow.splitlines())) <= 80
    assert {"threshold", "2027-09-30"} <= set(narrow.split())
    assert "could not check" in narrow


def test_an_empty_list_is_said_to_be_empty(surveyed: S54) -> None:
    done = surveyed("firms", "--district", "Norwich", "--missing", "training", "--in-scope")
    assert done.stdout.startswith("firm")
    assert done.stderr == "none\n"


@pytest.mark.parametrize(
    "asked",
    [
        ("firms",), ("followup", "due"), ("followup", "due", "--unopened"), ("search", "fees"), ("reconcile",),
        ("digest", "--since", "2026-11-01"), ("crawl", "--plan"),
        ("letter", "--all", "--draft", "--by", "A. Coordinator", "--reply-to", "business@nasn.example"),
    ],
)  # fmt: skip
def test_a_district_in_which_no_firm_is_is_no_good_news(surveyed: S54, asked: tuple[str, ...]) -> None:
    """A slip of the pen must not read as if there were nothing to do in that district."""
    done = surveyed(*asked, "--district", "Norwitch")
    assert done.returncode == 0, done.stderr
    assert "no firm is in a district 'Norwitch'; there are firms in Breckland, Broadland," in done.stderr
    assert "no firm is in a district" not in surveyed(*asked, "--district", "norwich").stderr


def test_a_firm_without_a_site_is_not_looked_at_and_that_is_why(surveyed: S54) -> None:
    done = surveyed("crawl", "--firm", "pightlebrook", "--plan")
    assert done.stderr == (
        "J & E Pightlebrook & Sons Limited is not looked at: no web site of it is in the register; load one with "
        "'s54 import'\n"
    )
    shown = surveyed("show", "pightlebrook").stdout
    assert "Not looked at yet.\n  → find its web site and load it with s54 import" in shown


def test_what_was_looked_through_is_shown_and_what_to_do_about_it(surveyed: S54) -> None:
    shown = " ".join(surveyed("show", "oddingfleet").stdout.split())
    assert "Read: http://oddingfleet.example/" in shown
    assert "other addresses where firms often publish" in shown
    assert "→ look by hand before you write; if there is none: s54 review 9" in shown
    # The law may ask nothing of this one: nothing is to be confirmed against it.
    assert "look by hand before you write" not in surveyed("show", "gorsefold").stdout


@pytest.mark.parametrize(
    ("full", "none"),
    [
        (("firms",), ("--missing", "training", "--status", "no_website")),
        (("firms", "--sort", "due"), ("--status", "no_website", "--missing", "training")),
    ],
)
def test_a_csv_without_rows_has_the_same_header(
    surveyed: S54, full: tuple[str, ...], none: tuple[str, ...]
) -> None:
    filled = surveyed(*full, "--format", "csv").stdout.splitlines()
    empty = surveyed(*full, *none, "--format", "csv").stdout.splitlines()
    assert len(filled) > 1
    assert empty == filled[:1]


def test_csv_is_the_same_rows(surveyed: S54) -> None:
    done = surveyed("firms", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["name"] for row in rows] == [row["name"] for row in surveyed.rows("firms")]
    assert {row["homepage_link"] for row in rows} == {"true", "false", ""}


@pytest.mark.parametrize("named", ["OC990009", "Larkmere Thrupp LLP", "larkmere", "larkmerethrupp.example"])
def test_show_by_number_name_part_or_host(surveyed: S54, named: str) -> None:
    done = surveyed("show", named)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Larkmere Thrupp LLP (OC990009")
    assert "The members of Larkmere Thrupp LLP approved this statement" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120


def test_show_says_why_it_could_not_look(surveyed: S54) -> None:
    text = surveyed("show", "dunmarl").stdout
    assert "could not check (http_5xx)" in text
    assert "→ run 's54 crawl' again another day" in text
    assert "not met" not in text


def test_every_reason_has_a_way_out() -> None:
    assert set(REMEDIES) == set(Reason)


@pytest.mark.parametrize("firm", ["dunmarl", "wherrycroft", "gorsefold", "marramdyke", "oddingfleet"])
def test_show_keeps_to_a_narrow_terminal_and_cuts_nothing_off(surveyed: S54, firm: str) -> None:
    text = surveyed("show", firm, "--history", COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 80


def test_show_as_rows_carries_the_quotes(surveyed: S54) -> None:
    rows = surveyed.rows("show", "fenmarsh")
    assert len(rows) == 12
    met = [
        row
        for row in rows
        if row["verdict"] == "met" and row["requirement"] not in ("published", "homepage_link")
    ]
    assert met
    assert all(row["quote"] for row in met)


def test_export_json_and_csv(surveyed: S54, tmp_path: Path) -> None:
    assert surveyed("export", str(tmp_path / "all.json")).returncode == 0
    tables = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert len(tables["firms"]) == len(tables["register"]) == 12
    assert {"visits", "documents", "assessments", "findings", "evidence", "fetches"} <= set(tables)
    assert surveyed("export", str(tmp_path / "all")).returncode == 0
    with (tmp_path / "all" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(tables["findings"])


def test_recheck_judges_the_archive_again_and_says_the_same(surveyed: S54, tmp_path: Path) -> None:
    shutil.copytree(surveyed.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("web"))
    copy = S54(tmp_path / "copy", surveyed.environment)
    before = copy.rows("firms")
    assert copy("recheck").stdout.startswith("nothing to judge again")
    done = copy("recheck", "--all")
    assert done.returncode == 0, done.stderr
    assert "0 could not be read" in done.stdout
    assert copy.rows("firms") == before


def test_a_damaged_record_of_the_archive_keeps_no_other_from_being_judged(
    surveyed: S54, tmp_path: Path
) -> None:
    shutil.copytree(surveyed.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("web"))
    copy = S54(tmp_path / "copy", surveyed.environment)
    whole = copy("recheck", "--all").stdout
    with closing(sqlite3.connect(copy.db)) as db:
        url = copy.rows("firms", "--sort", "score")[0]["statement_url"]
        (place,) = db.execute("SELECT archive_offset FROM visit_documents WHERE url = ?", [url]).fetchone()
    (segment,) = copy.db.with_suffix(".archive").glob("*.warc.gz")
    body = bytearray(segment.read_bytes())
    body[place + 20 : place + 60] = bytes(40)
    segment.write_bytes(body)
    done = copy("recheck", "--all")
    assert done.returncode == 0, done.stderr
    judged = int(whole.split(maxsplit=1)[0])
    assert done.stdout.startswith(f"{judged - 1} documents judged")
    assert "1 could not be read" in done.stdout
    assert "cannot be read at offset" in done.stderr
    segment.unlink()
    gone = copy("recheck", "--all")
    assert gone.returncode == 2
    assert "is the archive folder beside its database?" in gone.stderr.splitlines()[-1]


def test_a_firm_that_could_not_be_looked_at_is_due_again(surveyed: S54, tmp_path: Path) -> None:
    shutil.copytree(surveyed.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("web"))
    copy = S54(tmp_path / "copy", surveyed.environment)
    nobody = "http://127.0.0.1:9"
    done = copy("crawl", "--limit", "1", "--firm", "dunmarl", http_proxy=nobody, https_proxy=nobody)
    assert "could not look (refused" in done.stderr
