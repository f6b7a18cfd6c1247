"""What a web archive holds, by URL: ours and others', among them Common Crawl's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urlsplit

from warcio.archiveiterator import WARCIterator

from archive.errors import ArchiveError
from archive.reader import (
    LARGEST_BODY,
    UNREADABLE,
    Response,
    first_line,
    is_rendering,
    opened,
    read_record,
    status_of,
)

_OFFSET = re.compile(r"\d{1,15}")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a response lies, and what its server said when. One of a page that had not changed leads to its copy.

    `is_cut` tells that the archive kept only the beginning of what the server sent.
    """

    url: str
    status: int
    when: datetime
    path: Path
    offset: int
    is_cut: bool = False


class Found(NamedTuple):
    """A response, the address under which it was received, and when: a copy may have another address, and be older."""

    response: Response
    url: str
    when: datetime


_Revisit = tuple[Path, str, datetime, dict[str, str]]
"""The file that says that a page had not changed, the page's address, when, and the record's headers."""


class Index:
    """The responses of some WARC files, read once through. `first` and `last` are when they were received."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Raises ArchiveError for what is no WARC file, or cannot be read again at an offset."""
        self._by_url: dict[str, list[Entry]] = {}
        self._by_spelling: dict[str, list[Entry]] = {}
        self._rendered: dict[str, list[Entry]] = {}
        self._by_digest: dict[str, Entry] = {}
        # A page may be in any of the files, before or behind the note that it had not changed.
        revisits = [revisit for path in paths for revisit in self._add(path)]
        for path, url, when, headers in sorted(revisits, key=lambda revisit: revisit[2]):
            if copy := self._copy_of(path, url, when, headers):
                self._put(copy)
        for entries in self._by_url.values():
            self._by_spelling.setdefault(_spelling(entries[-1].url), []).extend(entries)
        times = [entry.when for entries in self._by_url.values() for entry in entries]
        if not times:
            raise ArchiveError(
                "there is no response in these files; WARC files of pages are needed, not of texts"
            )
        self.first, self.last = min(times), max(times)

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that occur, lower case and without `www.`."""
        return frozenset(_host(url) for url in self._by_url)

    def find(self, url: str, largest_body: int = LARGEST_BODY) -> Found | None:
        """The newest response for `url` that counts; None where there is none whole.

        A failing server's answer counts only if there is no other. http, https and `www.` are told apart, but for
        pages that are there under another of them only, or on later days, since archives keep what a site settled on.
        """
        for entry in self._captures(url):
            try:
                if not entry.is_cut:
                    response = read_record(entry.path, entry.offset, largest_body)
                    return Found(response, entry.url, entry.when)
            except ArchiveError:
                # Too large, or broken off by a kill at the end of a segment: as good as not there.
                continue
        return None

    def is_cut(self, url: str) -> bool:
        """Whether there is something for `url` of which the archive kept only the beginning."""
        return any(entry.is_cut for entry in self._captures(url))

    def _captures(self, url: str) -> list[Entry]:
        """What there is for `url`, what counts most first."""
        exact = self._by_url.get(url, [])
        others = [entry for entry in self._by_spelling.get(_spelling(url), []) if entry.status == 200]
        asked = urldefrag(url).url

        def weight(entry: Entry) -> tuple[bool, date, bool, datetime]:
            return entry.status < 500, entry.when.date(), entry.url == asked, entry.when

        return sorted({*exact, *others}, key=weight, reverse=True)

    def rendered(self, url: str, largest_body: int = LARGEST_BODY) -> Response | None:
        """What a browser last made of the page at `url`, its fragment included; None where no browser was used."""
        for entry in sorted(self._rendered.get(url, ()), key=lambda entry: entry.when, reverse=True):
            try:
                return read_record(entry.path, entry.offset, largest_body)
            except ArchiveError:
                continue
        return None

    @property
    def has_rendered(self) -> bool:
        """Whether pages were rendered in a browser."""
        return bool(self._rendered)

    def _add(self, path: Path) -> list[_Revisit]:
        revisits: list[_Revisit] = []
        with opened(path) as file:
            try:
                iterator = WARCIterator(file)
                for record in iterator:
                    self._note(record, path, iterator.offset, revisits)
            except UNREADABLE as error:
                raise ArchiveError(
                    f"{path} is not a WARC file that can be read ({first_line(error)})"
                ) from error
            except EOFError:
                # The run that wrote it was killed; what is whole is there.
                pass
        return revisits

    def _note(self, record: Any, path: Path, offset: int, revisits: list[_Revisit]) -> None:
        """Keep where a page lies. What a revisit refers to may stand after it: those are kept for the end."""
        headers = {name.lower(): value for name, value in record.rec_headers.headers}
        url = headers.get("warc-target-uri", "").strip("<>")
        when = _date(headers.get("warc-date", ""))
        if not url.startswith(("http://", "https://")) or when is None:
            return
        if record.rec_type == "revisit":
            revisits.append((path, url, when, headers))
        elif is_rendering(record):
            self._rendered.setdefault(url, []).append(Entry(url, 200, when, path, offset))
        elif record.rec_type == "response" and record.http_headers is not None:
            entry = Entry(url, status_of(record), when, path, offset, "warc-truncated" in headers)
            self._put(entry)
            if digest := headers.get("warc-payload-digest"):
                self._by_digest.setdefault(digest, entry)

    def _put(self, entry: Entry) -> None:
        self._by_url.setdefault(entry.url, []).append(entry)

    def _copy_of(self, path: Path, url: str, when: datetime, headers: dict[str, str]) -> Entry | None:
        """The page that a revisit found unchanged: in a file beside it, or by address and date, or by what it holds."""
        name, offset = (
            headers.get("warc-refers-to-filename", ""),
            headers.get("warc-refers-to-file-offset", ""),
        )
        beside = path.parent / Path(name).name
        if name and _OFFSET.fullmatch(offset) and beside.is_file():
            return Entry(url, 200, when, beside, int(offset))
        seen = _date(headers.get("warc-refers-to-date", ""))
        there = self._by_url.get(headers.get("warc-refers-to-target-uri", url).strip("<>"), [])
        copy = next((entry for entry in there if entry.when == seen), None)
        if copy is None and headers.get("warc-profile", "").endswith("identical-payload-digest"):
            copy = self._by_digest.get(headers.get("warc-payload-digest", ""))
        return replace(copy, url=url, when=when) if copy else None


def _date(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo else None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _spelling(url: str) -> str:
    """The URL without what differs between the spellings of one page's address."""
    bare = url.split("://", 1)[-1].partition("#")[0].removeprefix("www.")
    return bare.rstrip("/")
