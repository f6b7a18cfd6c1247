"""Plain text and Markdown."""

from __future__ import annotations

from checker.document import BlockKind, Document
from checker.read import MARKDOWN, PLAIN, read


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def test_markdown() -> None:
    document = read(
        b"---\ntitle: Our statement\n---\n# Statement\n\nWe **act** under [the Act](https://example.org/act)\nevery"
        b" year:\n\n- in *our* mills\n- in our chain\n  - at tier two\n\n| Year | Audits |\n|---|---|\n| 2025 | 19 |\n\n"
        b"Approval\n--------\n1. The board approved it.\n",
        media_type=MARKDOWN,
    )
    assert texts(document, BlockKind.HEADING) == ["Statement", "Approval"]
    assert texts(document, BlockKind.LIST_ITEM) == [
        "in our mills",
        "in our chain",
        "at tier two",
        "1. The board approved it.",
    ]
    assert texts(document, BlockKind.TABLE_ROW) == ["Year | Audits", "2025 | 19"]
    assert "We act under the Act every year:" in texts(document)
    assert document.links == (("https://example.org/act", "the Act"),)
    assert document.title == "Our statement"
    assert [block.parent for block in document.blocks[2:5]] == [1, 1, 3]


def test_hard_wrapped_text() -> None:
    document = read(
        b"MODERN SLAVERY STATEMENT\n\nThis statement is made under section 54 of the Act and it covers the\n"
        b"year to 31 March 2025. It was approved by the board of the company, and\nwe stand by it.\n\n"
        b"Signed\nAnn Reed\nManaging Director\n3 May 2025\n"
    )
    assert texts(document) == [
        "MODERN SLAVERY STATEMENT",
        (
            "This statement is made under section 54 of the Act and it covers the year to 31 March 2025. It was"
            " approved by the board of the company, and we stand by it."
        ),
        "Signed",
        "Ann Reed",
        "Managing Director",
        "3 May 2025",
    ]
    assert texts(document, BlockKind.HEADING) == ["MODERN SLAVERY STATEMENT"]
    assert document.media_type == PLAIN


def test_form_feeds_are_pages() -> None:
    document = read(b"We make this statement.\n1\n\x0cWe signed it.\n2\n\x0c")
    assert document.pages == 2
    assert [(block.page, document.text[block.start : block.end]) for block in document.blocks] == [
        (1, "We make this statement."),
        (2, "We signed it."),
    ]


def test_one_long_line_is_cut_into_sentences() -> None:
    document = read(("We act under s. 54(1) of the Act. We trained staff in 2024. " * 200).encode())
    assert len(document.blocks) == 1
    assert len(document.sentences) == 400


def test_repeated_menu_lines_of_extracted_reports_go() -> None:
    body = "\n\n".join(
        f"Our Report\n\nMenu\n\nWe did thing number {n} in this year.\n\n{n}" for n in range(8)
    )
    document = read(body.encode())
    assert texts(document).count("Menu") == 1
    assert sum(text.startswith("We did thing") for text in texts(document)) == 8
    assert "7" not in texts(document)


def test_windows_text() -> None:
    assert (
        read("Caf\u00e9 \u2013 we act\r\nand sign".encode("cp1252")).text
        == "Caf\u00e9 \u2013 we act and sign"
    )


def test_a_text_whose_lines_are_its_paragraphs() -> None:
    document = read(
        b"Oakshott Interiors makes this statement for the year ended 5 April 2025.\n"
        b"Our business\n"
        b"We fit out offices and shops and have 180 people of our own; on a large job there may be 400 more, who are sent.\n"
        b"Our policies\n"
        b"We keep to these:\n- the Site Rules\n"
        b"We tell the authorities of what we see, and last year a subcontractor whose men were paid in cash left us.\n"
        b"The board approved this statement on 7 July 2025.\nPerpetua Landimore\nDirector\n"
    )
    assert texts(document, BlockKind.HEADING) == ["Our business", "Our policies"]
    assert texts(document)[-4:] == [
        "We tell the authorities of what we see, and last year a subcontractor whose men were paid in cash left us.",
        "The board approved this statement on 7 July 2025.",
        "Perpetua Landimore",
        "Director",
    ]


def test_a_message_passed_on_loses_its_marks() -> None:
    document = read(
        b"Our statement is below.\n\n> OUR STEPS\n>\n> In the year we:\n>\n>   (a)  looked at shared addresses in the pay\n"
        b">        roll;\n>\n>   (b)  trained 70 team leaders.\n"
    )
    assert texts(document) == [
        "Our statement is below.",
        "OUR STEPS",
        "In the year we:",
        "(a) looked at shared addresses in the pay roll;",
        "(b) trained 70 team leaders.",
    ]


def test_page_numbers_between_dashes_go_and_broken_words_are_mended() -> None:
    document = read(
        b"We publish the names of the munici-\npalities that our soya is from.\n\n    - 1 -\n\x0cWe signed it.\n    - 2 -\n"
    )
    assert texts(document) == [
        "We publish the names of the municipalities that our soya is from.",
        "We signed it.",
    ]


def test_notes_and_pictures_of_markdown() -> None:
    document = read(
        b"# Statement\n\nWe act.[^1]\n\nSigned on behalf of the board\\\n\n![Signature](sig.png)\n\nAnn Reed\\\nDirector\n\n"
        b"[^1]: Under the Act.\n",
        media_type=MARKDOWN,
    )
    assert texts(document)[1:] == [
        "We act.",
        "Signed on behalf of the board",
        "Ann Reed",
        "Director",
        "Under the Act.",
    ]
    assert document.image_at_end


def test_a_single_sign_of_windows_in_a_long_text() -> None:
    body = "We act:\n\n\u00b7 in our mills\n".encode("cp1252") + b"and in those of our suppliers\n" * 20
    assert "\ufffd" not in read(body).text
    damaged = "We act \u2013 ".encode() + b"in our mills and in those of our suppliers " * 20 + b"\xff"
    assert read(damaged).text.startswith("We act \u2013 in")
