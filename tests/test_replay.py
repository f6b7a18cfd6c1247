"""A web archive is looked through as the network is, and says the same."""

from __future__ import annotations

import gzip
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from demo.firms import FIRMS, register_csv
from demo.pages import write_sites
from demo.web import Reply, serve_web
from tests.conftest import S54, TODAY, clean_environment
from tests.test_resume import HOME, STATEMENT

SAME = (
    "status", "statement_url", "statement_kind", "financial_year_end", "homepage_link", "score", "missing",
)  # fmt: skip


@pytest.fixture
def crawled(tmp_path_factory: pytest.TempPathFactory) -> S54:
    s54 = S54(tmp_path_factory.mktemp("crawled"), clean_environment())
    (s54.folder / "firms.csv").write_text(register_csv(), encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    sites = write_sites(s54.folder / "web", date.fromisoformat(TODAY))
    down = {firm.website: lambda _asked: Reply(status=503) for firm in FIRMS if firm.is_down}
    with serve_web({**sites, **down}) as web:
        assert s54("crawl", "--delay", "0", **web.environment).returncode == 0
    return s54


def replayed(s54: S54, *files: Path) -> str:
    arguments = [each for path in files for each in ("--from-warc", str(path))]
    # A proxy that nothing listens at: whoever asks the network fails.
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = s54("crawl", *arguments, **nowhere)
    assert done.returncode == 0, done.stderr
    return done.stderr


def said(s54: S54) -> dict[str, list[object]]:
    return {str(row["name"]): [row[name] for name in SAME] for row in s54.rows("firms")}


def test_the_archive_of_a_crawl_says_what_the_crawl_said(crawled: S54, s54: S54) -> None:
    (s54.folder / "firms.csv").write_text(register_csv(), encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    (segment,) = (crawled.folder / "registry.archive").glob("*.warc.gz")
    told = replayed(s54, segment)
    there, here = said(crawled), said(s54)
    with_a_site = {name for name, row in there.items() if row[0] != "no_website"}
    assert {name: here[name] for name in with_a_site} == {name: there[name] for name in with_a_site}
    assert f"{len(with_a_site)} firms looked at" in told
    # What was looked at was copied, so that it can be judged again without that file.
    segment.unlink()
    assert s54("recheck", "--all").returncode == 0
    assert {name: said(s54)[name] for name in with_a_site} == {name: there[name] for name in with_a_site}


FOREIGN = "2019-05-06T07:08:09Z"


def foreign(
    path: Path, *, gzipped: bool = True, pages: dict[str, bytes] | None = None, when: str = FOREIGN
) -> Path:
    """An archive as Common Crawl makes them: requests, metadata and other people's pages between, its own headers."""
    found = pages or {"https://www.firm.test/": HOME, "https://www.firm.test/ms": STATEMENT}
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "Nutch"}))
        for url, body in {"https://elsewhere.test/": b"<h1>Hello</h1>", **found}.items():
            headers = [("content-type", "text/html"), ("X-Crawler-Content-Encoding", "gzip"), ("Server", "x")]
            for kind, content, http in (
                ("request", b"", StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)),
                ("response", body, StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")),
                ("metadata", b"fetchTimeMs: 12", None),
            ):
                record = writer.create_warc_record(
                    url,
                    kind,
                    payload=BytesIO(content),
                    length=len(content),
                    http_headers=http,
                    warc_headers_dict={"WARC-Date": when},
                )
                writer.write_record(record)
    return path


def with_firm(s54: S54) -> None:
    (s54.folder / "firms.csv").write_text("name,website\nA firm,firm.test\nAnother,another.test\n")
    assert s54("import", "firms.csv").returncode == 0


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_archive_of_others_is_looked_through_and_dated_as_it_is(s54: S54, gzipped: bool) -> None:
    with_firm(s54)
    told = replayed(s54, foreign(s54.folder / "CC-MAIN-1.warc", gzipped=gzipped))
    assert "1 firm looked at: 1 statement found" in told
    firm, another = s54.rows("firms")
    assert (firm["status"], firm["homepage_link"]) == ("compliant", True)
    assert firm["statement_url"] == "https://www.firm.test/ms"
    assert str(firm["checked_at"]).startswith("2019-05-06")
    assert another["status"] == "not_checked"
    # A look in an old archive is no look at the site of today.
    assert "look at 2 firms" in s54("crawl", "--plan").stdout


def test_an_old_archive_does_not_hide_what_was_seen_since(s54: S54) -> None:
    with_firm(s54)
    newer = {
        "https://www.firm.test/": HOME,
        "https://www.firm.test/ms": STATEMENT.replace(b"Hesper Quill", b""),
    }
    replayed(s54, foreign(s54.folder / "old.warc.gz"))
    replayed(s54, foreign(s54.folder / "new.warc.gz", pages=newer, when="2024-05-06T07:08:09Z"))
    shown = s54.rows("firms")[0]
    replayed(s54, s54.folder / "old.warc.gz")
    assert s54.rows("firms")[0] == shown
    assert str(shown["checked_at"]).startswith("2024")


def test_what_the_archive_does_not_hold_is_not_said_to_be_missing(s54: S54) -> None:
    with_firm(s54)
    told = replayed(s54, foreign(s54.folder / "part.warc.gz", pages={"https://www.firm.test/": HOME}))
    assert "1 could not be looked at" in told
    firm = s54.rows("firms")[0]
    assert (firm["status"], firm["reason"]) == ("could_not_check", "other")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"This is no archive.", "not a WARC file"),
        (b"", "no response"),
        (
            gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
            "no response",
        ),
    ],
    ids=["text", "empty", "only what tells of the file"],
)
def test_a_file_that_is_no_archive(s54: S54, content: bytes, said: str) -> None:
    with_firm(s54)
    (s54.folder / "x.warc.gz").write_bytes(content)
    done = s54("crawl", "--from-warc", "x.warc.gz")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_plan_says_what_would_be_done_and_does_nothing(s54: S54) -> None:
    assert s54("crawl", "--plan").returncode == 2
    assert not s54.db.exists()
    with_firm(s54)
    before = s54.db.read_bytes()
    done = s54("crawl", "--plan", http_proxy="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9")
    assert done.returncode == 0
    assert "look at 2 firms, 2 of them for the first time" in done.stdout
    assert "about 14 requests" in done.stdout
    assert "A firm: firm.test, never looked at" in done.stdout
    nobody = s54("crawl", "--plan", "--district", "Utopia")
    assert (nobody.returncode, nobody.stdout) == (0, "")
    assert "no firm with a web site in the district 'Utopia'" in nobody.stderr
    assert s54("crawl", "--plan", "--limit", "1").stdout.startswith("would look at 1 firm, 1 of them")
    assert s54.db.read_bytes() == before
    assert not (s54.folder / "registry.archive").exists()
