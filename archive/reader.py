"""Reading responses back from WARC files, ours and others'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from archive.encoding import TooLargeError, decode
from archive.errors import ArchiveError
from archive.writer import RENDERED_WITH, SENT_ON_TO, Location

UNREADABLE = (ArchiveLoadFailed, OSError, ValueError, AttributeError, TypeError)
"""What comes of a file that cannot be read, of what is no WARC record, and of one that lacks a field all records have."""
LARGEST_BODY = 64 * 1024 * 1024
"""No body is read into more than this many bytes unless the caller says so."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response as it was seen. `body` has its content-encoding undone; `headers` are as archived.

    If `rendered`, it is what a browser made of the response: no server sent it, and `headers` are those of the record.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    when: datetime
    location: Location
    path: Path
    """The file it was read from."""
    record_id: str = ""
    rendered: bool = False

    @property
    def sent_on_to(self) -> str | None:
        """Where the page's scripts sent the visitor, of a rendered one."""
        return self.header(SENT_ON_TO) if self.rendered else None

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def read_record(path: Path, offset: int, largest_body: int = LARGEST_BODY) -> Response:
    """The response whose record begins at `offset`; ArchiveError when there is none, whole and of bounded size."""
    with opened(path) as file:
        try:
            file.seek(offset)
            record = next(iter(WARCIterator(file)), None)
            if record is None or not (is_rendering(record) or _is_response(record)):
                raise ArchiveError(
                    f"{path} holds no response at offset {offset}; run the crawl for this firm again"
                )
            response = _response(record, path, offset, largest_body)
        except UNREADABLE as error:
            raise ArchiveError(f"{path} cannot be read at offset {offset} ({first_line(error)})") from error
    if response is None:
        raise ArchiveError(
            f"{path} breaks off within the record at offset {offset}; run the crawl for this firm again"
        )
    return response


def records(path: Path) -> Iterator[Response]:
    """Every whole response in a WARC file, in order. A record that breaks off at the end is left out."""
    with opened(path) as file:
        iterator = WARCIterator(file)
        while True:
            try:
                record = next(iterator, None)
                if record is None:
                    return
                if not _is_response(record):
                    continue
                response = _response(record, path, iterator.offset, LARGEST_BODY)
            except UNREADABLE as error:
                raise ArchiveError(
                    f"{path} is not a WARC file that can be read ({first_line(error)})"
                ) from error
            if response is not None:
                yield response


def opened(path: Path) -> BinaryIO:
    """The file, for reading; ArchiveError says why it cannot be."""
    try:
        return path.open("rb")
    except OSError as error:
        raise ArchiveError(
            f"cannot open the archive file {path} ({error.strerror or error}); is the archive folder beside its database?"
        ) from error


def is_rendering(record: Any) -> bool:
    """Whether the WARC record is what a browser made of a page, kept by us: others' conversions are other things."""
    return record.rec_type == "conversion" and record.rec_headers.get_header(RENDERED_WITH) is not None


def status_of(record: Any) -> int:
    """The HTTP status of an archived response; 0 for what is none."""
    code = str(record.http_headers.get_statuscode())
    return int(code) if len(code) == 3 and code.isdecimal() else 0


def _is_response(record: Any) -> bool:
    return record.rec_type == "response" and record.http_headers is not None


def _response(record: Any, path: Path, offset: int, largest_body: int) -> Response | None:
    """The record as a Response, None when it breaks off before its stated length."""
    rendered = is_rendering(record)
    fields = record.rec_headers.headers if rendered else record.http_headers.headers
    headers = tuple((str(name), str(value)) for name, value in fields)
    lower = {name.lower(): value for name, value in headers}
    chunked = lower.get("transfer-encoding", "").strip().lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    raw = stream.read(largest_body + 1)
    if len(raw) > largest_body:
        raise ArchiveError(f"the body at offset {offset} of {path} is larger than {largest_body:,} bytes")
    if not chunked and len(raw) < (record.length if rendered else record.payload_length):
        return None
    try:
        body = decode(raw, lower.get("content-encoding", ""), largest_body)
    except TooLargeError:
        raise ArchiveError(
            f"the body at offset {offset} of {path} unpacks to more than {largest_body:,} bytes"
        ) from None
    return Response(
        url=str(record.rec_headers.get_header("WARC-Target-URI")),
        status=200 if rendered else status_of(record),
        headers=headers,
        body=body,
        when=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        location=Location(path.name, offset),
        path=path,
        record_id=record.rec_headers.get_header("WARC-Record-ID") or "",
        rendered=rendered,
    )


def first_line(error: Exception) -> str:
    """What the error says, in one line."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
