"""What comes back when a URL is asked for: one server's answer, a page to look at, or why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from crawler import media
from crawler.outcomes import Problem
from crawler.page import Page
from crawler.records import ArchiveRef


@dataclass(frozen=True)
class Answer:
    """What a server said to one request. Header names are lower case; the body is unpacked; redirects not followed."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    archived: ArchiveRef
    unchanged: ArchiveRef | None = None
    """Where the server's word lies that the page has not changed, if `body` is the copy of an earlier crawl."""
    when: datetime | None = None
    """When the server said it, if not just now: an archive is being replayed."""
    rendered: bool = False
    """Whether `body` is what a browser made of it; `archived` is where that lies then."""

    @cached_property
    def sha256(self) -> str:
        """Of the unpacked body."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str:
        """As the server declares it."""
        return self.headers.get("content-type", "")

    @cached_property
    def media_type(self) -> str:
        """As the body's first bytes tell it."""
        return media.sniff(self.body, self.content_type)

    @cached_property
    def page(self) -> Page:
        """The body as a page; empty for anything but HTML."""
        return Page.parse(self.body if self.media_type == media.HTML else b"", self.url, self.content_type)


Transport = Callable[[str], Awaitable[Answer]]
"""One request for one URL: Scrapy's downloader, or a web archive. Raises what the downloader raises."""


class NotArchivedError(Exception):
    """The archive that is being replayed does not hold the URL."""


class CutShortError(Exception):
    """The archive that is being replayed holds only the beginning of what was received."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A usable answer, and the addresses that led to it, first first."""

    answer: Answer
    via: tuple[str, ...]

    @property
    def url(self) -> str:
        """Where it was found in the end."""
        return self.answer.url

    @property
    def page(self) -> Page:
        """The body as a page; empty for anything but HTML."""
        return self.answer.page

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address it is known by, the one asked for first."""
        return (*self.via, self.answer.url)


@dataclass(frozen=True, slots=True)
class Failed:
    """No usable answer."""

    url: str
    problem: Problem
