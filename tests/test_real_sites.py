"""Sixteen real web sites, each under its own host name behind a loopback proxy, through the whole product."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from checker import load_rulebook
from demo.web import serve_web
from tests.conftest import S54


def test_every_statement_is_located_and_nothing_is_claimed_elsewhere(shared: Path, s54: S54) -> None:
    folder = shared / "data" / "sites"
    with (folder / "index.csv").open(encoding="utf-8") as file:
        known = list(csv.DictReader(file))
    register = s54.folder / "sites.csv"
    with register.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "website"), *((row["site"], row["host"]) for row in known)])
    with serve_web({row["host"]: folder / row["site"] for row in known}) as web:
        assert s54("import", str(register)).returncode == 0
        crawl = s54("crawl", "--delay", "0", **web.environment)
    assert crawl.returncode == 0, crawl.stderr
    firms = {row["name"]: row for row in s54.rows("firms")}
    assert len(firms) == len(known) == 16
    for row in known:
        firm = firms[row["site"]]
        if row["kind"] == "none":
            assert (firm["status"], firm["statement_url"], firm["homepage_link"]) == (
                "missing",
                None,
                None,
            ), row["site"]
            continue
        where = f"http://{row['host']}/{row['statement_path']}"
        found = firm["statement_url"]
        assert found in (where, where.removesuffix("index.html"), where.removesuffix("/index.html")), row[
            "site"
        ]
        assert firm["homepage_link"] is ("none on homepage" not in row["how_linked"]), row["site"]
        assert firm["statement_kind"] == row["kind"], row["site"]
        is_statement = row["kind"] == "statement"
        assert (firm["status"] not in ("missing", "could_not_check")) is is_statement, row["site"]
        if row["stated_year_end"]:
            assert firm["financial_year_end"] == row["stated_year_end"], row["site"]


@pytest.mark.parametrize("wanted", ["unfilled_placeholder"])
def test_warnings_reach_the_screen_in_words(shared: Path, s54: S54, wanted: str) -> None:
    folder = shared / "data" / "sites"
    with (folder / "index.csv").open(encoding="utf-8") as file:
        warned = [row for row in csv.DictReader(file) if wanted in row["warnings"]]
    assert warned
    for row in warned:
        done = s54("check", str(folder / row["site"] / row["statement_path"]))
        assert done.returncode == 1
        assert load_rulebook().said_warning(wanted) in " ".join(done.stdout.split()), row["site"]
        assert wanted not in done.stdout, row["site"]
