"""What failures are called, what bodies are, what robots.txt and site maps say."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import exceptions as scrapy
from scrapy.core.downloader.handlers.http11 import TunnelError
from twisted.internet import error as twisted
from twisted.python.failure import Failure
from twisted.web.client import ResponseNeverReceived

from crawler import media, outcomes, sitemap
from crawler.answers import Answer, Fetched
from crawler.fetching import Budget
from crawler.page import Page
from crawler.records import ArchiveRef, Reason
from crawler.robots import Robots
from crawler.soft404 import Detector
from tests.crawler.fakes import Memory

# Twisted's have no types.
NEVER: Any = ResponseNeverReceived
FAILURE: Any = Failure


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def test_a_refused_tunnel_is_told_without_the_address_of_the_proxy() -> None:
    said = "Could not open CONNECT tunnel with proxy 127.0.0.1:8080 [{'status': 405, 'reason': b'Method Not Allowed'}]"
    error = caused(scrapy.DownloadFailedError("x"), TunnelError(said))
    problem = outcomes.of_exception(error)
    assert problem is not None
    assert (problem.detail, problem.http_may_help) == ("the proxy refused to open a tunnel (HTTP 405)", True)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (scrapy.CannotResolveHostError("no such host"), Reason.DNS),
        (scrapy.DownloadConnectionRefusedError("refused"), Reason.REFUSED),
        (scrapy.DownloadTimeoutError("late"), Reason.TIMEOUT),
        (scrapy.DownloadCancelledError("too big"), Reason.TOO_LARGE),
        (scrapy.IgnoreRequest("exceeded DOWNLOAD_MAXSIZE"), Reason.TOO_LARGE),
        (scrapy.ResponseDataLossError("cut"), Reason.OTHER),
        (caused(scrapy.DownloadConnectionRefusedError("x"), ssl.SSLError("handshake")), Reason.TLS),
        (
            caused(
                scrapy.DownloadFailedError("x"),
                NEVER([FAILURE(twisted.ConnectionLost("reset"))]),
            ),
            Reason.REFUSED,
        ),
        (
            caused(scrapy.DownloadFailedError("x"), NEVER([FAILURE(ssl.SSLError("alert"))])),
            Reason.TLS,
        ),
        (scrapy.DownloadFailedError("odd"), Reason.OTHER),
        (zlib.error("bad data"), Reason.OTHER),
        (gzip.BadGzipFile("not a gzipped file"), Reason.OTHER),
    ],
)
def test_what_was_raised(error: Exception, reason: Reason) -> None:
    problem = outcomes.of_exception(error)
    assert problem is not None
    assert problem.reason is reason
    assert problem.detail
    assert "\n" not in problem.detail


@pytest.mark.parametrize(
    "fault", [ValueError("ours"), KeyError("ours"), AssertionError(), RuntimeError("ours")]
)
def test_our_own_faults_are_not_the_sites(fault: Exception) -> None:
    assert outcomes.of_exception(fault) is None


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, None),
        (206, None),
        (204, Reason.OTHER),
        (304, Reason.OTHER),
        (400, Reason.OTHER),
        (401, Reason.HTTP_401),
        (403, Reason.HTTP_403),
        (404, Reason.HTTP_404),
        (410, Reason.HTTP_404),
        (429, Reason.HTTP_429),
        (500, Reason.HTTP_5XX),
        (503, Reason.HTTP_5XX),
        (599, Reason.HTTP_5XX),
        (999, Reason.OTHER),
    ],
)
def test_statuses(status: int, reason: Reason | None) -> None:
    problem = outcomes.of_status(status)
    assert (problem and problem.reason) == reason


def test_a_long_page_about_captchas_is_a_page() -> None:
    wall = b"<title>x</title><p>Please verify you are a human.</p>"
    essay = wall + b"<p>We wrote this about walls. " + b"It goes on for long. " * 60
    assert outcomes.of_body(Page.parse(wall, "http://a.test/"), wall) is not None
    assert outcomes.of_body(Page.parse(essay, "http://a.test/"), essay) is None


def test_a_page_with_a_log_in_box_is_a_page() -> None:
    box = b"<p>Log in <input type=password></p>"
    site = box + b"<p>" + b"We sell sheds all over the county. " * 40
    problem = outcomes.of_body(Page.parse(box, "http://a.test/"), box)
    assert problem is not None
    assert problem.reason is Reason.LOGIN
    assert outcomes.of_body(Page.parse(site, "http://a.test/"), site) is None


def test_cloudflare_gives_itself_away() -> None:
    assert outcomes.of_wall(403, {"cf-mitigated": "challenge"}, b"") is not None
    assert outcomes.of_wall(403, {}, b"<h1>Forbidden</h1>") is None
    assert outcomes.of_wall(200, {"cf-mitigated": "challenge"}, b"") is None


@pytest.mark.parametrize(
    ("body", "declared", "kind"),
    [
        (b"%PDF-1.7", "", media.PDF),
        (b"\r\n\r\n%PDF-1.4", "text/html", media.PDF),
        (b"PK\x03\x04....word/document.xml", "application/octet-stream", media.DOCX),
        (b"PK\x03\x04....xl/workbook.xml", media.DOCX, "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "", media.DOC),
        (b"<!DOCTYPE html><p>", "application/pdf", media.HTML),
        (b"\xef\xbb\xbf\n<html>", "", media.HTML),
        (b"<p>no frame", "text/html; charset=utf-8", media.HTML),
        (b"just words", "text/html", media.HTML),
        (b"just words", "text/plain", media.TEXT),
        (b"just words", "", media.TEXT),
        (b"<?xml version='1.0'?><urlset>", "text/xml", media.XML),
        (b"<?xml version='1.0'?><html xmlns='x'>", "application/xhtml+xml", media.HTML),
        (b"\x89PNG\r\n", "text/html", "image/*"),
        (b"\0\1\2", "", "application/octet-stream"),
        (b"", "text/html", media.HTML),
    ],
)
def test_media_types(body: bytes, declared: str, kind: str) -> None:
    assert media.sniff(body, declared) == kind


SITEMAP = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    b'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> https://a.test/1 </loc>'
    b"<image:image><image:loc>https://a.test/i.png</image:loc></image:image></url>"
    b"<url><loc>https://a.test/2</loc></url></urlset>"
)


def test_site_maps() -> None:
    assert sitemap.read(SITEMAP).pages == ("https://a.test/1", "https://a.test/2")
    assert sitemap.read(gzip.compress(SITEMAP)).pages == ("https://a.test/1", "https://a.test/2")
    assert sitemap.read(b"https://a.test/1\nhttps://a.test/2\n").pages == (
        "https://a.test/1",
        "https://a.test/2",
    )
    index = b"<sitemapindex><sitemap><loc>https://a.test/m.xml</loc></sitemap></sitemapindex>"
    assert sitemap.read(index).maps == ("https://a.test/m.xml",)
    assert sitemap.read(SITEMAP[:-40]).pages[:1] == ("https://a.test/1",)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<",
        b"<html><p>Not found</html>",
        b"\x1f\x8b\x08broken",
        gzip.compress(SITEMAP, mtime=0)[:30],
        b"<:",
    ],
)
def test_what_is_no_site_map_holds_nothing(body: bytes) -> None:
    assert sitemap.read(body) == sitemap.SiteMap()


def test_entities_do_not_grow_and_nothing_is_fetched() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b"<urlset><url><loc>https://a.test/&b;&f;</loc></url></urlset>"
    )
    assert all("root:" not in page and len(page) < 100 for page in sitemap.read(bomb).pages)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read_as_a_site_map(body: bytes) -> None:
    assert isinstance(sitemap.read(b"<urlset>" + body), sitemap.SiteMap)


def fetched(html: str) -> Fetched:
    return Fetched(
        Answer("http://a.test/", 200, {"content-type": "text/html"}, html.encode(), ArchiveRef("x", 0)), ()
    )


def test_soft_404s() -> None:
    gone = "<p>Sorry, we could not find the page you were looking for. Try the menu or our search. Ref {}</p>"
    detector = Detector(fetched(gone.format("1111")))
    assert detector.matches(fetched(gone.format("2222")))
    assert not detector.matches(fetched("<p>Our modern slavery statement for the year</p>"))


def test_a_budget_says_what_is_spent() -> None:
    now = [0.0]
    budget = Budget(pages=2, size=100, seconds=10, clock=lambda: now[0])
    assert budget.problem is None
    budget.pages_spent = 2
    assert budget.problem is not None
    assert "2 pages" in budget.problem.detail
    budget.pages_spent, budget.size_spent = 0, 100
    assert budget.problem is not None
    budget.size_spent, now[0] = 0, 10.0
    assert budget.problem is not None
    assert "10 seconds" in budget.problem.detail


def refusal(
    answers: dict[str, tuple[int, str] | Exception], url: str
) -> tuple[Reason | None, list[tuple[str, float]]]:
    """What robots.txt says of `url`, with (status, body) by address; and what was slowed down."""
    slowed: list[tuple[str, float]] = []

    async def transport(asked: str) -> Answer:
        answer = answers.get(asked, (404, ""))
        if isinstance(answer, Exception):
            raise answer
        status, body = answer
        headers = {"location": body} if 300 <= status < 400 else {}
        return Answer(asked, status, headers, body.encode(), ArchiveRef("x", 0))

    async def ask() -> Reason | None:
        robots = Robots(
            transport, Memory(), "Section54Bot", lambda host, seconds: slowed.append((host, seconds))
        )
        problem = await robots.refusal(url, 1)
        return problem.reason if problem else None

    return asyncio.run(ask()), slowed


ROBOTS = "https://a.test/robots.txt"
ALL = "User-agent: *\nDisallow: /"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, None),
        ({ROBOTS: (403, "")}, None),
        ({ROBOTS: (200, "")}, None),
        ({ROBOTS: (200, ALL)}, Reason.ROBOTS),
        ({ROBOTS: (200, "User-agent: Other\nDisallow: /")}, None),
        ({ROBOTS: (200, "User-agent: *\nDisallow: /private")}, None),
        ({ROBOTS: (200, "User-agent: *\nDisallow:\n\nUser-agent: section54bot\nDisallow: /")}, Reason.ROBOTS),
        ({ROBOTS: (200, "<html>\n" + ALL)}, Reason.ROBOTS),
        ({ROBOTS: (200, "\ufeff" + ALL)}, Reason.ROBOTS),
        ({ROBOTS: (301, "https://b.test/r"), "https://b.test/r": (200, ALL)}, Reason.ROBOTS),
        ({ROBOTS: (301, ROBOTS)}, None),
        ({ROBOTS: (500, "")}, Reason.HTTP_5XX),
        ({ROBOTS: (429, "")}, Reason.HTTP_429),
        ({ROBOTS: scrapy.DownloadTimeoutError("late")}, Reason.TIMEOUT),
        ({ROBOTS: scrapy.CannotResolveHostError("who")}, Reason.DNS),
        ({ROBOTS: scrapy.DownloadCancelledError("huge")}, None),
        # What another origin says is not said for this one.
        ({"http://a.test/robots.txt": (200, ALL)}, None),
        ({ROBOTS: (200, "User-agent: *\nCrawl-delay: 61")}, Reason.ROBOTS),
    ],
)
def test_robots(answers: dict[str, tuple[int, str] | Exception], reason: Reason | None) -> None:
    assert refusal(answers, "https://a.test/page")[0] is reason


def test_a_crawl_delay_slows_the_host_down() -> None:
    assert refusal({ROBOTS: (200, "User-agent: *\nCrawl-delay: 7.5")}, "https://a.test/")[1] == [
        ("a.test", 7.5)
    ]


def test_a_fault_of_ours_at_robots_txt_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        refusal({ROBOTS: ZeroDivisionError()}, "https://a.test/")


def test_robots_of_many_origins_are_kept_in_bounded_memory() -> None:
    """Those not needed for long are asked for again; those in use are not."""
    asked: list[str] = []
    body = b"User-agent: *\nDisallow: /private\n" + b"#" * 100_000

    async def transport(url: str) -> Answer:
        asked.append(url)
        return Answer(url, 200, {}, body, ArchiveRef("x", 0))

    async def ask() -> int:
        robots = Robots(transport, Memory(), "Section54Bot", lambda _host, _seconds: None)
        for number in range(300):
            assert await robots.refusal(f"https://firm{number}.test/", 1) is None
            assert await robots.refusal("https://shared.test/file", 1) is None
        assert await robots.refusal("https://firm299.test/private", 1)
        before = len(asked)
        assert await robots.refusal("https://firm0.test/private", 1)
        return before

    assert asyncio.run(ask()) == 301
    assert asked.count("https://shared.test/robots.txt") == 1
    assert asked.count("https://firm0.test/robots.txt") == 2
