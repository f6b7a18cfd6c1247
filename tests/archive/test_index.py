"""A web archive that others made, or that is damaged, is read or refused; it never ends a run."""

from __future__ import annotations

import contextlib
import gzip
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Archive, ArchiveError, Earlier, Index, Rendering
from archive.reader import read_record

WHEN = datetime(2026, 11, 21, 10, 30, 5, tzinfo=UTC)
URL = "https://a.test/"
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Our statement"


def record(kind: str, *fields: str, block: str = HTTP) -> bytes:
    head = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Date: 2026-11-21T10:30:05Z", *fields]
    head += ["Content-Type: application/http; msgtype=response", f"Content-Length: {len(block)}"]
    return gzip.compress(("\r\n".join(head) + "\r\n\r\n" + block + "\r\n\r\n").encode(), mtime=0)


def test_a_record_without_an_address_makes_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    path.write_bytes(record("response"))
    with pytest.raises(ArchiveError, match=r"other\.warc\.gz is not a WARC file that can be read"):
        Index([path])


@pytest.mark.parametrize("offset", ["9" * 15, "9" * 30, "9" * 5000])
def test_a_copy_said_to_lie_beyond_the_file_is_not_there(tmp_path: Path, offset: str) -> None:
    path = tmp_path / "other.warc.gz"
    beside = ("WARC-Refers-To-Filename: other.warc.gz", f"WARC-Refers-To-File-Offset: {offset}")
    there = record("response", f"WARC-Target-URI: {URL}")
    path.write_bytes(there + record("revisit", f"WARC-Target-URI: {URL}new", *beside))
    index = Index([path])
    assert index.find(f"{URL}new") is None
    found = index.find(URL)
    assert found is not None
    assert found.response.body == b"<p>Our statement"


@pytest.mark.parametrize(
    ("line", "status"), [("HTTP/1.1 404 Gone", 404), ("HTTP/1.1 ² OK", 0), ("HTTP/1.1 " + "9" * 5000, 0)]
)
def test_a_status_that_is_none(tmp_path: Path, line: str, status: int) -> None:
    path = tmp_path / "other.warc.gz"
    path.write_bytes(record("response", f"WARC-Target-URI: {URL}", block=f"{line}\r\n\r\nbody"))
    found = Index([path]).find(URL)
    assert found is not None
    assert found.response.status == status


def test_damage_of_any_kind_is_read_or_refused(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writer(1) as writer:
        place = writer.write(URL, "HTTP/1.1 200 OK", [("Content-Type", "text/html")], b"<p>" * 200, WHEN)
        writer.write_unchanged(URL, "HTTP/1.1 304 Not Modified", [], WHEN, Earlier(URL, WHEN, place))
        writer.write_rendered(URL, Rendering(b"<p>shown", "", "Chromium 1"), WHEN, "<urn:uuid:1>")
    whole = [writer.path.read_bytes(), gzip.decompress(writer.path.read_bytes())]
    dice = random.Random(54)
    damaged = tmp_path / "damaged.warc"
    for number in range(400):
        body = bytearray(whole[number % 2])
        for _ in range(dice.choice((1, 3, 20))):
            at = dice.randrange(len(body))
            body[at : at + dice.choice((0, 1, 30))] = dice.choice((b"", b":", b"9999", b"\r\n", b"\xff\0"))
        damaged.write_bytes(body)
        with contextlib.suppress(ArchiveError):
            index = Index([damaged])
            for url in (URL, *index.hosts):
                index.find(url)
                index.rendered(url)
        with contextlib.suppress(ArchiveError):
            read_record(damaged, dice.randrange(len(body)))
