from __future__ import annotations

import gzip
import io
import os
import random
import signal
import subprocess
import sys
import textwrap
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import Archive, ArchiveError, records
from archive.encoding import TooLargeError, decode

WHEN = datetime(2026, 11, 21, 10, 30, 5, tzinfo=UTC)
PAGE = b"<html><body>Our statement</body></html>"


def test_a_response_comes_back_as_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    with archive.writer(1) as writer:
        first = writer.write(
            "https://a.test/", "HTTP/1.1 200 OK", [("Content-Type", "text/html")], PAGE, WHEN
        )
        second = writer.write("https://a.test/gone", "HTTP/1.1 404 Not Found", [], b"", WHEN)
    assert first.file == second.file == "crawl-0001-01.warc.gz"
    answer = archive.read(*first)
    assert (answer.url, answer.status, answer.body, answer.when) == ("https://a.test/", 200, PAGE, WHEN)
    assert answer.header("content-type") == "text/html"
    assert answer.location == first
    assert archive.read(*second).status == 404
    assert archive.read(*second).body == b""


def test_each_record_is_readable_before_the_writer_is_closed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writer(1) as writer:
        location = writer.write("https://a.test/", "HTTP/1.1 200 OK", [], PAGE, WHEN)
        assert archive.read(*location).body == PAGE


def test_each_run_has_a_segment_of_its_own_and_an_empty_one_leaves_none(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for _ in range(2):
        with archive.writer(7) as writer:
            writer.write("https://a.test/", "HTTP/1.1 200 OK", [], PAGE, WHEN)
    with archive.writer(7):
        pass
    assert [path.name for path in archive.segments()] == ["crawl-0007-01.warc.gz", "crawl-0007-02.warc.gz"]


def test_any_warc_reader_can_iterate_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writer(1) as writer:
        places = [
            writer.write(f"https://a.test/{n}", "HTTP/1.1 200 OK", [], b"%d" % n * n, WHEN) for n in range(20)
        ]
    found = list(records(archive.segments()[0]))
    assert [response.url for response in found] == [f"https://a.test/{n}" for n in range(20)]
    assert [response.location for response in found] == places


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", brotli.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE, mtime=0))),
        ("gzip", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"what is no part of it"),
        ("identity", PAGE),
        ("gzip", PAGE),
        ("br", PAGE),
        ("deflate", PAGE),
        ("", PAGE),
    ],
)
def test_content_encodings_are_undone_and_false_ones_ignored(
    tmp_path: Path, encoding: str, packed: bytes
) -> None:
    archive = Archive(tmp_path)
    with archive.writer(1) as writer:
        place = writer.write(
            "https://a.test/", "HTTP/1.1 200 OK", [("Content-Encoding", encoding)], packed, WHEN
        )
    assert archive.read(*place).body == PAGE


@pytest.mark.parametrize("size", [0, 65_537, 65_794, 131_073, 200_000])
def test_not_a_byte_of_what_packs_well_is_lost(size: int) -> None:
    body = b"a" * size
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bare = packer.compress(body) + packer.flush()
    packed = {"gzip": gzip.compress(body), "deflate": zlib.compress(body, 9), "br": brotli.compress(body)}
    assert {name: decode(each, name, 1_000_000) for name, each in packed.items()} == dict.fromkeys(
        packed, body
    )
    assert decode(bare, "deflate", 1_000_000) == body


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_body_that_breaks_off_keeps_what_came(encoding: str) -> None:
    body = random.Random(54).randbytes(200_000)
    packed = {"gzip": gzip.compress(body), "deflate": zlib.compress(body), "br": brotli.compress(body)}[
        encoding
    ]
    came = decode(packed[:150_000], encoding, 1_000_000)
    assert len(came) > 60_000
    assert body.startswith(came)
    with pytest.raises(TooLargeError):
        decode(packed, encoding, 100_000)


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(5_000_000), mtime=0)),
        ("br", brotli.compress(bytes(5_000_000))),
        ("", bytes(5_000_000)),
    ],
)
def test_a_body_that_unpacks_too_large_is_refused(tmp_path: Path, encoding: str, bomb: bytes) -> None:
    archive = Archive(tmp_path)
    with archive.writer(1) as writer:
        place = writer.write(
            "https://a.test/", "HTTP/1.1 200 OK", [("Content-Encoding", encoding)], bomb, WHEN
        )
    with pytest.raises(ArchiveError, match="1,000,000 bytes"):
        archive.read(*place, largest_body=1_000_000)


@settings(max_examples=60, deadline=None)
@given(
    url=st.text(max_size=30),
    status=st.text(max_size=30),
    headers=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=5),
    body=st.binary(max_size=200),
)
def test_hostile_headers_never_break_the_record(
    tmp_path_factory: pytest.TempPathFactory,
    url: str,
    status: str,
    headers: list[tuple[str, str]],
    body: bytes,
) -> None:
    archive = Archive(tmp_path_factory.mktemp("hostile"))
    headers = [(name, value) for name, value in headers if name.strip().lower() != "content-encoding"]
    with archive.writer(1) as writer:
        place = writer.write("https://a.test/" + url, status, headers, body, WHEN)
        after = writer.write("https://a.test/after", "HTTP/1.1 200 OK", [], PAGE, WHEN)
    assert archive.read(*place).body == body
    assert archive.read(*after).body == PAGE
    assert len(list(records(archive.segments()[0]))) == 2


def test_injected_header_lines_stay_within_their_header(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    evil = [("X-A", "b\r\n\r\n<html>not the body</html>"), ("X\r\nEvil: 1\r\nX", "c\0d"), ("", "nameless")]
    with archive.writer(1) as writer:
        place = writer.write(
            "https://a.test/\r\nWARC-Type: evil", "HTTP/1.1 200 OK\r\nX: y", evil, PAGE, WHEN
        )
    answer = archive.read(*place)
    assert answer.body == PAGE
    assert answer.header("evil") is None
    assert answer.url == "https://a.test/%0D%0AWARC-Type:%20evil"


def test_a_chunked_header_does_not_make_the_reader_dechunk_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    body = b"3\r\nabc\r\n0\r\n\r\n"
    with archive.writer(1) as writer:
        place = writer.write(
            "https://a.test/", "HTTP/1.1 200 OK", [("Transfer-Encoding", "chunked")], body, WHEN
        )
    assert archive.read(*place).body == body


def test_a_truncated_tail_loses_only_the_last_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writer(1) as writer:
        first = writer.write("https://a.test/1", "HTTP/1.1 200 OK", [], os.urandom(2000), WHEN)
        last = writer.write("https://a.test/2", "HTTP/1.1 200 OK", [], os.urandom(2000), WHEN)
    path = archive.segments()[0]
    whole = path.read_bytes()
    for cut in (len(whole) - 5, last.offset + 900, last.offset + 60, last.offset + 3, last.offset):
        path.write_bytes(whole[:cut])
        urls = [response.url for response in records(path)]
        # Only the gzip trailer may be missing without loss.
        assert urls[:1] == ["https://a.test/1"]
        assert archive.read(*first).url == "https://a.test/1"
        if cut < len(whole) - 5:
            assert urls == ["https://a.test/1"]
            with pytest.raises(ArchiveError):
                archive.read(*last)


def test_others_archives_are_read_with_their_chunks(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        headers = StatusAndHeaders("200 OK", [("Transfer-Encoding", "chunked")], protocol="HTTP/1.1")
        payload = io.BytesIO(b"5\r\nhello\r\n0\r\n\r\n")
        writer.write_record(
            writer.create_warc_record(
                "http://b.test/", "response", payload=payload, length=15, http_headers=headers
            )
        )
    assert [response.body for response in records(path)] == [b"hello"]


def test_failures_name_the_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with pytest.raises(ArchiveError, match=r"crawl-0009-01\.warc\.gz"):
        archive.read("crawl-0009-01.warc.gz", 0)
    with pytest.raises(ArchiveError, match="not the name of a file"):
        archive.read("../secret.warc.gz", 0)
    (tmp_path / "noise.warc.gz").write_bytes(b"this is no WARC at all\n" * 50)
    with pytest.raises(ArchiveError, match=r"noise\.warc\.gz"):
        archive.read("noise.warc.gz", 0)
    with pytest.raises(ArchiveError, match=r"noise\.warc\.gz"):
        list(records(tmp_path / "noise.warc.gz"))
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(ArchiveError, match="put the database where you may write"):
        Archive(blocked).writer(1)


def test_a_full_disk_is_said_plainly(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import resource, signal, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from archive import Archive, ArchiveError, records
        import os
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        archive = Archive(Path(sys.argv[1]))
        with archive.writer(1) as writer:
            writer.write("https://a.test/1", "HTTP/1.1 200 OK", [], b"kept", datetime.now(UTC))
            try:
                writer.write("https://a.test/2", "HTTP/1.1 200 OK", [], os.urandom(50_000), datetime.now(UTC))
            except ArchiveError as error:
                print(error)
            writer.write("https://a.test/3", "HTTP/1.1 200 OK", [], b"kept too", datetime.now(UTC))
        print([response.url for response in records(archive.segments()[0])])
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=600
    )
    message, urls = done.stdout.strip().splitlines()
    assert "crawl-0001-01.warc.gz" in message
    assert "it carries on" in message
    assert urls == "['https://a.test/1', 'https://a.test/3']"


def test_a_killed_writer_leaves_what_it_had_reported(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import os, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from archive import Archive
        with Archive(Path(sys.argv[1])).writer(1) as writer:
            for n in range(100_000):
                place = writer.write(f"https://a.test/{n}", "HTTP/1.1 200 OK", [], os.urandom(500), datetime.now(UTC))
                print(place.offset, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as lines:
        offsets = [int(lines.readline()) for _ in range(200)]
        process.send_signal(signal.SIGKILL)
    process.wait()
    archive = Archive(tmp_path)
    for n, offset in enumerate(offsets):
        assert archive.read("crawl-0001-01.warc.gz", offset).url == f"https://a.test/{n}"
    with archive.writer(1) as writer:
        place = writer.write("https://a.test/again", "HTTP/1.1 200 OK", [], PAGE, WHEN)
    assert place.file == "crawl-0001-02.warc.gz"
