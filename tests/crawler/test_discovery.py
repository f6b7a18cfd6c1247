"""Links ranked, home-page evidence, pages parsed: pure functions, given markup of every sort."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import words
from crawler.discover import Promise, rank_addresses, rank_links
from crawler.homepage import find_link
from crawler.page import Page

URL = "https://www.acorn.test/"


def parsed(html: str | bytes, url: str = URL, content_type: str = "text/html; charset=utf-8") -> Page:
    return Page.parse(html.encode() if isinstance(html, str) else html, url, content_type)


def ranked(html: str) -> list[tuple[str, str]]:
    return [(one.url.removeprefix(URL), one.promise.value) for one in rank_links(parsed(html))]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='x'>Modern Slavery Statement</a>",
        "<a href='x'>Modern&nbsp;slavery <b>act</b></a>",
        "<a href='x'>Anti-Slavery &amp; Human Trafficking Statement</a>",
        "<a href='x'>Slavery and human trafficking</a>",
        "<a href='x'>Transparency in Supply Chains</a>",
        "<a href='x'>UK Supply Chains Act disclosure</a>",
        "<a href='x'>MSA Statement 2025</a>",
        "<a href='x'>Section 54 statement</a>",
        "<a href='x' title='Modern slavery'>Read more</a>",
        "<a href='x' aria-label='modern slavery statement'></a>",
        "<a href='x'><img alt='Modern Slavery Act 2015'></a>",
        "<map><area href='x' alt='Modern slavery'></map>",
        "<button data-href='x'>Modern slavery statement</button>",
        "<a href='modern-slavery-2025.pdf'>Read more</a>",
        "<a href='docs/Modern%20Slavery%20Act.pdf'>PDF</a>",
        "<a href='legal/antislavery'>here</a>",
        "<a href='view?doc=modern-slavery'>here</a>",
    ],
)
def test_names_the_statement(link: str) -> None:
    (only,) = rank_links(parsed(f"<footer>{link}</footer>"))
    assert only.promise is Promise.STATEMENT


@pytest.mark.parametrize(
    "link",
    [
        "<a href='x'>Contact</a>",
        "<a href='mailto:slavery@acorn.test'>Modern slavery statement</a>",
        "<a href='#'>Menu</a>",
        "<a>Modern slavery</a>",
        "<a href='https://www.gov.uk/guidance/modern-slavery'>Modern slavery</a>",
        "<a href='https://www.antislavery.org/'>Modern slavery: what it is</a>",
        "<a href='https://facebook.com/modern-slavery'>Modern slavery</a>",
        "<a href='https://elsewhere.test/modern-slavery'>Our partner</a>",
        "<a href='https://elsewhere.test/policies'>Our partner</a>",
        "<a href='https://elsewhere.test/'>Corporate</a>",
    ],
)
def test_leads_nowhere(link: str) -> None:
    assert ranked(f"<footer>{link}</footer>") == []


def test_the_likelier_comes_first_and_news_not_at_all() -> None:
    assert ranked(
        """<nav><a href='about'>About us</a><a href='blog/1'>News: modern slavery webinar</a></nav>
        <main><a href='human'>Human rights</a><a href='buy'>A guide to modern slavery training course</a></main>
        <footer><a href='policy'>Modern slavery policy</a><a href='ms'>Modern slavery statement</a>
        <a href='policies'>Policies</a></footer>"""
    ) == [
        ("ms", "statement"),
        ("policy", "statement"),
        ("human", "possible"),
        ("policies", "hub"),
        ("about", "hub"),
    ]


def test_one_address_is_listed_once_with_its_best_words() -> None:
    (only,) = rank_links(
        parsed(
            "<nav><a href='/ms'>More</a></nav><footer><a href='/ms/'>Modern slavery statement</a></footer>"
        )
    )
    assert (only.text, only.region) == ("Modern slavery statement", "footer")


def test_another_site_counts_when_the_words_on_this_one_say_so() -> None:
    (only,) = rank_links(
        parsed("<a href='https://oak-group.test/doc/17'>Group modern slavery statement 2025</a>")
    )
    assert (only.elsewhere, only.year, only.said) == (True, 2025, True)


@pytest.mark.parametrize("host", ["www.googletagmanager.com", "player.vimeo.com"])
def test_frames_that_measure_visitors_or_show_films_are_not_asked_for(host: str) -> None:
    """On a page that names the statement, a frame without words of its own may hold it."""
    page = "<title>Modern slavery</title><h1>Modern slavery statement</h1><iframe src='https://{}/ns.html?id=1'></iframe>"
    assert ranked(page.format(host)) == []
    assert ranked(page.format("viewer.example")) == [("https://viewer.example/ns.html?id=1", "statement")]


def test_a_viewer_is_seen_through() -> None:
    inner = "https%3A%2F%2Fwww.acorn.test%2Fms.pdf"
    (only,) = rank_links(
        parsed(f"<a href='https://docs.google.com/viewer?url={inner}'>Modern slavery statement</a>")
    )
    assert only.url == "https://www.acorn.test/ms.pdf"
    viewed = f"<a href='https://docs.google.com/viewer?url={inner}'>Modern slavery statement</a>"
    assert find_link(parsed(viewed), [only.url]) is not None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Modern slavery statement 2023/24", 2024),
        ("FY 2023-2024", 2024),
        ("2024 and 2025", 2025),
        ("ms_2022.pdf", 2022),
        ("Modern Slavery Act 2015", None),
        ("room 20245", None),
        ("no year", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert words.year_in(text) == year


def test_addresses_of_a_site_map() -> None:
    listed = [
        "https://www.acorn.test/products/1",
        "https://www.acorn.test/legal/modern-slavery-statement-2025",
        "https://other.test/modern-slavery",
        "not an address",
        "https://acorn.test/news/modern-slavery-webinar",
    ]
    ranking = rank_addresses(listed, URL)
    assert ranking[0].url == "https://www.acorn.test/legal/modern-slavery-statement-2025"
    assert all("other.test" not in one.url and "products" not in one.url for one in ranking)


@pytest.mark.parametrize(
    ("markup", "region"),
    [
        ("<header>{}</header>", "header"),
        ("<header><nav>{}</nav></header>", "nav"),
        ("<footer><nav>{}</nav></footer>", "footer"),
        ("<div class='site-footer'><ul>{}</ul></div>", "footer"),
        ("<div id='footer'>{}</div>", "footer"),
        ("<div role='contentinfo'>{}</div>", "footer"),
        ("<div role='navigation'>{}</div>", "nav"),
        ("<div class='main-menu'>{}</div>", "nav"),
        ("<main><p>{}</p></main>", "main"),
        ("<p>{}</p>", "main"),
        ("<body class='no-footer'><p>{}</p></body>", "main"),
    ],
)
def test_where_on_the_home_page(markup: str, region: str) -> None:
    link = find_link(parsed(markup.format("<a href='/ms'>Modern slavery</a>")), ["https://acorn.test/ms"])
    assert link is not None
    assert link.region == region


def test_the_evidence_is_the_element_that_names_the_statement() -> None:
    html = "<nav><a href='/ms'>Legal</a></nav><footer><a class=f href='/ms.html'>Modern <b>slavery</b></a>tail</footer>"
    link = find_link(parsed(html), ["http://www.acorn.test/ms/"])
    assert link is not None
    assert (link.href, link.text) == ("/ms.html", "Modern slavery")
    assert link.html == '<a class="f" href="/ms.html">Modern <b>slavery</b></a>'


def test_the_evidence_is_bounded() -> None:
    link = find_link(
        parsed(f"<a href='/ms' title='{'x' * 9000}'>{'y ' * 9000}</a>"), ["https://acorn.test/ms"]
    )
    assert link is not None
    assert max(len(link.html), len(link.text)) <= 1000


def test_links_to_other_pages_are_no_evidence() -> None:
    page = parsed("<a href='/'>Home</a><a href='/ms?v=2'>Modern slavery</a><a href='ms2'>Modern slavery</a>")
    assert find_link(page, ["https://acorn.test/ms"]) is None
    assert find_link(page, []) is None


def test_a_part_of_the_home_page_is_led_to_by_its_own_link_only() -> None:
    page = parsed("<a href='/'>Home</a><a href='#about'>About</a><a href='#ms'>Modern slavery</a>")
    link = find_link(page, [f"{URL}#ms"])
    assert link is not None
    assert link.href == "#ms"
    assert find_link(page, [f"{URL}#history"]) is None


@pytest.mark.parametrize(
    ("markup", "content_type"),
    [
        ("<p>Société".encode("latin-1"), "text/html"),
        ("<p>Société".encode(), "text/html"),
        ("<meta charset=iso-8859-1><p>Société".encode("latin-1"), "text/html"),
        ("<p>Société".encode("utf-16"), "text/html; charset=utf-16"),
    ],
)
def test_encodings(markup: bytes, content_type: str) -> None:
    assert parsed(markup, content_type=content_type).words == ("Société",)


@pytest.mark.parametrize(
    "markup", [b"", b"\0\0\0", b"<", b"<!-- -->", b"<html></html>", b"\xff\xfe\xfa", b"<?xml version='1.0'?>"]
)
def test_what_is_no_page_is_an_empty_one(markup: bytes) -> None:
    page = parsed(markup, content_type="")
    assert rank_links(page) == []
    assert find_link(page, ["https://acorn.test/ms"]) is None
    assert page.refresh is None
    assert not page.is_shell


@given(st.binary(max_size=400))
def test_any_bytes_can_be_looked_at(markup: bytes) -> None:
    page = parsed(markup, content_type="")
    assert all(urlsplit(link.url).scheme in ("http", "https") for link in rank_links(page))
    assert all(word == word.strip() != "" for word in page.words)


def test_depth_and_length_are_survived() -> None:
    deep = parsed("<div>" * 20_000 + "<a href='/ms'>Modern slavery</a>")
    assert len(rank_links(deep)) <= 1
    many = parsed("".join(f"<a href='/p/{i}'>Policies</a>" for i in range(60_000)))
    assert 0 < len(rank_links(many)) <= 20_000


def test_words_are_those_a_visitor_sees() -> None:
    page = parsed(
        "<title>T</title><style>a{}</style><p>one<!-- no --> two<script>var x</script> three</p>"
        "<noscript>no</noscript><template>no</template>four"
    )
    assert page.words == ("one", "two", "three", "four")
    assert page.title == "T"


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0;url=/en/", f"{URL}en/"),
        ("0; URL='en/'", f"{URL}en/"),
        ("3, url=en", f"{URL}en"),
        ("300; url=/en/", None),
        ("30", None),
        ("0;url=javascript:x()", None),
    ],
)
def test_meta_refresh(content: str, target: str | None) -> None:
    page = parsed(f'<head><meta http-equiv="Refresh" content="{content}"></head>')
    assert page.refresh == target
