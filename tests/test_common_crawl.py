"""Archives as Common Crawl makes them: what they hold is told with its date, what they lack is not held against a firm."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.records import Reason
from registry import CrawlRequest, open_registry
from tests.conftest import S54
from tests.registry.conftest import NOW, visit
from tests.test_replay import replayed, with_firm
from tests.test_resume import HOME, STATEMENT

EMPTY = b"<!doctype html><title>A firm</title><h1>A firm</h1><p>We make things in Norfolk.</p><a href='/about'>About us</a>"
UNSIGNED = STATEMENT.replace(b"<p>Signed: Hesper Quill, Director</p>", b"")
OLD, NEW = "2019-05-06T07:08:09Z", "2024-11-12T13:14:15Z"


@dataclass(frozen=True)
class Capture:
    """One response as Common Crawl keeps it: unpacked, with the headers that told of packing renamed."""

    url: str
    body: bytes = b""
    when: str = OLD
    status: str = "200 OK"
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),)
    truncated: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def common_crawl(path: Path, *captures: Capture) -> Path:
    """WARC/1.0, each record packed by itself: warcinfo, then request, response and metadata of each page."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.0")
        told = {
            "software": "Apache Nutch",
            "robots": "checked via crawler-commons",
            "format": "WARC File Format 1.1",
        }
        writer.write_record(writer.create_warcinfo_record(path.name, told))
        for each in captures:
            said = [
                *each.headers,
                ("X-Crawler-Content-Encoding", "gzip"),
                ("X-Crawler-Content-Length", str(len(gzip.compress(each.body)))),
                ("X-Crawler-Transfer-Encoding", "chunked"),
                ("X-Crawl-Content-Encoding", "gzip"),
                ("Content-Length", str(len(each.body))),
            ]
            request = StatusAndHeaders("GET / HTTP/1.1", [("User-Agent", "CCBot/2.0")], is_http_request=True)
            answer = StatusAndHeaders(each.status, said, protocol="HTTP/1.1")
            cut = {"WARC-Truncated": each.truncated} if each.truncated else {}
            _put(writer, each, "request", b"", request)
            _put(
                writer,
                each,
                "response",
                each.body,
                answer,
                {"WARC-IP-Address": "192.0.2.1", **cut, **each.fields},
            )
            _put(writer, each, "metadata", b"fetchTimeMs: 12\r\nlanguages-cld2: {}\r\n", None)
    return path


def _put(
    writer: WARCWriter, each: Capture, kind: str, content: bytes, http: StatusAndHeaders | None,
    fields: dict[str, str] | None = None,
) -> None:  # fmt: skip
    headers = {"WARC-Date": each.when, **(fields or {})}
    record = writer.create_warc_record(
        each.url,
        kind,
        payload=BytesIO(content),
        length=len(content),
        http_headers=http,
        warc_headers_dict=headers,
    )
    writer.write_record(record)


def revisit(path: Path, url: str, when: str, fields: dict[str, str]) -> Path:
    """A file with nothing but the word that a page had not changed."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.0")
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        _put(writer, Capture(url, when=when), "revisit", b"", http, fields)
    return path


def looked_at(s54: S54, *files: Path) -> dict[str, object]:
    with_firm(s54)
    replayed(s54, *files)
    return s54.rows("firms")[0]


def test_a_page_of_each_kind_of_record_is_read_as_it_was_seen(s54: S54) -> None:
    pages = Capture("https://www.firm.test/", HOME), Capture("https://www.firm.test/ms", STATEMENT)
    firm = looked_at(s54, common_crawl(s54.folder / "CC-MAIN-20190506-00001.warc.gz", *pages))
    assert (firm["status"], firm["homepage_link"]) == ("compliant", True)
    assert str(firm["checked_at"]).startswith("2019-05-06T07:08:09")
    # It is judged again from our own copy.
    (s54.folder / "CC-MAIN-20190506-00001.warc.gz").unlink()
    assert s54("recheck", "--all").returncode == 0
    assert s54.rows("firms")[0] == firm


def test_of_several_captures_the_newest_counts_under_whatever_spelling(s54: S54) -> None:
    firm = looked_at(
        s54,
        common_crawl(
            s54.folder / "cc.warc.gz",
            Capture("https://www.firm.test/", HOME, NEW),
            Capture("https://www.firm.test/ms", STATEMENT, NEW),
            Capture("http://firm.test/", EMPTY, OLD),
            Capture("https://firm.test/", EMPTY, OLD),
            Capture("https://www.firm.test/ms", UNSIGNED, OLD),
            Capture(
                "https://www.firm.test/ms", b"", "2025-01-01T00:00:00Z", status="503 Service Unavailable"
            ),
        ),
    )
    assert firm["status"] == "compliant"
    assert str(firm["checked_at"]).startswith("2024-11-12T13:14:15")


def test_a_capture_that_was_cut_short_is_no_page_to_judge_by(s54: S54) -> None:
    """The signature would stand where the archive ends."""
    pages = (
        Capture("https://www.firm.test/", HOME, NEW),
        Capture("https://www.firm.test/ms", UNSIGNED, NEW, truncated="length"),
    )
    firm = looked_at(s54, common_crawl(s54.folder / "cc.warc.gz", *pages))
    assert (firm["status"], firm["reason"], firm["missing"]) == ("could_not_check", "too_large", [])
    whole = Capture("https://www.firm.test/ms", STATEMENT, OLD)
    replayed(s54, common_crawl(s54.folder / "both.warc.gz", whole, *pages))
    assert s54.rows("firms")[0]["status"] == "compliant"


def test_a_home_page_cut_short_tells_nothing_of_what_stands_below(s54: S54) -> None:
    home = Capture("https://www.firm.test/", EMPTY, truncated="length")
    firm = looked_at(s54, common_crawl(s54.folder / "cc.warc.gz", home))
    assert (firm["status"], firm["reason"]) == ("could_not_check", "too_large")


@pytest.mark.parametrize(
    "captures",
    [
        [Capture("https://www.firm.test/", EMPTY)],
        [Capture("https://www.firm.test/", EMPTY), Capture("https://www.firm.test/about", EMPTY)],
        [Capture("https://www.firm.test/ms", STATEMENT)],
        [Capture("https://www.firm.test/", HOME)],
        [Capture("https://www.firm.test/robots.txt", b"User-agent: *\nDisallow:\n"), Capture("https://firm.test/x", EMPTY)],
    ],
    ids=["only the home page", "a page beside it", "no home page", "not what it links to", "only robots.txt"],
)  # fmt: skip
def test_what_is_not_in_the_archive_is_not_said_to_be_missing_from_the_site(
    s54: S54, captures: list[Capture]
) -> None:
    firm = looked_at(s54, common_crawl(s54.folder / "cc.warc.gz", *captures))
    assert (firm["status"], firm["reason"], firm["missing"]) == ("could_not_check", "other", [])
    assert "the archive" in s54("show", "A firm").stdout


def test_an_archive_without_the_site_hides_nothing_that_was_seen_before(s54: S54) -> None:
    pages = Capture("https://www.firm.test/", HOME), Capture("https://www.firm.test/ms", STATEMENT)
    before = looked_at(s54, common_crawl(s54.folder / "old.warc.gz", *pages))
    replayed(s54, common_crawl(s54.folder / "new.warc.gz", Capture("https://www.firm.test/logo", EMPTY, NEW)))
    assert s54.rows("firms")[0] == before
    assert "suspect" not in s54("firms").stderr


SAME = {"WARC-Payload-Digest": "sha1:SAMESAMESAMESAMESAMESAMESAMESAME"}
THERE = {"WARC-Refers-To-Target-URI": "https://www.firm.test/ms", "WARC-Refers-To-Date": OLD}
PROFILE = "http://netpreserve.org/warc/1.0/revisit/"


@pytest.mark.parametrize(
    ("fields", "comes_first"),
    [
        ({"WARC-Profile": f"{PROFILE}identical-payload-digest", **THERE}, True),
        ({"WARC-Profile": f"{PROFILE}identical-payload-digest", **SAME}, True),
        ({"WARC-Profile": f"{PROFILE}server-not-modified", **THERE}, False),
    ],
    ids=["by date", "by digest", "not modified"],
)
def test_a_page_that_had_not_changed_is_dated_when_that_was_seen(
    s54: S54, fields: dict[str, str], comes_first: bool
) -> None:
    pages = (
        Capture("https://www.firm.test/", HOME),
        Capture("https://www.firm.test/ms", STATEMENT, fields=SAME),
    )
    whole = common_crawl(s54.folder / "first.warc.gz", *pages)
    later = revisit(s54.folder / "later.warc.gz", "https://www.firm.test/ms", NEW, fields)
    firm = looked_at(s54, *((later, whole) if comes_first else (whole, later)))
    assert firm["status"] == "compliant"
    assert str(firm["checked_at"]).startswith("2024-11-12")


def test_headers_that_were_left_as_the_server_sent_them_do_no_harm(s54: S54) -> None:
    """Older files keep saying that a body is packed and in chunks, when it is neither any more."""
    said = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    pages = (
        Capture("https://www.firm.test/", HOME, headers=said),
        Capture("https://www.firm.test/ms", STATEMENT, headers=said),
    )
    firm = looked_at(s54, common_crawl(s54.folder / "cc.warc.gz", *pages))
    assert firm["status"] == "compliant"


def test_a_network_that_could_not_be_reached_since_is_shown_so(s54: S54) -> None:
    """A look at the site of today counts beside what an old archive showed, whatever came of it."""
    pages = Capture("https://www.firm.test/", HOME), Capture("https://www.firm.test/ms", STATEMENT)
    looked_at(s54, common_crawl(s54.folder / "cc.warc.gz", *pages))
    with open_registry(s54.db) as registry:
        found = registry.start_or_resume_crawl(CrawlRequest(), NOW)
        assert found
        firm = registry.find_firm("A firm")
        registry.record_visit(found.id, visit(firm.id, reason=Reason.TIMEOUT), {})
    row = s54.rows("firms")[0]
    assert (row["status"], row["reason"]) == ("could_not_check", "timeout")
    assert row["statement_url"] == "https://www.firm.test/ms"
