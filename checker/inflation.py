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

_STREAM: Final = re.compile(rb"stream\r?\n")
_DICTIONARY: Final = 600
_CHUNK: Final = 262_144
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image\b")


def refuse_bombs(body: bytes) -> None:
    """Raises UnreadableError where a stream, or all of them together, unpack to too much. Images are not looked at.

    PDFium unpacks images only to show them. Streams that cannot be unpacked (encrypted, damaged) count nothing.
    """
    total = 0
    for mark in _STREAM.finditer(body):
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
                raise UnreadableError(
                    "too_large",
                    "the PDF unpacks to an unreasonable size: print it to a new PDF, or send the pages that hold the statement",
                )
        total += size


def _pieces(body: bytes, start: int) -> Iterator[bytes]:
    for at in range(start, len(body), _CHUNK):
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
