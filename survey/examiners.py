"""Child processes that read and judge documents: what comes from the web may crash, hang or swell its reader."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import unquote, urlsplit

from pebble import ProcessExpired, ProcessPool

from checker import Assessment, Context, UnreadableError, judge, load_rulebook, readable
from checker.assessment import LegalForm
from checker.document import Document
from crawler.media import HTML

SECONDS = 60.0
"""For one document. Real ones take under two; some PDFs on the web take hours."""
MEMORY = 2_000_000_000
"""Bytes of address space for one child. Real documents stay under a fifth of it."""
_AHEAD = 20
"""Documents for each child that wait for it, or for one before them that takes longer."""
_HELD = 64_000_000
"""Bytes of documents that wait; one that is larger waits alone."""
_TASKS_EACH = 500
"""Documents a child reads before it is replaced, so that leaks in readers cannot add up."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document could not be read. `code` is stable, `message` one line for a person."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What was said of a document, and the sentences it holds, in reading order."""

    assessment: Assessment
    sentences: tuple[str, ...]


Answer = Examined | Problem
Examine = Callable[[bytes, str, str, str | None, date], Answer]
"""(body, media type, source, legal form, today) -> what is said of the document, or why it could not be read."""


def examine(body: bytes, media_type: str, source: str, legal_form: str | None, today: date) -> Answer:
    """Reads and judges one document; what cannot be read is an answer, not an exception."""
    context = Context(today=today, legal_form=LegalForm(legal_form) if legal_form else None)
    try:
        document = _read(body, media_type, source)
        sentences = tuple(each.text for each in document.sentences)
        return Examined(judge(document, load_rulebook(), context), sentences)
    except UnreadableError as error:
        return Problem(error.problem, str(error))


def _read(body: bytes, media_type: str, source: str) -> Document:
    """The document, or the part of a page that the source's fragment names; known by the whole page's hash."""
    fragment = unquote(urlsplit(source).fragment) if media_type == HTML else ""
    part = _part_of(body, source, fragment) if fragment else None
    if part is None:
        return readable(body, source=source, media_type=media_type)
    document = readable(part, source=source, media_type=media_type)
    return document._replace(sha256=hashlib.sha256(body).hexdigest())


def _part_of(body: bytes, source: str, fragment: str) -> bytes | None:
    """The part of the page that the fragment names."""
    from crawler.page import Page  # noqa: PLC0415 - half of a child's start, for which few documents have a use
    from crawler.parts import part_of  # noqa: PLC0415

    return part_of(Page.parse(body, source), fragment)


class Examiners:
    """A pool of child processes, one a core. A context manager; leaving it ends them.

    `seconds` is how long a child may take for one document; `read` is what it does, a function a child can import.
    """

    def __init__(
        self, processes: int | None = None, *, seconds: float = SECONDS, read: Examine = examine
    ) -> None:
        self._processes = processes or os.cpu_count() or 1
        self._seconds = seconds
        self._read = read
        self._pool = ProcessPool(
            max_workers=self._processes,
            max_tasks=_TASKS_EACH,
            initializer=_prepare_child,
            context=multiprocessing.get_context("spawn"),
        )

    def examine(
        self, body: bytes, media_type: str, source: str, legal_form: str | None, today: date
    ) -> Future[Answer]:
        """Schedules one document. The future always gives an answer, also when the child dies or hangs."""
        asked = self._pool.schedule(
            self._read, args=[body, media_type, source, legal_form, today], timeout=self._seconds
        )
        answered: Future[Answer] = Future()
        asked.add_done_callback(lambda done: _pass_on(done, answered, source, self._seconds))
        return answered

    def in_order(
        self,
        items: Iterable[Item],
        load: Callable[[Item], tuple[bytes, str, str, str | None]],
        today: date,
    ) -> Iterator[tuple[Item, Answer]]:
        """Each item with its answer, in order, all cores busy and only some documents in memory.

        So many wait that one that takes as long as twenty others keeps no core from its work.
        """
        waiting: deque[tuple[Item, int, Future[Answer]]] = deque()
        held = 0
        for item in items:
            body, media_type, source, legal_form = load(item)
            asked = self.examine(body, media_type, source, legal_form, today)
            waiting.append((item, len(body), asked))
            held += len(body)
            while waiting and (
                waiting[0][2].done() or len(waiting) > _AHEAD * self._processes or held > _HELD
            ):
                done, size, future = waiting.popleft()
                held -= size
                yield done, future.result()
        for done, _, future in waiting:
            yield done, future.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _pass_on(asked: Future[Answer], answered: Future[Answer], source: str, seconds: float) -> None:
    if not answered.set_running_or_notify_cancel():
        return
    if asked.cancelled():
        answered.set_result(Problem("broken", f"{source}: reading it was called off"))
        return
    error = asked.exception()
    if error is None:
        answered.set_result(asked.result())
    elif isinstance(error, TookTooLongError):
        answered.set_result(
            Problem("too_large", f"{source}: reading it takes more than {seconds:.0f} seconds")
        )
    elif isinstance(error, MemoryError):
        answered.set_result(
            Problem("too_large", f"{source}: reading it takes more than {MEMORY // 1_000_000} MB of memory")
        )
    elif isinstance(error, ProcessExpired):
        answered.set_result(Problem("broken", f"{source}: its reader crashed (exit code {error.exitcode})"))
    else:
        answered.set_exception(error)


def _prepare_child() -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the parent, which ends its children in good order
    try:
        import resource  # noqa: PLC0415 - not on Windows, where children go without this bound
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
