"""Undoing a response's content-encoding, never into more memory than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Callable

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
        decoded = decoder(body, largest)
        if decoded is None:
            return body
        body = decoded
    return body


def _inflate(body: bytes, window: int, largest: int) -> bytes | None:
    decoder = zlib.decompressobj(window)
    parts: list[bytes] = []
    size = 0
    rest = body
    try:
        while rest and not decoder.eof:
            part = decoder.decompress(rest, _CHUNK)
            rest = decoder.unconsumed_tail
            size += len(part)
            if size > largest:
                raise TooLargeError
            parts.append(part)
    except zlib.error:
        # A stream that breaks off late still holds most of a page; one that never began was not compressed.
        return b"".join(parts) or None
    return b"".join(parts)


def _gzip(body: bytes, largest: int) -> bytes | None:
    return _inflate(body, 16 + zlib.MAX_WBITS, largest)


def _deflate(body: bytes, largest: int) -> bytes | None:
    # The standard means a zlib stream; many servers send the bare one.
    wrapped = _inflate(body, zlib.MAX_WBITS, largest)
    return _inflate(body, -zlib.MAX_WBITS, largest) if wrapped is None else wrapped


def _brotli(body: bytes, largest: int) -> bytes | None:
    decoder = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        part = decoder.process(body, output_buffer_limit=_CHUNK)
        while part:
            size += len(part)
            if size > largest:
                raise TooLargeError
            parts.append(part)
            part = decoder.process(b"", output_buffer_limit=_CHUNK) if not decoder.is_finished() else b""
    except brotli.error:
        return b"".join(parts) or None
    return b"".join(parts) or None


_DECODERS: dict[str, Callable[[bytes, int], bytes | None]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
