"""The formalities and the kinds in as many wordings as people use: the table is `wordings.toml`, beside this file."""

from __future__ import annotations

import html
import textwrap
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker import Assessment, Context, Document, judge, load_rulebook, read
from checker.approval import By, approval
from checker.assessment import LegalForm
from checker.kind import kind_of
from checker.signature import signature
from checker.year import financial_year
from tests.checker import papers

Row = dict[str, Any]
TABLE = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))
TODAY = date(2026, 1, 15)
BODY = """# Introduction
{name} is committed to preventing slavery and human trafficking in its business and its supply chains. {intro}

# Our business and supply chains
We pack and distribute vegetables from two sites and employ about 640 people, a third of them seasonal. We buy from 85
growers in the United Kingdom, Spain and Morocco.

# Our policies
Our Recruitment Policy, Whistleblowing Policy and Supplier Code set out what we expect. The Human Rights Policy was
revised in October 2023.

# Due diligence
New growers complete a questionnaire and are audited before we place an order. Labour providers hold a licence.

# Risk
The highest risk lies in seasonal harvesting and in contract cleaning. We review our risk register each quarter.

# Training
All buyers and line managers completed training on the signs of modern slavery; 94 people attended.

# Measuring how we do
We track the number of audits carried out, the share of staff trained and the concerns raised on our helpline."""
ELSEWHERE = "\n\n".join(
    f"# Section {number}\n"
    + "Our net zero plan cut greenhouse gas and carbon emissions. Shareholders received a dividend. Scope 1 emissions fell. "
    "Biodiversity improved and gender pay is reported. " * 14
    for number in range(30)
)


def statement(*, title: str = "Modern Slavery Statement", intro: str = "", ending: str = "") -> str:
    return f"# {title}\n\n{BODY.format(name='Fenmarsh Foods', intro=intro)}\n\n{ending}"


def as_text(text: str) -> bytes:
    return text.encode()


def as_html(text: str) -> bytes:
    parts = []
    for part in text.split("\n\n"):
        lines = part.split("\n")
        headings = [f"<h2>{html.escape(line[2:])}</h2>" for line in lines if line.startswith("# ")]
        rest = "<br>\n".join(html.escape(line) for line in lines if not line.startswith("# "))
        parts += [*headings, f"<p>{rest}</p>"]
    return f"<html><body><nav><a href='/'>Home</a></nav><main>{''.join(parts)}</main></body></html>".encode()


def as_pdf(text: str) -> bytes:
    lines = [line for part in text.split("\n") for line in (textwrap.wrap(part, 88) or [" "])]
    return papers.pdf([papers.lines("\n".join(lines[at : at + 44])) for at in range(0, len(lines), 44)])


def said(row: Row, key: str) -> list[str | None]:
    """What may be answered; an empty string in the table stands for nothing said."""
    value = row[key]
    return [each or None for each in (value if isinstance(value, list) else [value])]


def numbered(name: str) -> list[Any]:
    return [pytest.param(row, id=f"{name}-{number:03}") for number, row in enumerate(TABLE[name], 1)]


@pytest.mark.parametrize("row", numbered("year"))
def test_years(row: Row) -> None:
    end = "This statement was approved by the Board of Directors.\n\nEmma Castledine\nDirector"
    year = financial_year(
        read(as_text(statement(intro=row["text"], ending=end)), source="a.txt"), load_rulebook()
    )
    assert (year.end if year.stated else None) in said(row, "end")
    if "start" in row:
        assert year.start in said(row, "start")


@pytest.mark.parametrize("row", numbered("title"))
def test_years_in_titles(row: Row) -> None:
    year = financial_year(read(as_text(statement(title=row["text"])), source="a.txt"), load_rulebook())
    assert (year.end if year.stated else None) in said(row, "end")


def letters(words: str | None) -> str:
    return "".join(letter for letter in (words or "").lower() if letter.isalnum())


def assert_ending(row: Row, found: Assessment) -> None:
    assert found.finding("approval").verdict.value in said(row, "approval")
    if "approved_on" in row:
        assert found.statement.approved_on in said(row, "approved_on")
    if "signed_on" in row:
        assert found.statement.signed_on in said(row, "signed_on")
    assert found.finding("signature").verdict.value in said(row, "signature")
    assert letters(row.get("name")) in letters(found.statement.signatory_name)
    assert letters(row.get("role")) in letters(found.statement.signatory_role)
    assert found.statement.financial_year_end == "2025-03-31"


INTRO = "This statement covers the financial year ended 31 March 2025."


@pytest.mark.parametrize("row", numbered("ending"))
def test_endings(row: Row) -> None:
    body = as_text(statement(intro=INTRO, ending=row["text"]))
    context = Context(today=TODAY, legal_form=LegalForm(row.get("form", "company")))
    assert_ending(row, judge(read(body, source="a.txt"), load_rulebook(), context))


@pytest.mark.parametrize(("make", "name"), [(as_html, "a.html"), (as_pdf, "a.pdf")])
@pytest.mark.parametrize("row", numbered("ending")[::9])
def test_endings_say_the_same_in_every_format(row: Row, make: Callable[[str], bytes], name: str) -> None:
    document = read(make(statement(intro=INTRO, ending=row["text"])), source=name)
    context = Context(today=TODAY, legal_form=LegalForm(row.get("form", "company")))
    assert_ending(row, judge(document, load_rulebook(), context))


@pytest.mark.parametrize("row", numbered("kind"))
def test_kinds(row: Row) -> None:
    text = row["text"].replace("{body}", BODY.format(name="Fenmarsh Foods", intro=""))
    text = text.replace("{elsewhere}", ELSEWHERE)
    document: Document = read(text.encode(), source=f"a.{row.get('media', 'txt')}")
    assert kind_of(document, load_rulebook()).kind.value in said(row, "is")


@pytest.mark.parametrize(
    ("ending", "name", "role"),
    [
        ("Rhodri Llewellyn          Bronwen Tudor\nChairman                  Chief Executive", "Rhodri Llewellyn", "Chairman"),
        ("| Rhodri Llewellyn | Bronwen Tudor |\n| Chairman | Chief Executive |", "Rhodri Llewellyn", "Chairman"),
        ("of our UK operationsRhodri LlewellynDirectorFenmarsh Foods", "Rhodri Llewellyn", "Director"),
        (
            "Signed: ______      Signed: ______\nName: Rhodri Llewellyn      Name: Ann Tudor\nRole: Director      Role: Secretary",
            "Rhodri Llewellyn",
            "Director",
        ),
        (
            "Name: Bronwen Tudor             Name: Rhodri Llewellyn\nPosition: Company Secretary     Position: Director",
            "Rhodri Llewellyn",
            "Director",
        ),
    ],
)  # fmt: skip
def test_two_side_by_side_and_lines_run_together(ending: str, name: str, role: str) -> None:
    text = statement(intro=INTRO, ending=f"This statement was approved by the Board.\n\n{ending}")
    found = signature(read(text.encode(), source="a.txt"), load_rulebook(), "company")
    assert found is not None
    assert (found.name, found.role, found.qualifies) == (name, role, True)


def test_the_words_of_approval_are_what_is_quoted() -> None:
    ending = "This statement, which sets out all that was done and much besides, was approved by the board of directors."
    document = read(as_text(statement(intro=INTRO, ending=ending)), source="a.txt")
    found = approval(document, load_rulebook(), members_approve=False, year_end=None)
    assert found.by is By.BOARD
    assert "approved by the board" in document.text[slice(*found.said)]


def test_a_role_that_falls_short_is_told_from_one_that_is_missing() -> None:
    context = Context(today=TODAY)
    text = statement(intro=INTRO, ending="Signed: Emma Castledine, Company Secretary")
    found = judge(read(as_text(text), source="a.txt"), load_rulebook(), context).finding("signature")
    assert "does not by itself show a director" in found.advice


def test_an_approval_that_awaits_another_says_so() -> None:
    text = statement(
        intro=INTRO, ending="Approved by the Executive Team, subject to ratification by the Board."
    )
    found = judge(read(as_text(text), source="a.txt"), load_rulebook(), Context(today=TODAY)).finding(
        "approval"
    )
    assert found.verdict.value == "partly"
    assert "still awaited" in found.advice


def test_the_board_of_a_sister_abroad_leaves_the_approval_open() -> None:
    """Partly, and the advice says whose board is missing."""
    context = Context(today=TODAY)
    opening = "This joint statement is made by Larkmoor UK Limited and Larkmoor Pty Ltd. " + INTRO
    ending = "This statement was approved by the Board of Larkmoor Pty Ltd on 3 December 2025.\n\nJo Moss\nDirector"
    body = as_text(statement(intro=opening, ending=ending))
    found = judge(read(body, source="a.txt"), load_rulebook(), context)
    assert found.statement.organisation == "Larkmoor UK Limited"
    assert found.finding("approval").verdict.value == "partly"
    assert "company of another country" in found.finding("approval").advice


@pytest.mark.parametrize(
    "intro",
    [
        "It is for the year ended 30 September last.",
        "It is made for the year just ended.",
        "The group's accounts for the year ended 31 March 2025 show a turnover of £61m. This statement covers the same period.",
        "It is made in relation to the financial year beginning 1 April 2024.",
    ],
)
def test_a_year_told_without_its_end_is_left_open(intro: str) -> None:
    """Partly: the date of approval shows which year it was, the text does not."""
    ending = (
        "This statement was approved by the Board of Directors on 3 June 2025.\n\nEmma Castledine, Director"
    )
    body = as_text(statement(intro=intro, ending=ending))
    found = judge(read(body, source="a.txt"), load_rulebook(), Context(today=TODAY))
    assert found.finding("financial_year").verdict.value == "partly"
    assert found.statement.financial_year_end is None
