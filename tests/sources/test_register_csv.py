from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.records import Problem, RegisterRow, SourceError
from sources.register_csv import COLUMNS, read_register
from tests.memory import traced


def register(folder: Path, content: str | bytes) -> tuple[list[RegisterRow], list[str]]:
    path = folder / "firms.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows, problems = read_register(path)
    return rows, [str(problem) for problem in problems]


def test_every_column_in_any_order(tmp_path: Path) -> None:
    rows, problems = register(
        tmp_path,
        "notes,Website,turnover,scope,legal_form,company_number,postcode,district,sector,kind,turnover_band,"
        "statement_url,NAME\n"
        'seen 2026,alpha.test,"£40,000,000",In scope,LLP,oc1234,nr11aa,Norwich,Food,company,over £500 million,'
        "https://alpha.test/ms,Alpha  LLP\n",
    )
    assert problems == []
    assert rows == [
        RegisterRow(
            line=2,
            name="Alpha LLP",
            website="alpha.test",
            company_number="OC001234",
            postcode="NR1 1AA",
            district="Norwich",
            sector="Food",
            kind="company",
            legal_form="llp",
            turnover_band="Over £500 million",
            turnover=40_000_000,
            scope="in_scope",
            statement_url="https://alpha.test/ms",
            notes="seen 2026",
        )
    ]


def test_a_blank_website_is_none_and_missing_cells_are_blank(tmp_path: Path) -> None:
    rows, problems = register(tmp_path, "name,website,sector\nAlpha,,\nBeta\n")
    assert [(row.name, row.website, row.sector) for row in rows] == [
        ("Alpha", None, None),
        ("Beta", None, None),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffname,website\r\nCafé Ltd,cafe.test\r\n".encode(),
        "name,website\nCafé Ltd,cafe.test\n".encode("cp1252"),
        "name,website\rCafé Ltd,cafe.test\r".encode(),
        '"name","website"\n"Café Ltd","cafe.test"'.encode(),
    ],
)
def test_encodings_and_line_ends(tmp_path: Path, content: bytes) -> None:
    rows, problems = register(tmp_path, content)
    assert [(row.line, row.name, row.website) for row in rows] == [(2, "Café Ltd", "cafe.test")]
    assert problems == []


def test_bad_rows_are_named_by_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    rows, problems = register(
        tmp_path,
        "name,website,company_number,postcode,colour\n"  # 1
        "Alpha,alpha.test,75278,NR1 1AA,red\n"  # 2
        ",nameless.test,,,\n"  # 3
        "\n"  # 4
        '"Beta\nand Sons",beta.test,,,\n'  # 5, 6
        "Gamma,not a site,,,\n"  # 7
        "Delta,delta.test,ABCDEFGHI,,\n"  # 8
        "Alpha again,other.test,00075278,,\n"  # 9
        "Epsilon,epsilon.test,,NOWHERE,\n"  # 10
        ",,,,\n"  # 11
        ",,,,\n"  # 12
        "Zeta, Eta and Co,zeta.test,,NR1 1AA,blue\n"  # 13
        "BETA AND SONS,https://www.beta.test/,,,\n"  # 14
        "Theta,theta.test,,,\n",  # 15
    )
    assert [(row.line, row.name) for row in rows] == [
        (2, "Alpha"),
        (5, "Beta and Sons"),
        (10, "Epsilon"),
        (15, "Theta"),
    ]
    assert rows[2].postcode is None
    assert problems == [
        "line 1: columns not known and ignored: colour",
        "line 3: no name, row skipped",
        "line 4: blank row, skipped",
        "line 7: website 'not a site' is not one web site (a host such as firm.co.uk, or a URL), row skipped",
        "line 8: company_number 'ABCDEFGHI' is not a company number (eight characters such as 01234567 or OC301234), row skipped",
        "line 9: the same firm as on line 2 (Alpha again), row skipped",
        "line 10: postcode 'NOWHERE' is not a postcode (such as NR1 1AA), left out",
        "line 11: 2 blank rows from here on, skipped",
        "line 13: 6 cells under 5 columns, row skipped; put cells that hold a comma in quotes",
        "line 14: the same firm as on line 5 (BETA AND SONS), row skipped",
    ]


def test_an_unclosed_quotation_mark_costs_its_own_row_only(tmp_path: Path) -> None:
    rest = "".join(f"Firm {n},f{n}.test\n" for n in range(1000))
    rows, problems = register(tmp_path, f'name,website\n"Alpha,alpha.test\n{rest}')
    assert len(rows) == 1000
    assert problems == ["line 2: a quotation mark is not closed, row skipped; mend it in the file"]


def test_two_unclosed_quotation_marks_make_no_firm_of_two(tmp_path: Path) -> None:
    rows, problems = register(
        tmp_path, 'name,website\n"Alpha,alpha.test\n"Beta,beta.test\nGamma,gamma.test\n'
    )
    assert [row.name for row in rows] == ["Gamma"]
    assert [problem.split(":")[0] for problem in problems] == ["line 2", "line 3"]


def test_a_stray_quotation_mark_within_a_cell_is_kept(tmp_path: Path) -> None:
    rows, problems = register(tmp_path, 'name,website\n5" Pipe Ltd,pipe.test\n"The "Best" Ltd",best.test\n')
    assert [row.website for row in rows] == ["pipe.test", "best.test"]
    assert rows[0].name == '5" Pipe Ltd'
    assert problems == []


@pytest.mark.parametrize(
    "site",
    [
        "alpha.test",
        "www.alpha.co.uk/about",
        "https://alpha.test",
        "HTTP://ALPHA.TEST:8080/",
        "127.0.0.1:8000",
        "münchen.test",
    ],
)
def test_web_sites_that_can_be_visited(tmp_path: Path, site: str) -> None:
    rows, problems = register(tmp_path, f"name,website\nAlpha,{site}\n")
    assert (rows[0].website, problems) == (site, [])


@pytest.mark.parametrize(
    "site",
    [
        "n/a",
        "none",
        "alpha",
        "mailto:x@alpha.test",
        "ftp://alpha.test",
        "a.test; b.test",
        "http://",
        "http://[",
        "a..b",
        "https://user:pass@alpha.test",
        "1.2.3",
        "-.test",
        "http://alpha.test:99999",
    ],
)
def test_what_is_no_web_site_is_never_taken_for_having_none(tmp_path: Path, site: str) -> None:
    rows, problems = register(tmp_path, f"name,website\nAlpha,{site}\nBeta,beta.test\n")
    assert [row.name for row in rows] == ["Beta"]
    assert problems[0].startswith("line 2: website ")
    assert problems[0].endswith("row skipped")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("scope", "maybe"),
        ("legal_form", "ltd"),
        ("turnover_band", "lots"),
        ("turnover", "some"),
        ("statement_url", "a.test"),
    ],
)
def test_a_value_not_known_is_left_out_and_said(tmp_path: Path, column: str, value: str) -> None:
    rows, problems = register(tmp_path, f"name,website,{column}\nAlpha,alpha.test,{value}\n")
    assert getattr(rows[0], column) == ("unknown" if column == "scope" else None)
    assert len(problems) == 1
    assert problems[0].startswith(f"line 2: {column} '{value}' is not ")
    assert problems[0].endswith("left out")


@pytest.mark.parametrize(
    ("amount", "pounds"), [("36000000", 36_000_000), ("£36m", 36_000_000), ("1.2 billion", 1_200_000_000)]
)
def test_amounts(tmp_path: Path, amount: str, pounds: int) -> None:
    assert register(tmp_path, f"name,website,turnover\nAlpha,,{amount}\n")[0][0].turnover == pounds


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "holds no rows"),
        (b"name,site\nAlpha,alpha.test\n", "has no column 'website'"),
        (b"website,company\nalpha.test,Alpha\n", "has no column 'name'"),
        (b"name;website\nAlpha;alpha.test\n", "has no column 'name'"),
        (b"PK\x03\x04\x14\x00", "Excel workbook"),
        (b"%PDF-1.7\n", "is a PDF"),
        ("name,website\n".encode("utf-16"), "UTF-16"),
        (b"name,website\nAl\0pha,alpha.test\n", "line 2 holds binary data"),
        (b'"name,website\nAlpha,alpha.test\n', "no readable header"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=r"firms\.csv") as caught:
        register(tmp_path, content)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder; name a CSV file"):
        read_register(tmp_path)
    with pytest.raises(SourceError, match=r"no file .*nowhere\.csv; check the name"):
        read_register(tmp_path / "nowhere.csv")


def test_columns_there_twice(tmp_path: Path) -> None:
    rows, problems = register(tmp_path, "name,website,name\nAlpha,alpha.test,Beta\n")
    assert rows[0].name == "Alpha"
    assert problems == ["line 1: columns there twice, the first is read: name"]


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_after_a_header_give_rows_and_problems_only(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "firms.csv"
    path.write_bytes(b"name,website,company_number\n" + content)
    try:
        rows, problems = read_register(path)
    except SourceError:
        assert b"\0" in content
    else:
        assert all(row.name and row.line > 1 for row in rows)
        assert all(isinstance(problem, Problem) for problem in problems)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cf"], exclude_characters="\0"), max_size=20)


@settings(max_examples=100, deadline=None)
@given(names=st.lists(CELLS, max_size=8))
def test_what_a_csv_writer_wrote_comes_back_on_its_line(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(["name", "website", "company_number"])
    lines = []
    for number, name in enumerate(names, start=1):
        lines.append(1 + text.getvalue().replace("\r\n", "\n").replace("\r", "\n").count("\n"))
        writer.writerow([name, "", str(number)])
    path = tmp_path_factory.mktemp("csv") / "firms.csv"
    path.write_bytes(text.getvalue().encode())
    rows, problems = read_register(path)
    shown = [" ".join(re.sub(r"[\0-\x1f\x7f-\x9f]", " ", name).split()) for name in names]
    expected = [(line, name) for line, name in zip(lines, shown, strict=True) if name]
    assert [(row.line, row.name) for row in rows] == expected
    assert len(problems) == len(names) - len(expected)


def test_every_column_of_the_contract_is_known() -> None:
    assert set(COLUMNS) == {
        field for field in RegisterRow.__dataclass_fields__ if field not in ("line", "declared", "national")
    }


def test_a_mark_that_is_never_closed_holds_no_more_in_memory_than_a_row_can_have(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    lines = [
        "name,website",
        '"Alpha,',
        *(f"{'x' * 100_000},{number}" for number in range(150)),
        "Beta Ltd,b.test",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    code = (
        "from sources.records import Problem\n"
        "from sources.table import read_records\n"
        "def told(path):\n"
        "    rows = (each for each in read_records(path) if not isinstance(each, Problem))\n"
        "    return [row.cells for row in rows if len(row.cells[0]) < 100]\n"
    )
    rows, peak = traced(code, path)
    assert rows == [["name", "website"], ["Beta Ltd", "b.test"]]
    assert peak < 8_000_000  # of a file of fifteen million bytes
