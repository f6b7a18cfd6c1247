"""PDF streams that unpack to far more than any document holds: found before PDFium swells with them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from checker.document import UnreadableError

MAX_STREAM: Final = 20_000_000
"""Bytes one stream may unpack to; PDFium makes up to fourteen times that of page content."""

MAX_STREAMS: Final = 100_000_000
"""Bytes that all of them may unpack to."""

MAX_MARKS: Final = 200_000
"""Beginnings of streams looked at: files of the most pages that are read have 50,000."""

_STREAM: Final = re.compile(rb"stream\r?\n")
_DICTIONARY: Final = 600
_FIRST: Final = 1_024  # bytes: what is no stream at all shows at once
_CHUNK: Final = 262_144
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image\b")


def refuse_bombs(body: bytes) -> None:
    """Raises UnreadableError where a stream, or all of them together, unpack to too much, or where they have no end.

    Images are not looked at: PDFium unpacks them only to show them. Streams that cannot be unpacked (encrypted, damaged)
    count nothing.
    """
    total = 0
    # Told apart here: a pattern that looks back tries every byte of the file, which takes longer than all else of a scan.
    begun = (mark for mark in _STREAM.finditer(body) if not body.endswith(b"end", 0, mark.start()))
    for count, mark in enumerate(begun):
        if count == MAX_MARKS:
            raise _too_large()
        head = body[max(0, mark.start() - _DICTIONARY) : mark.start()]
        head = head[head.rfind(b"obj") + 1 :]
        layers = head.count(b"/FlateDecode")
        if not layers or _IMAGE.search(head):
            continue
        chunks: Iterable[bytes] = _pieces(body, mark.end())
        for _ in range(min(layers, 4)):
            chunks = _unpacked(chunks)
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_STREAM or total + size > MAX_STREAMS:
                raise _too_large()
        total += size


def _too_large() -> UnreadableError:
    return UnreadableError(
        "too_large",
        "the PDF unpacks to an unreasonable size: print it to a new PDF, or send the pages that hold the statement",
    )


def _pieces(body: bytes, start: int) -> Iterator[bytes]:
    yield body[start : start + _FIRST]
    for at in range(start + _FIRST, len(body), _CHUNK):
        yield body[at : at + _CHUNK]


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    engine = zlib.decompressobj()
    for chunk in chunks:
        rest = chunk
        while rest and not engine.eof:
            try:
                yield engine.decompress(rest, _CHUNK)
            except zlib.error:
                return
            rest = engine.unconsumed_tail
        if engine.eof:
            return
