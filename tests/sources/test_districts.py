from __future__ import annotations

import csv
import gzip
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import data
from sources.districts import District, Districts
from sources.records import Problem, RegisterRow, SourceError
from sources.register_csv import read_register

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def districts() -> Districts:
    return Districts.shipped()


def test_the_shipped_list_knows_norfolks_postcodes(districts: Districts) -> None:
    assert len(districts) == 29_502
    assert districts.names == (
        "Breckland",
        "Broadland",
        "Great Yarmouth",
        "King's Lynn and West Norfolk",
        "North Norfolk",
        "Norwich",
        "South Norfolk",
    )
    assert (
        districts.of("nr2 1nh")
        == districts.of("NR21NH")
        == District("E07000148", "Norwich", date(1974, 4, 1), date(2028, 3, 31))
    )


@pytest.mark.parametrize("postcode", ["SW1A 1AA", "NR35 1ED", "IP27 0NE", "", None, "no postcode"])
def test_a_postcode_not_in_the_list_is_unknown(districts: Districts, postcode: str | None) -> None:
    assert districts.of(postcode) is None


def test_a_row_is_placed_only_where_it_has_no_district(districts: Districts) -> None:
    assert districts.placed(RegisterRow("Alpha", postcode="NR2 1NH")).district == "Norwich"
    assert (
        districts.placed(RegisterRow("Alpha", postcode="NR2 1NH", district="Breckland")).district
        == "Breckland"
    )
    assert districts.placed(RegisterRow("Alpha", postcode="B3 2BJ")).district is None


def test_a_doubtful_district_is_said_and_kept(districts: Districts, tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(
        "name,website,postcode,district\n"
        "Alpha,a.test,NR2 1NH,Breckland\nBeta,b.test,NR2 1NH,\nGamma,c.test,B3 2BJ,Norwich\nDelta,d.test,NR2 1NH,NORWICH\n"
    )
    rows, problems = read_register(path, districts)
    assert [row.district for row in rows] == ["Breckland", None, "Norwich", "NORWICH"]
    assert problems == [Problem(2, "Alpha: district Breckland, but NR2 1NH lies in Norwich; kept as given")]


def test_without_a_column_for_it_the_district_comes_from_the_postcode(
    districts: Districts, tmp_path: Path
) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("name,website,postcode\nAlpha,a.test,NR2 1NH\nBeta,b.test,B3 2BJ\n")
    rows, problems = read_register(path, districts)
    assert [row.district for row in rows] == ["Norwich", None]
    assert problems == []


def test_the_shipped_firms_load_without_a_problem_and_their_districts_are_confirmed(
    districts: Districts,
) -> None:
    rows, problems = read_register(data.path("norfolk_firms.csv"), districts)
    assert problems == []
    assert len(rows) == 92
    for row in rows:
        if row.district:
            found = districts.of(row.postcode)
            assert found is not None
            assert found.name == row.district
        assert row.company_number or row.website or row.postcode
        assert row.scope in ("unknown", "public_body", "presumed_in_scope")
        assert row.notes is not None
        assert row.notes.startswith("Source: ")
        if row.statement_url:
            assert row.website
            assert row.website in row.statement_url
    assert sum(bool(row.district) for row in rows) == 72


def test_a_data_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.csv"):
        data.path("nothing.csv")


def test_the_shipped_files_are_what_the_tools_make(shared: Path) -> None:
    sys.path.insert(0, str(PROJECT / "tools"))
    try:
        import make_norfolk_firms
        import make_norfolk_postcodes
    finally:
        sys.path.remove(str(PROJECT / "tools"))
    packed = make_norfolk_postcodes.compact(
        shared / "data" / "norfolk_postcodes.csv", data.path("norfolk_districts.csv")
    )
    assert gzip.decompress(packed) == gzip.decompress(data.path("norfolk_postcodes.csv.gz").read_bytes())
    districts = Districts.shipped()
    with (shared / "data" / "norfolk_organisations.csv").open(encoding="utf-8-sig", newline="") as file:
        firms = [kept for row in csv.DictReader(file) if (kept := make_norfolk_firms.firm(row, districts))]
    with data.path("norfolk_firms.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == firms


def test_a_tool_without_its_argument_says_how_to_use_it() -> None:
    for tool in ("make_norfolk_firms.py", "make_norfolk_postcodes.py"):
        done = subprocess.run(
            [sys.executable, PROJECT / "tools" / tool], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert f"python tools/{tool} PATH_TO_LIST" in done.stderr


def test_the_seven_end_when_three_are_planned(districts: Districts) -> None:
    assert districts.area == "Norfolk"
    assert districts.outdated_on(date(2028, 3, 31)) == ()
    assert [each.name for each in districts.outdated_on(date(2028, 4, 1))] == list(districts.names)
    planned = [each for each in districts.known if not each.code]
    assert [each.name for each in planned if each.exists_on(date(2028, 4, 1))] == [
        "West Norfolk",
        "East Norfolk",
        "Greater Norwich City",
    ]
    assert not any(each.exists_on(date(2028, 3, 31)) for each in planned)


def test_another_area_is_a_configuration_file(tmp_path: Path) -> None:
    (tmp_path / "districts.csv").write_text("code,name\nE1,Waveney\n", encoding="utf-8")
    (tmp_path / "postcodes.csv").write_text("postcode,district_code\nnr32 1aa,E1\n", encoding="utf-8")
    config = tmp_path / "suffolk.toml"
    config.write_text(
        'name = "Suffolk"\ndistricts = "districts.csv"\npostcodes = "postcodes.csv"\n', encoding="utf-8"
    )
    districts = Districts.of_area(str(config))
    assert (districts.area, districts.names) == ("Suffolk", ("Waveney",))
    found = districts.of("NR32 1AA")
    assert found is not None
    assert found.name == "Waveney"
    (tmp_path / "postcodes.csv").write_text("postcode,district_code\nnr32 1aa,E2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="has no 'district E2'"):
        Districts.of_area(str(config))
    config.write_text("name = Suffolk", encoding="utf-8")
    with pytest.raises(SourceError, match="is not TOML"):
        Districts.of_area(str(config))
    with pytest.raises(SourceError, match="no area 'atlantis'"):
        Districts.of_area("atlantis")


DISTRICTS = "code,name,from,until\nE1,Waveney,,\n"
POSTCODES = "postcode,district_code\nNR32 1AA,E1\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("districts.csv", None, r"no file .*districts\.csv"),
        ("postcodes.csv", None, r"no file .*postcodes\.csv"),
        ("districts.csv", DISTRICTS.replace(",,", ",01/04/1974,").encode(), "cannot be read .*01/04/1974"),
        ("postcodes.csv", POSTCODES.encode("utf-16"), "cannot be read"),
        ("postcodes.csv.gz", b"no gzip", "cannot be read .*gzip"),
        ("postcodes.csv.gz", gzip.compress(POSTCODES.encode(), mtime=0)[:-9], "cannot be read"),
        ("area.toml", b'name = "\xff"', "cannot be read"),
    ],
)
def test_an_area_whose_files_cannot_be_used(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    packed = ".gz" if name.endswith(".gz") else ""
    files = {
        "area.toml": f'name = "Suffolk"\ndistricts = "districts.csv"\npostcodes = "postcodes.csv{packed}"\n'.encode(),
        "districts.csv": DISTRICTS.encode(),
        "postcodes.csv": POSTCODES.encode(),
        name: content,
    }
    for file, body in files.items():
        if body is not None:
            (tmp_path / file).write_bytes(body)
    with pytest.raises(SourceError, match=said):
        Districts.of_area(str(tmp_path / "area.toml"))


def test_a_folder_is_no_area(tmp_path: Path) -> None:
    (tmp_path / "area.toml").mkdir()
    with pytest.raises(SourceError, match=r"area\.toml or a file it names cannot be read"):
        Districts.of_area(str(tmp_path / "area.toml"))


def test_people_decide_before_postcodes_do() -> None:
    districts = Districts.shipped().decided({"00000001": "Norwich", "00000003": None}, ["00000002"])
    assert districts.admits("B3 2BJ", "00000001")
    assert districts.admits("B3 2BJ", "00000003")
    assert not districts.admits("B3 2BJ", None)
    assert not districts.admits("NR2 1NH", "00000002")
    assert districts.admits("NR2 1NH", None)
    row = RegisterRow(line=2, name="Alpha", company_number="00000001", postcode="B3 2BJ")
    assert districts.placed(row).district == "Norwich"
