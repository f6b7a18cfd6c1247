"""Reading in general: what a file is, what cannot be read, what always holds of a document."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document import Document, UnreadableError
from checker.read import DOCX, HTML, MARKDOWN, MAX_SIZE, PDF, PLAIN, read, sniff
from tests.checker.papers import lines, pdf

PROJECT = Path(__file__).resolve().parents[2]


def problem(body: bytes, **hints: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(body, **hints)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250
    return caught.value.problem


def check(document: Document) -> None:
    """What holds of every document, whatever it was read from."""
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
        assert "\n" not in document.text[block.start : block.end]
        assert block.heading is None or document.blocks[block.heading].level > 0
        last = block.end + 1
    for index, block in enumerate(document.blocks):
        assert block.heading is None or block.heading < index
        assert block.parent is None or block.parent < index
    end = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert end <= sentence.start
        assert block.start <= sentence.start < sentence.end <= block.end
        end = sentence.end


@pytest.mark.parametrize(
    ("body", "hints", "expected"),
    [
        (b"%PDF-1.7 ...", {"media_type": "text/html"}, PDF),
        (b"\n\n%PDF-1.4", {}, PDF),
        (b"PK\x03\x04....", {"media_type": "application/octet-stream"}, DOCX),
        (b"<!DOCTYPE html><p>x", {"media_type": "application/pdf"}, HTML),
        (b"\xef\xbb\xbf <!-- made by hand -->\n<html><p>x", {}, HTML),
        ("<html><p>x".encode("utf-16"), {}, HTML),
        (b"some words <b>in</b> a fragment", {"media_type": "text/html; charset=utf-8"}, HTML),
        (b"# Statement\n\nWe act.", {}, MARKDOWN),
        (b"Statement\n\nWe act.", {"source": "statement.md"}, MARKDOWN),
        (b"Statement\n\nWe act.", {"source": "https://example.org/statement.txt?x=1"}, PLAIN),
        (b"Statement\n\nWe act.", {"source": "https://example.org/statement.md?x=1#a"}, MARKDOWN),
        (b"Statement\n\nWe act.", {"source": "https://statement.md"}, PLAIN),
        (b"Statement\n\nWe act.", {"source": "//[final/Statement #2?.md"}, MARKDOWN),
        (b"1 < 2 and 3 > 2", {}, PLAIN),
    ],
)
def test_the_bytes_say_what_a_file_is(body: bytes, hints: dict[str, str], expected: str) -> None:
    assert sniff(body, **hints) == expected


def test_what_cannot_be_read_is_named() -> None:
    assert problem(b"") == "empty"
    assert problem(b" \n\0 ") == "empty"
    assert problem(b"\x89PNG\r\n\x1a\n123") == "unsupported"
    assert problem(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "unsupported"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert problem(locked) == "encrypted"
    assert problem(b"x" * (MAX_SIZE + 1)) == "too_large"
    assert problem(bytes(range(256)) * 4) == "unsupported"
    assert problem(b"not a pdf at all", source="statement.pdf") == "broken"
    assert problem(b"%PDF-1.7\nrubbish") == "broken"


def test_a_zip_renamed_is_no_document() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("statement.txt", "We act.")
    assert problem(target.getvalue(), source="statement.docx") == "unsupported"
    assert problem(target.getvalue()[:40], source="statement.docx") == "broken"


def test_what_other_programs_pack_is_named() -> None:
    for part, named in (
        ("content.xml", "OpenDocument"),
        ("ppt/slide1.xml", "PowerPoint"),
        ("xl/book.xml", "Excel"),
    ):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(part, "<a/>")
        with pytest.raises(UnreadableError, match=f"{named}.*: save it as PDF or DOCX"):
            read(target.getvalue())


def test_a_truncated_pdf_is_broken_and_an_empty_one_empty() -> None:
    body = pdf([lines("# Statement\n\nWe make this statement under section 54.")])
    assert problem(body[: len(body) // 4]) == "broken"
    assert problem(pdf([[]])) == "empty"


def test_an_encrypted_pdf_is_said_to_be_one() -> None:
    key = b"<" + b"00" * 32 + b">"
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/O " + key + b"/U " + key + b"/P -44>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
    )
    assert problem(body) == "encrypted"


def test_the_error_survives_the_way_back_from_a_child_process() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(b"")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.problem, str(again)) == ("empty", str(caught.value))


@pytest.mark.parametrize(
    ("body", "unwanted"),
    [
        (b"<html><body><p>We make this statement.", ("pypdfium2", "pdfminer", "docx", "trafilatura")),
        (b"We make this statement.", ("pypdfium2", "pdfminer", "docx", "bs4", "lxml", "syntok")),
        (pdf([lines("We make this statement.")]), ("pdfminer", "docx", "bs4", "lxml", "PIL", "numpy")),
    ],
)
def test_a_reader_imports_its_own_libraries_only(body: bytes, unwanted: tuple[str, ...]) -> None:
    code = (
        "import sys; from checker.read import read; read(sys.stdin.buffer.read());"
        f"print([name for name in {(*unwanted, 'scrapy', 'sqlite_utils', 'sklearn')!r} if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=body, capture_output=True, cwd=PROJECT, check=True
    )
    assert run.stdout.strip() == b"[]"


WORDS = st.text(
    alphabet=st.sampled_from("aZé.!?•\u00ad\u200b\ufb01\n\t\f -*#<>&|1)\0\ud800\U0001f600"), max_size=300
)


@settings(deadline=None)
@given(WORDS, st.sampled_from([PLAIN, MARKDOWN, HTML]))
def test_offsets_hold_for_any_text(text: str, media_type: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    try:
        document = read(body, media_type=media_type)
    except UnreadableError:
        return  # nothing but white space, or too many control characters to be text
    check(document)


@pytest.mark.usefixtures("without_tesseract")
def test_real_documents_are_read(shared: Path) -> None:
    scans, read_with = [], set()
    files = [path for path in sorted((shared / "data" / "documents").iterdir()) if path.suffix != ".csv"]
    assert len(files) == 50
    for path in files:
        document = read(path.read_bytes(), source=path.name)
        check(document)
        read_with.add(document.read_with)
        assert document.words or document.is_scan, path.name
        if document.is_scan:
            scans.append((path.name, document.pages, document.scanned_pages))
    assert scans == [("nottingham-city-council-2017.pdf", 8, tuple(range(1, 9)))]
    assert read_with == {"pypdfium2", "beautifulsoup", "python-docx", "plain"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("trainline-fy21.pdf", ["Jody Ford", "CEO", "5 August 2021"]),
        ("bt-2024.pdf", ["Allison Kirkby, Chief Executive", "BT Group plc"]),
        ("sandwell-council-2017.pdf", ["Councillor Steve Eling, Leader of the Council", "Date: 30/11/17"]),
        ("vwr.pdf", ["Eilidh Robertson", "Managing Director", "Karen Pulford", "Date: 31.01.2020"]),
        ("cisco.pdf", ["Name: Dev Stahlkopf", "Date: 23 January 2025"]),
        ("agilists.html", ["Last updated: 1 July 2026", "Amit Maheshwari", "Date: 31 December 2025"]),
        ("ao-it-group.html", ["Ray Ridgwell – Director", "29th January 2024"]),
    ],
)
def test_signature_blocks_stay_line_by_line(shared: Path, name: str, said: list[str]) -> None:
    document = read((shared / "data" / "documents" / name).read_bytes())
    blocks = {document.text[block.start : block.end]: block for block in document.blocks}
    assert [line for line in said if line not in blocks] == []
    assert [line for line in said if blocks[line].level] == []


def test_of_endless_sentences_the_first_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.blocks.MAX_SENTENCES", 3)
    whole, more = read(b"We audit. We train. We ask."), read(b"We audit. We train. We ask. We look.")
    assert len(whole.sentences) == len(more.sentences) == 3
    assert whole.notes == ()
    assert "only its first 3 sentences" in more.notes[0]
