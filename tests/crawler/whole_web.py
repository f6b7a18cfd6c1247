"""A whole web of small sites, crawled in one go with the real checker as judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from crawler.records import Judgement, Target, Visit
from crawler.run import run_crawl
from demo.web import Site, serve_web
from survey.examiners import examine
from survey.judging import judged
from tests.crawler.fakes import QUICK, Memory

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Crawled:
    """What was seen of each firm, by its name, and how many requests each host got."""

    visits: dict[str, Visit]
    requests: Counter[str]


async def judge(_target: Target, body: bytes, media_type: str, url: str) -> Judgement:
    """What the checker says of a document on the day of these tests."""
    return judged(examine(body, media_type, url, None, TODAY))


def crawled_web(sites: Mapping[str, Site], targets: Sequence[Target]) -> Crawled:
    """Crawl the firms, each target's `firm_id` its place among them, on these sites by host name."""
    memory = Memory()
    with pytest.MonkeyPatch.context() as patch, serve_web(sites) as web:
        for variable, value in web.environment.items():
            patch.setenv(variable, value)
        run_crawl(targets, judge=judge, recorder=memory, settings=QUICK)
        asked = Counter(request.host for request in web.asked)
    return Crawled({targets[visit.firm_id].name: visit for visit in memory.visits}, asked)
