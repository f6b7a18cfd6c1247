from __future__ import annotations

import csv
from pathlib import Path

import pytest

import data
from sources.detect import detect, iterate
from sources.districts import Districts
from sources.records import Problem, RegisterRow, SourceError
from tests.memory import traced

NORWICH = "NR2 1NH"


@pytest.fixture(scope="module")
def districts() -> Districts:
    return Districts.shipped()


def written(path: Path, rows: list[dict[str, str]], *, encoding: str = "utf-8", spaced: bool = False) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f" {name}" if spaced and number else name for number, name in enumerate(rows[0])])
        writer.writerows(row.values() for row in rows)
    return path


def loaded(path: Path, districts: Districts) -> tuple[list[RegisterRow], list[str]]:
    items = list(iterate(path, districts))
    return (
        [item for item in items if isinstance(item, RegisterRow)],
        [str(item) for item in items if isinstance(item, Problem)],
    )


def govuk(name: str, number: str, postcode: str, url: str, parent: str = "") -> dict[str, str]:
    return {
        "StatementYear": "2026",
        "OrganisationName": name,
        "Address": f"1 Some Street\r\nNorwich\r\n{postcode}",
        "SectorType": "Private",
        "CompanyNumber": number,
        "ParentName": parent,
        "StatementURL": url,
        "OrganisationSectors": "Food\r\nOther",
        "Turnover": "£36 million to £60 million",
    }


def test_the_govuk_registry(tmp_path: Path, districts: Districts) -> None:
    path = written(
        tmp_path / "registry.csv",
        [
            govuk("ALPHA FOODS LIMITED", "75278", NORWICH, "https://www.alphafoods.test/modern-slavery.pdf"),
            govuk("BETA LIMITED", "", NORWICH, "https://files.test/x.pdf", "ALPHA FOODS LIMITED"),
            govuk("4 U LIMITED", "12", NORWICH, "http://parent.test", "PARENT PLC"),
            govuk("ELSEWHERE LIMITED", "13", "SW1A 1AA", "https://elsewhere.test/"),
            govuk("GAMMA LIMITED", "WHAT?", NORWICH, "see our web site"),
        ],
        encoding="utf-8-sig",
    )
    assert detect(path).name == "GOV.UK registry CSV"
    rows, problems = loaded(path, districts)
    assert [(row.name, row.company_number, row.website, row.statement_url) for row in rows] == [
        (
            "ALPHA FOODS LIMITED",
            "00075278",
            "https://www.alphafoods.test",
            "https://www.alphafoods.test/modern-slavery.pdf",
        ),
        ("BETA LIMITED", None, None, "https://files.test/x.pdf"),
        ("4 U LIMITED", "00000012", "http://parent.test", None),
        ("GAMMA LIMITED", None, None, None),
    ]
    assert {(row.district, row.sector, row.turnover_band) for row in rows} == {
        ("Norwich", "Food; Other", "£36 million to £60 million")
    }
    # Four physical lines to a row: two line breaks within the address, one within the sectors.
    assert [row.line for row in rows] == [2, 6, 10, 18]
    assert [problem.partition(" is not ")[0] for problem in problems] == [
        "line 18: GAMMA LIMITED: company_number 'WHAT?'"
    ]


def company(number: str, accounts: str, category: str = "Private Limited Company") -> dict[str, str]:
    return {
        "CompanyName": f"COMPANY {number} LIMITED",
        "CompanyNumber": number,
        "RegAddress.PostCode": NORWICH,
        "CompanyCategory": category,
        "Accounts.AccountCategory": accounts,
        "SICCode.SicText_1": "10130 - Production of meat and poultry meat products",
    }


def test_companies_house_data_with_spaces_in_its_header(tmp_path: Path, districts: Districts) -> None:
    path = written(
        tmp_path / "companies.csv",
        [
            company("00000001", "GROUP"),
            company("00000002", "MICRO ENTITY"),
            company("OC000003", "FULL", "Limited Liability Partnership"),
        ],
        spaced=True,
    )
    assert detect(path).name == "Companies House basic company data"
    rows, problems = loaded(path, districts)
    assert problems == []
    assert [(row.company_number, row.legal_form, row.sector) for row in rows] == [
        ("00000001", "company", "Production of meat and poultry meat products"),
        ("OC000003", "llp", "Production of meat and poultry meat products"),
    ]


def test_a_large_file_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "companies.csv"
    row = company("00000001", "DORMANT")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(row)
        writer.writerows(row.values() for _ in range(30_000))
        writer.writerow(company("00000002", "FULL").values())
    assert path.stat().st_size > 4_000_000
    code = (
        "from sources.detect import iterate\n"
        "from sources.districts import Districts\n"
        "from sources.records import RegisterRow\n"
        "districts = Districts.shipped()\n"
        "def told(path):\n"
        "    return [row.line for row in iterate(path, districts) if isinstance(row, RegisterRow)]\n"
    )
    rows, peak = traced(code, path)
    assert rows == [30_002]
    assert peak < 1_000_000


def test_gender_pay_gap_data_gives_the_web_site(tmp_path: Path, districts: Districts) -> None:
    def employer(name: str, link: str, codes: str = "10130") -> dict[str, str]:
        return {
            "EmployerName": name,
            "Address": f"1 Some Street, Norwich, {NORWICH}",
            "PostCode": NORWICH,
            "CompanyNumber": "",
            "SicCodes": codes,
            "CompanyLinkToGPGInfo": link,
            "CurrentName": name,
        }

    path = written(
        tmp_path / "gpg.csv",
        [
            employer("Alpha", "https://www.alpha.test/gender-pay?year=2025"),
            employer("Beta", "https://gender-pay-gap.service.gov.uk/x"),
            employer("Gamma Council", "http://gamma.test", "1,\r\n84110"),
            employer("Delta", "not published"),
            employer("Epsilon", "https://Epsilon.test:443/go?to=https://linkedin.com/epsilon"),
            employer("Zeta", "https://www.linkedin.com/go?to=https://zeta.test/pay"),
        ],
    )
    rows, problems = loaded(path, districts)
    assert [(row.name, row.website, row.scope) for row in rows] == [
        ("Alpha", "https://www.alpha.test", "unknown"),
        ("Beta", None, "unknown"),
        ("Gamma Council", "http://gamma.test", "public_body"),
        ("Delta", None, "unknown"),
        ("Epsilon", "https://Epsilon.test:443", "unknown"),
        ("Zeta", None, "unknown"),
    ]
    assert problems == []


def test_our_own_csv_and_what_is_none(tmp_path: Path) -> None:
    assert detect(data.path("norfolk_firms.csv")).name == "register CSV"
    other = tmp_path / "songs.csv"
    other.write_text("title,artist\nx,y\n")
    with pytest.raises(SourceError, match=r"songs\.csv has no column 'name'.*it has: title, artist"):
        detect(other)
    other.write_text("\n\n")
    with pytest.raises(SourceError, match=r"songs\.csv is no register"):
        detect(other)


def test_the_real_registry_sample(shared: Path, districts: Districts) -> None:
    rows, problems = loaded(shared / "data" / "registers" / "govuk_registry_2022_sample.csv", districts)
    assert problems == []
    assert len(rows) == 8
    assert all(row.district and row.company_number for row in rows)


def test_the_real_list_of_organisations(shared: Path, districts: Districts) -> None:
    path = shared / "data" / "registers" / "uk_organisations_2020.csv"
    assert detect(path).name == "Home Office list of organisations"
    rows, problems = loaded(path, districts)
    assert problems == []
    assert len(rows) == 99


def test_what_an_organisation_declares(tmp_path: Path, districts: Districts) -> None:
    declared = {
        "GroupSubmission": "Yes",
        "EmailAddressNoURL": "",
        "StatementStartDate": "01/04/2025",
        "StatementEndDate": "31/03/2026",
        "DateApproved": "20/09/2026",
        "StatementIncludesTraining": "Yes",
        "StatementIncludesGoals": "",
        "ApprovingPerson": "A Person",
    }
    path = written(
        tmp_path / "registry.csv",
        [
            govuk("ALPHA LIMITED", "1", NORWICH, "https://alpha.test/x.pdf", "TOP PLC") | declared,
            govuk("BETA LIMITED", "2", NORWICH, "")
            | declared
            | {"EmailAddressNoURL": "a@b.test", "DateApproved": "soon"},
        ],
    )
    rows, problems = loaded(path, districts)
    assert problems == []
    first, second = (row.declared for row in rows)
    assert first is not None
    assert second is not None
    assert (first.period_start, first.period_end, first.approved_on) == (
        "2025-04-01",
        "2026-03-31",
        "2026-09-20",
    )
    assert (first.training, first.effectiveness, first.policies) == (True, False, None)
    assert (first.is_group, first.no_website, first.statement_url) == (
        True,
        False,
        "https://alpha.test/x.pdf",
    )
    assert (second.no_website, second.statement_url, second.approved_on) == (True, None, None)
    assert (rows[0].parent_name, rows[0].scope) == ("TOP PLC", "presumed_in_scope")
    assert rows[0].scope_reason == "turnover £36 million to £60 million, as it told the GOV.UK registry"
    assert "A Person" not in repr(rows)


def test_when_a_companys_year_ends(tmp_path: Path, districts: Districts) -> None:
    dates = {
        "Accounts.AccountRefDay": "31",
        "Accounts.AccountRefMonth": "3",
        "Accounts.LastMadeUpDate": "31/03/2026",
    }
    path = written(tmp_path / "companies.csv", [company("1", "GROUP") | dates])
    (row,), _ = loaded(path, districts)
    assert (row.accounting_reference, row.last_accounts) == ("03-31", "2026-03-31")
