"""What a command is pointed at: a file, standard input or a URL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from commands.settings import InputError

LARGEST = 25_000_000
"""Bytes; the largest real statement seen has four million."""
_TIMEOUT = 30.0
_AGENT = "Mozilla/5.0 (compatible; Section54Check/1.0; one page, asked for by a person)"


class Source(NamedTuple):
    """The bytes to check, what to call them, and what their server says they are."""

    name: str
    body: bytes
    media_type: str | None


def read_source(source: str) -> Source:
    """The bytes behind SOURCE. Raises InputError, in one line that names it and the way out."""
    if source == "-":
        return Source("standard input", _bounded(sys.stdin.buffer.read(LARGEST + 1), "standard input"), None)
    if source.lower().startswith(("http://", "https://")):
        return _from_web(source)
    if not source.strip():
        raise InputError("no file is named: SOURCE is empty")
    path = Path(source)
    if path.is_dir():
        raise InputError(f"{source} is a folder; name a file in it")
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise InputError(f"there is no file {source}; check the name, or give a URL with https://") from None
    except OSError as error:
        raise InputError(
            f"{source} cannot be opened ({error.strerror}); check that you may read it"
        ) from None
    return Source(path.name, _bounded(body, source), None)


def text_given() -> str:
    """The text on standard input: UTF-8, or as older programs on Windows save it. Raises InputError if it is too long."""
    body = read_source("-").body
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _bounded(body: bytes, name: str) -> bytes:
    if len(body) > LARGEST:
        raise InputError(f"{name} is larger than {LARGEST // 1_000_000} MB; give the statement by itself")
    return body


def _from_web(url: str) -> Source:
    import http.client  # noqa: PLC0415 - with all of HTTP behind it, for which a file need not wait
    import urllib.error  # noqa: PLC0415
    import urllib.request  # noqa: PLC0415

    from w3lib.url import safe_url_string  # noqa: PLC0415 - as above

    try:
        # An address as people read it may hold letters that one on the wire may not.
        address = safe_url_string(url)
        request = urllib.request.Request(address, headers={"User-Agent": _AGENT, "Accept": "*/*"})
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
            body = _bounded(response.read(LARGEST + 1), url)
            promised = response.headers.get("Content-Length", "")
            # What of a statement is missing might be what the law asks for.
            if promised.isdecimal() and len(body) < int(promised[:20]):
                raise InputError(
                    f"{url} broke off before its end; try again, or save the file and check that"
                )
            return Source(response.url, body, response.headers.get("Content-Type"))
    except urllib.error.HTTPError as error:
        with error:
            raise InputError(
                f"{url} answered {error.code} ({error.reason}); check it in a browser, or save the file"
            ) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        why = getattr(error, "reason", error)
        # Python puts the system's number before its words.
        reason = (isinstance(why, OSError) and why.strerror) or why
        raise InputError(
            f"{url} cannot be reached ({reason}); check the address, or save the file and check that"
        ) from None
