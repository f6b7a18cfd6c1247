"""`s54 report`: a page that says what is known, and nothing of a firm the law may not ask anything of."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from pathlib import Path

import lxml.html
import pytest

from tests.conftest import S54


def page_of(s54: S54, *arguments: str) -> lxml.html.HtmlElement:
    done = s54("report", "--output", "r.html", *arguments)
    assert done.returncode == 0, done.stderr
    return lxml.html.fromstring((s54.folder / "r.html").read_bytes())


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture
def own(surveyed: S54, s54: S54) -> S54:
    shutil.copy(surveyed.db, s54.db)
    return s54


def test_it_opens_with_what_to_take_from_it_and_counts_only_firms_in_scope(own: S54) -> None:
    page = page_of(own)
    take = words(page.cssselect(".take")[0])
    assert "4 of 11 firms in scope publish a statement in which nothing is missing" in take
    assert "9 could be looked at" in take
    assert "Gorsefold" not in words(page)
    assert ["below the threshold", "1", "0"] in rows(page, "scope")
    assert ["Breckland", "1", "0", "0", "0", "0", "2", "3"] in rows(page, "districts")
    assert "Nothing was looked at before then" in words(page)


def rows(page: lxml.html.HtmlElement, section: str) -> list[list[str]]:
    (found,) = page.xpath(f"//section[@aria-labelledby='{section}']")
    return [[words(cell) for cell in row] for row in found.iter("tr")]


def test_each_chart_has_its_table_and_says_what_it_shows(own: S54) -> None:
    page = page_of(own)
    charts = page.cssselect("svg[role=img]")
    assert len(charts) == 5
    for chart in charts:
        section = next(each for each in chart.iterancestors("section"))
        assert len(section.cssselect("table")) == 1
        (title,) = chart.iter("title")
        assert chart.get("aria-labelledby") == title.get("id")
        totals = [words(row[-1]) for row in section.cssselect("tbody tr")]
        drawn = [words(each) for each in chart.iter("text") if each.get("text-anchor") is None]
        assert drawn == totals


def test_no_label_of_a_chart_is_cut(s54: S54) -> None:
    long = "Professional, scientific, technical and administrative support services (including legal and accounting)"
    (s54.folder / "firms.csv").write_text(
        f'name,website,scope,sector\nAlder Ltd,,in_scope,"{long}"\n', encoding="utf-8"
    )
    assert s54("import", "firms.csv").returncode == 0
    page = page_of(s54)
    (section,) = page.xpath("//section[@aria-labelledby='sectors']")
    labels = [
        " ".join(words(line) for line in label.iter("text")) for label in section.cssselect("svg g.label")
    ]
    assert labels == [long]
    assert [row[0] for row in rows(page, "sectors")] == ["sector", long]


def test_the_page_is_whole_by_itself(own: S54) -> None:
    page_of(own)
    text = (own.folder / "r.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|@import|src=|https?://|javascript:", text)


def test_a_district_by_itself(own: S54) -> None:
    page = page_of(own, "--district", "great yarmouth")
    assert words(page.cssselect("h1")[0]).endswith("Great Yarmouth")
    assert not page.xpath("//section[@aria-labelledby='districts']")
    refused = own("report", "--district", "Atlantis")
    assert refused.returncode == 2
    assert "Atlantis" in refused.stderr


def test_a_past_quarter_is_told_as_it_stood(own: S54) -> None:
    later = page_of(own, "--quarter", "2026Q4")
    assert "21 November 2026" in words(later)
    done = own("--today", "2027-02-01", "report", "--quarter", "2026Q4", "--output", "q.html")
    assert done.returncode == 0, done.stderr
    same = lxml.html.fromstring((own.folder / "q.html").read_bytes())
    assert "31 December 2026" in words(same)
    assert rows(same, "districts") == rows(later, "districts")
    assert rows(same, "mandatory") == rows(later, "mandatory")
    nothing = own("--today", "2027-02-01", "report", "--quarter", "2026Q3", "--output", "e.html")
    assert nothing.returncode == 0
    assert "No firm here is known to be in scope" in (own.folder / "e.html").read_text(encoding="utf-8")


def test_who_improved_since_the_last_quarter(own: S54) -> None:
    with sqlite3.connect(own.db) as db:
        db.execute("UPDATE firms SET added_at = '2026-06-01T00:00:00Z'")
        db.execute("UPDATE visits SET finished_at = '2026-06-01T00:00:00Z' WHERE id = 1")
        db.execute(
            "INSERT INTO standing_changes (id, firm_id, cause, status, missing, changed_at) "
            "SELECT -1, id, 'first', 'missing', '[]', '2026-06-01T00:00:00Z' FROM firms WHERE name LIKE 'Fenmarsh%'"
        )
    db.close()
    page = page_of(own)
    assert rows(page, "changes") == [
        ["firm", "was", "now"],
        ["Fenmarsh Foods Limited", "none found", "nothing missing"],
    ]
    assert "1 firm improved since then" in words(page.cssselect(".take")[0])
    assert [row[0] for row in rows(page, "trend")] == [
        "at the end of",
        "2026 Q2",
        "2026 Q3",
        "2026 Q4, so far",
    ]


@pytest.mark.parametrize("quarter", ["2026", "2026Q5", "Q4", "2031Q1"])
def test_what_is_no_quarter_is_said(own: S54, quarter: str) -> None:
    done = own("report", "--quarter", quarter)
    assert done.returncode == 2
    assert quarter in done.stderr


def test_hostile_names_stay_text(s54: S54, tmp_path: Path) -> None:
    name = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    quoted = name.replace('"', '""')
    (tmp_path / "firms.csv").write_text(
        f'name,website,scope,district,sector\n"{quoted}",evil.example,in_scope,"{quoted}","{quoted}"\n',
        encoding="utf-8",
    )
    assert s54("import", "firms.csv").returncode == 0
    page = page_of(s54)
    assert not page.xpath("//script | //img")
    assert "<script>alert(1)</script>" in page.text_content()


def test_an_empty_register_has_a_report_too(s54: S54) -> None:
    (s54.folder / "firms.csv").write_text("name,website\nAlder Ltd,\n", encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    assert "No firm here is known to be in scope yet" in words(page_of(s54))


def test_what_the_law_does_not_ask_of_a_firm_is_not_counted(own: S54) -> None:
    asked = {row[0]: row[1:] for row in rows(page_of(own), "mandatory")[1:]}
    approval = "Approved by the board, or its equivalent"
    with contextlib.closing(sqlite3.connect(own.db)) as db, db:
        db.execute(
            "UPDATE findings SET verdict = 'not_applicable' WHERE requirement = 'approval' AND assessment_id = "
            "(SELECT assessment_id FROM standings JOIN firms ON firms.id = firm_id WHERE name LIKE 'Larkmere%')"
        )
    now = {row[0]: row[1:] for row in rows(page_of(own), "mandatory")[1:]}
    met, *others, total = map(int, asked[approval])
    assert now == asked | {approval: [str(each) for each in (met - 1, *others, total - 1)]}
