"""Files as firms publish them, made here: PDFs of real pages, Word documents."""

from __future__ import annotations

import io
import textwrap
import zlib

from docx import Document

from tests.crawler.second_web.texts import blocks


def pdf(*texts: str, packed: bool = True) -> bytes:
    """A PDF in Helvetica; each text starts on a page of its own."""
    pages = [page for text in texts for page in _pages(text)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        data = zlib.compress(page) if packed else page
        how = " /Filter /FlateDecode" if packed else ""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(f"<< /Length {len(data)}{how} >>\nstream\n".encode() + data + b"\nendstream")
    return _file(objects)


def scan() -> bytes:
    """A PDF whose only page is a picture."""
    picture = zlib.compress(bytes(range(256)) * 400)
    content = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            _SCANNED_PAGE,
            b"<< /Type /XObject /Subtype /Image /Width 320 /Height 320 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Filter /FlateDecode /Length %d >>\nstream\n" % len(picture) + picture + b"\nendstream",
            b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        ]
    )


def docx(text: str) -> bytes:
    """A Word document."""
    document = Document()
    for is_heading, words in blocks(text):
        if is_heading:
            document.add_heading(words, 1)
        else:
            document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_SCANNED_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    b"/Resources << /XObject << /Im1 4 0 R >> >> >>"
)
OLD_WORD = (
    bytes.fromhex("d0cf11e0a1b11ae1")
    + bytes(504)
    + "Modern Slavery Statement".encode("utf-16-le")
    + bytes(7000)
)
"""What a .doc of Word 97 begins with; nothing here reads its text."""


def _pages(text: str) -> list[bytes]:
    lines: list[tuple[int, str]] = []
    for is_heading, words in blocks(text):
        size = 15 if is_heading else 10
        lines += [(size, line) for line in textwrap.wrap(words, 60 if is_heading else 95)] + [(size, "")]
    pages = []
    for start in range(0, len(lines), 48):
        drawn = [
            f"/F1 {size} Tf 0 -15 Td ({_quoted(line)}) Tj".encode("cp1252", "replace")
            for size, line in lines[start : start + 48]
        ]
        pages.append(b"BT 50 800 Td\n" + b"\n".join(drawn) + b"\nET")
    return pages


def _quoted(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
