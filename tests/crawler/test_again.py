"""One more try at the end of the run for what may have passed by then: once, recorded once, and never in vain."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler import again
from crawler.records import Outcome, Reason, Visit
from demo.web import Asked, Reply, Site
from tests.crawler.conftest import Serve
from tests.crawler.fakes import QUICK, crawl, home, site, statement

LINK = "<a href='/modern-slavery'>Modern slavery statement</a>"
GOOD = {"/": home(LINK), "/modern-slavery": statement()}
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def failing_at_first(times: int, failure: Reply, path: str = "/") -> Site:
    """Gives `failure` the first times that `path` is asked for, and is a good site otherwise."""
    good, count = site(GOOD), itertools.count()
    assert callable(good)

    def answer(asked: Asked) -> Reply:
        return failure if asked.path == path and next(count) < times else good(asked)

    return answer


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/modern-slavery"])
def test_a_server_that_was_down_for_a_moment_is_asked_again(serve: Serve, path: str) -> None:
    # A failing page is asked for a second time at once, robots.txt is not.
    times = 1 if path == "/robots.txt" else 2
    serve({"acorn.test": failing_at_first(times, Reply(status=503), path), "oak.test": site(GOOD)})
    memory, summary = crawl("acorn.test", "oak.test")
    assert [visit.firm_id for visit in memory.visits] == [1, 0]
    assert {visit.outcome for visit in memory.visits} == {Outcome.FOUND}
    assert summary.firms == 2
    assert sum(fetch.status == 503 for fetch in memory.fetches) in (1, 2)


def test_a_server_that_stays_down_is_recorded_once_with_what_both_looks_took(serve: Serve) -> None:
    web = serve({"acorn.test": site({"/": Reply(status=503)})})
    memory, summary = crawl("http://acorn.test:80/")
    (visit,) = memory.visits
    assert (visit.outcome, visit.reason, visit.pages) == (Outcome.COULD_NOT_LOOK, Reason.HTTP_5XX, 4)
    assert (summary.firms, len([asked for asked in web.asked if asked.path == "/"])) == (1, 4)


def test_who_asks_for_more_time_than_there_is_is_left_alone(serve: Serve) -> None:
    busy = Reply(status=429, headers={"Retry-After": "3600"})
    web = serve({"acorn.test": site({"/": busy})})
    memory, _ = crawl("http://acorn.test:80/")
    assert memory.visits[0].reason is Reason.HTTP_429
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/"]


def test_who_asks_for_a_little_time_gets_it(serve: Serve) -> None:
    web = serve({"acorn.test": failing_at_first(1, Reply(status=429, headers={"Retry-After": "1"}))})
    memory, _ = crawl("http://acorn.test:80/")
    assert memory.visits[0].outcome is Outcome.FOUND
    first, second = (asked.at for asked in web.asked if asked.path == "/")
    assert second - first >= 0.9


def test_a_pause_lies_between_the_two_looks(serve: Serve) -> None:
    web = serve({"acorn.test": failing_at_first(1, Reply(status=429))})
    memory, _ = crawl("http://acorn.test:80/", settings=replace(QUICK, delay=0.05))
    assert memory.visits[0].outcome is Outcome.FOUND
    first, second = (asked.at for asked in web.asked if asked.path == "/")
    assert second - first >= 0.05 * again.PAUSE * 0.9


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_clear_answer_is_not_asked_for_twice(serve: Serve, status: int) -> None:
    web = serve({"acorn.test": site({"/": Reply(status=status)})})
    crawl("http://acorn.test:80/")
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/"]


def seen(outcome: Outcome, reason: Reason | None = None, detail: str = "", home: str | None = None) -> Visit:
    return Visit(0, outcome, reason, detail, home, None, (), 2, 100, NOW, NOW)


@pytest.mark.parametrize(
    ("visit", "passes"),
    [
        (seen(Outcome.COULD_NOT_LOOK, Reason.TIMEOUT), True),
        (seen(Outcome.COULD_NOT_LOOK, Reason.DNS), True),
        (seen(Outcome.COULD_NOT_LOOK, Reason.TLS, "no secure connection (unexpected eof)"), True),
        (seen(Outcome.COULD_NOT_LOOK, Reason.TLS, "no secure connection (certificate verify failed)"), False),
        (seen(Outcome.COULD_NOT_LOOK, Reason.ROBOTS), False),
        (seen(Outcome.COULD_NOT_LOOK, Reason.BOT_WALL), False),
        (seen(Outcome.NOT_FOUND), False),
    ],
)
def test_what_may_pass(visit: Visit, passes: bool) -> None:
    assert again.may_pass(visit) is passes


def test_the_look_that_saw_more_counts() -> None:
    partly = seen(Outcome.COULD_NOT_LOOK, Reason.TIMEOUT, home="http://a.test/")
    nothing = seen(Outcome.COULD_NOT_LOOK, Reason.DNS)
    whole = seen(Outcome.NOT_FOUND, home="http://a.test/")
    assert again.better(partly, nothing).reason is Reason.TIMEOUT
    assert again.better(nothing, partly).reason is Reason.TIMEOUT
    assert again.better(partly, whole).outcome is Outcome.NOT_FOUND
    assert again.better(nothing, seen(Outcome.COULD_NOT_LOOK, Reason.REFUSED)).reason is Reason.REFUSED
    assert again.better(partly, whole).pages == 4
