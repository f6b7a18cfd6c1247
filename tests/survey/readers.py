"""Readers of documents that go wrong in the child process, as PDF libraries do on hostile files."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import date

from survey.examiners import Answer, examine

if multiprocessing.parent_process():
    # A child imports this before the clock of its first document runs: what it takes to load the rules, on however
    # slow a machine, is not counted as time for reading.
    examine(
        b"<p>This statement is made under section 54.", "text/html", "first.html", None, date(2026, 11, 21)
    )


def misbehave(body: bytes, media_type: str, source: str, legal_form: str | None, today: date) -> Answer:
    """What the document asks for; any other is read as usual."""
    if b"hang" in body:
        time.sleep(3600)
    if b"crash" in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"swell" in body:
        held = [bytes(100_000_000) for _ in range(100)]
        raise AssertionError(f"{len(held)} blocks of memory were given")
    return examine(body, media_type, source, legal_form, today)
