"""Writing responses to a WARC segment: each one whole and flushed, or not there at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import ArchiveError

RENDERED_WITH = "Section54-Rendered-With"
"""The field that marks a conversion as what a browser made of a response, and names the browser."""
SENT_ON_TO = "Section54-Sent-On-To"
"""Its field for the address to which the page's scripts sent the visitor, if they did."""
UNCHANGED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_MOST_SEGMENTS = 10_000
_NOT_TOKEN = re.compile(r"[^!#$%&'*+\-.^_`|~0-9A-Za-z]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_LONGEST_HEADER = 8192
_MOST_HEADERS = 200


class Location(NamedTuple):
    """Where a record lies: the segment's file name and the offset of its gzip member in bytes."""

    file: str
    offset: int


class Earlier(NamedTuple):
    """A record that another refers to."""

    url: str
    when: datetime
    location: Location


class Rendering(NamedTuple):
    """What a browser made of a response: the page as HTML in UTF-8, and where its scripts sent the visitor ("" for nowhere)."""

    html: bytes
    sent_on_to: str
    browser: str


class Writer:
    """Appends responses to one new segment. A context manager; `write` may be called until it is closed."""

    def __init__(self, folder: Path, crawl_id: int) -> None:
        self.path, self._file = _new_segment(folder, crawl_id)
        self._written = 0
        info = {
            "software": "section54",
            "format": "WARC File Format 1.1",
            "isPartOf": f"crawl-{crawl_id:04d}",
        }
        writer = _member()
        writer.write_record(writer.create_warcinfo_record(self.path.name, info))
        try:
            self._append(writer.out.getvalue())
        except ArchiveError:
            self.close()
            raise

    def write(
        self, url: str, status_line: str, headers: list[tuple[str, str]], body: bytes, when: datetime
    ) -> Location:
        """Keep one response and say where. `status_line` is "HTTP/1.1 200 OK"; `body` is kept byte for byte.

        Header lines are the server's own, made safe to store: line breaks and NULs in them become spaces. As the
        HTTP client has already undone it, Transfer-Encoding is kept as X-Archive-Orig-Transfer-Encoding.
        """
        http = _http_headers(status_line, headers)
        fields = {"WARC-Date": _warc_date(when)}
        return self._keep(url, "response", fields, payload=BytesIO(body), length=len(body), http_headers=http)

    def write_unchanged(
        self,
        url: str,
        status_line: str,
        headers: list[tuple[str, str]],
        when: datetime,
        earlier: Earlier,
    ) -> Location:
        """Keep a server's word (304) that the page is what `earlier` holds, as a revisit: WARC 1.1, 6.7.3."""
        fields = {
            "WARC-Date": _warc_date(when),
            "WARC-Profile": UNCHANGED_PROFILE,
            "WARC-Refers-To-Target-URI": _safe_url(earlier.url),
            "WARC-Refers-To-Date": _warc_date(earlier.when),
            # As other archives name the place of a record that lies in another file.
            "WARC-Refers-To-Filename": earlier.location.file,
            "WARC-Refers-To-File-Offset": str(earlier.location.offset),
        }
        return self._keep(url, "revisit", fields, http_headers=_http_headers(status_line, headers))

    def write_rendered(self, url: str, rendering: Rendering, when: datetime, record_id: str) -> Location:
        """Keep what a browser made of the response `record_id`, as a conversion (WARC 1.1, 6.8): no server sent it."""
        fields = {
            "WARC-Date": _warc_date(when),
            "WARC-Refers-To": record_id,
            RENDERED_WITH: _one_line(rendering.browser),
        }
        if rendering.sent_on_to:
            fields[SENT_ON_TO] = _safe_url(rendering.sent_on_to)
        html = rendering.html
        return self._keep(
            url,
            "conversion",
            fields,
            payload=BytesIO(html),
            length=len(html),
            warc_content_type="text/html; charset=utf-8",
        )

    def close(self) -> None:
        """Close the segment. One that holds no response is removed."""
        if self._file.closed:
            return
        self._file.close()
        if self._written == 0:
            self.path.unlink(missing_ok=True)

    def _keep(self, url: str, kind: str, fields: dict[str, str], **content: Any) -> Location:
        """Append a record of WARC's `kind` and say where. `content` is what warcio's `create_warc_record` takes."""
        writer = _member()
        record = writer.create_warc_record(_safe_url(url), kind, warc_headers_dict=fields, **content)
        writer.write_record(record)
        location = Location(self.path.name, self._append(writer.out.getvalue()))
        self._written += 1
        return location

    def _append(self, member: bytes) -> int:
        """Write a whole gzip member at the end and return its offset; after a failure the segment is as before."""
        offset = self._file.tell()
        try:
            view = memoryview(member)
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            self._file.truncate(offset)
            self._file.seek(offset)
            raise ArchiveError(
                f"cannot write to the archive {self.path} ({error.strerror or error}); "
                "free some space and run the crawl again: it carries on"
            ) from error
        return offset

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _member() -> WARCWriter:
    """What writes one record as a gzip member of its own, in memory: `out` holds it."""
    return WARCWriter(BytesIO(), gzip=True, warc_version="1.1")


def _new_segment(folder: Path, crawl_id: int) -> tuple[Path, BinaryIO]:
    """A file that did not exist, unbuffered: what is written is the operating system's before `write` returns."""
    for number in range(1, _MOST_SEGMENTS):
        path = folder / f"crawl-{crawl_id:04d}-{number:02d}.warc.gz"
        try:
            return path, path.open("xb", buffering=0)
        except FileExistsError:
            continue
        except OSError as error:
            raise ArchiveError(
                f"cannot begin the archive segment {path} ({error.strerror or error}); "
                "put the database where you may write"
            ) from error
    raise ArchiveError(
        f"crawl {crawl_id} already has {_MOST_SEGMENTS} segments in {folder}; start another crawl"
    )


def _warc_date(when: datetime) -> str:
    if when.tzinfo is None:
        raise ValueError("the time of a fetch needs its time zone")
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _status(line: str) -> tuple[str, str]:
    """("HTTP/1.1", "200 OK"), whatever the line looks like; a line without a code counts as status 000."""
    found = re.fullmatch(r"(?:HTTP/[\d.]+\s+)?(\d{3})\b(.*)", _one_line(line))
    if found is None:
        return "HTTP/1.1", "000"
    return "HTTP/1.1", f"{found[1]} {found[2].strip()}".strip()


def _http_headers(status_line: str, headers: list[tuple[str, str]]) -> StatusAndHeaders:
    protocol, status = _status(status_line)
    return StatusAndHeaders(status, _safe_headers(headers), protocol=protocol)


def _one_line(text: str) -> str:
    return _CONTROLS.sub(" ", text).encode("ascii", "backslashreplace").decode("ascii").strip()


def _safe_url(url: str) -> str:
    # Only what would break the record's own header is escaped; the URL is otherwise as it was asked for.
    return re.sub(r"[^\x21-\x7e]|[<>]", lambda match: quote(match.group(), errors="replace"), url.strip())


def _safe_headers(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    safe = []
    for name, value in headers[:_MOST_HEADERS]:
        token = _NOT_TOKEN.sub("_", name.strip())[:256]
        if token.lower() == "transfer-encoding":
            token = f"X-Archive-Orig-{token}"
        if token:
            safe.append((token, _one_line(value)[:_LONGEST_HEADER]))
    return safe
