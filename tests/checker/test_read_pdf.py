"""PDF: reading order, paragraphs, headings, furniture, signatures, scans, and the second reader."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
import pytest

from checker import miner, pdf, pdfium
from checker.document import BlockKind, Document, UnreadableError
from checker.pages import Line, Page
from checker.read import read
from tests.checker.papers import Picture, Run, lines
from tests.checker.papers import pdf as make


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def test_lines_become_paragraphs_headings_and_lists() -> None:
    document = read(
        make(
            [
                lines(
                    "# Modern Slavery Statement\n\n"
                    "This statement is made under section 54 of the Modern Slavery Act 2015 and\n"
                    "covers the financial year that ended on 31 March 2025.\n\n"
                    "# Our policies\n\n"
                    "In the year we have taken these steps:\n"
                    "•  We wrote to all of our suppliers of grain and asked them to\n"
                    "   tell us how they recruit.\n"
                    "•  We trained our buyers."
                )
            ]
        )
    )
    assert texts(document, BlockKind.HEADING) == ["Modern Slavery Statement", "Our policies"]
    assert texts(document, BlockKind.PARAGRAPH) == [
        (
            "This statement is made under section 54 of the Modern Slavery Act 2015 and covers the financial year"
            " that ended on 31 March 2025."
        ),
        "In the year we have taken these steps:",
    ]
    assert texts(document, BlockKind.LIST_ITEM) == [
        "We wrote to all of our suppliers of grain and asked them to tell us how they recruit.",
        "We trained our buyers.",
    ]
    lead = document.blocks[document.blocks[-1].parent or 0]
    assert document.text[lead.start : lead.end] == "In the year we have taken these steps:"
    assert document.title == "Modern Slavery Statement"


def test_running_headers_and_page_numbers_go_and_a_paragraph_runs_on() -> None:
    def page(number: int, body: str) -> list[Run]:
        return [
            Run("Fenland Flour Ltd annual statement 2025", 72, 810, 9),
            *lines(body, top=700),
            Run(f"Page {number} of 3", 500, 30, 9),
        ]

    document = read(
        make(
            [
                page(
                    1,
                    "We looked at the farms that supply us and found that three of them\nrely on seasonal work",
                ),
                page(2, "from abroad, which carries a higher risk."),
                page(3, "The board approved this statement on 3 May 2025."),
            ]
        )
    )
    assert document.text == (
        "We looked at the farms that supply us and found that three of them rely on seasonal work"
        " from abroad, which carries a higher risk.\nThe board approved this statement on 3 May 2025."
    )
    assert [sentence.page for sentence in document.sentences] == [1, 3]


def test_a_dated_header_is_kept_once_and_a_date_to_sign_with_always() -> None:
    page = [
        Run("Doc ref POL-17  Issue date 14/02/2025", 72, 805),
        Run("We buy flour from forty mills.", 72, 700),
    ]
    document = read(make([page, [*page, Run("Date: 3 March 2025", 72, 60)]]))
    assert document.text.count("Issue date") == 1
    assert texts(document)[-1] == "Date: 3 March 2025"
    signed = [Run("We buy flour from forty mills.", 72, 700), Run("Date: 3 March 2025", 72, 60)]
    assert read(make([signed, signed])).text.count("Date:") == 2


def test_the_menu_beside_each_page_of_a_report_goes() -> None:
    menu = [
        Run(entry, 30, 520 - 30 * at, 9)
        for at, entry in enumerate(("Who we are", "Our risks", "What we did"))
    ]
    said = Run("We run 64 hotels and buy linen for them.", 230, 440)
    pages = [[*menu, Run(entry.text, 230, 480, 20, True), said] for entry in menu]
    document = read(make(pages, size=(842.0, 595.0)))
    assert texts(document, BlockKind.HEADING) == ["Who we are", "Our risks", "What we did"]
    assert len(document.blocks) == 6


def test_the_head_of_a_table_that_goes_on_is_no_menu() -> None:
    pages = []
    for what, when in (("Audits", "May"), ("Training", "June"), ("Visits", "July")):
        table = [("Area", "What we did in it", "When"), (what, "All that we had planned to do", when)]
        pages.append(
            [
                Run(text, 60 + 170 * at, 600 - 20 * row, 11)
                for row, cells in enumerate(table)
                for at, text in enumerate(cells)
            ]
        )
    assert texts(read(make(pages)), BlockKind.TABLE_ROW).count("Area | What we did in it | When") == 3


def test_what_a_browser_prints_in_the_margins_goes() -> None:
    page = [
        Run("22/11/2026, 13:51", 30, 820, 8),
        Run("Our statement", 72, 740, 18, True),
        Run("We carry chilled food with 780 drivers.", 72, 700),
        Run("https://freight.example/modern-slavery", 30, 20, 8),
        Run("1/1", 550, 20, 8),
    ]
    assert texts(read(make([page]))) == ["Our statement", "We carry chilled food with 780 drivers."]
    assert "https://freight.example" in read(make([page[1:]])).text


def test_columns_are_read_one_after_the_other() -> None:
    left = [Run(f"The left column has its line {n} here,", 60, 700 - 14 * n, 10) for n in range(5)]
    right = [Run(f"the right column has its line {n} here,", 320, 700 - 14 * n, 10) for n in range(5)]
    interleaved = [run for pair in zip(left, right, strict=True) for run in pair]
    for order in ([*left, *right], interleaved):
        text = read(make([order])).text
        places = [
            text.index(f"{side} column has its line {n}") for side in ("left", "right") for n in range(5)
        ]
        assert places == sorted(places)


def test_two_people_signing_side_by_side_are_two_people() -> None:
    rows = [
        ("Ann Reed", "Bo Marsh"),
        ("Managing Director", "Finance Director"),
        ("Date: 3.5.2025", "Date: 4.5.2025"),
    ]
    runs = [
        Run(text, x, 300 - 16 * n)
        for n, row in enumerate(rows)
        for text, x in zip(row, (72, 330), strict=True)
    ]
    document = read(make([[*lines("The board approved this statement in May 2025."), *runs]]))
    assert texts(document)[1:] == [
        "Ann Reed",
        "Managing Director",
        "Date: 3.5.2025",
        "Bo Marsh",
        "Finance Director",
        "Date: 4.5.2025",
    ]


def test_a_row_of_a_table_keeps_its_cells_apart() -> None:
    rows = [("Indicator", "2024", "2025"), ("Suppliers audited", "12", "19"), ("Staff trained", "40%", "85%")]
    runs = [
        Run(cell, x, 600 - 18 * n)
        for n, row in enumerate(rows)
        for cell, x in zip(row, (72, 300, 400), strict=True)
    ]
    document = read(make([runs]))
    assert texts(document, BlockKind.TABLE_ROW) == [
        "Indicator | 2024 | 2025",
        "Suppliers audited | 12 | 19",
        "Staff trained | 40% | 85%",
    ]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    rows = [
        (600, "Indicator", "What we did", "2025"),
        (582, "Audits", "We audited the mills that", "19"),
        (568, "", "buy from abroad.", ""),
        (550, "Training of buyers", "All of them took", "85%"),
        (536, "and planners", "the course.", ""),
        (518, "Cases", "None was found.", "0"),
        (504, "", "Reported by staff", "3"),
    ]
    runs = [
        Run(cell, x, y) for y, *cells in rows for cell, x in zip(cells, (72, 220, 400), strict=True) if cell
    ]
    assert texts(read(make([runs])), BlockKind.TABLE_ROW) == [
        "Indicator | What we did | 2025",
        "Audits | We audited the mills that buy from abroad. | 19",
        "Training of buyers and planners | All of them took the course. | 85%",
        "Cases | None was found. | 0",
        "Reported by staff | 3",
    ]


def test_text_the_file_has_first_but_the_page_has_last_is_read_last() -> None:
    signature = [Run("Ann Reed, Chair", 72, 200), Run("Date: 3 May 2025", 72, 180)]
    document = read(make([[*signature, *lines("# Statement\n\nThe board approved this statement.")]]))
    assert texts(document) == [
        "Statement",
        "The board approved this statement.",
        "Ann Reed, Chair",
        "Date: 3 May 2025",
    ]


def test_words_broken_at_a_lines_end_are_mended() -> None:
    document = read(
        make(
            [
                lines(
                    "We take a zero-\ntolerance approach, and our manage-\nment of suppliers is good. Manage\n"
                    "ment is a word we use, and management too."
                )
            ]
        )
    )
    assert "zero-tolerance approach" in document.text
    assert "our management of suppliers" in document.text


def test_footnotes_come_after_the_text_and_under_no_heading() -> None:
    document = read(
        make(
            [
                [
                    *lines("# Statement\n\nWe bought goods from 40\nfirms\nin the year"),
                    Run("1 Counted at the year's end.", 72, 60, 7),
                ],
                lines("and visited nine of them, as we said."),
            ]
        )
    )
    assert texts(document)[-1] == "1 Counted at the year's end."
    assert document.blocks[-1].heading is None
    assert document.blocks[-1].page == 1


@pytest.mark.usefixtures("without_tesseract")
def test_a_picture_of_a_page_is_a_scan_and_a_picture_below_text_may_be_a_signature() -> None:
    document = read(
        make(
            [
                [*lines("# Statement\n\nThe board approved this statement."), Picture(72, 500, 140, 45)],
                [Picture(0, 0, 595, 842)],
                [
                    *lines("A page with a small logo on top, and with text enough to be no scan at all."),
                    Picture(480, 800, 60, 30),
                ],
            ]
        )
    )
    assert (document.pages, document.scanned_pages, document.image_pages) == (3, (2,), (1,))
    assert not document.is_scan
    scan = read(make([[Picture(0, 0, 595, 842)]]))
    assert scan.is_scan
    assert scan.text == ""


LONG_LINE = "A line of text that is as long as lines of text usually are, from one edge to the other."


@pytest.mark.parametrize(
    ("picture", "said", "expected"),
    [
        (Picture(72, 400, 140, 45), "Managing Director", True),
        (Picture(72, 400, 140, 45), "A picture of our mill", False),
        (Picture(72, 330, 400, 200), "Managing Director", False),
        (Picture(72, 400, 400, 20), "Managing Director", False),
        (Picture(72, 150, 140, 45), "", True),
    ],
    ids=["by a role", "a photograph", "too high", "too wide", "below the last line"],
)
def test_a_picture_is_a_signature_by_its_size_and_place(picture: Picture, said: str, expected: bool) -> None:
    text = [Run(LONG_LINE, 72, 760 - 14 * n) for n in range(8)]
    last = [Run(LONG_LINE, 72, 300 - 14 * n) for n in range(8)]
    document = read(make([[*text, Run(said or "Our mill", 72, 385), picture, *last]]))
    assert document.image_pages == ((1,) if expected else ())


def test_letter_spaced_headings_are_closed_up() -> None:
    document = read(make([lines("S T A T E M E N T\n\nWe make this statement for the year.")]))
    assert texts(document)[0] == "STATEMENT"


def test_pdfminer_reads_the_same_words() -> None:
    body = make(
        [lines("# Statement\n\nWe make this statement under section 54 of the Act and\nit covers our year.")]
    )
    pages = list(miner.read_pages(body, 5))
    words = " ".join(line.text for line in pages[0].lines).split()
    assert words == read(body).text.split()
    assert [line.bold for line in pages[0].lines] == [True, False, False]


def test_pdfminer_takes_over_where_the_first_text_is_poor(monkeypatch: pytest.MonkeyPatch) -> None:
    body = make([lines("We make this statement under section 54 of the Act.")])
    honest = pdfium.read_pages

    def garbled(document: object, limit: int) -> Iterator[Page]:
        for page in honest(document, limit):
            for line in page.lines:
                line.text = "\ufffd " * 20
            yield page

    monkeypatch.setattr(pdf, "read_pages", garbled)
    document = read(body)
    assert document.read_with == "pdfminer.six"
    assert document.text == "We make this statement under section 54 of the Act."


@pytest.mark.usefixtures("without_tesseract")
def test_text_both_readers_garble_is_kept_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    body = make([lines("(cid:12)(cid:44) (cid:7)(cid:9) (cid:1) text")])
    monkeypatch.setattr(pdf, "_second_reading", lambda body: [])
    document = read(body)
    assert document.read_with == "pypdfium2"
    assert "damaged" in document.notes[0]


def test_letters_given_as_numbers_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "The board of the firm approved this statement in May."
    numbers = "".join(f"(cid:{ord(letter)})" for letter in said)
    monkeypatch.setattr(
        miner, "read_pages", lambda body, limit: [Page(1, 595, 842, [Line(numbers, 72, 700, 400, 711, 11)])]
    )
    body = make([lines("\ue001\ue002\ue003 (cid:1)(cid:2) (cid:3)")])
    document = read(body)
    assert (document.read_with, document.text) == ("pdfminer.six", said)


def test_a_damaged_file_without_text_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(miner, "read_pages", lambda body, limit: [Page(1, 595, 842)])
    with pytest.raises(UnreadableError) as caught:
        read(b"%PDF-1.7\nand nothing more")
    assert caught.value.problem == "broken"


def test_a_turned_page_is_read_as_it_is_looked_at() -> None:
    document = pypdfium2.PdfDocument(
        make([lines("# Statement\n\nWe make this statement.\n\nAnn Reed, Director")])
    )
    document[0].set_rotation(90)
    target = io.BytesIO()
    document.save(target)
    document.close()
    # Turned text runs down the page; what matters is that nothing is lost and nothing is glued.
    assert set(read(target.getvalue()).text.split()) >= {"Statement", "statement.", "Ann", "Director"}


def test_only_so_many_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    document = read(make([lines(f"This is page number {n}, which says little.", top=500) for n in range(4)]))
    assert document.pages == 4
    assert document.notes == ("only the first 2 of 4 pages were read",)


def test_a_file_of_streams_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    body = make([lines(f"We make statement {name}.") for name in ("one", "two", "three")])
    assert read(body).text
    monkeypatch.setattr("checker.inflation.MAX_MARKS", 2)
    with pytest.raises(UnreadableError) as caught:
        read(body)
    assert caught.value.problem == "too_large"
