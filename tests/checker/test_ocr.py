"""Scans: read page by page with Tesseract where it is installed, said to be unreadable and why where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checker import Assessment, Context, Document, UnreadableError, judge, load_rulebook, read, readable
from checker import ocr as recognition
from checker.assessment import Verdict
from checker.document import BlockKind
from checker.hocr import lines as lines_of
from tests.checker.papers import Picture, Run, joined, lines, pdf, scanned
from tests.conftest import PROJECT, S54

needs_tesseract = pytest.mark.skipif(
    bool(recognition.missing()), reason=f"reading scans takes {recognition.missing()}"
)
on_posix = pytest.mark.skipif(os.name != "posix", reason="stands a shell script in for Tesseract")

FIRST = """
# Modern Slavery Statement

Thornwick Cordage Limited makes this statement under section 54 of the
Modern Slavery Act 2015 for the financial year ended 31 March 2026.

# Our suppliers

We make rope from hemp and manila. In the year we did three things:

• We visited eleven spinning mills and spoke with the workers there.
• We trained forty buyers in the signs of forced labour.
• We asked each supplier to fill in a questionnaire.
"""
SECOND = """
# Approval

The board of directors approved this statement on 4 June 2026.

Marguerite Ashdown
Managing Director
"""
NAME = "thornwick.pdf"


def text_pdf(*pages: str) -> bytes:
    return pdf([lines(page, leading=20) for page in pages])


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read must not hang on how busy the machine is; the tests of the limits set their own."""
    monkeypatch.setattr(recognition, "MAX_SECONDS", 600.0)
    monkeypatch.setattr(recognition, "_PAGE_SECONDS", 600.0)


@pytest.fixture(scope="module")
def scan() -> bytes:
    return scanned(text_pdf(FIRST, SECOND))


def judged(body: bytes) -> Assessment:
    document = readable(body, source=NAME, media_type=None)
    return judge(document, load_rulebook(), Context(today=date(2026, 11, 21)))


def verdicts(body: bytes) -> dict[str, Verdict]:
    return {each.requirement: each.verdict for each in judged(body).findings if each.kind == "mandatory"}


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(each.kind, document.text[each.start : each.end]) for each in document.blocks]


@needs_tesseract
def test_a_scan_reads_as_the_text_it_was_made_from(scan: bytes) -> None:
    document, original = read(scan), read(text_pdf(FIRST, SECOND))
    assert document.text == original.text
    assert [kind for kind, _ in blocks(document)] == [kind for kind, _ in blocks(original)]
    assert [each.page for each in document.sentences] == [each.page for each in original.sentences]
    assert all(document.text[each.start : each.end] == each.text for each in document.sentences)
    assert (document.read_with, document.recognised_pages, document.scanned_pages) == (
        "tesseract",
        (1, 2),
        (),
    )


@needs_tesseract
@pytest.mark.parametrize("dots", [200 / 72, 150 / 72], ids=["sharp", "coarse"])
def test_bold_lines_of_the_texts_own_size_are_headings(dots: float) -> None:
    rows = "Our suppliers\nWe buy hemp and manila from forty growers, and visit each of them.\n" * 3
    runs = [Run(text, 72, 700 - 30 * at, 11, at % 2 == 0) for at, text in enumerate(rows.strip().split("\n"))]
    document = read(scanned(pdf([runs]), dots=dots))
    assert [kind for kind, _ in blocks(document)] == [BlockKind.HEADING, BlockKind.PARAGRAPH] * 3


@needs_tesseract
def test_a_scan_is_judged_and_marked_as_one(scan: bytes) -> None:
    assessment = judged(scan)
    assert verdicts(scan) == verdicts(text_pdf(FIRST, SECOND))
    assert assessment.statement.signatory_name == "Marguerite Ashdown"
    assert assessment.document.read_with == "tesseract"
    marked = [each for each in assessment.document.warnings if "text recognition (OCR): pages 1-2" in each]
    assert "look at the original" in marked[0]


@needs_tesseract
def test_nothing_the_law_asks_is_called_missing_from_a_scan() -> None:
    missing = {"approval", "signature"}
    assert {verdicts(text_pdf(FIRST))[each] for each in missing} == {Verdict.NOT_MET}
    found = {each.requirement: each for each in judged(scanned(text_pdf(FIRST))).findings}
    assert {found[each].verdict for each in missing} == {Verdict.NOT_CHECKED}
    assert "original" in found["approval"].advice
    assert found["effectiveness"].verdict is Verdict.NOT_MET  # what the law allows and does not ask


@needs_tesseract
def test_pages_with_text_are_kept_as_they_are(scan: bytes) -> None:
    document = read(joined(text_pdf(FIRST), scanned(text_pdf(SECOND))))
    assert (document.read_with, document.recognised_pages) == ("pypdfium2, tesseract", (2,))
    assert document.text == read(text_pdf(FIRST, SECOND)).text


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_fed_in_sideways_is_turned(turn: int) -> None:
    document = read(scanned(text_pdf(FIRST), turn=turn))
    assert "We visited eleven spinning mills and spoke with the workers there." in document.text


@needs_tesseract
def test_blank_sheets_and_photographs_are_no_unread_pages(scan: bytes) -> None:
    blank = scanned(pdf([[Run(".", 300, 400, 6)]]))
    squares = [Picture(40 * (n % 14), 60 * (n // 14), 20, 30) for n in range(190)]
    document = read(joined(scan, blank, blank, blank, scanned(pdf([squares]))))
    assert (document.recognised_pages, document.scanned_pages, document.image_pages) == ((1, 2), (), (6,))
    assert not document.is_scan
    with pytest.raises(UnreadableError, match="found no words in its 1 scanned pages") as caught:
        read(blank)
    assert caught.value.problem == "scan"


@needs_tesseract
def test_a_useless_text_layer_gives_way_to_what_is_seen() -> None:
    shown = scanned(text_pdf(FIRST))
    body = _with_hidden_text(shown, ["(cid:12)(cid:44)(cid:7) (cid:9)(cid:81)"] * 12)
    document = read(body)
    assert "Thornwick Cordage Limited makes this statement" in document.text
    assert "(cid:" not in document.text
    assert not any("damaged" in note for note in document.notes)


def _with_hidden_text(body: bytes, texts: list[str]) -> bytes:
    import io

    import pypdfium2
    import pypdfium2.raw as pdfium

    from tests.checker import papers

    document = pypdfium2.PdfDocument(body)
    font = pdfium.FPDFText_LoadStandardFont(document, b"Helvetica")
    page = document[0]
    for number, text in enumerate(texts):
        papers._write(document, page, Run(text, 72, 60 + 12 * number, 8), font)
        item = pdfium.FPDFPage_GetObject(page, pdfium.FPDFPage_CountObjects(page) - 1)
        pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    page.gen_content()
    page.close()
    target = io.BytesIO()
    document.save(target)
    pdfium.FPDFFont_Close(font)
    document.close()
    return target.getvalue()


# ------------------------------------------------------------------------------------------------ without it


@pytest.mark.usefixtures("without_tesseract")
def test_says_that_the_program_is_missing(scan: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        readable(scan, source=NAME, media_type=None)
    said = str(caught.value)
    assert caught.value.problem == "scan"
    assert said.startswith(f"{NAME}: 2 of its pages are scanned images")
    assert "apt-get install tesseract-ocr" in said
    assert "\n" not in said


@pytest.mark.parametrize("program", [True, False])
def test_says_that_the_extra_is_missing(program: bool, scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if program else None)
    with pytest.raises(UnreadableError) as caught:
        readable(scan, source=NAME, media_type=None)
    assert "pip install 'section54[ocr]'" in str(caught.value)
    assert ("tesseract-ocr" in str(caught.value)) is not program


@pytest.mark.usefixtures("without_tesseract")
def test_a_page_that_could_not_be_read_is_said(scan: bytes) -> None:
    document = readable(
        joined(text_pdf(FIRST, FIRST), scanned(text_pdf(SECOND))), source=NAME, media_type=None
    )
    assert document.scanned_pages == (3,)
    assert document.notes[-1].startswith(
        "scanned images that were not read: page 3; reading them takes the program"
    )


def test_a_text_pdf_loads_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(text_pdf(FIRST, SECOND))
    code = (
        "import sys; from checker import read; read(open(sys.argv[1], 'rb').read());"
        "print([name for name in ('checker.ocr', 'PIL', 'pytesseract', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / NAME)], capture_output=True, cwd=PROJECT, check=True
    )
    assert done.stdout.strip() == b"[]"


# ----------------------------------------------------------------------------------------------------- bounds


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Stands a shell script in for Tesseract; gives the file it may write to."""
    pytest.importorskip("pytesseract", reason="needs the extra ocr")

    def stand_in(script: str) -> Path:
        path = tmp_path / "tesseract"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return tmp_path / "called"

    return stand_in


@on_posix
def test_a_program_that_fails_is_quoted(program: Callable[[str], Path], scan: bytes) -> None:
    program("echo 'Error opening data file eng.traineddata' >&2; exit 1")
    with pytest.raises(
        UnreadableError, match=r"text recognition failed \(Error opening data file eng.traineddata"
    ):
        readable(scan, source=NAME, media_type=None)


@on_posix
def test_a_program_that_hangs_is_stopped(
    program: Callable[[str], Path], scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("exec sleep 600")
    monkeypatch.setattr(recognition, "_PAGE_SECONDS", 0.2)
    before = time.monotonic()
    with pytest.raises(UnreadableError, match="takes too long: send only the pages"):
        readable(scan, source=NAME, media_type=None)
    assert time.monotonic() - before < 300


@on_posix
def test_no_page_is_begun_when_the_time_is_up(
    program: Callable[[str], Path], scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = program("touch $(dirname $0)/called; exit 1")
    monkeypatch.setattr(recognition, "MAX_SECONDS", 0.0)
    document = read(scan)
    assert (document.scanned_pages, document.recognised_pages) == ((1, 2), ())
    assert not called.exists()


@on_posix
def test_a_long_scan_is_refused_at_once(program: Callable[[str], Path]) -> None:
    called = program("touch $(dirname $0)/called; exit 1")
    with pytest.raises(UnreadableError, match="no more than 20 scanned pages of one document are read"):
        readable(pdf([[Picture(0, 0, 595, 842)]] * 300), source=NAME, media_type=None)
    assert not called.exists()


@on_posix
def test_of_a_longer_mixed_document_twenty_pages_are_read(program: Callable[[str], Path]) -> None:
    called = program("echo >> $(dirname $0)/called; exit 1")
    text = pdf(
        [lines("A page of text that is long enough to be no scan whatever picture there is. " * 3)] * 12
    )
    document = read(joined(text, *[scanned(pdf([lines("One scanned page")]))] * 22))
    assert document.scanned_pages == tuple(range(13, 35))
    assert len(called.read_text().splitlines()) == recognition.MAX_PAGES


def test_a_page_whose_images_are_too_large_is_not_drawn(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "missing", lambda: "")
    monkeypatch.setattr(recognition, "MAX_IMAGE_PIXELS", 1_000_000)
    with pytest.raises(UnreadableError, match="its images are too large"):
        readable(scan, source=NAME, media_type=None)


# -------------------------------------------------------------------------------------------- what Tesseract says

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page'>{lines}</div></body></html>"""


def hocr(*found: tuple[str, str]) -> bytes:
    """Lines as (what is said of the line, its words as "left right confidence text" parted by ;)."""
    said = ""
    for title, words in found:
        spans = ""
        for word in words.split(";"):
            left, right, sure, text = word.split(maxsplit=3)
            spans += (
                f"<span class='ocrx_word' title='bbox {left} 0 {right} 20; x_wconf {sure}'>{text}</span> "
            )
        said += f"<span class='ocr_line' title='{title}'>{spans}</span>"
    return HOCR.format(lines=said).encode()


PLACE = "bbox 100 180 900 205; baseline 0 -5; x_size 20"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("100 160 96 We;170 300 95 audit", ["We audit"]),
        ("100 110 70 e;140 200 96 We;210 300 96 audit", ["• We audit"]),
        ("100 110 70 e;115 200 96 mail", ["e mail"]),
        ("100 110 30 ¢;115 200 96 We;210 300 96 audit", ["• We audit"]),
        ("100 160 96 We;170 300 95 audit;400 410 30 |", ["We audit"]),
        ("100 160 96 Name;500 600 95 Role", ["Name", "Role"]),
        ("100 160 96 Care;165 190 40 —;200 300 95 homes", ["Care — homes"]),
        ("100 160 96 Modem;170 300 95 slavery", ["Modern slavery"]),
        ("100 160 96 our;170 300 95 modem", ["our modern"]),
        ("100 160 96 Modem;170 300 95 makers", ["Modem makers"]),
        ("100 160 96 lan;170 300 95 Reed,;310 400 95 Govemor", ["Ian Reed, Governor"]),
        ("100 160 12 Zx;170 300 20 qvv", []),
        ("100 160 96 anti-", ["anti"]),
    ],
    ids=[
        "words",
        "bullet",
        "no bullet",
        "cent",
        "speck",
        "columns",
        "dash",
        "rn",
        "rn at the end",
        "a modem",
        "a name",
        "scribble",
        "broken word",
    ],
)
def test_words_become_lines(words: str, expected: list[str]) -> None:
    found = lines_of(hocr((PLACE, words)), dots=2, height=842)
    assert [line.text for line in found] == expected
    assert [line.joined for line in found] == [words.endswith("-")] * len(expected)


def test_lines_have_their_place_in_points() -> None:
    (line,) = lines_of(hocr((PLACE, "100 160 96 We;170 300 95 audit")), dots=2, height=842)
    assert (line.left, line.right) == (50, 150)
    assert line.bottom < 842 - 100 < line.top
    assert line.size == pytest.approx(line.top - line.bottom)


@pytest.mark.parametrize(
    "body", [b"", b"<html", b"\0\xff", HOCR.format(lines="<span class='ocr_line'/>").encode()]
)
def test_nonsense_has_no_lines(body: bytes) -> None:
    assert lines_of(body, dots=2, height=842) == []


# ------------------------------------------------------------------------------------------------- the command


@needs_tesseract
def test_check_reads_a_scan(scan: bytes, s54: S54) -> None:
    (s54.folder / NAME).write_bytes(scan)
    done = s54("check", NAME)
    assert done.returncode == 0, done.stderr
    assert "read by text recognition (OCR): pages 1-2" in " ".join(done.stdout.split())
    page = s54("check", NAME, "--format", "html").stdout
    assert "Read by text recognition (OCR): pages 1-2" in page


def test_check_says_what_a_scan_takes(scan: bytes, s54: S54) -> None:
    (s54.folder / NAME).write_bytes(scan)
    done = s54("check", NAME, PATH=str(s54.folder))
    assert done.returncode == 2
    assert (done.stdout, len(done.stderr.splitlines())) == ("", 1)
    assert "apt-get install tesseract-ocr" in done.stderr
