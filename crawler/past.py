"""What earlier crawls know of a page: by what its server tells whether it has changed, and the copy that was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from crawler.records import ArchiveRef


@dataclass(frozen=True, slots=True)
class Remembered:
    """A page as it was when it was last received. `etag` and `last_modified` are the server's own, one may be empty."""

    url: str
    etag: str
    last_modified: str
    sha256: str
    archived: ArchiveRef


class Past(Protocol):
    """Where earlier crawls are looked up."""

    def remembered(self, url: str) -> Remembered | None:
        """What is known of the page; None for one that is new, or was received too long ago to be relied on."""

    def recalled(self, page: Remembered) -> tuple[dict[str, str], bytes] | None:
        """Its headers (names in lower case) and its unpacked body; None where the copy cannot be had any more."""


def conditions(page: Remembered) -> dict[str, str]:
    """The request headers that ask for the page only if it has changed: RFC 9110, 13.1."""
    wanted = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {name: value for name, value in wanted.items() if value}
