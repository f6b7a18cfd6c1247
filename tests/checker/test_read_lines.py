"""Which lines of a PDF belong together: fonts without a height, dates that a line's end takes apart, cells of tables."""

from __future__ import annotations

import pytest

from checker.document import BlockKind, Document
from checker.hyphens import Hyphens
from checker.pages import Line
from checker.read import read
from tests.checker.papers import Run
from tests.checker.papers import pdf as make
from tests.checker.test_hostile import paper, stream


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def in_a_flat_font(text: str) -> bytes:
    """A page in a font whose letters are as high as their ink, as LibreOffice 7 describes its fonts.

    PDFium then measures a font by whatever its letters 65 and 103 are; here they are no "A" and no "g".
    """
    unused = [chr(code) for code in range(0x3B1, 0x3C9)]
    codes = {letter: 60 + at for at, letter in enumerate([*sorted(set(text) - {"\n"}), *unused])}
    shapes = []
    for letter in codes:
        low = -210 if letter in "gpqy," else 0
        high = 720 if letter in "bdfhklt" or letter.isupper() else 480
        ink = b"" if letter == " " else b"40 %d 420 %d re f" % (low, high - low)
        shapes.append(stream(b"500 0 0 %d 500 %d d1 %s" % (low, high, ink)))
    said = b" ".join(b"(%s) Tj T*" % bytes(codes[letter] for letter in line) for line in text.split("\n"))
    pairs = b"\n".join(b"<%02X> <%04X>" % (code, ord(letter)) for letter, code in codes.items())
    return paper(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"BT /F 11 Tf 12.5 TL 72 700 Td %s ET" % said),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 -210 500 720]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 60"
        b"/LastChar %d/Widths[%s]/Encoding<</Differences[60 %s]>>/CharProcs<<%s>>/ToUnicode 6 0 R>>"
        % (
            59 + len(codes),
            b"500 " * len(codes),
            b"".join(b"/c%d " % code for code in codes.values()),
            b"".join(b"/c%d %d 0 R " % (code, 7 + at) for at, code in enumerate(codes.values())),
        ),
        stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Flat def"
            b" 1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end end"
            % (len(codes), pairs)
        ),
        *shapes,
    )


def test_lines_of_a_font_that_states_no_height_make_a_paragraph() -> None:
    text = (
        "We asked every grower on our list how hands are hired, what a man\n"
        "pays on arrival and who can use an account or a room near a field,\n"
        "or keeps a paper, and we saw each answer by our own eyes as soon as\n"
        "possible. None was made up, as we knew a man on each farm who had\n"
        "seen it."
    )
    assert texts(read(in_a_flat_font(text))) == [text.replace("\n", " ")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("This statement of Hobb Lime Limited is for the year ended 31", "October 2025."),
        ("Made by Hobb Lime Limited for the year that ended on 31 July", "2025."),
        ("This is the statement of Hobb Lime, for the year ended", "September 2025."),
        ("Approved by the board of directors of Hobb Lime Holdings", "Limited on 9 October 2025."),
    ],
)
def test_a_date_or_a_name_goes_on_in_the_next_line(first: str, second: str) -> None:
    prose = "We quarry and burn lime at two sites in Norfolk and employ 64 people, in two shifts."
    page = [
        Run(prose, 72, 700),
        Run(first, 72, 660),
        Run(second, 72, 645),
        Run("We employ no others.", 72, 600),
    ]
    assert texts(read(make([page]))) == [prose, f"{first} {second}", "We employ no others."]


def test_who_signs_stands_apart_from_a_sentence_as_wide_as_its_column() -> None:
    rows = [
        "In the spring a driver told his manager",
        "that his wages went to another man, and",
        "he was helped. We have looked again at",
        "who is paid through whose account.",
    ]
    page = [Run(row, 72, 700 - 13 * at) for at, row in enumerate(rows)]
    page += [Run("The board approved this on 3 July 2025.", 72, 645), Run("Augustin Fevers", 72, 629.5)]
    page += [Run("Chief Executive", 72, 614)]
    assert texts(read(make([page])))[1:] == [
        "The board approved this on 3 July 2025.",
        "Augustin Fevers",
        "Chief Executive",
    ]


def test_a_hyphen_of_typography_parts_a_word_at_a_lines_end() -> None:
    rows = ["We asked each of our sup\u2010", "pliers where its cotton is grown."]
    broken = [Line(row, 72, 700 - 15 * at, 400, 711 - 15 * at, 11) for at, row in enumerate(rows)]
    assert Hyphens(rows).join(broken)[0] == "We asked each of our suppliers where its cotton is grown."


def rows(document: Document) -> list[str]:
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


def test_cells_that_nearly_touch_are_parted_where_their_column_begins() -> None:
    table = [
        (720, ["What we buy", "Where from", "Risk", "What we did"]),
        (700, ["Sesame", "Nigeria, India", "High", "Asked both merchants for the names/of the growers"]),
        (
            664,
            [
                "Cleaning/and security",
                "United/Kingdom",
                "Medium",
                "Looked at the wage slips of all 38/contract cleaners",
            ],
        ),
        (628, ["Rye", "Poland", "Low", "None"]),
    ]
    page = [Run("We looked at what we buy, and at where it comes from.", 72, 760)]
    for top, row in table:
        for text, left in zip(row, (72, 150, 224, 272), strict=True):
            page += [Run(line, left, top - 13 * at) for at, line in enumerate(text.split("/"))]
    assert rows(read(make([page]))) == [
        "What we buy | Where from | Risk | What we did",
        "Sesame | Nigeria, India | High | Asked both merchants for the names of the growers",
        "Cleaning and security | United Kingdom | Medium | Looked at the wage slips of all 38 contract cleaners",
        "Rye | Poland | Low | None",
    ]


def test_the_rows_of_a_wide_table_stand_far_apart() -> None:
    page = []
    for at, words in enumerate((("Policies", "June"), ("Remedy", "July"))):
        top = 700 - 75 * at
        page.append(Run(words[0], 72, top))
        page += [Run("The terms were read by counsel", 160, top), Run("and by two buyers.", 160, top - 13)]
        page += [Run("Put them into Hindi", 340, top), Run("and Bengali", 340, top - 13)]
        page.append(Run(words[1], 470, top))
    assert rows(read(make([page]))) == [
        f"{area} | The terms were read by counsel and by two buyers. | Put them into Hindi and Bengali | {month}"
        for area, month in (("Policies", "June"), ("Remedy", "July"))
    ]


def test_a_label_and_what_it_names_are_read_together() -> None:
    signed = [
        ("Approved by", "The board of directors"),
        ("Signed", "Obadiah Carleton, Director"),
        ("Date", "12 June 2025"),
    ]
    page = [Run("We hire out diggers and dumpers from eight depots.", 72, 700)]
    page += [
        Run(text, left, 650 - 20 * at)
        for at, row in enumerate(signed)
        for text, left in zip(row, (72, 220), strict=True)
    ]
    assert rows(read(make([page]))) == [" | ".join(row) for row in signed]


def test_the_number_of_a_note_is_no_part_of_a_year() -> None:
    def said(mark: Run) -> str:
        return texts(read(make([[Run("For the year ended 31 March 2025", 72, 700), mark]])))[0]

    beside = 72 + 169.4  # where the year ends
    assert said(Run("1", beside, 704, 6)) == "For the year ended 31 March 2025 1"
    assert said(Run("1", beside, 700, 11)) == "For the year ended 31 March 20251"
