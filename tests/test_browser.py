"""A site of scripts from the crawl to the screen: with a browser, without one, from the archive, and judged again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler import browser_install
from demo.web import Asked, Reply, Web, serve_web
from tests.conftest import S54, clean_environment
from tests.test_resume import STATEMENT

LACKING = browser_install.missing()
needs_browser = pytest.mark.skipif(LACKING is not None, reason=f"to be installed: {LACKING}")
SHELL = b"<!doctype html><title>A firm</title><div id='root'></div><script src='/app.js'></script>"
PAGES = {
    "/": "<h1>A firm</h1><p>" + "We make things in Norfolk. " * 20 + "</p>"
    "<footer><a href='/q7'>Modern slavery statement</a></footer>",
    "/q7": STATEMENT.decode().partition("</title>")[2],
}
APP = f"document.getElementById('root').innerHTML = ({json.dumps(PAGES)})[location.pathname] || 'Not found'"
SAME = (
    "status",
    "reason",
    "statement_url",
    "statement_kind",
    "financial_year_end",
    "homepage_link",
    "score",
    "missing",
)


def firm(asked: Asked) -> Reply:
    if asked.path == "/app.js":
        return Reply(APP.encode(), headers={"Content-Type": "text/javascript"})
    if asked.path in ("/robots.txt", "/sitemap.xml", "/sitemap_index.xml"):
        return Reply(status=404)
    return Reply(SHELL, headers={"Content-Type": "text/html"})


@pytest.fixture
def web() -> Iterator[Web]:
    with serve_web({"firm.test": firm}) as served:
        yield served


def imported(s54: S54) -> S54:
    (s54.folder / "firms.csv").write_text("name,website\nA firm,firm.test\n", encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    return s54


def crawled(s54: S54, web: Web, *options: str, **environment: str) -> str:
    done = imported(s54)("crawl", "--delay", "0", *options, **web.environment, **environment)
    assert done.returncode == 0, done.stderr
    return done.stderr


@needs_browser
def test_what_scripts_show_is_found_shown_replayed_and_judged_again(
    s54: S54, web: Web, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = crawled(s54, web)
    assert "statement found, linked from the home page, with a browser" in told
    assert "needs_browser" not in told
    (row,) = s54.rows("firms")
    assert (row["status"], row["homepage_link"]) == ("compliant", True)
    assert row["statement_url"] == "http://firm.test/q7"
    screen = s54("show", "A firm").stdout
    assert "a page that scripts make, read in a browser; linked from the home page" in screen
    assert "pages, with a browser" in screen

    (segment,) = (s54.folder / "registry.archive").glob("*.warc.gz")
    kept: dict[str, list[tuple[str, bytes]]] = {"response": [], "conversion": []}
    with segment.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type in kept and (url := record.rec_headers.get_header("WARC-Target-URI")):
                kept[record.rec_type].append((url, record.content_stream().read()))
    assert ("http://firm.test/q7", SHELL) in kept["response"]
    shown = dict(kept["conversion"])
    assert b"Hesper Quill" in shown["http://firm.test/q7"]
    assert not [url for url, body in kept["response"] if b"Hesper Quill" in body and not url.endswith(".js")]

    done = s54("recheck", "--all")
    assert done.returncode == 0, done.stderr
    assert s54.rows("firms") == [row]

    # Elsewhere, without network and without browser, the archive says the same.
    other = imported(S54(tmp_path_factory.mktemp("elsewhere"), clean_environment()))
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = other("crawl", "--no-browser", "--from-warc", str(segment), **nowhere)
    assert done.returncode == 0, done.stderr
    (replayed,) = other.rows("firms")
    assert [replayed[name] for name in SAME] == [row[name] for name in SAME]
    segment.rename(segment.with_suffix(".away"))
    assert other("recheck", "--all").returncode == 0
    (again,) = other.rows("firms")
    assert [again[name] for name in SAME] == [row[name] for name in SAME]


@needs_browser
def test_without_the_browser_nothing_is_missing(s54: S54, web: Web) -> None:
    told = crawled(s54, web, "--no-browser")
    assert "1 of these sites show nothing without scripts" in told
    assert "leave out --no-browser" in told
    (row,) = s54.rows("firms")
    assert (row["status"], row["reason"]) == ("could_not_check", "needs_browser")
    assert "install" not in s54("show", "A firm").stdout


def path_without_chromium(folder: Path) -> str:
    """A search path on which the programs of the system are, but for browsers."""
    folder.mkdir()
    for name in ("sh", "uname"):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return str(folder)


def test_where_it_is_not_installed_what_to_install_is_said(s54: S54, web: Web, tmp_path: Path) -> None:
    environment = {"PATH": path_without_chromium(tmp_path / "bin")}
    told = crawled(s54, web, **environment)
    assert "apt install chromium" in told
    (row,) = s54.rows("firms")
    assert (row["status"], row["reason"]) == ("could_not_check", "needs_browser")
    screen = s54("show", "A firm", **environment).stdout
    assert "apt install chromium" in " ".join(screen.split())
    asked_for = s54("crawl", "--browser", **environment)
    assert asked_for.returncode == 2
    assert "--browser needs what is not installed" in asked_for.stderr
    assert "Traceback" not in asked_for.stderr
