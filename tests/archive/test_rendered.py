"""What a browser made of a page is kept beside what its server sent, and never mistaken for it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from archive import Archive, ArchiveError, Index, Location, Rendering, records

WHEN = datetime(2026, 11, 21, 10, 30, 5, tzinfo=UTC)
SHELL = b"<html><body><div id=root></div><script src=/app.js></script></body></html>"
SHOWN = "<html><body><a href='/slavery'>Modern slavery – statement</a></body></html>".encode()


def kept(folder: Path, *, sent_on_to: str = "") -> tuple[Archive, Location, Location]:
    archive = Archive(folder)
    with archive.writer(1) as writer:
        raw = writer.write("https://a.test/", "HTTP/1.1 200 OK", [("Content-Type", "text/html")], SHELL, WHEN)
        shown = writer.write_rendered(
            "https://a.test/",
            Rendering(SHOWN, sent_on_to, "Chromium 1\r\nX: y"),
            WHEN + timedelta(seconds=1),
            archive.read(*raw).record_id,
        )
    return archive, raw, shown


def test_it_is_a_conversion_that_refers_to_the_response(tmp_path: Path) -> None:
    archive, raw, shown = kept(tmp_path)
    with (tmp_path / raw.file).open("rb") as file:
        _, response, conversion = [
            (each.rec_type, dict(each.rec_headers.headers)) for each in ArchiveIterator(file)
        ]
    assert (response[0], conversion[0]) == ("response", "conversion")
    assert conversion[1]["WARC-Refers-To"] == response[1]["WARC-Record-ID"]
    assert conversion[1]["Content-Type"] == "text/html; charset=utf-8"
    assert conversion[1]["Section54-Rendered-With"] == "Chromium 1 X: y"
    assert archive.read(*raw).body == SHELL
    assert not archive.read(*raw).rendered
    answer = archive.read(*shown)
    assert (answer.url, answer.status, answer.body, answer.rendered) == ("https://a.test/", 200, SHOWN, True)
    assert answer.sent_on_to is None
    assert [each.body for each in records(tmp_path / raw.file)] == [SHELL]


def test_the_index_keeps_the_two_apart(tmp_path: Path) -> None:
    _, raw, _ = kept(tmp_path, sent_on_to="https://a.test/en")
    index = Index([tmp_path / raw.file])
    assert index.has_rendered
    found = index.find("https://a.test/")
    assert found is not None
    assert found[0].body == SHELL
    shown = index.rendered("https://a.test/")
    assert shown is not None
    assert (shown.body, shown.sent_on_to) == (SHOWN, "https://a.test/en")
    assert index.rendered("https://a.test/other") is None


def test_others_conversions_are_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "others.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        record = writer.create_warc_record("https://a.test/", "conversion", payload=None, length=0)
        writer.write_record(record)
    with pytest.raises(ArchiveError, match="no response"):
        Index([path])
    with pytest.raises(ArchiveError, match="holds no response"):
        Archive(tmp_path).read("others.warc.gz", 0)


def test_one_that_breaks_off_is_not_there(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writer(1) as writer:
        raw = writer.write("https://a.test/", "HTTP/1.1 200 OK", [], SHELL, WHEN)
        rendering = Rendering(random.Random(54).randbytes(50_000), "", "Chromium 1")
        shown = writer.write_rendered("https://a.test/", rendering, WHEN, archive.read(*raw).record_id)
    path = tmp_path / shown.file
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 20_000)
    with pytest.raises(ArchiveError, match="breaks off"):
        archive.read(*shown)
    assert Index([path]).rendered("https://a.test/") is None
