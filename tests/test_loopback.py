"""The guard that keeps the tests off the network sees what is asked, in this process and in those it starts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

LOOKUP = "socket.getaddrinfo('firm.example', 80)"
CONNECT = "socket.create_connection(('192.0.2.1', 80), timeout=1)"  # an address kept for examples
ALLOWED = "socket.getaddrinfo('localhost', 80); socket.getaddrinfo('192.0.2.1', 80)"


def run(code: str, record: Path) -> str:
    command = [sys.executable, "-W", "error", "-c", f"import socket; {code}"]
    environment = os.environ | {"LOOPBACK_ONLY": str(record)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize(
    ("code", "error", "line"),
    [
        (LOOKUP, "the tests ask no name server", "socket.getaddrinfo 'firm.example' by "),
        (CONNECT, "the tests stay on this machine", "socket.connect '192.0.2.1' by "),
    ],
    ids=["a name", "an address"],
)
def test_what_leaves_this_machine_fails_and_is_written_down(
    tmp_path: Path, code: str, error: str, line: str
) -> None:
    record = tmp_path / "attempts.txt"
    assert error in run(code, record)
    assert record.read_text(encoding="utf-8").startswith(line)


def test_loopback_and_addresses_that_need_no_lookup_are_let_be(tmp_path: Path) -> None:
    record = tmp_path / "attempts.txt"
    assert run(ALLOWED, record) == ""
    assert not record.exists()


def test_the_process_that_runs_the_tests_is_watched_too(attempts: Path) -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("firm.example", 80)
    assert "'firm.example'" in attempts.read_text(encoding="utf-8")
    os.truncate(attempts, 0)
