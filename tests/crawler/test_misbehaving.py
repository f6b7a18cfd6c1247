"""Whatever a server does, it takes bounded time, memory and requests, is named for what it is, and harms no neighbour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from tests.crawler.misbehaving import SITES, Line, good, handshakes, misbehaving
from tests.crawler.test_run import run

TIMEOUTS = {"slow": 2.0, "large": 20.0}
"""Seconds for one request. Who never answers is waited for in vain; who sends much keeps a busy machine busy."""
NEIGHBOURS = 8
MOST_REQUESTS = 75
"""To one host: two looks of 30 pages, each page's second attempt among them, and robots.txt."""
MOST_MEMORY = 500_000_000
"""Bytes. A crawl of good sites alone takes a fifth of it; the largest answer of all is 25 MB."""


@dataclass
class Crawled:
    """What came of each site, by name; the requests to each; seconds of processor and bytes of memory it took."""

    answers: dict[str, dict[str, Any]]
    asked: Counter[str]
    processor: float
    memory: int


@pytest.fixture(scope="module")
def crawls() -> dict[str, Crawled]:
    """Two crawls, each of all its sites at once with good neighbours between."""
    return {kind: crawl(kind, timeout) for kind, timeout in TIMEOUTS.items()}


def kind_of(name: str) -> str:
    return "slow" if SITES[name][1] == "timeout" else "large"


def crawl(kind: str, timeout: float) -> Crawled:
    sites = {name: behaviour for name, (behaviour, _) in SITES.items() if kind_of(name) == kind}
    names = list(sites)
    for number in range(NEIGHBOURS):
        sites[f"good{number}"] = good()
        names.insert(number * 4, f"good{number}")
    with misbehaving({f"{name}.test": behaviour for name, behaviour in sites.items()}) as servers:
        proxies = {"http_proxy": servers.proxy, "https_proxy": servers.proxy}
        *answers, summary = run(
            "reactor", *(f"http://{name}.test:80/" for name in names), proxies=proxies, timeout=timeout
        )
    asked = Counter({host.removesuffix(".test"): count for host, count in servers.asked.items()})
    return Crawled(dict(zip(names, answers, strict=True)), asked, summary["processor"], summary["memory"])


@pytest.mark.parametrize("name", SITES)
def test_is_named_for_what_it_is(crawls: dict[str, Crawled], name: str) -> None:
    crawled, reason = crawls[kind_of(name)], SITES[name][1]
    said = crawled.answers[name]
    if reason is None:
        assert said["outcome"] in ("found", "not_found"), said
    elif reason != "any":
        assert said["reason"] == reason, said
    assert "fault of ours" not in said["detail"]
    assert 0 < crawled.asked[name] <= MOST_REQUESTS


def test_finds_the_statement_where_there_is_one(crawls: dict[str, Crawled]) -> None:
    there = {name for name, (_, reason) in SITES.items() if reason is None} - {"bomb-for-site-map"}
    assert {name: crawls["large"].answers[name]["outcome"] for name in there} == dict.fromkeys(there, "found")


@pytest.mark.parametrize("kind", TIMEOUTS)
def test_neighbours_are_unaffected(crawls: dict[str, Crawled], kind: str) -> None:
    good_ones = [f"good{number}" for number in range(NEIGHBOURS)]
    assert {crawls[kind].answers[name]["outcome"] for name in good_ones} == {"found"}
    assert {crawls[kind].asked[name] for name in good_ones} == {3}


@pytest.mark.parametrize("kind", TIMEOUTS)
def test_takes_bounded_time_and_memory(crawls: dict[str, Crawled], kind: str) -> None:
    # That it ends at all is seen by whoever waits for it; how soon, hangs on what else the machine does.
    assert crawls[kind].processor < 120
    assert crawls[kind].memory < MOST_MEMORY


def test_broken_handshakes_are_told_from_silence() -> None:
    """A server that hangs up instead of shaking hands, one that talks something else, one that says nothing."""
    with handshakes(Line.reset, lambda line: line.send(b"220 mail.test ESMTP\r\n"), Line.hang) as (
        ports,
        met,
    ):
        answers = run("reactor", *(f"https://127.0.0.1:{port}/" for port in ports), timeout=2.0)
    assert [answer["reason"] for answer in answers[:-1]] == ["refused", "tls", "timeout"]
    # What may pass is tried again at the end of the run.
    assert min(met.values()) >= 2
