"""Whole files with bytes knocked out, put in and repeated: read, or said to be unreadable, and quoted to the letter."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import Context, UnreadableError, judge, load_rulebook, read
from tests.checker.papers import lines, pdf

STATEMENT = """# Modern Slavery Statement 2025
This statement is made under section 54 of the Modern Slavery Act 2015 for the year ended 31 March 2025.
# Our supply chains
We buy flour from 40 farms. We audit:
- the farms, each year;
- the mills, every 2 years.
It was approved by the board of directors on 3 May 2025.
Ann Reed, Managing Director"""
HTML = (
    "<?xml version='1.0'?><html><head><title>Modern slavery</title></head><body><nav><a href='/'>Home</a></nav><main>"
    + "".join(f"<p class='a'><b>{line}</b>&nbsp;<br/></p>" for line in STATEMENT.splitlines())
    + "<table><tr><td>Farms</td><td>40</td></tr></table></main></body></html>"
).encode()
PART = "word/document.xml"

Change = tuple[str, float, int, bytes]
changes = st.lists(
    st.tuples(
        st.sampled_from(["knock out", "put in", "repeat", "cut off"]),
        st.floats(0, 1),
        st.integers(0, 120),
        st.binary(max_size=12)
        | st.sampled_from(
            [
                b"<",
                b">",
                b"</p>",
                b"<p>",
                b"<tr>",
                b"<!--",
                b"&#0;",
                b"&#xd800;",
                b"<<",
                b">>",
                b" 0 R",
                b"-1",
                b"\0",
            ]
        ),
    ),
    min_size=1,
    max_size=6,
)
"""What is done to a file: the deed, where (0 to 1 of its length), over how many bytes, and what is put in."""


def changed(body: bytes, deeds: list[Change]) -> bytes:
    for deed, place, length, filling in deeds:
        at = int(place * len(body))
        if deed == "knock out":
            body = body[:at] + body[at + length :]
        elif deed == "put in":
            body = body[:at] + filling + body[at + len(filling) :]
        elif deed == "repeat":
            body = body[:at] + body[at : at + length] * 3 + body[at + length :]
        elif length > 100:
            body = body[:at]
    return body


def word() -> bytes:
    written = docx.Document()
    for line in STATEMENT.splitlines():
        written.add_paragraph(line.lstrip("# "), style="Heading 1" if line.startswith("#") else None)
    table = written.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Farms", "40"
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def repacked(body: bytes, deeds: list[Change]) -> bytes:
    """A DOCX whose text part was changed, whole as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changed(part, deeds) if name == PART else part)
    return out.getvalue()


WHOLE = {
    "statement.pdf": pdf([lines(STATEMENT)]),
    "statement.html": HTML,
    "statement.docx": word(),
    "statement.md": STATEMENT.encode(),
}


def holds(body: bytes, name: str) -> None:
    try:
        document = read(body, source=name, media_type=None)
    except UnreadableError:
        return
    text = document.text
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    for finding in judge(document, load_rulebook(), Context(today=date(2026, 11, 21))).findings:
        for each in finding.evidence:
            assert text[each.start : each.end] == each.quote


@pytest.mark.parametrize("name", WHOLE)
def test_the_file_itself_is_read(name: str) -> None:
    document = read(WHOLE[name], source=name, media_type=None)
    assert "We buy flour from 40 farms." in [sentence.text for sentence in document.sentences]
    holds(WHOLE[name], name)


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60)
@given(deeds=changes)
def test_a_changed_file_is_read_or_said_to_be_unreadable(name: str, deeds: list[Change]) -> None:
    holds(changed(WHOLE[name], deeds), name)


@settings(max_examples=60)
@given(deeds=changes)
def test_a_document_with_changed_text_part_is_read_or_said_to_be_unreadable(deeds: list[Change]) -> None:
    holds(repacked(WHOLE["statement.docx"], deeds), "statement.docx")
