"""PDF layouts that mislead: drawn bullets, tables written cell by cell, lettering, text in no order."""

from __future__ import annotations

import random

import pytest

from checker.document import BlockKind, Document
from checker.read import read
from tests.checker.papers import Dot, Run, lines
from tests.checker.papers import pdf as make


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def parents(document: Document) -> dict[str, str | None]:
    said = texts(document)
    return {
        said[at]: None if block.parent is None else said[block.parent]
        for at, block in enumerate(document.blocks)
        if block.kind is BlockKind.LIST_ITEM
    }


PROSE_BELOW = [Run("We will report again in 2026 on all that is open.", 72, 580)]
PROSE = lines(
    "We sell bread and cakes from eleven shops and buy flour, sugar and\n"
    "packaging from forty suppliers, most of which we have known for\n"
    "more than ten years and visit each spring.",
    top=700,
)


def test_bullets_that_are_drawn_make_a_list() -> None:
    document = read(
        make(
            [
                [
                    *PROSE,
                    Run("In the year we have:", 72, 640),
                    Dot(80, 623),
                    Run("trained our buyers:", 98, 620),
                    Dot(104, 608),
                    Run("all nine of them, in a course that", 122, 605),
                    Run("ends with a test", 122, 590),
                    Dot(80, 578),
                    Run("written to our agencies", 98, 575),
                    Run("Nothing was found.", 72, 545),
                ]
            ]
        )
    )
    assert parents(document) == {
        "trained our buyers:": "In the year we have:",
        "all nine of them, in a course that ends with a test": "trained our buyers:",
        "written to our agencies": "In the year we have:",
    }
    assert texts(document)[-1] == "Nothing was found."


def test_an_icon_and_an_ornament_are_no_bullets() -> None:
    document = read(
        make(
            [
                [
                    *PROSE,
                    Dot(56, 640, 9),
                    Run("Read more in our annual report.", 72, 640),
                    Dot(62, 603),
                    Run("Training", 72, 600, 11, True),
                    Run("All buyers are trained.", 72, 585),
                ]
            ]
        )
    )
    assert texts(document, BlockKind.LIST_ITEM) == []
    assert texts(document, BlockKind.HEADING) == ["Training"]


def test_a_list_goes_on_in_the_next_column_at_its_depth() -> None:
    document = read(
        make(
            [
                [
                    Run("We work in three ways at all of our", 72, 700),
                    Run("sites, which are:", 72, 685),
                    Run("• visits", 84, 665),
                    Run("• courses", 315, 700),
                    Run("• audits", 315, 680),
                ]
            ]
        )
    )
    lead = "We work in three ways at all of our sites, which are:"
    assert parents(document) == {"visits": lead, "courses": lead, "audits": lead}


def _cell(text: str, x: float, top: float) -> list[Run]:
    return lines(text, x=x, top=top, leading=13)


def test_a_table_written_cell_by_cell_is_read_row_by_row() -> None:
    document = read(
        make(
            [
                [
                    *PROSE,
                    *_cell("Action", 72, 620),
                    *_cell("Owner", 300, 620),
                    *_cell("Status", 430, 620),
                    *_cell("Map the second tier of our\ncotton suppliers and publish\nthe list", 72, 595),
                    *_cell("Head of Sourcing", 300, 582),  # in the middle of its row, as browsers have it
                    *_cell("Complete", 430, 582),
                    *_cell("Train buyers", 72, 535),
                    *_cell("People team", 300, 535),
                    *_cell("In progress: 31 of 44\nbuyers trained", 430, 541),
                    Run("We will report again in 2026.", 72, 490),
                ]
            ]
        )
    )
    assert texts(document, BlockKind.TABLE_ROW) == [
        "Action | Owner | Status",
        "Map the second tier of our cotton suppliers and publish the list | Head of Sourcing | Complete",
        "Train buyers | People team | In progress: 31 of 44 buyers trained",
    ]
    assert texts(document)[-1] == "We will report again in 2026."


def test_headings_in_the_margin_head_the_text_beside_them() -> None:
    document = read(
        make(
            [
                [
                    Run("Our homes", 72, 700, 11, True),
                    *_cell("We run eleven homes for older people and employ\n640 people in them.", 200, 700),
                    Run("Recruitment", 72, 650, 11, True),
                    *_cell(
                        "We pay all fees ourselves and ask each person who\njoins us what they paid.",
                        200,
                        650,
                    ),
                ]
            ]
        )
    )
    assert texts(document, BlockKind.HEADING) == ["Our homes", "Recruitment"]
    assert texts(document)[-1] == "We pay all fees ourselves and ask each person who joins us what they paid."
    last = document.blocks[-1]
    assert last.heading is not None
    assert texts(document)[last.heading] == "Recruitment"


def test_two_columns_are_no_table() -> None:
    left = "We have two sites and buy from\nforty farms in three countries.\nWe know them all by name."
    right = "We visit each of them in spring\nand speak with the workers in\ntheir own language."
    document = read(make([[*_cell(left, 72, 700), *_cell(right, 320, 700)]]))
    assert texts(document, BlockKind.TABLE_ROW) == []
    assert texts(document)[0] == left.replace("\n", " ")


def test_letter_spaced_words_stay_apart() -> None:
    spaced: list[Run] = []
    x = 72.0
    for letter in "POLICIES AND CONTROLS":
        if letter != " ":
            spaced.append(Run(letter, x, 740, 16, True))
        x += (
            16
            * {" ": 0.278, "I": 0.278, "L": 0.611, "T": 0.611, "P": 0.667, "E": 0.667, "S": 0.667}.get(
                letter, 0.722
            )
            + 5
        )
    assert texts(read(make([[*spaced, *PROSE]])))[0] == "POLICIES AND CONTROLS"


@pytest.mark.parametrize(
    ("capital", "left", "rest", "expected"),
    [
        ("W", 116, "e buy cotton from four makers", "We buy cotton from four makers"),
        ("A", 104, "business like ours buys much", "A business like ours buys much"),
        ("I", 87, "n the year we visited four", "In the year we visited four"),
    ],
)
def test_a_large_first_capital_belongs_to_its_word(
    capital: str, left: float, rest: str, expected: str
) -> None:
    document = read(
        make(
            [
                [
                    Run(capital, 72, 660, 44),
                    Run(rest, left, 683),
                    Run("and each of them has signed our code for all who work there.", left, 668),
                    Run("No maker may pass our orders on without asking us first.", 72, 653),
                ]
            ]
        )
    )
    assert document.text.startswith(expected)


def test_a_title_along_the_side_is_furniture() -> None:
    document = read(
        make(
            [
                [
                    Run("Annual report and accounts 2025", 30, 300, 9, turned=True),
                    *PROSE,
                    *lines(
                        """
Each of the farms we buy from signs our code, which forbids forced labour,
the keeping of papers and the charging of fees, before we place an order. All
of them are asked each second year how they find the people who work there.""",
                        top=600,
                    ),
                ]
            ]
        )
    )
    assert "Annual report" not in document.text
    assert len(document.blocks) == 2


def test_the_number_of_a_footnote_is_no_page_number() -> None:
    document = read(
        make(
            [
                [
                    *PROSE,
                    Run("1", 72, 53, 5),
                    Run("Of the Ethical Trading Initiative, in its version of 2018.", 76, 50, 8),
                    Run("7", 297, 25, 11),
                ]
            ]
        )
    )
    assert texts(document)[-1] == "1 Of the Ethical Trading Initiative, in its version of 2018."


def test_lines_the_file_has_in_no_order_are_read_downwards() -> None:
    heading = Run("Our farms", 72, 740, 15, True)
    more = lines(
        "Each farm is visited before the first order and every second\n"
        "year after that, and we speak with those who work there\n"
        "without their managers.",
        top=640,
    )
    shuffled = [heading, *PROSE, *more]
    random.Random(7).shuffle(shuffled)
    assert texts(read(make([shuffled]))) == texts(read(make([[heading, *PROSE, *more]])))


def test_paragraphs_of_one_line_stay_apart() -> None:
    said = [
        "Our structure. We are a family firm.",
        "Policies: we have a code for suppliers.",
        "Training. All are trained.",
    ]
    runs = [Run(text, 72, 700 - 24 * number) for number, text in enumerate(said)]
    assert texts(read(make([runs]))) == said


def test_words_broken_by_columns_and_pages_are_mended() -> None:
    document = read(
        make(
            [
                [
                    Run("The highest risk lies with the agen-", 72, 700),
                    Run("cies that send us people. Our sup-", 72, 685),
                ],
                [
                    Run("pliers give us first-", 72, 700),
                    Run("and second-tier lists and well-", 72, 685),
                    Run("kept books, and are asked for require-", 72, 670),
                    Run("ments of standard-", 72, 655),
                    Run("setters, of which each has a standard.", 72, 640),
                ],
            ]
        )
    )
    assert document.text == (
        "The highest risk lies with the agencies that send us people. Our suppliers give us first- and second-tier"
        " lists and well-kept books, and are asked for requirements of standard-setters, of which each has a standard."
    )


def test_a_name_below_a_place_to_sign_is_no_heading() -> None:
    document = read(
        make(
            [
                [
                    *PROSE,
                    Run("Who answers for it", 72, 620, 11, True),
                    Run("The managing director answers to the board.", 72, 605),
                    Run("Signed:", 72, 560),
                    Run("P. Loke", 72, 530, 16, True),
                    Run("Petra Loke", 72, 512),
                    Run("Chief Executive", 72, 497),
                    Run("We publish all of our statements on our web site.", 72, 450),
                ]
            ]
        )
    )
    assert texts(document, BlockKind.HEADING) == ["Who answers for it"]


def test_a_row_whose_last_cell_reaches_down_from_above_is_a_row() -> None:
    document = read(
        make(
            [
                [
                    *_cell("What we said", 72, 700),
                    *_cell("Did we?", 230, 700),
                    *_cell("What is next", 390, 700),
                    *_cell("Visit the farms\nin Spain", 72, 680),
                    *_cell("Yes, all of\nthem", 230, 680),
                    *_cell("Visit the farms in\nKenya", 390, 680),
                    *_cell("Ask agencies what\nthey charge", 72, 645),
                    *_cell("No, one did not\nanswer", 230, 645),
                    *PROSE_BELOW,
                ]
            ]
        )
    )
    assert texts(document, BlockKind.TABLE_ROW) == [
        "What we said | Did we? | What is next",
        "Visit the farms in Spain | Yes, all of them | Visit the farms in Kenya",
        "Ask agencies what they charge | No, one did not answer",
    ]


def test_figures_at_a_pages_foot_are_not_its_number() -> None:
    table = [
        Run("Audits", 72, 60),
        Run("571", 300, 60),
        Run("511", 400, 60),
        Run("1", 72, 45),
        Run("Of which most were announced to the site.", 84, 45),
        Run("24", 297, 25),
    ]
    document = read(make([[*PROSE, *table]]))
    assert "Audits | 571 | 511" in texts(document)
    assert "1 Of which most were announced to the site." in document.text
    assert "24" not in document.text


def test_entries_of_a_table_of_contents_are_apart() -> None:
    entries = [
        f"Our {name} and what we did about it in the year {'.' * 30} {page}"
        for page, name in enumerate(("suppliers", "policies", "people"), start=3)
    ]
    document = read(make([[Run(entry, 72, 700 - 14 * at) for at, entry in enumerate(entries)]]))
    assert texts(document) == entries


def test_the_organisation_below_a_name_and_role_is_no_heading() -> None:
    document = read(
        make(
            [
                [
                    *PROSE,
                    Run("Petra Loke", 72, 600),
                    Run("Chief Executive", 72, 587),
                    Run("FENLAND BREAD GROUP", 72, 574),
                    Run("SIGN OFF", 72, 520),
                    Run("We publish all of our statements on our web site.", 72, 500),
                ]
            ]
        )
    )
    assert texts(document, BlockKind.HEADING) == ["SIGN OFF"]


def test_a_heading_in_the_margin_of_text_written_line_by_line() -> None:
    document = read(
        make(
            [
                [
                    *PROSE,
                    Run("Our homes", 72, 620, 11, True),
                    Run("We run eleven homes for older people in the east and", 200, 620),
                    Run("employ 640 people in them.", 200, 605),
                    Run("Recruitment", 72, 580, 11, True),
                    Run("We pay all fees ourselves and ask each person who", 200, 580),
                    Run("joins us what they paid.", 200, 565),
                ]
            ]
        )
    )
    assert texts(document, BlockKind.HEADING) == ["Our homes", "Recruitment"]
    assert texts(document)[-1] == "We pay all fees ourselves and ask each person who joins us what they paid."
