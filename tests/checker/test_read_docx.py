"""DOCX: styles, lists, tables, tracked changes, and archives that are traps."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm

from checker.document import BlockKind, Document, UnreadableError
from checker.read import DOCX, read

PART = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def problem(body: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(body)
    return caught.value.problem


def test_structure_is_read() -> None:
    word = docx.Document()
    word.add_heading("Modern Slavery Statement", 0)
    word.add_heading("Our policies", 1)
    word.add_paragraph("In the year we have:")
    word.add_paragraph("written to suppliers", style="List Bullet")
    word.add_paragraph("- trained our buyers")
    word.add_paragraph().add_run("Approval").bold = True
    word.add_paragraph("The board approved this statement.\nAnn Reed\nDirector")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Audits", "19"
    word.sections[0].header.paragraphs[0].text = "A running header"
    document = read(saved(word), source="statement.docx")
    assert document.media_type == DOCX
    assert texts(document, BlockKind.HEADING) == ["Modern Slavery Statement", "Our policies", "Approval"]
    assert texts(document, BlockKind.LIST_ITEM) == ["written to suppliers", "trained our buyers"]
    assert texts(document, BlockKind.TABLE_ROW) == ["Audits | 19"]
    assert texts(document)[-4:-1] == ["The board approved this statement.", "Ann Reed", "Director"]
    assert document.blocks[3].parent == 2
    assert "running header" not in document.text


def test_what_python_docx_hides_is_read_too() -> None:
    word = docx.Document()
    body = word.element.body
    for xml in (
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Date: 3 May 2025</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        (
            f"<w:p {W}><w:r><w:t>Approved by </w:t></w:r><w:ins><w:r><w:t>the board</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>nobody</w:delText></w:r></w:del></w:p>"
        ),
        (
            f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Ann Reed, Chair</w:t></w:r></w:p></w:txbxContent>"
            "</w:pict></w:r></w:p>"
        ),
    ):
        body.insert(len(body) - 1, parse_xml(xml))
    assert texts(read(saved(word))) == ["Date: 3 May 2025", "Approved by the board", "Ann Reed, Chair"]


def test_a_layout_table_is_read_as_paragraphs() -> None:
    word = docx.Document()
    cell = word.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "We make this statement."
    cell.add_paragraph("It covers our year.")
    assert texts(read(saved(word)), BlockKind.PARAGRAPH) == ["We make this statement.", "It covers our year."]


def test_a_picture_that_may_be_a_signature_is_noted() -> None:
    word = docx.Document()
    word.add_paragraph("The board approved this statement.")
    word.add_picture(io.BytesIO(TINY_PNG), width=Cm(4), height=Cm(1.5))
    document = read(saved(word))
    assert document.image_at_end
    assert "signature" in document.notes[0]


def test_a_picture_above_the_text_is_no_signature() -> None:
    word = docx.Document()
    word.add_picture(io.BytesIO(TINY_PNG), width=Cm(4), height=Cm(1.5))
    word.add_paragraph("The board approved this statement.")
    document = read(saved(word))
    assert not document.image_at_end
    assert document.notes == ()


def test_damaged_properties_cost_the_title_only() -> None:
    word = docx.Document()
    word.add_paragraph("We make this statement.")
    assert read(repacked(saved(word), "docProps/core.xml", b"coreProperties", b"oddProperties")).text


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/styles.xml", b'w:type="paragraph"', b'w:type="odd"'),
        ("word/styles.xml", b'w:default="1"', b'w:default="perhaps"'),
        (PART, b' w:val="ListBullet"', b""),
    ],
)
def test_damaged_styles_cost_the_structure_only(part: str, old: bytes, new: bytes) -> None:
    word = docx.Document()
    word.add_paragraph("We have done this:", style="Body Text")
    word.add_paragraph("We audit the mills.", style="List Bullet")
    assert read(repacked(saved(word), part, old, new)).text == "We have done this:\nWe audit the mills."


@pytest.mark.parametrize("number", ["wide", "-1", "9" * 5_000, "²"])
def test_a_number_that_word_never_writes_counts_as_none(number: str) -> None:
    word = docx.Document()
    word.add_paragraph("We audit the mills.")
    word.add_picture(io.BytesIO(TINY_PNG), width=Cm(4), height=Cm(1.5))
    document = read(repacked(saved(word), PART, b'cx="1440000"', f'cx="{number}"'.encode()))
    assert not document.image_at_end
    listed = docx.Document()
    listed.add_paragraph("We audit the mills.")
    numbered = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{number}"/></w:numPr></w:pPr>'.encode()
    assert read(repacked(saved(listed), PART, b"<w:p>", numbered)).blocks[0].kind is BlockKind.LIST_ITEM


@pytest.mark.parametrize("name", [b"w:document", b"w:body"])
def test_a_document_without_a_body_is_broken(name: bytes) -> None:
    word = docx.Document()
    word.add_paragraph("We make this statement.")
    assert problem(repacked(saved(word), PART, name, name[:-1])) == "broken"


def test_a_document_of_empty_paragraphs_is_soon_done_with(monkeypatch: pytest.MonkeyPatch) -> None:
    word = docx.Document()
    for _ in range(30):
        word.add_paragraph("We make this statement.")
    monkeypatch.setattr("checker.docx.MAX_PARAGRAPHS", 20)
    document = read(saved(word))
    assert len(document.blocks) == 20
    assert "very long" in document.notes[0]


def repacked(body: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same archive with something replaced in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == name:
                assert old in content
                content = content.replace(old, new)
            archive.writestr(part.filename, content)
    return target.getvalue()


TINY_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)


def test_traps() -> None:
    word = docx.Document()
    assert problem(saved(word)) == "empty"
    word.add_paragraph("We make this statement.")
    body = saved(word)
    assert problem(body[: len(body) // 2]) == "broken"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(PART, b"\0" * 60_000_000)
    assert problem(bomb.getvalue()) == "too_large"
    hollow = io.BytesIO()
    with zipfile.ZipFile(hollow, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(PART, "<nonsense")
    assert problem(hollow.getvalue()) == "broken"


def test_external_entities_are_not_followed() -> None:
    word = docx.Document()
    word.add_paragraph("We make this statement MARK here.")
    source = zipfile.ZipFile(io.BytesIO(saved(word)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == PART:
                content = content.replace(
                    b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document', 1
                ).replace(b"MARK", b"&e;")
            archive.writestr(part.filename, content)
    source.close()
    assert "root:" not in read(target.getvalue()).text


def test_numbering_comes_from_styles_too_and_may_be_taken_away() -> None:
    word = docx.Document()
    word.add_paragraph("In the year we:")
    word.add_paragraph("visited farms in", style="List Bullet")
    word.add_paragraph("Spain", style="List Bullet 2")
    own = word.styles.add_style("House bullet", 1)
    own.base_style = word.styles["List Bullet"]
    word.add_paragraph("wrote to agencies", style="House bullet")
    plain = word.add_paragraph("We will visit more:", style="List Bullet")
    plain._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))
    word.add_paragraph("four in Kenya", style="List Bullet")
    document = read(saved(word))
    said = texts(document)
    assert texts(document, BlockKind.PARAGRAPH) == ["In the year we:", "We will visit more:"]
    assert [said[block.parent] for block in document.blocks if block.parent is not None] == [
        "In the year we:",
        "visited farms in",
        "In the year we:",
        "We will visit more:",
    ]


def test_a_style_based_on_a_heading_is_one() -> None:
    word = docx.Document()
    own = word.styles.add_style("House heading", 1)
    own.base_style = word.styles["Heading 2"]
    word.add_paragraph("Our policies", style="House heading")
    word.add_paragraph("We have a code.")
    document = read(saved(word))
    assert (document.blocks[0].kind, document.blocks[0].level) == (BlockKind.HEADING, 2)


def test_hidden_text_is_not_read() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Nobody was ")
    paragraph.add_run("(ask legal before this goes out) ").font.hidden = True
    paragraph.add_run("found.")
    assert read(saved(word)).text == "Nobody was found."
    shown = repacked(saved(word), PART, b"<w:vanish/>", b'<w:vanish w:val="off"/>')
    assert "ask legal" in read(shown).text


def test_two_who_sign_side_by_side_are_read_one_after_the_other() -> None:
    word = docx.Document()
    word.add_paragraph("Approved by both boards.")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Ann Reed\nManaging Director"
    table.rows[0].cells[1].text = "Omar Finch\nChair"
    document = read(saved(word))
    assert texts(document)[1:] == ["Ann Reed", "Managing Director", "Omar Finch", "Chair"]


def test_notes_stand_after_the_text_and_damaged_ones_are_left_out() -> None:
    word = docx.Document()
    word.add_heading("Our people", 1)
    word.add_paragraph("We have 900 people at two plants.")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>_</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Agency staff </w:t></w:r>'
        "<w:r><w:t>included.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    for content in (notes, "<w:footnotes"):
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        name = PackURI(f"/word/footnotes{len(content)}.xml")
        word.part.relate_to(Part(name, "application/xml", content.encode(), word.part.package), kind)
    document = read(saved(word))
    assert texts(document) == ["Our people", "We have 900 people at two plants.", "Agency staff included."]
    assert document.blocks[2].heading is None


def test_cells_inside_content_controls_are_cells() -> None:
    word = docx.Document()
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:tbl {W}><w:tr>{cell.format('Quarries')}<w:sdt><w:sdtContent>{cell.format('31')}</w:sdtContent></w:sdt>"
            f"{cell.format('8 visited')}</w:tr></w:tbl>"
        ),
    )
    assert texts(read(saved(word))) == ["Quarries | 31 | 8 visited"]


def test_a_bold_line_with_a_box_beside_it_is_a_heading() -> None:
    word = docx.Document()
    word.add_paragraph().add_run("Our steps").bold = True
    box = "<w:r {}><w:pict><w:txbxContent><w:p><w:r><w:t>118 trained</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    word.paragraphs[0]._p.insert(0, parse_xml(box.format(W)))
    word.add_paragraph("We have traced our wool.")
    document = read(saved(word))
    assert texts(document, BlockKind.HEADING) == ["Our steps"]
    assert texts(document) == ["Our steps", "118 trained", "We have traced our wool."]
