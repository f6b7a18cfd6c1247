"""What a body is, told from its first bytes: servers' Content-Type is often wrong, and names often say nothing."""

from __future__ import annotations

HTML = "text/html"
XHTML = "application/xhtml+xml"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
XML = "application/xml"
TEXT = "text/plain"

DOCUMENTS = frozenset({PDF, DOCX, DOC, TEXT})
"""What may be a statement besides a web page."""

READ = DOCUMENTS | {HTML}
"""What is handed to the checker."""

# What a file begins with, lower case, in the order in which it is looked for.
_MARKS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"\xd0\xcf\x11\xe0",), DOC),
    ((b"\x89png", b"\xff\xd8\xff", b"gif8"), "image/*"),
    ((b"<!doctype html", b"<html", b"<head", b"<body"), HTML),
    ((b"<?xml", b"<urlset", b"<sitemapindex"), XML),
)


def sniff(body: bytes, content_type: str) -> str:
    """The media type of `body`, lower case and without parameters; the declared one where the bytes don't tell."""
    declared = content_type.split(";", maxsplit=1)[0].strip().lower()
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    # Some makers put a line or two before the mark; readers accept it within the first kilobyte.
    if b"%pdf-" in start:
        return PDF
    if start.startswith(b"pk\x03\x04"):
        is_word = b"word/" in body[:200_000] or b"word/" in body[-20_000:]
        return DOCX if is_word else "application/zip"
    found = next((kind for marks, kind in _MARKS if start.startswith(marks)), None)
    if found == XML and (b"<html" in start or declared in (HTML, XHTML)):
        found = HTML
    if found is None and body.startswith((b"\xff\xfe", b"\xfe\xff")) and declared in (HTML, XHTML):
        found = HTML
    if found is None and declared in ("", HTML, XHTML, "application/octet-stream"):
        found = _unmarked(declared, start)
    return found or declared


def _unmarked(declared: str, start: bytes) -> str:
    if start.startswith(b"<") or b"<html" in start:
        return HTML
    if b"\0" in start:
        return "application/octet-stream"
    return HTML if declared in (HTML, XHTML) else declared or TEXT
