"""The pages where firms keep such documents (policies, about us, corporate responsibility), looked through in turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from crawler import media, words
from crawler.answers import Failed, Fetched
from crawler.discover import Candidate, Promise, names_itself, rank_links
from crawler.findings import Trail
from crawler.outcomes import Problem
from crawler.reading import Reader
from crawler.records import FoundBy, FoundDocument, Reason
from crawler.trails import known_on, named_on

MOST_HUBS = 8
MOST_HUBS_FOR_A_NEWER = 5
MOST_REST = 4
DEEPEST_HUB = 3

SPEAKS_OF_IT = re.compile(rb"slavery|human\s{1,3}trafficking|forced\s{1,3}labour", re.I)


async def go_through(
    links: Iterable[Candidate],
    rest: Sequence[Candidate],
    known: str | None,
    reader: Reader,
    most: int = MOST_HUBS,
) -> None:
    """Look on the pages where firms keep such documents, and on those that these lead to; then on the `rest`."""
    waiting = [(link, 1) for link in links]
    last = [(link, DEEPEST_HUB) for link in rest[:MOST_REST]]
    opened = 0
    while opened < most and not reader.findings.is_enough:
        if reader.findings.has_statement and opened >= MOST_HUBS_FOR_A_NEWER:
            return
        if not waiting:
            waiting, last = last, []
        if not waiting:
            return
        link, depth = waiting.pop(0)
        came = await reader.open(link.url, "hub")
        if came is None:
            continue
        opened += 1
        is_telling = link.promise is Promise.HUB and link.score >= words.threshold("telling")
        problem = came.problem if isinstance(came, Failed) else _hidden_by_scripts(came)
        reader.findings.pass_page(problem, is_telling=is_telling)
        if isinstance(came, Failed):
            continue
        is_on_home_page = depth == 1 or link.promise is Promise.REST
        found_by = FoundBy.HOMEPAGE_LINK if is_on_home_page else FoundBy.SITE_LINK
        await _look_at(came, Trail(link, found_by), reader)
        await reader.follow(came, known_on(came, known, FoundBy.SITE_LINK))
        if reader.is_own(came.url):
            waiting += [(one, depth + 1) for one in _further(came, depth)]
            # What may be the statement goes first; then what the home page links to before what its pages link to,
            # unless much less promising.
            waiting.sort(
                key=lambda item: (item[0].promise is not Promise.POSSIBLE, 2 * item[1] - item[0].score)
            )


def _further(came: Fetched, depth: int) -> Iterator[Candidate]:
    """Where a page of such documents leads that is one itself, or may be the statement."""
    for one in rank_links(came.page):
        is_one = one.promise is not Promise.STATEMENT and depth < DEEPEST_HUB
        if is_one or one.promise is Promise.POSSIBLE:
            yield one


async def _look_at(came: Fetched, trail: Trail, reader: Reader) -> None:
    """A statement may stand on a page whose link says nothing of it, or be offered there."""
    is_page = came.answer.media_type == media.HTML
    if is_page and names_itself(came.page):
        await reader.arrive(came, trail)
        return
    kept: FoundDocument | None = None
    if not is_page or SPEAKS_OF_IT.search(came.answer.body) or came.page.needs_scripts:
        kept = await reader.consider(came, trail, is_expected=trail.link.promise is Promise.POSSIBLE)
    trails = named_on(came, FoundBy.SITE_LINK, kept)
    # Whoever keeps other people's policies has a statement too, in the footer.
    is_own = reader.is_own(came.url)
    await reader.follow(came, [each for each in trails if is_own or each.link.region != "footer"])


def _hidden_by_scripts(came: Fetched) -> Problem | None:
    if came.answer.media_type != media.HTML or not came.page.is_shell:
        return None
    return Problem(Reason.NEEDS_BROWSER, f"{came.url} is empty until its scripts have run"[:300])
