"""`s54 export`: a workbook that opens as one, and a copy that partners may have."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import S54

READER = ("--by", "B. Reader")


@pytest.fixture
def own(surveyed: S54, s54: S54) -> S54:
    """The crawled register, with two decisions, a contact and an answer in it."""
    shutil.copy(surveyed.db, s54.db)
    note = ("--note", "Secretive remark")
    assert s54("review", "wherrycroft", "signature", "not_met", *READER, *note).returncode == 0
    assert s54("review", "tuckthorpe", "published", "not_met", *READER).returncode == 0
    contact = (
        "--contact",
        "R. Hale",
        "--email",
        "hale@wherrycroft.example",
        "--outcome",
        "Spoke to Rosalind",
    )
    assert s54("followup", "add", "wherrycroft", "call", *contact, "--by", "A. Coordinator").returncode == 0
    return s54


def test_the_workbook_is_typed_and_can_be_filtered(own: S54) -> None:
    done = own("export", "register.xlsx")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(own.folder / "register.xlsx")
    assert book.sheetnames[:2] == ["README", "firms"]
    assert {"register", "visits", "findings", "case_events"} <= set(book.sheetnames)
    sheet = book["firms"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:O{sheet.max_row}"
    head = [cell.value for cell in sheet[1]]
    first = {head[i]: cell for i, cell in enumerate(sheet[2])}
    assert first["name"].value == "Brecksward Logistics Limited"
    assert first["company_number"].value == "99100002"
    assert isinstance(first["score"].value, int)
    assert isinstance(first["homepage_link"].value, bool)
    assert isinstance(first["checked_at"].value, datetime)
    assert first["financial_year_end"].value.date() == date(2025, 12, 31)
    wide = {head[i]: sheet.column_dimensions[cell.column_letter].width for i, cell in enumerate(sheet[2])}
    for row in sheet.iter_rows(min_row=2, values_only=True):
        for name in ("scope", "status", "reason", "financial_year_end"):
            assert len(str(row[head.index(name)] or "")[:10]) < wide[name], name
    assert wide["status"] > len("could_not_check")
    assert "personal data" in " ".join(str(row[0].value) for row in book["README"])
    assert not list(own.folder.glob(".*.part"))


def test_the_same_rows_in_every_format(own: S54) -> None:
    for path in ("register.xlsx", "register.json", "register"):
        assert own("export", path).returncode == 0
    tables = json.loads((own.folder / "register.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(own.folder / "register.xlsx")
    assert set(tables) == set(book.sheetnames) - {"README"}
    for name, rows in tables.items():
        assert book[name].max_row == len(rows) + 1, name
        with (own.folder / "register" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(rows), name


def test_no_cell_is_a_formula(s54: S54) -> None:
    names = ["=1+1", "+SUM(A1)", "-2+3", "@now()", '=HYPERLINK("http://x")', "#N/A", "plain"]
    rows = "\n".join('"' + name.replace('"', '""') + '",' for name in names)
    (s54.folder / "firms.csv").write_text(f"name,website\n{rows}\n", encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    assert s54("export", "all.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(s54.folder / "all.xlsx")["firms"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.value for cell in cells} == set(names)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells if cell.quotePrefix} == set(names) - {"#N/A", "plain"}


@pytest.mark.parametrize("path", ["shared.xlsx", "shared.json", "shared"])
def test_partners_get_nothing_personal_and_nothing_unconfirmed(own: S54, path: str) -> None:
    done = own("export", path, "--profile", "partners")
    assert done.returncode == 0, done.stderr
    text = everything(own.folder / path)
    for secret in (
        "R. Hale",
        "hale@",
        "Rosalind",
        "Secretive",
        "B. Reader",
        "A. Coordinator",
        "signatory",
        "Crispin",
    ):
        assert secret not in text
    assert "Wherrycroft" in text


def test_nothing_for_partners_is_put_beside_what_is_not(own: S54) -> None:
    assert own("export", "both").returncode == 0
    before = everything(own.folder / "both")
    done = own("export", "both", "--profile", "partners")
    assert done.returncode == 2
    assert "both holds other tables (area_decisions.csv, " in done.stderr
    assert everything(own.folder / "both") == before
    for _ in range(2):
        assert own("export", "shared", "--profile", "partners").returncode == 0
    assert sorted(each.stem for each in (own.folder / "shared").iterdir()) == [
        "districts",
        "firms",
        "verdicts",
    ]


def test_partners_see_what_a_person_has_confirmed(own: S54) -> None:
    assert own("export", "shared.json", "--profile", "partners").returncode == 0
    tables = json.loads((own.folder / "shared.json").read_text(encoding="utf-8"))
    firms = {row["name"]: row for row in tables["firms"]}
    assert firms["Wherrycroft Construction Group Limited"]["status"] == "incomplete"
    assert firms["Wherrycroft Construction Group Limited"]["missing"] == ["signature"]
    assert firms["Tuckthorpe Packaging Limited"]["status"] == "missing"
    assert firms["Oddingfleet Stores Limited"]["status"] == "awaits a person"
    assert firms["Fenmarsh Foods Limited"]["status"] == "awaits a person"
    assert firms["Dunmarl Poultry Limited"]["status"] == "could_not_check"
    assert all("score" not in row for row in tables["firms"])
    assert [(row["requirement"], row["verdict"]) for row in tables["verdicts"]] == [
        ("published", "not_met"),
        ("signature", "not_met"),
    ]
    assert sum(row["firms"] for row in tables["districts"]) == len(firms)


def test_what_cannot_be_written_is_said(own: S54) -> None:
    (own.folder / "there.xlsx").mkdir()
    assert "is a folder" in own("export", "there.xlsx").stderr
    assert "cannot be written" in own("export", "nowhere/all.xlsx").stderr


def everything(path: Path) -> str:
    """All text of an export, whatever its format."""
    if path.is_dir():
        return "\n".join(each.read_text(encoding="utf-8") for each in path.iterdir())
    if path.suffix == ".json":
        return path.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(path, read_only=True)
    text = "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    )
    book.close()
    return text


@pytest.mark.parametrize("name", ["register.pdf", "register.csv"])
def test_a_name_that_promises_another_kind_of_file_is_refused(
    surveyed: S54, tmp_path: Path, name: str
) -> None:
    done = surveyed("export", str(tmp_path / name))
    assert done.returncode == 2
    assert "name an .xlsx or .json file, or a folder for CSV files" in done.stderr
    assert list(tmp_path.iterdir()) == []
