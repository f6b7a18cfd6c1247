"""Reading a document of any kind we know: what it is, which reader it takes, what its text says."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from checker.blocks import Reading, assemble
from checker.document import Document, UnreadableError

MAX_SIZE: Final = 25_000_000
"""Bytes of one file: what the crawler downloads at most; the largest real statement we have has 1.4 MB."""

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML: Final = "text/html"
MARKDOWN: Final = "text/markdown"
PDF: Final = "application/pdf"
PLAIN: Final = "text/plain"
MEDIA_TYPES: Final = (PDF, HTML, DOCX, MARKDOWN, PLAIN)

_SUFFIXES: Final = {
    ".pdf": PDF,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": PLAIN,
}
_OTHER_FILES: Final = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"%!PS", "a PostScript file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_HTML_START: Final = re.compile(
    # Possessive: a page of comments alone would otherwise be taken apart in every way there is.
    rb"^\s*+(?:(?><!--.{0,2000}?-->)\s*+|<\?xml[^>]{0,200}>\s*+)*+<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|h[1-6]|"
    rb"table|section|article|main|header|nav|style|link|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_URL: Final = re.compile(r"[a-z]+://[^/?#]*(?P<path>[^?#]*)", re.IGNORECASE)
_MARKDOWN_SIGN: Final = re.compile(
    r"^(?:#{1,6} \S|[*-] \S.*\n[*-] \S)|\]\(https?://|^---\n\w+:", re.MULTILINE
)


def read(body: bytes, *, source: str = "", media_type: str | None = None) -> Document:
    """Read a document. `source` (a path or URL) and `media_type` (as the server declared) are hints only.

    Raises UnreadableError, whose message names what is wrong and the way out.
    """
    kind = sniff(body, source=source, media_type=media_type)
    return assemble(_read(body, kind, media_type), body, source)


def sniff(body: bytes, *, source: str = "", media_type: str | None = None) -> str:
    """The media type the bytes have, whatever they are called. Raises UnreadableError for what we cannot read."""
    if not body.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty", "the file is empty: send the file that has the statement in it")
    if len(body) > MAX_SIZE:
        raise UnreadableError(
            "too_large",
            f"the file has {len(body) / 1e6:.0f} MB and the limit is {MAX_SIZE // 1_000_000} MB: "
            "send the pages that hold the statement",
        )
    if b"%PDF-" in body[:1024]:
        return PDF
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return DOCX  # its reader tells a Word document from any other zip archive
    if body.startswith(_OLE):
        if _ENCRYPTED_OFFICE in body:
            raise UnreadableError(
                "encrypted", "the document is protected by a password: send a copy without one"
            )
        raise UnreadableError(
            "unsupported", "the file is an old Word document (.doc): save it as DOCX or PDF"
        )
    for magic, name in _OTHER_FILES:
        if body.startswith(magic):
            raise UnreadableError(
                "unsupported", f"the file is {name}: send the statement as PDF, DOCX, HTML or text"
            )
    if _HTML_START.match(_start(body)):
        return HTML
    return _text_kind(body, source, media_type)


def _start(body: bytes) -> bytes:
    """The first bytes, as ASCII where the file is UTF-16."""
    head = body[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore").encode("ascii", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _text_kind(body: bytes, source: str, media_type: str | None) -> str:
    declared = (media_type or "").partition(";")[0].strip().casefold()
    named = _SUFFIXES.get(_suffix(source), "")
    head = _start(body)
    # A text file has no NUL bytes and few control characters; a PDF or DOCX by name that is neither is broken.
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if odd * 50 > len(head) or (b"\0" in head and HTML not in (declared, named) and b"<" not in head):
        hint = named or declared
        if hint in (PDF, DOCX):
            wanted = "PDF" if hint == PDF else "DOCX"
            raise UnreadableError(
                "broken", f"the file is called {wanted} but is none (damaged?): send it again"
            )
        raise UnreadableError(
            "unsupported", "the file is not a document we can read: send PDF, DOCX, HTML or text"
        )
    if HTML in (declared, named) and b"<" in body:
        return HTML
    if declared in (PDF, DOCX) or named in (PDF, DOCX):
        wanted = "PDF" if PDF in (declared, named) else "DOCX"
        raise UnreadableError(
            "broken", f"the file is called {wanted} but holds none: send the document itself"
        )
    if MARKDOWN in (declared, named):
        return MARKDOWN
    if named != PLAIN and _MARKDOWN_SIGN.search(body[:20_000].decode("utf-8", "replace")):
        return MARKDOWN
    return PLAIN


def _suffix(source: str) -> str:
    """What a file's name ends with, or the path in a URL: the name of a file may hold "?" and "#" itself."""
    url = _URL.match(source)
    return PurePosixPath(url["path"] if url else source).suffix.casefold()


def _read(body: bytes, kind: str, media_type: str | None) -> Reading:
    # Each reader's libraries are imported only where a file of its kind has come: start-up time is the user's.
    if kind == PDF:
        from checker.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(body)
    if kind == DOCX:
        from checker.docx import read_docx  # noqa: PLC0415

        return read_docx(body)
    if kind == HTML:
        from checker.html import read_html  # noqa: PLC0415

        charset = re.search(r"charset=[\"']?([\w.:-]+)", media_type or "", re.IGNORECASE)
        return read_html(body, charset.group(1) if charset else None)
    from checker.encoding import decode  # noqa: PLC0415
    from checker.plain import read_plain  # noqa: PLC0415

    return read_plain(decode(body), kind)
