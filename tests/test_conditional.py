"""Later crawls ask for a page only if it has changed, and say the same of a firm without receiving it again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from warcio.archiveiterator import WARCIterator

from demo.web import Asked, Reply, serve_web
from tests.conftest import S54
from tests.test_resume import HOME, STATEMENT

AGAIN = ("crawl", "--new", "--stale-after", "0", "--delay", "0")
MODIFIED = "Wed, 04 Jun 2026 09:00:00 GMT"


@dataclass
class Site:
    """A firm's site that knows its pages' versions. `sent` lists what it sent whole."""

    pages: dict[str, bytes]
    version: Callable[[bytes], dict[str, str]]
    sent: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Reply:
        body = self.pages.get(asked.path)
        if body is None:
            return Reply(status=404)
        headers = self.version(body)
        known = {headers.get("ETag"), headers.get("Last-Modified")} - {None}
        if {asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")} & known:
            # As some servers do, it names a coding of a body that is not there.
            return Reply(status=304, headers={**headers, "Content-Encoding": "gzip"})
        self.sent.append(asked.path)
        return Reply(body, headers={**headers, "Content-Type": "text/html"})


def by_etag(body: bytes) -> dict[str, str]:
    return {"ETag": f'W/"{hashlib.sha256(body).hexdigest()}"'}


def by_date(body: bytes) -> dict[str, str]:
    return {"Last-Modified": MODIFIED if b"Hesper Quill" in body else "Thu, 05 Nov 2026 09:00:00 GMT"}


def firm(version: Callable[[bytes], dict[str, str]]) -> Site:
    robots = b"User-agent: *\nAllow: /\n"
    return Site({"/": HOME, "/ms": STATEMENT, "/robots.txt": robots}, version)


def crawled(s54: S54, site: Site) -> dict[str, object]:
    """What the register says of the firm after one more crawl; `site.sent` is of that crawl only."""
    if not s54.db.exists():
        (s54.folder / "firms.csv").write_text("name,website\nA firm,http://firm.test:80\n")
        assert s54("import", "firms.csv").returncode == 0
    site.sent.clear()
    with serve_web({"firm.test": site}) as web:
        done = s54(*AGAIN, **web.environment)
    assert done.returncode == 0, done.stderr
    (row,) = s54.rows("firms")
    return {name: value for name, value in row.items() if name != "checked_at"}


@pytest.mark.parametrize("version", [by_etag, by_date])
def test_what_has_not_changed_is_not_received_again(
    s54: S54, version: Callable[[bytes], dict[str, str]]
) -> None:
    site = firm(version)
    first = crawled(s54, site)
    assert first["status"] == "compliant"
    assert {"/", "/ms"} <= set(site.sent)
    second = crawled(s54, site)
    assert (second, site.sent) == (first, [])
    # The version that was kept is what the third crawl is held against, too.
    assert (crawled(s54, site), site.sent) == (first, [])
    site.pages["/ms"] = STATEMENT.replace(b"Hesper Quill, Director", b"")
    changed = crawled(s54, site)
    assert site.sent == ["/ms"]
    assert changed["status"] != first["status"]
    assert s54("recheck").returncode == 0


def test_the_archive_says_when_the_page_was_confirmed_and_where_it_lies(s54: S54) -> None:
    site = firm(by_etag)
    crawled(s54, site)
    crawled(s54, site)
    archive = s54.folder / "registry.archive"
    kept = {
        (url, offset)
        for kind, url, offset, _ in records(archive / "crawl-0001-01.warc.gz")
        if kind == "response"
    }
    again = [
        (url, headers)
        for kind, url, _, headers in records(archive / "crawl-0002-01.warc.gz")
        if kind == "revisit"
    ]
    assert [url for url, _ in again] == [f"http://firm.test:80{path}" for path in ("/robots.txt", "/", "/ms")]
    for url, headers in again:
        assert headers["WARC-Profile"].endswith("/revisit/server-not-modified")
        assert headers["WARC-Refers-To-Filename"] == "crawl-0001-01.warc.gz"
        assert (url, int(headers["WARC-Refers-To-File-Offset"])) in kept
    # Whoever looks through the second crawl's archive sees the pages that were confirmed.
    replay = s54("crawl", "--from-warc", str(archive / "crawl-0002-01.warc.gz"))
    assert "1 firm looked at: 1 statement found" in replay.stderr


def test_a_copy_that_is_gone_is_received_again(s54: S54) -> None:
    site = firm(by_etag)
    first = crawled(s54, site)
    for segment in (s54.folder / "registry.archive").glob("*.warc.gz"):
        segment.unlink()
    assert crawled(s54, site) == first
    assert {"/", "/ms"} <= set(site.sent)


def test_a_copy_that_is_another_is_received_again(s54: S54) -> None:
    site = firm(by_etag)
    first = crawled(s54, site)
    (segment,) = (s54.folder / "registry.archive").glob("*.warc.gz")
    damaged = bytearray(segment.read_bytes())
    damaged[len(damaged) // 2 :] = b"\0" * (len(damaged) - len(damaged) // 2)
    segment.write_bytes(damaged)
    assert crawled(s54, site) == first
    assert "/ms" in site.sent


def records(path: Path) -> list[tuple[str, str, int, dict[str, str]]]:
    found = []
    with path.open("rb") as file:
        iterator = WARCIterator(file)
        for record in iterator:
            headers = dict(record.rec_headers.headers)
            found.append(
                (record.rec_type, headers.get("WARC-Target-URI", ""), iterator.get_record_offset(), headers)
            )
    return found
