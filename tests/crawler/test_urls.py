"""Addresses: made absolute, compared as a person would, and tried in the right order."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import safe_url_string

from crawler import urls
from crawler.addresses import addresses_of, is_worth_trying, most_telling, why_no_home_page
from crawler.outcomes import Problem
from crawler.records import Reason

BASE = "https://www.acorn.test/about/index.html"


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("team.html", "https://www.acorn.test/about/team.html"),
        ("../ms", "https://www.acorn.test/ms"),
        ("/my file.pdf", "https://www.acorn.test/my%20file.pdf"),
        ("//cdn.test/x", "https://cdn.test/x"),
        ("\\legal\\ms.pdf", "https://www.acorn.test/legal/ms.pdf"),
        (" \n/ms\t", "https://www.acorn.test/ms"),
        ("#top", "https://www.acorn.test/about/index.html#top"),
        ("mailto:a@b.test", None),
        ("javascript:void(0)", None),
        ("tel:01603", None),
        ("", None),
        ("http://", None),
        ("http://[bad", None),
        ("http://a.test:99999/", None),
        ("/" + "x" * 3000, None),
    ],
)
def test_absolute(href: str, absolute: str | None) -> None:
    assert urls.absolute(BASE, href) == absolute


@given(st.text(max_size=80))
def test_absolute_survives_any_text(href: str) -> None:
    url = urls.absolute(BASE, href)
    assert url is None or url.startswith(("http://", "https://"))
    if url:
        assert urls.key(url)


@pytest.mark.parametrize(
    "same",
    [
        "https://acorn.test/Modern-Slavery/",
        "http://www.acorn.test/modern-slavery",
        "http://acorn.test:80/modern-slavery.html",
        "https://acorn.test//modern-slavery/index.html",
        "https://acorn.test/modern%2Dslavery?utm_source=x#part",
    ],
)
def test_one_page_has_one_key(same: str) -> None:
    assert urls.key(same) == "acorn.test/modern-slavery"


@pytest.mark.parametrize(
    "other",
    [
        "https://acorn.test/",
        "https://acorn.test/modern-slavery?id=2",
        "https://acorn.test:8080/modern-slavery",
    ],
)
def test_other_pages_have_other_keys(other: str) -> None:
    assert urls.key(other) != "acorn.test/modern-slavery"


def test_whose_an_address_is() -> None:
    assert urls.site("https://shop.acorn.co.uk/x") == urls.site("http://www.acorn.co.uk") == "acorn.co.uk"
    assert urls.site("http://127.0.0.1/") == "127.0.0.1"
    assert urls.is_under("docs.example.org", frozenset({"example.org"}))
    assert not urls.is_under("badexample.org", frozenset({"example.org"}))
    assert urls.origin("http://a@Acorn.test:81/x") == "http://acorn.test:81"


@pytest.mark.parametrize(
    ("website", "tried"),
    [
        (
            "acorn.test",
            [
                "https://acorn.test/",
                "http://acorn.test/",
                "https://www.acorn.test/",
                "http://www.acorn.test/",
            ],
        ),
        (
            "www.acorn.test/uk",
            [
                "https://www.acorn.test/uk",
                "http://www.acorn.test/uk",
                "https://acorn.test/uk",
                "http://acorn.test/uk",
            ],
        ),
        (
            "http://acorn.test",
            [
                "http://acorn.test/",
                "https://acorn.test/",
                "https://www.acorn.test/",
                "http://www.acorn.test/",
            ],
        ),
        ("http://acorn.test:8080/x", ["http://acorn.test:8080/x"]),
        ("127.0.0.1", ["https://127.0.0.1/", "http://127.0.0.1/"]),
        ("http://", []),
        ("not a host", []),
    ],
)
def test_addresses_to_try(website: str, tried: list[str]) -> None:
    assert addresses_of(website) == tried


def test_nobody_is_asked_again_who_said_no() -> None:
    def worth(reason: Reason, address: str) -> bool:
        return is_worth_trying(address, [("https://acorn.test/", Problem(reason, ""))])

    assert worth(Reason.TLS, "http://acorn.test/")
    assert worth(Reason.HTTP_403, "https://www.acorn.test/")
    assert worth(Reason.DNS, "https://www.acorn.test/")
    assert not worth(Reason.DNS, "http://acorn.test/")
    for told in (Reason.ROBOTS, Reason.HTTP_429, Reason.BOT_WALL, Reason.LOGIN, Reason.HTTP_401):
        assert not worth(told, "http://acorn.test/")


def test_the_most_telling_failure_is_reported() -> None:
    dns, timeout, forbidden = (Problem(one, "") for one in (Reason.DNS, Reason.TIMEOUT, Reason.HTTP_403))
    tunnel = Problem(Reason.OTHER, "", http_may_help=True)
    server, no_page = Problem(Reason.HTTP_5XX, ""), Problem(Reason.OTHER, "the answer broke off")
    assert most_telling([dns, timeout, forbidden]) is forbidden
    assert most_telling([tunnel, dns]) is dns
    assert most_telling([no_page, server]) is server
    assert most_telling([timeout, no_page]) is no_page
    assert why_no_home_page([("http://a.test/", timeout), ("http://www.a.test/", server)]) is timeout
    assert why_no_home_page([("http://a.test/", server), ("http://www.a.test/", timeout)]) is server
    assert why_no_home_page([("http://a.test/", tunnel), ("http://www.a.test/", server)]) is tunnel


@given(st.from_regex(r"https?://[a-z0-9.-]{1,30}(/[A-Za-z0-9/._~-]{0,30})?", fullmatch=True))
def test_the_short_way_for_plain_addresses_leads_to_the_same(address: str) -> None:
    absolute = urls.absolute(BASE, address)
    assert absolute is None or absolute == safe_url_string(urljoin(BASE, address))
