"""Pages that are empty without scripts, shown in the real Chromium: each site comes to what a visitor would see."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from crawler import browser_install
from crawler.records import LinkState, Outcome, Reason, Target, Visit
from crawler.run import run_crawl
from demo.web import Asked, Reply, Site, serve_web
from tests.crawler.fakes import (
    FILLER,
    QUICK,
    STATEMENT,
    Memory,
    home,
    judge_by_words,
    page,
    pdf,
    site,
    statement,
)

LACKING = browser_install.missing()
pytestmark = pytest.mark.skipif(LACKING is not None, reason=f"to be installed: {LACKING}")
WITH_BROWSER = replace(QUICK, browser=browser_install.program() or "", browser_seconds=30)

HTML = {"Content-Type": "text/html; charset=utf-8"}
SHOWN = STATEMENT.format(year=2026)
LINK = "<a href='/q7'>Modern slavery statement</a>"
FOOTER = f"<main>{FILLER}</main><footer>%s</footer>"
MORE = "<p><a href='/about'>About us</a> <a href='/sheds'>Sheds</a> <a href='/contact'>Contact</a></p>"
ALLOWED = "http://data.example"


def script(code: str, **headers: str) -> Reply:
    return Reply(code.encode(), headers={"Content-Type": "text/javascript", **headers})


def shell(code: str = "", head: str = "") -> Reply:
    """A page of which scripts make what there is: `code`, else those of /app.js."""
    tag = f"<script>{code}</script>" if code else "<script src='/app.js'></script>"
    return Reply(page(f"<div id='root'></div>{tag}", head=head).encode(), headers=HTML)


def puts(content: str) -> str:
    """A script that puts `content` on the page."""
    return f"document.getElementById('root').innerHTML = {json.dumps(content)};"


def app(pages: Mapping[str, str], by: str = "location.pathname", **others: str | Reply) -> Site:
    """One page for every address, whose script shows what belongs to the address, or that there is nothing."""
    missing = json.dumps("<h1>Page not found</h1>")
    code = f"""
    const pages = {json.dumps(dict(pages))};
    const show = () => document.getElementById('root').innerHTML = pages[{by}] || {missing};
    addEventListener('popstate', show); addEventListener('hashchange', show); show();
    """
    more = {f"/{name}": each for name, each in others.items()}
    return site({"/app.js": script(code), "/robots.txt": Reply(status=404), **more}, otherwise=shell())


POLLING = site(
    {
        "/": shell(),
        "/app.js": script(
            puts(FOOTER % LINK)
            + "let n = 0; const ask = () => fetch('/news?' + n++).then(ask, ask); ask(); ask();"
        ),
        "/q7": statement(),
        "/news": Reply(b"{}", headers={"Content-Type": "application/json"}),
    }
)
BOTHERING = site(
    {
        "/": shell(),
        "/app.js": script(
            "alert('Hello'); confirm('Really?'); onbeforeunload = () => 'Stay';"
            "for (let i = 0; i < 20; i++) open('/offer?' + i);"
            "navigator.geolocation.getCurrentPosition(() => 0, () => 0);"
            "navigator.serviceWorker && navigator.serviceWorker.register('/worker.js').catch(() => 0);"
            "document.cookie = 'seen=1';" + puts(FOOTER % LINK) + "location.href = '/brochure.zip';"
        ),
        "/brochure.zip": Reply(b"PK\x03\x04", headers={"Content-Type": "application/zip"}),
        "/q7": statement(),
    }
)
CDN = site(
    {
        "/lib.js": script("window.show = t => document.getElementById('root').innerHTML = t"),
        "/menu.json": Reply(
            json.dumps({"footer": LINK}).encode(),
            headers={"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"},
        ),
    }
)
BY_OTHERS = site(
    {
        "/": Reply(
            page(
                "<div id='root'></div><link rel='stylesheet' href='/style.css'><img src='/logo.png'>"
                "<script src='http://www.googletagmanager.com/gtm.js'></script>"
                "<script src='http://cdn.example/lib.js'></script><script>"
                "fetch('http://cdn.example/menu.json').then(r => r.json()).then(menu => "
                f"show({json.dumps(FOOTER % '')} + menu.footer))</script>"
            ).encode(),
            headers=HTML,
        ),
        "/q7": statement(),
    }
)
SHADOW = site(
    {
        "/": shell(),
        "/app.js": script(
            "customElements.define('x-footer', class extends HTMLElement { connectedCallback() {"
            f"this.attachShadow({{mode: 'open'}}).innerHTML = {json.dumps(LINK)}; }} }});"
            + puts(f"<main>{FILLER}</main><x-footer></x-footer>")
        ),
        "/q7": statement(),
    }
)
BUTTON = "<button id='b'>Modern slavery statement</button>"


def clicked(what: str, **pages: str | Reply) -> Site:
    more = {f"/{name}": each for name, each in pages.items()}
    code = f"document.getElementById('b').addEventListener('click', () => {{ {what} }})"
    return site({"/": home(BUTTON + f"<script>{code}</script>"), **more})


@dataclass(frozen=True)
class Expected:
    outcome: Outcome
    url: str | None = None
    reason: Reason | None = None
    rendered: bool = True
    """Whether the document is a page as the browser showed it."""
    link: LinkState | None = LinkState.LINKED
    detail: str = ""


def found(url: str, *, rendered: bool = True) -> Expected:
    return Expected(Outcome.FOUND, url, rendered=rendered)


def unseen(reason: Reason, detail: str, link: LinkState | None = None) -> Expected:
    return Expected(Outcome.COULD_NOT_LOOK, reason=reason, detail=detail, link=link)


NOTHING = Expected(Outcome.NOT_FOUND, link=LinkState.NONE)
SITES: dict[str, tuple[Site, Expected]] = {
    "app": (app({"/": FOOTER % LINK, "/q7": SHOWN}), found("/q7")),
    "pdf": (
        app({"/": FOOTER % "<a href='/ms.pdf'>Modern slavery statement</a>"}, **{"ms.pdf": pdf()}),
        found("/ms.pdf", rendered=False),
    ),
    "routes": (
        app(
            {"": FOOTER % "<a href='#/slavery'>Modern slavery statement</a>", "#/slavery": SHOWN},
            by="location.hash",
        ),
        found("/#/slavery"),
    ),
    "statement-only": (
        site({"/": home(LINK), "/app.js": script(puts(SHOWN)), "/q7": shell()}),
        found("/q7"),
    ),
    "menu-stands-there": (
        site(
            {
                "/": Reply(shell().body.replace(b"<body>", b"<body>" + MORE.encode()), headers=HTML),
                "/app.js": script(puts(FOOTER % LINK)),
                "/about": page(FILLER), "/sheds": page(FILLER), "/contact": page(FILLER), "/q7": statement(),
            }
        ),
        found("/q7", rendered=False),
    ),
    "footer-to-come": (
        site(
            {
                "/": page(f"<main>{FILLER * 5}{MORE}</main><footer id='root'></footer><script src='/app.js'></script>"),
                "/app.js": script(puts(LINK)),
                "/about": page(FILLER), "/sheds": page(FILLER), "/contact": page(FILLER), "/q7": statement(),
            }
        ),
        found("/q7", rendered=False),
    ),
    "by-way-of-policies": (
        app({"/": FOOTER % "<a href='/policies'>Policies</a>", "/policies": f"{FILLER}{LINK}", "/q7": SHOWN}),
        replace(found("/q7"), link=LinkState.NONE),
    ),
    "sent-on": (
        site({"/": shell("location.replace(['', 'en', 'home'].join('/'))"), "/en/home": shell(puts(FOOTER % LINK)), "/q7": statement()}),
        found("/q7", rendered=False),
    ),
    "polling": (POLLING, found("/q7", rendered=False)),
    "bothering": (BOTHERING, found("/q7", rendered=False)),
    "by-others": (BY_OTHERS, found("/q7", rendered=False)),
    "shadow": (SHADOW, found("/q7", rendered=False)),
    "click-opens": (clicked("open('/ms.pdf')", **{"ms.pdf": pdf()}), found("/ms.pdf", rendered=False)),
    "click-leads": (clicked("location.href = '/ms'", ms=statement()), found("/ms", rendered=False)),
    "click-routes": (
        clicked("history.pushState({}, '', '/ms'); document.body.innerHTML = ''", ms=statement()),
        found("/ms", rendered=False),
    ),
    "click-unfolds": (
        clicked(f"document.body.insertAdjacentHTML('beforeend', {json.dumps(SHOWN * 2)})"),
        found("/"),
    ),
    "nothing-there": (app({"/": FOOTER % MORE, "/about": FILLER}), NOTHING),
    "next-to-nothing-there": (app({"/": "<h1>Acorn Sheds</h1><p>Sheds for farms. Ring 01603 000000.</p>"}), NOTHING),
    "script-forbidden": (
        app({"/": FOOTER % LINK}, **{"robots.txt": Reply(b"User-agent: *\nDisallow: /app.js\n")}),
        unseen(Reason.ROBOTS, "robots.txt asks us not to look at /app.js"),
    ),
    "data-forbidden": (
        site(
            {
                "/robots.txt": Reply(b"User-agent: *\nDisallow: /api/\n"),
                "/": shell(puts(FOOTER % MORE) + "fetch('/api/footer')"),
                "/about": page(FILLER),
            }
        ),
        unseen(Reason.ROBOTS, "robots.txt asks us not to look at /api/footer", LinkState.NONE),
    ),
    "script-fails": (
        site({"/app.js": Reply(status=500)}, otherwise=shell()),
        unseen(Reason.NEEDS_BROWSER, "HTTP 500"),
    ),
    "stays-empty": (site({"/app.js": script("")}, otherwise=shell()), unseen(Reason.NEEDS_BROWSER, "a browser was used")),
    "asks-for-data": (
        site({"/": shell("fetch('/graph', {method: 'POST', body: '{}'}).then(r => r.text()).then(show)")}),
        unseen(Reason.NEEDS_BROWSER, "we only read"),
    ),
    "log-in": (
        app({"/": "<form><h1>Sign in</h1><input name='user'><input type='password'></form>"}),
        unseen(Reason.LOGIN, "log-in form"),
    ),
    "inside-the-network": (
        site({"/": shell("fetch('http://127.0.0.1:%d/').then(r => r.text()).then(show)".replace("%d", "1"))}),
        unseen(Reason.NEEDS_BROWSER, "a browser was used"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Crawled:
    visits: dict[str, Visit]
    memory: Memory
    asked: list[Asked]


@pytest.fixture(scope="module")
def crawled() -> Crawled:
    targets = [Target(number, name, f"http://{name}.example") for number, name in enumerate(SITES)]
    sites = {f"{name}.example": each for name, (each, _) in SITES.items()} | {"cdn.example": CDN}
    memory = Memory()
    with pytest.MonkeyPatch.context() as patch, serve_web(sites) as web:
        for name, value in web.environment.items():
            patch.setenv(name, value)
        run_crawl(targets, judge=judge_by_words, recorder=memory, settings=WITH_BROWSER)
        asked = list(web.asked)
    return Crawled({targets[visit.firm_id].name: visit for visit in memory.visits}, memory, asked)


@pytest.mark.parametrize("name", SITES)
def test_comes_to_what_a_visitor_would_see(crawled: Crawled, name: str) -> None:
    visit, expected = crawled.visits[name], SITES[name][1]
    best = visit.documents[0] if visit.documents else None
    seen = Expected(
        outcome=visit.outcome,
        url=best.url.removeprefix(f"http://{name}.example") if best else None,
        reason=visit.reason,
        rendered=best.rendered if best else True,
        link=visit.link_state,
        detail=expected.detail,
    )
    fetched = [
        (each.url, each.role, each.reason, each.detail) for each in crawled.memory.fetches if name in each.url
    ]
    assert seen == expected, (visit, fetched)
    assert expected.detail in visit.detail
    assert visit.rendered
