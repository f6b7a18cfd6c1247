"""Pages that are empty without scripts, shown in the real Chromium: each site comes to what a visitor would see."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from crawler import browser_install
from crawler.records import LinkState, Outcome, Visit
from demo.web import Reply
from tests.crawler.conftest import Serve
from tests.crawler.fakes import FILLER, QUICK, STATEMENT, Memory, crawl, site

PROGRAM = browser_install.program() or ""
pytestmark = pytest.mark.skipif(
    browser_install.missing() is not None, reason=f"to be installed: {browser_install.missing()}"
)
WITH_BROWSER = replace(QUICK, browser=PROGRAM, timeout=60)

SHELL = (
    "<!doctype html><html><head><title>Acorn Sheds</title></head><body><div id='root'></div>{}</body></html>"
)
APP = SHELL.format("<script src='/app.js'></script>")
SCRIPT = {"Content-Type": "text/javascript"}


def script(code: str) -> Reply:
    return Reply(code.encode(), headers=SCRIPT)


def shows(pages: dict[str, str]) -> Reply:
    """An app that shows one of `pages` by its path, else that there is none."""
    return script(
        f"const pages = {json.dumps(pages)};"
        "document.getElementById('root').innerHTML = pages[location.pathname] || '<h1>Page not found</h1>';"
    )


def home_with(links: str) -> str:
    return f"<main>{FILLER}</main><footer>{links}</footer>"


def looked_at(host: str, memory: Memory) -> Visit:
    (visit,) = memory.visits
    return visit


def test_an_app_whose_footer_links_to_a_statement(serve: Serve) -> None:
    link = "<a href='/modern-slavery'>Modern slavery statement</a>"
    app = shows({"/": home_with(link), "/modern-slavery": STATEMENT.format(year=2026)})
    serve(
        {
            "app.example": site(
                {"/app.js": app}, otherwise=Reply(APP.encode(), headers={"Content-Type": "text/html"})
            )
        }
    )
    memory, _ = crawl("http://app.example", settings=WITH_BROWSER)
    visit = looked_at("app.example", memory)
    assert visit.outcome is Outcome.FOUND
    assert visit.documents[0].url == "http://app.example/modern-slavery"
    assert visit.documents[0].rendered
    assert visit.rendered
    assert visit.link_state is LinkState.LINKED
