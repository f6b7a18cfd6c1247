"""The demo's firms and pages: whole, dated rightly whatever the day, and readable as what they claim to be."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.dates import SETTLED, FinancialYear, last_year_end
from demo.firms import COLUMNS, FIRMS, register_csv
from demo.pages import financial_year, write_sites

DAYS = [date(2026, 11, 21), date(2027, 7, 2), date(2027, 7, 3), date(2028, 2, 29), date(2030, 1, 1)]
DAYS_OF_THIS_CENTURY = st.dates(date(2016, 1, 1), date(2099, 12, 31))
BY_NAME = {firm.name: firm for firm in FIRMS}


@pytest.fixture(scope="module", params=DAYS, ids=str)
def web(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[date, dict[str, Path]]:
    today: date = request.param
    return today, write_sites(tmp_path_factory.mktemp("web"), today)


def pdf_text(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def docx_text(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def text_of(path: Path) -> str:
    match path.suffix:
        case ".pdf":
            return pdf_text(path)
        case ".docx":
            return docx_text(path)
        case _:
            return path.read_text(encoding="utf-8")


STATEMENTS = {
    "Fenmarsh Foods Limited": "modern-slavery-statement.html",
    "Brecksward Logistics Limited": "documents/modern-slavery-statement.pdf",
    "Staithewell Care Homes Limited": "legal/modern-slavery.html",
    "Marramdyke Hotels Limited": "anti-slavery-statement.html",
    "Larkmere Thrupp LLP": "transparency.html",
    "Holtsedge Engineering Limited": "policies/modern-slavery-statement.docx",
}


def test_firms_cannot_be_mistaken_for_real_ones() -> None:
    for firm in FIRMS:
        assert not firm.website or firm.website.endswith(".example")
        assert re.fullmatch(r"99\d{6}|OC99\d{4}", firm.company_number)
    assert len({firm.company_number for firm in FIRMS}) == len(FIRMS)


def test_the_postcodes_are_not_in_use(shared: Path) -> None:
    with (shared / "data" / "norfolk_postcodes.csv").open(encoding="utf-8") as rows:
        used = {row["postcode"].replace(" ", "") for row in csv.DictReader(rows)}
    outward = {postcode[:-3] for postcode in used}
    for firm in FIRMS:
        assert firm.postcode.replace(" ", "") not in used
        assert firm.postcode.split()[0] in outward


def test_the_register_holds_every_firm_once() -> None:
    rows = list(csv.DictReader(register_csv().splitlines()))
    assert [row["name"] for row in rows] == [firm.name for firm in FIRMS]
    assert tuple(rows[0]) == COLUMNS
    assert [row["name"] for row in rows if not row["website"]] == ["J & E Pightlebrook & Sons Limited"]


def test_every_site_that_is_up_is_written_and_no_other(web: tuple[date, dict[str, Path]]) -> None:
    _, sites = web
    assert set(sites) == {firm.website for firm in FIRMS if firm.website and not firm.is_down}
    for folder in sites.values():
        assert (folder / "index.html").is_file()


def test_nothing_of_the_template_is_left(web: tuple[date, dict[str, Path]]) -> None:
    _, sites = web
    for folder in sites.values():
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix != ".svg":
                assert path.name != "_layout.html"
                assert path.suffix != ".md"
                assert "$" not in text_of(path), path


def test_every_local_link_leads_somewhere(web: tuple[date, dict[str, Path]]) -> None:
    _, sites = web
    for host, folder in sites.items():
        for page in folder.rglob("*.html"):
            for href in re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8")):
                if href.startswith(("mailto:", "#")):
                    continue
                assert not href.startswith("http"), (host, href)
                target = folder / href[1:] if href.startswith("/") else page.parent / href
                assert (target / "index.html" if target.is_dir() else target).is_file(), (page, href)


def test_sitemaps_list_pages_that_exist(web: tuple[date, dict[str, Path]]) -> None:
    _, sites = web
    for host, folder in sites.items():
        for sitemap in folder.glob("sitemap.xml"):
            for path in re.findall(rf"<loc>http://{host}/(.*?)</loc>", sitemap.read_text(encoding="utf-8")):
                assert (folder / (path or "index.html")).is_file()


def test_statements_name_the_year_the_board_and_the_signatory(web: tuple[date, dict[str, Path]]) -> None:
    today, sites = web
    for name, path in STATEMENTS.items():
        firm = BY_NAME[name]
        words = financial_year(firm, today).words()
        text = " ".join(text_of(sites[firm.website] / path).split())
        assert words["year_end_long"] in text
        body = "members of Larkmere Thrupp LLP" if firm.legal_form == "llp" else "oard of directors"
        assert body in text.replace("Board of Directors", "board of directors")
        assert words["approved_on"] in text
        assert words["signed_on"] in text
        assert "section 54" in text.lower()


def test_the_full_statements_are_of_a_readable_length(web: tuple[date, dict[str, Path]]) -> None:
    _, sites = web
    for name in ("Fenmarsh Foods Limited", "Brecksward Logistics Limited", "Holtsedge Engineering Limited"):
        words = len(text_of(sites[BY_NAME[name].website] / STATEMENTS[name]).split())
        assert 400 <= words <= 1200, (name, words)


def test_the_pdf_has_pages_with_text_that_reads_back(web: tuple[date, dict[str, Path]]) -> None:
    _, sites = web
    path = sites["brecksward.example"] / "documents" / "modern-slavery-statement.pdf"
    with pdfium.PdfDocument(path) as document:
        assert len(document) >= 3
    text = pdf_text(path)
    assert "We spent £71 million with 640 suppliers." in text
    assert "• vehicles and refrigeration (24%), made in the Netherlands, Germany and Poland;" in text
    assert "Page 1 of" in text


def test_the_one_out_of_date_is_out_of_date(web: tuple[date, dict[str, Path]]) -> None:
    today, _ = web
    for firm in FIRMS:
        age = (today - financial_year(firm, today).end).days
        if firm.years_behind:
            assert age > 18 * 31
        else:
            assert age <= 366 + SETTLED.days


@given(DAYS_OF_THIS_CENTURY, st.sampled_from(sorted({firm.year_end for firm in FIRMS})))
def test_dates_follow_one_another(today: date, year_end: tuple[int, int]) -> None:
    end = last_year_end(today, *year_end)
    year = FinancialYear(end)
    assert (end.month, end.day) == year_end
    assert year.start - timedelta(days=1) == year.before.end
    assert 364 <= (year.end - year.start).days <= 365
    assert end < year.approved < year.signed < end + SETTLED < today
    assert year.approved.weekday() < 5
    assert year.signed.weekday() < 5
    assert year.start < year.middle < end


def test_labels_follow_the_year() -> None:
    assert FinancialYear(date(2026, 3, 31)).label == "2025/26"
    assert FinancialYear(date(2025, 12, 31)).label == "2025"
    assert FinancialYear(date(2100, 3, 31)).label == "2099/00"
