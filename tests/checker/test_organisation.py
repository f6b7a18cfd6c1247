"""Whose statement it is, in the ways people say it (`[[named]]` of `wordings.toml`), and which legal form that shows."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checker import read
from checker.bodies import companies, name_at, public_bodies, titled
from checker.legal_form import legal_form_of
from checker.organisation import organisation
from checker.rulebook import Rulebook

TABLE = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))["named"]
BODY = (
    "We buy from 85 growers and visited 14 of them this year.\n\nBuyers were trained in the signs of forced labour.\n\n"
    "We judge the risk to be highest in seasonal work. Our policies forbid recruitment fees.\n\n"
)
END = "This statement was approved by the board of directors on 3 June 2025.\n\nJean Rudd\nDirector\n"


def plain(name: str | None) -> str:
    return (name or "").lower().replace("’", "'").removeprefix("the ")


@pytest.mark.parametrize("row", [pytest.param(row, id=f"named-{at:03}") for at, row in enumerate(TABLE, 1)])
def test_says_whose_statement_it_is(row: dict[str, Any], rulebook: Rulebook) -> None:
    media = row.get("media", "txt")
    text = row["text"] if media == "html" else f"{row['text']}\n\n{BODY * 3}{END}"
    found = organisation(read(text.encode(), source=f"a.{media}"), rulebook)
    wanted = row["is"] if isinstance(row["is"], list) else [row["is"]]
    assert plain(found) in [plain(each) for each in wanted]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sold by Fen Foods Limited and Fen Farms Ltd.", ["Fen Foods Limited", "Fen Farms Ltd"]),
        ("in Norwich. Fen Foods (UK) plc bakes", ["Fen Foods (UK) plc"]),
        ("Jo Moss, Director, J. R. Fen & Co. Ltd", ["J. R. Fen & Co. Ltd"]),
        ("Page 2 of Fen Foods Ltd", ["Fen Foods Ltd"]),
        ("3M Fen Limited", ["3M Fen Limited"]),
        ("Structure Tone Limited builds.", ["Structure Tone Limited"]),
        ("The Company Limited", []),
        ("FEN FOODS LIMITED2024", ["FEN FOODS LIMITED"]),
    ],
)
def test_names_with_a_legal_form(text: str, names: list[str], rulebook: Rulebook) -> None:
    assert [each.words for each in companies(text, rulebook.organisation)] == names


def test_names_of_other_countries_are_marked(rulebook: Rulebook) -> None:
    found = companies("Fen Foods Pty Ltd, Fen Foods GmbH and Fen Foods Limited", rulebook.organisation)
    assert [each.is_abroad for each in found] == [True, True, False]


def test_names_of_public_bodies(rulebook: Rulebook) -> None:
    text = "The University Court of the University of Fenland met Fenshire County Council, the Trust and the Council."
    found = [each.words for each in public_bodies(text, rulebook.organisation)]
    assert found == ["University of Fenland", "Fenshire County Council"]


def test_names_lie_where_they_say(rulebook: Rulebook) -> None:
    text = "This statement is made by the Fenwold Trading Group. It covers all of it."
    found = name_at(text, text.index("by") + 2, rulebook.organisation)
    assert found is not None
    assert text[found.start : found.end] == found.words == "Fenwold Trading Group"
    assert name_at("made by our directors", 7, rulebook.organisation) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Modern Slavery Statement | Fenwold", ["Fenwold"]),
        ("Fenwold’s Modern Slavery Statement 2025", ["Fenwold"]),
        ("Our approach | Fenwold", []),
        ("Modern Slavery Statement | Legal | Home", []),
        ("Approved by: Jo Moss Modern Slavery Statement", []),
    ],
)
def test_names_in_titles(line: str, names: list[str], rulebook: Rulebook) -> None:
    assert [each.strip() for each in titled(line, rulebook.organisation)] == names


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("Fen Growers LLP", "Fen Growers LLP makes this statement.", "llp"),
        ("Fen Growers", "Fen Growers (a limited partnership) makes this statement.", "partnership"),
        ("Fen Growers", "Fen Growers is a partnership of farmers.", "partnership"),
        ("Fen Growers Limited Partnership", "We grow leeks.", "partnership"),
        (None, "Signed by the partners: T. Fen, Partner", "partnership"),
        ("Fen & Reed", "Fen & Reed are surveyors practising as a general partnership.", "partnership"),
        (None, "Reed & Daughters is a farming partnership of three sisters.", "partnership"),
        ("R. & M. Reed", "R. & M. Reed is a family farming partnership.", "partnership"),
        ("Fen Growers LP", "Fen Growers LP acts by its general partner.", "partnership"),
        ("Fen Limited Liability Partnership", "We grow leeks.", "llp"),
        ("Fenshire Integrated Care Board", "We plan care.", "public_body"),
        (
            "Fen Growers",
            "We are members of a growers' partnership with two banks, and work in partnership with our suppliers.",
            "company",
        ),
        (
            "Fen Growers Limited",
            "Fen Growers Limited holds a share in a limited liability partnership.",
            "company",
        ),
        ("Fen Growers", "Signed by a designated member", "llp"),
        ("The Fen Trust", "We are a registered charity.", "charity"),
        ("The Fen Trust", "The Fen Trust is a registered charity.", "charity"),
        ("The Fen Trust", "Registered charity no. 1234567.", "charity"),
        (
            "Fen Growers Limited",
            "We invited Free Hands, who are a registered charity, to visit us.",
            "company",
        ),
        ("Fen Growers plc", "Our shareholders support a registered charity.", "company"),
        ("University of the Fens", "We teach.", "university"),
        ("Fenshire County Council", "We repair roads.", "public_body"),
        (None, "We bake bread.", "company"),
        (
            "Reed & Fen",
            "Modern slavery statement of Reed & Fen\n\nReed & Fen is a partnership of surveyors.",
            "partnership",
        ),
        ("Reed & Fen", "Signed on behalf of the partnership", "partnership"),
        ("Marsh Learning Partnership", "Our trustees met. Signed on behalf of the Partnership", "charity"),
        ("Reed Housing Partnership Limited", "Signed on behalf of the Partnership", "company"),
        ("Reed & Fen", "We are accountants. Signed: Ann Reed, Senior Partner", "partnership"),
        ("Reed & Fen", "The board met. Signed: Ann Reed, Managing Partner", "company"),
        ("Reed & Fen", "Reed & Fen is a trading name of Reed & Fen LLP. Ann Reed, Senior Partner", "company"),
        ("Reed & Fen", "Ann Reed, HR Business Partner", "company"),
        ("Reed & Fen", "We are a firm of surveyors with nine partners. Ann Reed, Partner", "partnership"),
        ("Reed & Fen", "Approved by the partners on 4 May. Ann Reed, Partner", "partnership"),
        ("Reed & Fen", "Our partners in the supply chain have agreed to our code.", "company"),
        ("Reed & Fen", "Our trading partners, and the company's board, approved this.", "company"),
    ],
)
def test_tells_the_legal_form(name: str | None, text: str, form: str, rulebook: Rulebook) -> None:
    assert legal_form_of(name, text, rulebook) == form


def test_hostile_text_takes_no_time(rulebook: Rulebook) -> None:
    """Bounded in what it reads: a long run of capitals, brackets and words of names ends as soon as a short one."""
    for piece in ("A" * 50, "A ", "Aa (", "At Aa of the and ", "Fen Limited & ", "University of "):
        document = read((piece * (200_000 // len(piece))).encode(), source="a.txt")
        organisation(document, rulebook)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This statement is made by Quarley's for the year 2025. Quarley's is a bakery.", "Quarley's"),
        ("This statement is made by Ann Quarley’s. Ann Quarley’s buys flour.", "Ann Quarley’s"),
        ("This statement is made by Quarley's Limited.", "Quarley's Limited"),
        ("This statement is made by Quarley. Quarley's staff bake. It is Quarley's, they say.", "Quarley"),
        ("This statement is made by Quarley Mills. Quarley Mills's staff bake bread.", "Quarley Mills"),
    ],
)
def test_a_name_may_close_with_an_apostrophe_and_s(text: str, name: str, rulebook: Rulebook) -> None:
    document = read(f"Modern slavery statement\n\n{text}\n".encode(), source="a.txt")
    assert organisation(document, rulebook) == name
