"""A document whose reader hangs, crashes or swells is said to be unreadable, and the crawl goes on."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.records import Outcome, Reason
from demo.web import Reply
from survey.examiners import Examined, Examiners, Problem
from survey.judging import judge_with
from tests.crawler.conftest import Serve, serve
from tests.crawler.fakes import crawl, home, site
from tests.survey.readers import misbehave
from tests.test_resume import STATEMENT

__all__ = ["serve"]
TODAY = date(2026, 11, 21)
LINK = "<a href='/modern-slavery.pdf'>Modern slavery statement</a>"


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (b"hang", "too_large", "more than 3 seconds"),
        (b"crash", "broken", "its reader crashed"),
        (b"swell", "too_large", "MB of memory"),
    ],
)
def test_says_what_became_of_the_reader(body: bytes, code: str, said: str) -> None:
    with Examiners(1, seconds=3, read=misbehave) as examiners:
        bad = examiners.examine(b"%PDF-1.7 " + body, "application/pdf", "bad.pdf", None, TODAY)
        good = examiners.examine(STATEMENT, "text/html", "good.html", None, TODAY)
        answer = bad.result(600)
        assert isinstance(answer, Problem)
        assert (answer.code, said in answer.message) == (code, True), answer
        assert not isinstance(good.result(600), Problem)


@pytest.mark.parametrize(("ahead", "held"), [(2, 1_000_000), (1_000, 3 * len(STATEMENT))])
def test_answers_come_in_order_and_few_documents_wait(
    ahead: int, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.examiners._AHEAD", ahead)
    monkeypatch.setattr("survey.examiners._HELD", held)
    loaded: list[int] = []
    waiting = []

    def load(number: int) -> tuple[bytes, str, str, str | None]:
        loaded.append(number)
        return STATEMENT, "text/html", f"{number}.html", None

    with Examiners(2) as examiners:
        answered = []
        for number, answer in examiners.in_order(range(20), load, TODAY):
            answered.append(number)
            waiting.append(len(loaded) - len(answered))
            assert isinstance(answer, Examined)
            assert answer.assessment.document.source == f"{number}.html"
    assert answered == loaded == list(range(20))
    assert max(waiting) <= 4


def test_the_crawl_goes_on(serve: Serve) -> None:
    sites = {
        f"{what}.test": site(
            {
                "/": home(LINK),
                "/modern-slavery.pdf": Reply(
                    b"%PDF-1.7 " + what.encode(), headers={"Content-Type": "application/pdf"}
                ),
            }
        )
        for what in ("hang", "crash", "swell")
    }
    linked = home(LINK.replace(".pdf", ""))
    serve({**sites, "good.test": site({"/": linked, "/modern-slavery": STATEMENT.decode()})})
    with Examiners(2, seconds=3, read=misbehave) as examiners:
        memory, summary = crawl(*sites, "good.test", judge=judge_with(examiners, {}, TODAY))
    *bad, good = sorted(memory.visits, key=lambda visit: visit.firm_id)
    assert {(visit.outcome, visit.reason) for visit in bad} == {(Outcome.COULD_NOT_LOOK, Reason.UNREADABLE)}
    assert all(visit.documents[0].url.endswith("/modern-slavery.pdf") for visit in bad)
    assert good.outcome is Outcome.FOUND
    assert summary.firms == 4
