"""Undoing a response's content-encoding, never into more memory than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from gzip import GzipFile
from io import BytesIO

import brotli  # type: ignore[import-untyped]

_CHUNK = 64 * 1024


class TooLargeError(Exception):
    """The decoded body is larger than allowed."""


def decode(body: bytes, content_encoding: str, largest: int) -> bytes:
    """The body with every listed encoding (gzip, deflate, br) undone; TooLargeError above `largest` bytes.

    A body that does not decode is returned as it stands: servers name encodings they did not use, and HTTP
    clients keep the header of an encoding they have already undone.
    """
    for name in reversed([part.strip().lower() for part in content_encoding.split(",")]):
        decoder = _DECODERS.get(name)
        if decoder is None or not body:
            return body
        decoded = _joined(decoder(body), largest)
        if decoded is None:
            return body
        body = decoded
    return body


def _joined(chunks: Iterator[bytes], largest: int) -> bytes | None:
    """What the chunks make together; None for a body that was not in that encoding from its beginning.

    A stream that breaks off late still holds most of a page.
    """
    parts: list[bytes] = []
    size = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > largest:
                raise TooLargeError
            parts.append(chunk)
    except (OSError, EOFError, zlib.error, brotli.error):
        return b"".join(parts) or None
    return b"".join(parts)


def _gzip(body: bytes) -> Iterator[bytes]:
    with GzipFile(fileobj=BytesIO(body)) as stream:
        while chunk := stream.read1(_CHUNK):
            yield chunk


def _inflate(body: bytes, window: int) -> Iterator[bytes]:
    decoder = zlib.decompressobj(window)
    rest = body
    # All of the stream may have been taken in while some of what it holds is still to be given out.
    while not decoder.eof and (chunk := decoder.decompress(rest, _CHUNK)):
        rest = decoder.unconsumed_tail
        yield chunk
    if not decoder.eof:
        raise EOFError


def _deflate(body: bytes) -> Iterator[bytes]:
    began = False
    try:
        for chunk in _inflate(body, zlib.MAX_WBITS):
            began = True
            yield chunk
    except zlib.error:
        if began:
            raise
        # The standard means a zlib stream; many servers send the bare one.
        yield from _inflate(body, -zlib.MAX_WBITS)


def _brotli(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    rest = body
    while not decoder.is_finished() and (chunk := decoder.process(rest, output_buffer_limit=_CHUNK)):
        rest = b""
        yield chunk
    if not decoder.is_finished():
        raise EOFError


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
