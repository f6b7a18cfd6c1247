"""Reads a document and judges it against section 54. No network, no database, no clock of its own."""

from __future__ import annotations

from checker.assessment import Assessment
from checker.document import Document, UnreadableError
from checker.judge import Context, judge
from checker.read import read
from checker.rulebook_file import load as load_rulebook
from checker.verdict import placed

__all__ = [
    "Assessment",
    "Context",
    "Document",
    "UnreadableError",
    "check",
    "judge",
    "load_rulebook",
    "placed",
    "read",
    "readable",
]


def check(body: bytes, *, source: str, media_type: str | None, context: Context) -> Assessment:
    """Reads `body` and judges it, as a file; UnreadableError when it cannot be read, a scan without text included."""
    return judge(readable(body, source=source, media_type=media_type), load_rulebook(), context)


def readable(body: bytes, *, source: str, media_type: str | None) -> Document:
    """The document read; UnreadableError, naming `source`, when nothing can be said of it."""
    try:
        document = read(body, source=source, media_type=media_type)
    except UnreadableError as error:
        raise UnreadableError(error.problem, f"{source}: {error}") from error
    if document.is_scan:
        raise UnreadableError(
            "scan", f"{source}: {_SCAN.format(pages=len(document.scanned_pages), way_out=document.unread)}"
        )
    return document


_SCAN = "{pages} of its pages are scanned images without text, so nothing can be said of it; {way_out}"
