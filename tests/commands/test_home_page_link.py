"""Where the home page's link leads: from the crawl to the verdict on s.54(7) and what is shown of it."""

from __future__ import annotations

import csv

import pytest

from demo.web import serve_web
from tests.conftest import S54
from tests.crawler.patterns import documents, places
from tests.crawler.patterns.pattern import Pattern

FIRMS: dict[str, tuple[Pattern, str, str, str]] = {
    "linked.example": (documents.PATTERNS["PDF"], "met", "(linked from the home page)", "→ /f/9.pdf"),
    "older.example": (
        documents.PATTERNS["home page links to an old one, policies to the new"],
        "partly",
        "(the home page links to an older one only)",
        "(leads to an older statement)",
    ),
    "policy.example": (
        documents.PATTERNS["home page links to a policy, policies to the statement"],
        "partly",
        "(the home page links to a policy only)",
        "(leads to a policy)",
    ),
    "dead.example": (
        documents.PATTERNS["home page link is dead, policies lead to the statement"],
        "not met",
        "(the home page's link to it is dead)",
        "(leads nowhere)",
    ),
    "unlinked.example": (places.PATTERNS["usual path"], "not met", "(not linked from the home page)", ""),
    "elsewhere.example": (
        places.PATTERNS["on the parent's site"],
        "met",
        "(on another web site; linked from the home page)",
        "group.oakbarrow.example",
    ),
    "part.example": (
        documents.PATTERNS["policy only"],
        "partly",
        "(linked from the home page)",
        "(leads to a policy)",
    ),
}


@pytest.fixture
def crawled(s54: S54) -> S54:
    with (s54.folder / "firms.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "website"), *((host.split(".")[0], host) for host in FIRMS)])
    sites = {name: one for host, (pattern, *_) in FIRMS.items() for name, one in pattern.sites(host).items()}
    with serve_web(sites) as web:
        assert s54("import", "firms.csv").returncode == 0
        crawl = s54("crawl", "--delay", "0", **web.environment)
    assert crawl.returncode == 0, crawl.stderr
    return s54


def test_each_state_has_its_verdict_and_is_shown(crawled: S54) -> None:
    linked = {row["name"]: row["homepage_link"] for row in crawled.rows("firms")}
    for host, (_, verdict, where, leads) in FIRMS.items():
        name = host.split(".")[0]
        shown = crawled("show", name).stdout
        assert where in shown, shown
        assert leads in shown, shown
        assert any(
            line.split("  ")[1].strip() == verdict
            for line in shown.splitlines()
            if "home page [s.54(7)" in line
        ), shown
        # A policy that stands in the statement's place is what the home page links to, though that is not enough.
        assert linked[name] is (verdict == "met" or host == "part.example")


def test_judging_again_comes_to_the_same(crawled: S54) -> None:
    before = {row["name"]: (row["status"], row["missing"]) for row in crawled.rows("firms")}
    again = crawled("recheck")
    assert again.returncode == 0, again.stderr
    assert {row["name"]: (row["status"], row["missing"]) for row in crawled.rows("firms")} == before
