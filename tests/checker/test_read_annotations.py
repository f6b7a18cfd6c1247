"""What is put on a page of a PDF after it was made: fields, typed text, drawn and digital signatures."""

from __future__ import annotations

from checker.document import Document
from checker.read import read
from tests.checker.test_hostile import paper, stream

PAGE = b"""BT /F 11 Tf 15 TL 72 700 Td
(We grow salads under glass and house those who pick them.) Tj T* T*
(Approved by the board of directors and signed by:) Tj T* T*
(Name) Tj T* T* (Role) Tj ET"""
NAME, ROLE = b"110 638 300 654", b"110 608 300 624"


def annotated(*annotations: bytes) -> Document:
    """A page of a statement with these annotations."""
    numbers = b" ".join(b"%d 0 R" % (6 + at) for at in range(len(annotations)))
    return read(
        paper(
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % numbers,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
            b"/Annots[%s]>>" % numbers,
            stream(PAGE),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *(b"<</Type/Annot/P 3 0 R%s>>" % entries for entries in annotations),
        )
    )


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def field(kind: bytes, value: bytes, place: bytes, more: bytes = b"") -> bytes:
    return b"/Subtype/Widget/FT/%s/T(x)/V %s/Rect[%s]%s" % (kind, value, place, more)


def test_fields_are_read_beside_their_labels() -> None:
    document = annotated(
        field(b"Tx", b"(Philippa Crandle)", NAME), field(b"Tx", b"(Managing Director)", ROLE)
    )
    assert texts(document)[-2:] == ["Name Philippa Crandle", "Role Managing Director"]


def test_text_typed_over_a_page_is_read_where_it_stands() -> None:
    document = annotated(
        b"/Subtype/FreeText/Contents(Philippa Crandle\r11 December 2025)/Rect[72 560 300 592]"
    )
    assert texts(document)[-3:] == ["Role", "Philippa Crandle", "11 December 2025"]


def test_what_is_hidden_pressed_or_only_noted_is_not_read() -> None:
    document = annotated(
        field(b"Tx", b"(Nobody)", NAME, b"/F 2"),
        field(b"Btn", b"/Print", ROLE),
        field(b"Sig", b"null", ROLE),
        b"/Subtype/Text/Contents(Is this true?)/Rect[300 700 320 720]",
    )
    assert texts(document)[-2:] == ["Name", "Role"]
    assert document.image_pages == ()


def test_a_signature_drawn_stamped_or_given_digitally_may_be_one() -> None:
    for entries in (
        b"/Subtype/Ink/InkList[[120 640 200 650]]/Rect[%s]" % NAME,
        b"/Subtype/Stamp/Rect[%s]" % NAME,
        field(b"Sig", b"<</Type/Sig/Filter/Adobe.PPKLite>>", NAME),
    ):
        assert annotated(entries).image_pages == (1,), entries
    assert annotated().image_pages == ()
