"""A table of small sites, one pattern each, crawled over real sockets: what is found, how, or why nothing could be."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from crawler.records import FoundBy, Outcome, Reason, Visit
from demo.web import Reply, Site
from tests.crawler.conftest import Serve
from tests.crawler.fakes import FILLER, POLICY, crawl, home, page, pdf, redirect, site, statement

HTML = {"Content-Type": "text/html"}
LINK = "<a href='/modern-slavery'>Modern slavery statement</a>"


def html(body: str, status: int = 200, **headers: str) -> Reply:
    return Reply(body.encode(), status, {**HTML, **headers})


@dataclass(frozen=True)
class Found:
    """Where the statement is expected, how found, and whether the home page links to it."""

    path: str
    by: FoundBy = FoundBy.HOMEPAGE_LINK
    linked: bool = True
    host: str = "acorn.test"


A_STATEMENT = {"/modern-slavery": statement()}
SITES: dict[str, tuple[Mapping[str, str | Reply], Found]] = {
    "link in the footer": ({"/": home(LINK), **A_STATEMENT}, Found("/modern-slavery")),
    "words only in the image's alt": (
        {
            "/": home("<a href='/p/17'><img src='x.png' alt='Modern slavery statement'></a>"),
            "/p/17": statement(),
        },
        Found("/p/17"),
    ),
    "words only in the aria-label": (
        {
            "/": home("<a href='/p/17' aria-label='Modern slavery statement'><i></i></a>"),
            "/p/17": statement(),
        },
        Found("/p/17"),
    ),
    "words only in the title": (
        {"/": home("<a href='/p/17' title='Anti-slavery'>Our promise</a>"), "/p/17": statement()},
        Found("/p/17"),
    ),
    "words only in the address": (
        {"/": home("<a href='/modern-slavery'>Read more</a>"), **A_STATEMENT},
        Found("/modern-slavery"),
    ),
    "named by none of the usual words": (
        {"/": home("<a href='/fair'>Transparency in supply chains</a>"), "/fair": statement()},
        Found("/fair"),
    ),
    "base href": (
        {
            "/": home("<a href='ms'>Modern slavery</a>", head="<base href='/legal/'>"),
            "/legal/ms": statement(),
        },
        Found("/legal/ms"),
    ),
    "home page by meta refresh": (
        {
            "/": page("", head="<meta http-equiv='refresh' content='0; url=/en/'>"),
            "/en/": home("<a href='ms.html'>Modern slavery</a>"),
            "/en/ms.html": statement(),
        },
        Found("/en/ms.html"),
    ),
    "frames": (
        {
            "/": "<html><head><title>Acorn</title></head><frameset><frame src='/top.html'></frameset></html>",
            "/top.html": home(LINK),
            **A_STATEMENT,
        },
        Found("/modern-slavery"),
    ),
    "PDF without ending, as octets": (
        {"/": home("<a href='/file?id=9'>Modern slavery statement</a>"), "/file?id=9": Reply(pdf().body)},
        Found("/file?id=9"),
    ),
    "PDF that says it is HTML": (
        {"/": home(LINK), "/modern-slavery": Reply(pdf().body, headers=HTML)},
        Found("/modern-slavery"),
    ),
    "landing page with the PDF": (
        {
            "/": home(LINK),
            "/modern-slavery": page(
                "<h1>Modern slavery</h1><a href='/ms.pdf'>Download our statement (slavery)</a>"
            ),
            "/ms.pdf": pdf(),
        },
        Found("/ms.pdf"),
    ),
    "on a policies page": (
        {
            "/": home("<a href='/policies'>Policies</a>"),
            "/policies": page(f"<ul><li>{LINK}</li></ul>"),
            **A_STATEMENT,
        },
        Found("/modern-slavery", FoundBy.SITE_LINK, linked=False),
    ),
    "two pages deep": (
        {
            "/": home("<a href='/about'>About us</a>"),
            "/about": page("<a href='/governance'>Corporate governance</a>"),
            "/governance": page(LINK),
            **A_STATEMENT,
        },
        Found("/modern-slavery", FoundBy.SITE_LINK, linked=False),
    ),
    "on a page whose name says nothing": (
        {"/": home("<a href='/compliance'>Compliance</a>"), "/compliance": statement()},
        Found("/compliance"),
    ),
    "accordion on the home page": (
        {"/": home("<a href='#ms'>Modern slavery statement</a>", body=FILLER + statement())},
        Found("/"),
    ),
    "only in the site map": (
        {
            "/": home(),
            "/sitemap.xml": "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            "<url><loc>http://acorn.test/x/slavery-2026</loc></url></urlset>",
            "/x/slavery-2026": statement(),
        },
        Found("/x/slavery-2026", FoundBy.SITEMAP, linked=False),
    ),
    "index of packed site maps, named in robots.txt": (
        {
            "/": home(),
            "/robots.txt": Reply(b"Sitemap: http://acorn.test/maps.xml\n"),
            "/maps.xml": "<?xml version='1.0'?><sitemapindex><sitemap><loc>http://acorn.test/pages.xml.gz</loc></sitemap></sitemapindex>",
            "/pages.xml.gz": Reply(
                gzip.compress(b"<urlset><url><loc>http://acorn.test/x/modern-slavery</loc></url></urlset>")
            ),
            "/x/modern-slavery": statement(),
        },
        Found("/x/modern-slavery", FoundBy.SITEMAP, linked=False),
    ),
    "under a usual path": (
        {"/": home(), "/modern-slavery-statement": statement()},
        Found("/modern-slavery-statement", FoundBy.USUAL_PATH, linked=False),
    ),
    "under a usual path with the site's ending": (
        {"/": home("<a href='/a.html'>A</a><a href='/b.html'>B</a>"), "/modern-slavery.html": statement()},
        Found("/modern-slavery.html", FoundBy.USUAL_PATH, linked=False),
    ),
    "link redirected": (
        {"/": home("<a href='/ms'>Slavery</a>"), "/ms": redirect("/modern-slavery", 301), **A_STATEMENT},
        Found("/modern-slavery"),
    ),
    "packed page": (
        {
            "/": home(LINK),
            "/modern-slavery": Reply(
                gzip.compress(statement().encode()), headers={**HTML, "Content-Encoding": "gzip"}
            ),
        },
        Found("/modern-slavery"),
    ),
    "robots.txt that is a web page": (
        {"/": home(LINK), "/robots.txt": page("<h1>Welcome</h1>Disallow: nothing"), **A_STATEMENT},
        Found("/modern-slavery"),
    ),
    "robots.txt of five megabytes": (
        {
            "/": home(LINK),
            "/robots.txt": Reply(b"# nothing\n" * 500_000 + b"User-agent: *\nDisallow: /\n"),
            **A_STATEMENT,
        },
        Found("/modern-slavery"),
    ),
    "https links behind a proxy without tunnels": (
        {"/": home("<a href='https://acorn.test/modern-slavery'>Modern slavery</a>"), **A_STATEMENT},
        Found("/modern-slavery"),
    ),
}


def look(serve: Serve, pages: Mapping[str, str | Reply], **more: Site) -> Visit:
    serve({"acorn.test": site(pages), **{name.replace("_", "."): one for name, one in more.items()}})
    memory, summary = crawl("acorn.test")
    (visit,) = memory.visits
    assert summary.outcomes == {visit.outcome: 1}
    return visit


@pytest.mark.parametrize("name", SITES)
def test_finds_the_statement(serve: Serve, name: str) -> None:
    pages, expected = SITES[name]
    visit = look(serve, pages)
    assert (visit.outcome, visit.reason, visit.detail) == (Outcome.FOUND, None, "")
    best = visit.documents[0]
    assert best.judgement.is_statement
    assert best.url.partition("#")[0] == f"http://{expected.host}{expected.path}"
    assert best.found_by is expected.by
    assert (visit.homepage_link is not None) is expected.linked
    if visit.homepage_link:
        assert visit.homepage_link.region == "footer"


NOT_FOUND: dict[str, Mapping[str, str | Reply]] = {
    "nothing there": {"/": home("<a href='/about'>About us</a>"), "/about": page(FILLER)},
    "dead link": {"/": home(LINK)},
    "the home page for every page": {},
}


@pytest.mark.parametrize("name", ["nothing there", "dead link"])
def test_claims_nothing_where_nothing_is(serve: Serve, name: str) -> None:
    visit = look(serve, NOT_FOUND[name])
    assert (visit.outcome, visit.reason, visit.documents) == (Outcome.NOT_FOUND, None, ())


@pytest.mark.parametrize(
    "soft", [home(), page("<h1>Sorry</h1><p>This is a policy of ours: pages that are gone stay gone.</p>")]
)
def test_a_site_with_an_answer_for_everything_has_no_statement(serve: Serve, soft: str) -> None:
    serve({"acorn.test": site({"/": home(), "/robots.txt": html("", 404)}, otherwise=html(soft))})
    memory, _ = crawl("acorn.test")
    assert (memory.visits[0].outcome, memory.visits[0].documents) == (Outcome.NOT_FOUND, ())


def test_what_stands_in_its_place_is_kept_and_is_no_statement(serve: Serve) -> None:
    visit = look(serve, {"/": home(LINK), "/modern-slavery": page(POLICY)})
    assert visit.outcome is Outcome.NOT_FOUND
    assert [document.judgement.kind for document in visit.documents] == ["policy_only"]
    assert visit.homepage_link is not None


def test_the_newest_of_several_years_comes_first_whatever_its_address(serve: Serve) -> None:
    links = "".join(
        f"<a href='/ms-{address}.pdf'>Modern slavery statement {year}</a>"
        for address, year in [(2030, 2024), (1, 2026), (2, 2025)]
    )
    visit = look(
        serve, {"/": home(links), "/ms-2030.pdf": pdf(2024), "/ms-1.pdf": pdf(2026), "/ms-2.pdf": pdf(2025)}
    )
    assert [document.judgement.year_end for document in visit.documents] == [
        "2026-03-31",
        "2025-03-31",
        "2024-03-31",
    ]
    assert visit.homepage_link is not None
    assert visit.homepage_link.href == "/ms-1.pdf"


def test_earlier_years_on_the_statement_page_are_kept_after_it(serve: Serve) -> None:
    older = "<main><a href='/2025.pdf'>Modern slavery statement 2025</a></main>"
    visit = look(serve, {"/": home(LINK), "/modern-slavery": statement(2026, older), "/2025.pdf": pdf(2025)})
    assert [document.url for document in visit.documents] == [
        "http://acorn.test/modern-slavery",
        "http://acorn.test/2025.pdf",
    ]


def test_a_statement_on_the_parents_site_counts_when_linked(serve: Serve) -> None:
    visit = look(
        serve,
        {"/": home("<a href='http://www.oak-group.test/ms'>Modern slavery statement</a>")},
        www_oak_group_test=site({}),
        **{"www_oak-group_test": site({"/ms": statement()})},
    )
    assert visit.outcome is Outcome.FOUND
    assert visit.documents[0].url == "http://www.oak-group.test/ms"
    assert visit.homepage_link is not None


def test_a_site_that_has_moved_to_another_host(serve: Serve) -> None:
    visit = look(
        serve, {"/": redirect("http://beech.test/")}, beech_test=site({"/": home(LINK), **A_STATEMENT})
    )
    assert visit.homepage_url == "http://beech.test/"
    assert visit.documents[0].url == "http://beech.test/modern-slavery"


def test_the_host_with_www_is_tried_too(serve: Serve) -> None:
    serve({"www.acorn.test": site({"/": home(LINK), **A_STATEMENT})})
    memory, _ = crawl("acorn.test")
    assert memory.visits[0].homepage_url == "http://www.acorn.test/"


ROBOTS_ALL = Reply(b"User-agent: *\nDisallow: /\n")
COULD_NOT: dict[str, tuple[Site, Reason]] = {
    "401": (site({"/": html("", 401)}), Reason.HTTP_401),
    "403": (site({"/": html("no", 403)}), Reason.HTTP_403),
    "404": (site({}), Reason.HTTP_404),
    "429": (site({"/": html("", 429)}), Reason.HTTP_429),
    "500": (site({"/": html("", 500)}), Reason.HTTP_5XX),
    "500 for everything, robots.txt too": (site({}, otherwise=html("", 500)), Reason.HTTP_5XX),
    "robots.txt forbids all": (
        site({"/": home(LINK), "/robots.txt": ROBOTS_ALL, **A_STATEMENT}),
        Reason.ROBOTS,
    ),
    "robots.txt forbids us": (
        site(
            {"/": home(LINK), "/robots.txt": Reply(b"User-agent: Section54Bot\nDisallow: /\n"), **A_STATEMENT}
        ),
        Reason.ROBOTS,
    ),
    "robots.txt forbids the statement": (
        site({"/": home(LINK), "/robots.txt": Reply(b"User-agent: *\nDisallow: /modern\n"), **A_STATEMENT}),
        Reason.ROBOTS,
    ),
    "robots.txt cannot be read": (
        site({"/": home(LINK), "/robots.txt": html("", 503), **A_STATEMENT}),
        Reason.HTTP_5XX,
    ),
    "asks for an hour between requests": (
        site({"/": home(LINK), "/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 3600\n"), **A_STATEMENT}),
        Reason.ROBOTS,
    ),
    "redirect loop": (site({"/": redirect("/a"), "/a": redirect("/")}), Reason.REDIRECT_LOOP),
    "endless redirects": (
        lambda asked: redirect(f"/{asked.path.count('/')}{asked.path}"),
        Reason.REDIRECT_LOOP,
    ),
    "wall against robots": (
        site({"/": html("<title>Just a moment...</title>Checking your browser before accessing", 403)}),
        Reason.BOT_WALL,
    ),
    "wall that answers 200": (
        site({"/": page("<p>Please verify you are a human to continue.</p>")}),
        Reason.BOT_WALL,
    ),
    "log-in": (
        site({"/": page("<form>Log in <input name=u><input type=password name=p></form>", "Log in")}),
        Reason.LOGIN,
    ),
    "page made by scripts": (
        site({"/": page("<div id=root></div><script src=/app.js></script>")}),
        Reason.NEEDS_BROWSER,
    ),
    "page made by scripts, with a counter's frame": (
        site(
            {
                "/": page(
                    "<noscript>Scripts, please<iframe src=https://counter.test/></iframe></noscript>"
                    "<div id=app></div><script>go()</script>"
                )
            }
        ),
        Reason.NEEDS_BROWSER,
    ),
    "statement made by scripts": (
        site({"/": home(LINK), "/modern-slavery": page("<div id=root></div><script src=/app.js></script>")}),
        Reason.NEEDS_BROWSER,
    ),
    "statement forbidden": (site({"/": home(LINK), "/modern-slavery": html("", 403)}), Reason.HTTP_403),
    "encrypted PDF": (
        site({"/": home(LINK), "/modern-slavery": Reply(b"%PDF-1.7 /Encrypt")}),
        Reason.UNREADABLE,
    ),
    "home page empty": (site({"/": Reply(b"")}), Reason.OTHER),
    "home page a picture": (
        site({"/": Reply(b"\x89PNG\r\n", headers={"Content-Type": "image/png"})}),
        Reason.OTHER,
    ),
    "not packed as it says": (
        site({"/": Reply(b"plain", headers={**HTML, "Content-Encoding": "gzip"})}),
        Reason.OTHER,
    ),
}


@pytest.mark.parametrize("name", COULD_NOT)
def test_says_why_it_could_not_look(serve: Serve, name: str) -> None:
    sample, reason = COULD_NOT[name]
    serve({"acorn.test": sample})
    memory, summary = crawl("acorn.test")
    (visit,) = memory.visits
    assert (visit.outcome, visit.reason) == (Outcome.COULD_NOT_LOOK, reason)
    assert visit.detail
    assert "fault of ours" not in visit.detail
    assert summary.reasons == {reason: 1}


def test_an_unreadable_document_is_kept(serve: Serve) -> None:
    visit = look(serve, {"/": home(LINK), "/modern-slavery": Reply(b"%PDF-1.7 /Encrypt")})
    assert [document.url for document in visit.documents] == ["http://acorn.test/modern-slavery"]
    assert visit.detail == "the file is encrypted"
    assert visit.homepage_link is not None


def test_a_proxys_word_for_an_unknown_host_is_taken(serve: Serve) -> None:
    serve({})
    memory, _ = crawl("nobody.test")
    assert (memory.visits[0].reason, memory.visits[0].homepage_url) == (Reason.HTTP_5XX, None)
    assert "502" in memory.visits[0].detail
