"""The crawl watches itself: half a network makes no league table."""

from __future__ import annotations

import pytest

from demo.web import Asked, Reply, serve_web
from registry.suspicion import Comparison, doubt
from tests.conftest import S54
from tests.test_resume import a_firm

HOSTS = [f"firm{number}.test" for number in range(12)]
ALL = ("crawl", "--new", "--stale-after", "0", "--delay", "0")


def down(asked: Asked) -> Reply:
    return Reply(status=503)


def a_portal(asked: Asked) -> Reply:
    """What a hotel's network answers, whatever is asked for."""
    page = b"<!doctype html><title>Welcome</title><h1>Welcome to our network</h1><p>Please accept our terms of use.</p>"
    return (
        Reply(status=404)
        if asked.path == "/robots.txt"
        else Reply(page, headers={"Content-Type": "text/html"})
    )


def loaded(s54: S54) -> None:
    lines = "".join(f"Firm {host},http://{host}:80\n" for host in HOSTS)
    (s54.folder / "firms.csv").write_text("name,website\n" + lines)
    assert s54("import", "firms.csv").returncode == 0


@pytest.mark.parametrize(
    ("answer", "said"), [(down, "sites that could be looked at"), (a_portal, "statements")]
)
def test_a_crawl_that_sees_far_less_than_the_last_is_suspect(s54: S54, answer: object, said: str) -> None:
    loaded(s54)
    with serve_web(dict.fromkeys(HOSTS, a_firm)) as web:
        first = s54(*ALL, **web.environment)
    assert first.returncode == 0
    assert "suspect" not in first.stderr
    sites = dict.fromkeys(HOSTS, a_firm) | dict.fromkeys(HOSTS[:6], answer)
    with serve_web(sites) as web:  # type: ignore[arg-type]
        second = s54(*ALL, **web.environment)
    assert second.returncode == 0
    (warning,) = [line for line in second.stderr.splitlines() if line.startswith("WARNING")]
    assert "suspect" in warning
    assert f"12 {said}" in warning
    assert "only 6" in warning
    listed = s54("firms")
    assert "WARNING: what is said of 12 firms rests on crawl 2" in listed.stderr
    assert "WARNING" not in listed.stdout
    # The same firms are due again at once, and what is then seen is believed.
    with serve_web(dict.fromkeys(HOSTS, a_firm)) as web:
        third = s54("crawl", "--delay", "0", **web.environment)
    assert "12 firms looked at: 12 statements found" in third.stderr
    assert "WARNING" not in third.stderr + s54("firms").stderr


def test_what_is_seen_twice_is_believed(s54: S54) -> None:
    loaded(s54)
    with serve_web(dict.fromkeys(HOSTS, a_firm)) as web:
        s54(*ALL, **web.environment)
    with serve_web(dict.fromkeys(HOSTS, a_portal)) as web:
        doubted, confirmed = s54(*ALL, **web.environment), s54("crawl", "--delay", "0", **web.environment)
    assert "WARNING" in doubted.stderr
    assert "12 firms looked at" in confirmed.stderr
    assert "WARNING" not in confirmed.stderr + s54("firms").stderr


@pytest.mark.parametrize(
    ("seen", "doubted"),
    [
        (Comparison(firms=100, cut_off=0, reached_before=90, reached=60, found_before=60, found=40), False),
        (Comparison(firms=100, cut_off=0, reached_before=90, reached=59, found_before=0, found=0), True),
        (Comparison(firms=100, cut_off=0, reached_before=90, reached=90, found_before=60, found=39), True),
        # Of few firms a third is lost by chance.
        (Comparison(firms=4, cut_off=4, reached_before=4, reached=0, found_before=4, found=0), False),
        (Comparison(firms=9, cut_off=9, reached_before=0, reached=0, found_before=0, found=0), False),
        (Comparison(firms=10, cut_off=5, reached_before=0, reached=0, found_before=0, found=0), False),
        (Comparison(firms=10, cut_off=6, reached_before=0, reached=0, found_before=0, found=0), True),
        # The second crawl of a month holds the failures of the first.
        (Comparison(firms=50, cut_off=20, reached_before=0, reached=5, found_before=0, found=1), False),
    ],
)
def test_the_rule(seen: Comparison, doubted: bool) -> None:
    assert (doubt(seen) is not None) is doubted
