"""Python imports this as it starts, in every process of a test: what would leave this machine fails, and is written down.

That it fails is not enough: whoever lives on after a name that cannot be resolved has asked the network all the same. So
each attempt is a line of the file that `RECORD` names, and the test during which it came fails (tests/conftest.py). It
imports nothing that is not there already, for how much a short check loads is tested too.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

RECORD = "LOOPBACK_ONLY"
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SENDS = ("socket.connect", "socket.sendto", "socket.sendmsg")


def _stays_here(host: str) -> bool:
    return host in ("", "localhost", "::1", "::", "0.0.0.0") or host.startswith(("127.", "::ffff:127."))


def _is_a_number(host: str) -> bool:
    """An address in digits is looked up nowhere."""
    return ":" in host or host.replace(".", "").isdigit()


def _asked_for(event: str, arguments: tuple[Any, ...]) -> str:
    """The host of a lookup or of an internet address; a path, or a connection already made, names none."""
    host = arguments[0]
    if event in _SENDS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    if isinstance(host, bytes):
        return host.decode("ascii", "replace")
    return host if isinstance(host, str) else ""


def _watch(record: str) -> None:
    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _LOOKUPS and event not in _SENDS:
            return
        host = _asked_for(event, arguments)
        if _stays_here(host) or (event in _LOOKUPS and _is_a_number(host)):
            return
        line = f"{event} {host!r} by {' '.join(sys.orig_argv)[:200]!r}\n"
        file = os.open(record, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(file, line.encode("utf-8", "replace"))
        os.close(file)
        if event in _LOOKUPS:
            from socket import EAI_NONAME, gaierror

            raise gaierror(EAI_NONAME, "the tests ask no name server")
        raise OSError(errno.ENETUNREACH, "the tests stay on this machine")

    sys.addaudithook(watch)


if os.environ.get(RECORD):
    _watch(os.environ[RECORD])
