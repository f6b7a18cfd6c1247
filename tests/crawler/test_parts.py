"""The part of a page that a fragment names; links made by other means than a plain one."""

from __future__ import annotations

import pytest

from crawler.discover import rank_links, rank_rest, works_by_script_only
from crawler.links import around, links_on
from crawler.page import Page
from crawler.parts import part_of
from crawler.soft404 import says_so

URL = "https://www.acorn.test/"
LONG = "We bought oak and we asked where it came from. " * 8


def parsed(html: str) -> Page:
    return Page.parse(html.encode(), URL, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>All</h1><div id=ms><h2>Slavery</h2><p>{LONG}</p></div><p>Other words</p>",
        f"<h1>All</h1><h2 id=ms>Slavery</h2><p>{LONG}</p><h3>More</h3><h2>Other</h2><p>Other words</p>",
        f"<h1>All</h1><div><a name=ms></a><h2>Slavery</h2><p>{LONG}</p></div><p>Other words</p>",
        f"<h1>All</h1><div><h2><a id=ms>Slavery</a></h2><p>{LONG}</p></div><p>Other words</p>",
    ],
)
def test_a_part_is_what_stands_under_its_name(markup: str) -> None:
    part = part_of(parsed(f"<body>{markup}</body>"), "ms")
    assert part is not None
    page = parsed(part.decode())
    assert (page.title, page.words.count("oak")) == ("Slavery", 8)
    assert "Other" not in page.words


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{LONG}</p>",
        f"<main id=ms>{LONG}</main>",
        f"<p id=ms>A mark</p><p>{LONG}</p>",
        "",
    ],
)
def test_a_mark_in_the_text_is_no_part(markup: str) -> None:
    assert part_of(parsed(f"<body>{markup}</body>"), "ms") is None
    assert part_of(parsed(markup), "") is None


@pytest.mark.parametrize(
    ("markup", "href"),
    [
        ("<button onclick=\"window.location.href='/ms'\">Modern slavery</button>", "/ms"),
        ("<a href='javascript:window.open(\"/ms\")'>Modern slavery</a>", "/ms"),
        ("<a href='#' onclick=\"location.assign('/ms')\">Modern slavery</a>", "/ms"),
        ("<select><option value='/ms'>Modern slavery</option></select>", "/ms"),
        ("<embed src='/ms'>", "/ms"),
    ],
)
def test_links_made_by_other_means(markup: str, href: str) -> None:
    assert [link.href for link in links_on(parsed(markup))] == [href]


def test_a_choice_that_is_no_address_is_no_link() -> None:
    assert list(links_on(parsed("<select><option value='slavery'>Modern slavery</option></select>"))) == []


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>Our modern slavery statement is <a>here</a></p>", "Our modern slavery statement is here"),
        ("<h3>Modern slavery</h3><ul><li><a>2026</a></li></ul>", "Modern slavery"),
        (
            "<details><summary>Modern slavery</summary><div><p><a>PDF</a></p></div></details>",
            "Modern slavery",
        ),
        ("<h3>Gender pay</h3><ul><li><a>2026</a></li></ul>", "Gender pay"),
    ],
)
def test_what_stands_around_a_link(markup: str, said: str) -> None:
    page = parsed(f"<body>{markup}<p>{LONG * 3}</p></body>")
    assert said in around(next(page.elements("a")))


def test_a_link_with_words_of_its_own_is_not_spoken_for() -> None:
    page = parsed("<p>Modern slavery statement, and <a href='/x'>our range of garden sheds</a></p>")
    assert rank_links(page) == []


def test_what_no_word_speaks_for_is_ranked_by_place() -> None:
    page = parsed(
        "<nav><a href='/sheds'>Garden rooms</a><a href='/contact'>Contact</a></nav>"
        "<footer><a href='/right'>Doing the right thing</a><a href='https://else.test/'>Made by Else</a></footer>"
    )
    assert [link.url for link in rank_rest(page)] == [f"{URL}right", f"{URL}sheds"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a href='javascript:void(0)'>Modern slavery statement</a>", "Modern slavery statement"),
        ("<button>Modern slavery statement</button>", "Modern slavery statement"),
        ("<a href='/ms'>Modern slavery statement</a>", None),
        ("<button>Menu</button>", None),
    ],
)
def test_links_that_only_scripts_follow(markup: str, text: str | None) -> None:
    assert works_by_script_only(parsed(markup)) == text


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("<title>404</title><p>x", True),
        ("<h1>Page not found</h1>", True),
        ("<h1>The page could not be found</h1>", True),
        ("<title>Sorry, this page no longer exists</title>", True),
        ("<title>Modern slavery statement</title><h1>Modern slavery</h1>", False),
        (f"<title>404 ways to say oak</title><p>{LONG * 20}", False),
    ],
)
def test_pages_that_say_they_are_not_there(markup: str, says: bool) -> None:
    assert says_so(parsed(markup)) is says
