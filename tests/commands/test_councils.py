"""Districts that end: from April 2028 firms are counted in three new councils, earlier quarters in the districts of then."""

from __future__ import annotations

import shutil

import lxml.html
import pytest

from tests.conftest import S54

MAY_2028 = ("--today", "2028-05-01")
NEW = ("West Norfolk", "East Norfolk", "Greater Norwich City")


def words(s54: S54, *arguments: str) -> str:
    done = s54(*arguments, "--output", "r.html")
    assert done.returncode == 0, done.stderr
    return " ".join(lxml.html.fromstring((s54.folder / "r.html").read_bytes()).text_content().split())


def districts(s54: S54) -> list[str]:
    page = lxml.html.fromstring((s54.folder / "r.html").read_bytes())
    (section,) = page.xpath("//section[@aria-labelledby='districts']")
    return [str(row[0].text) for row in section.cssselect("tbody tr")]


@pytest.fixture
def own(surveyed: S54, s54: S54) -> S54:
    shutil.copy(surveyed.db, s54.db)
    (s54.folder / "districts.csv").write_text(
        "code,name,from,until\nE07000143,Breckland,1974-04-01,2028-03-31\nE07000148,Norwich,1974-04-01,2028-03-31\n"
        "E07000144,Broadland,1974-04-01,2028-03-31\nE07000145,Great Yarmouth,1974-04-01,2028-03-31\n"
        "E07000146,King's Lynn and West Norfolk,1974-04-01,2028-03-31\n"
        "E07000147,North Norfolk,1974-04-01,2028-03-31\nE07000149,South Norfolk,1974-04-01,2028-03-31\n"
        ",West Norfolk,2028-04-01,\n,East Norfolk,2028-04-01,\n,Greater Norwich City,2028-04-01,\n",
        encoding="utf-8",
    )
    (s54.folder / "postcodes.csv").write_text(
        "postcode,district_code\nNR19 9ZX,E07000143\nNR19 9ZX,West Norfolk\nIP24 9ZX,West Norfolk\n"
        "PE37 9ZX,West Norfolk\nPE30 9ZX,West Norfolk\nNR30 9ZX,East Norfolk\nNR27 9ZX,East Norfolk\n"
        "NR25 9ZX,East Norfolk\nNR18 9ZX,East Norfolk\nNR7 9ZX,Greater Norwich City\nNR1 9ZX,Greater Norwich City\n"
        "NR3 9ZX,Greater Norwich City\n",
        encoding="utf-8",
    )
    (s54.folder / "norfolk-2028.toml").write_text(
        'name = "Norfolk"\ndistricts = "districts.csv"\npostcodes = "postcodes.csv"\n', encoding="utf-8"
    )
    return s54


def test_with_the_area_that_ships_the_report_says_that_its_districts_have_ended(own: S54) -> None:
    before = words(own, "report")
    assert "By today's plans these districts end on 31 March 2028" in before
    said = words(own, *MAY_2028, "report")
    assert "ended on 31 March 2028; the councils since then are West Norfolk, East Norfolk and" in said
    assert (
        "The official codes of West Norfolk, East Norfolk and Greater Norwich City are not known yet." in said
    )
    assert "Breckland" in districts(own)
    nothing = own(*MAY_2028, "area", "place")
    assert "12 firms stay in districts that have ended" in nothing.stderr


def test_with_an_area_that_has_them_the_report_is_by_the_three(own: S54) -> None:
    area = ("--area", "norfolk-2028.toml")
    assert own.rows(*area, "area", "place") == []
    moved = own.rows(*MAY_2028, *area, "area", "place")
    assert len(moved) == 11
    assert {row["district"] for row in moved} == set(NEW)
    assert (
        "1 firm stays" in own(*MAY_2028, *area, "area", "place").stderr
    )  # Holtsedge: its postcode is in no list
    said = words(own, *MAY_2028, *area, "report")
    assert districts(own) == ["Broadland", "East Norfolk", "Greater Norwich City", "West Norfolk"]
    assert "are not known yet" in said
    words(own, *MAY_2028, *area, "report", "--quarter", "2027Q4")
    assert "Breckland" in districts(own)
    assert not set(NEW) & set(districts(own))
    west = words(own, *MAY_2028, *area, "report", "--district", "west norfolk")
    assert "Modern slavery statements in West Norfolk" in west
    then = words(own, *MAY_2028, *area, "report", "--district", "breckland", "--quarter", "2027Q4")
    assert "Modern slavery statements in Breckland" in then
    assert own(*MAY_2028, *area, "report", "--district", "breckland").returncode == 2


def test_an_import_after_the_change_places_firms_by_the_councils_of_the_day(own: S54) -> None:
    (own.folder / "more.csv").write_text(
        "name,website,postcode,district\nAlder Ltd,,NR19 9ZX,Breckland\nBirch Ltd,,NR1 9ZX,Norwich\n",
        encoding="utf-8",
    )
    assert own("--area", "norfolk-2028.toml", "import", "more.csv").returncode == 0
    assert own.rows("firms")[0]["district"] == "Breckland"
    done = own(*MAY_2028, "--area", "norfolk-2028.toml", "import", "more.csv")
    assert done.returncode == 0
    assert "WARNING" not in done.stderr
    found = {str(row["name"]): row["district"] for row in own.rows("firms")}
    assert (found["Alder Ltd"], found["Birch Ltd"]) == ("West Norfolk", "Greater Norwich City")
    assert "WARNING: postcodes still lead" in own(*MAY_2028, "import", "more.csv").stderr
