"""One look at one firm's site, from its home page to an outcome, as a careful person would go about it.

Knows neither Scrapy nor the network: whatever can fetch a URL and judge a document can stand beneath it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from crawler import addresses, media, sitemap, soft404, urls, words
from crawler.answers import Failed, Fetched
from crawler.discover import Candidate, Promise, rank_addresses, rank_links
from crawler.findings import Trail
from crawler.homepage import find_link
from crawler.outcomes import Problem
from crawler.page import Page
from crawler.reading import MOST_ON_A_PAGE, Reader, Stopped, Web, named_on
from crawler.records import FoundBy, Judge, Reason, Target, Visit

MOST_ON_HOME_PAGE = 6
MOST_FRAMES = 4
MOST_HUBS = 8
MOST_SITEMAPS = 4
DEEPEST_HUB = 2

_SPEAKS_OF_IT = re.compile(rb"modern[\s-]{1,3}slavery|slavery\s{1,3}and\s{1,3}human\s{1,3}trafficking", re.I)
_PAGE_ENDING = re.compile(r"\.(html?|php|aspx?)$", re.I)


async def visit(target: Target, web: Web, judge: Judge) -> Visit:
    """Look at the firm's site. That it cannot be looked at is an outcome; only faults of our own are raised."""
    started = datetime.now(UTC)
    reader = Reader(web, judge, target)
    shown: list[Fetched] = []
    problem: Problem | None = None
    try:
        shown.append(await _home_page(target, web))
        reader.start_at(shown[0])
        shown += await _frames(shown[0], reader)
        await _look_through(target, shown, web, reader)
    except Stopped as stopped:
        problem = stopped.problem
    outcome, problem = reader.findings.outcome(problem)
    wanted = reader.findings.addresses()
    return Visit(
        firm_id=target.firm_id,
        outcome=outcome,
        reason=problem.reason if problem else None,
        detail=problem.detail if problem else "",
        homepage_url=shown[0].url if shown else None,
        homepage_link=next(filter(None, (find_link(page.page, wanted) for page in shown)), None),
        documents=reader.findings.documents(),
        pages=web.pages,
        size=web.size,
        started_at=started,
        finished_at=datetime.now(UTC),
    )


async def _home_page(target: Target, web: Web) -> Fetched:
    """The home page. Raises `Stopped` with the most telling of the failures where no address gives it."""
    failures: list[tuple[str, Problem]] = []
    for address in addresses.addresses_of(target.website):
        if not addresses.is_worth_trying(address, failures):
            continue
        came = await web(address, "home")
        if isinstance(came, Fetched) and came.answer.media_type == media.HTML:
            return came
        not_a_page = Problem(Reason.OTHER, "the address does not lead to a web page")
        failures.append((address, came.problem if isinstance(came, Failed) else not_a_page))
    if not failures:
        raise Stopped(Problem(Reason.OTHER, f"{target.website[:100]!r} is not a web address"))
    raise Stopped(addresses.why_no_home_page(failures))


async def _frames(home: Fetched, reader: Reader) -> list[Fetched]:
    """The pages that an old frameset shows as one; of another site, where a name is forwarded under a mask."""
    opened = [await reader.open(url, "home") for url in home.page.frames[:MOST_FRAMES]]
    return [came for came in opened if isinstance(came, Fetched)]


async def _look_through(target: Target, shown: Sequence[Fetched], web: Web, reader: Reader) -> None:
    """Go from the obvious to the hidden, and stop where a statement is found. `shown` are home page and frames."""
    home = shown[0]
    links = [link for page in shown for link in rank_links(page.page)]
    named = [link for link in links if link.promise is Promise.STATEMENT]
    if home.page.is_shell and not named:
        raise Stopped(Problem(Reason.NEEDS_BROWSER, "the home page is empty until its scripts have run"))
    await reader.follow(home, [Trail(link, FoundBy.HOMEPAGE_LINK) for link in named[:MOST_ON_HOME_PAGE]])
    if target.statement_url and not reader.findings.has_statement:
        known = urls.absolute(home.url, target.statement_url)
        await reader.follow(home, [Trail(_unlinked(known), FoundBy.KNOWN_URL)] if known else [])
    if not reader.findings.has_statement:
        await _go_through_hubs(home, links, reader)
    if not reader.findings.has_statement:
        await _go_through_sitemaps(home, web, reader)
    if not reader.findings.has_statement:
        await _try_usual_paths(home, web, reader)


async def _go_through_hubs(home: Fetched, links: Iterable[Candidate], reader: Reader) -> None:
    """Look on the pages where firms keep such documents, and on those that these lead to."""
    waiting = [(link, 1) for link in links if link.promise is not Promise.STATEMENT]
    opened = 0
    while waiting and opened < MOST_HUBS and not reader.findings.has_statement:
        link, depth = waiting.pop(0)
        came = await reader.open(link.url, "hub")
        if came is None:
            continue
        opened += 1
        reader.findings.pass_page(came.problem if isinstance(came, Failed) else None)
        if isinstance(came, Failed):
            continue
        # A statement may stand on a page whose name says nothing of it.
        if came.answer.media_type != media.HTML or _SPEAKS_OF_IT.search(came.answer.body):
            found_by = FoundBy.HOMEPAGE_LINK if depth == 1 else FoundBy.SITE_LINK
            await reader.consider(came, Trail(link, found_by), is_expected=False)
        await reader.follow(came, named_on(came, FoundBy.SITE_LINK))
        if depth < DEEPEST_HUB:
            further = (one for one in rank_links(came.page) if one.promise is not Promise.STATEMENT)
            waiting += [(one, depth + 1) for one in further]
            # What the home page links to goes before what its pages link to, unless much less promising.
            waiting.sort(key=lambda item: 2 * item[1] - item[0].score)


async def _go_through_sitemaps(home: Fetched, web: Web, reader: Reader) -> None:
    """Look for addresses that name the statement in the site's own list of its pages."""
    guesses = [urljoin(home.url, "/sitemap.xml"), urljoin(home.url, "/sitemap_index.xml")]
    waiting = [*await web.sitemaps(home.url), *guesses]
    listed: list[str] = []
    opened = 0
    while waiting and opened < MOST_SITEMAPS:
        url = urls.absolute(home.url, waiting.pop(0))
        came = await reader.open(url, "sitemap") if url and urls.site(url) == urls.site(home.url) else None
        if isinstance(came, Fetched):
            opened += 1
            found = sitemap.read(came.answer.body)
            listed += found.pages
            if found.pages or found.maps:
                # The places where a map might have been are of no more interest.
                waiting = [one for one in waiting if one not in guesses]
            # Of an index, the map of pages is likelier to help than those of products or posts.
            waiting = [*sorted(found.maps, key=lambda one: "page" not in one), *waiting]
    ranked = rank_addresses(listed, home.url)[:MOST_ON_A_PAGE]
    await reader.follow(home, [Trail(link, FoundBy.SITEMAP) for link in ranked])


async def _try_usual_paths(home: Fetched, web: Web, reader: Reader) -> None:
    """Ask for the paths under which firms publish, though nothing leads there."""
    ending = _usual_ending(home.page)
    detector: soft404.Detector | None = None
    for path in words.usual_paths():
        url = urljoin(home.url, path if "." in path else path + ending)
        came = await reader.open(url, "usual_path")
        if not isinstance(came, Fetched) or urls.key(came.url) == urls.key(home.url):
            continue
        if detector is None:
            detector = soft404.Detector(await web(urljoin(home.url, soft404.NO_SUCH_PAGE), "probe"))
        is_page = not detector.matches(came)
        await reader.consider(came, Trail(_unlinked(url), FoundBy.USUAL_PATH), is_expected=is_page)
        if reader.findings.has_statement:
            return


def _unlinked(url: str) -> Candidate:
    """An address that no link led to."""
    year = words.year_in(urlsplit(url).path)
    return Candidate(url, "", Promise.STATEMENT, 0, "main", year, said=False, elsewhere=False)


def _usual_ending(page: Page) -> str:
    """What the site's own addresses end in: `.html` and the like where most do, else nothing."""
    own = urls.host(page.url)
    endings: list[str] = []
    for element in page.elements("a"):
        url = urls.absolute(page.base, element.get("href") or "")
        if url and urls.host(url) == own and len(endings) < 500:
            matched = _PAGE_ENDING.search(urlsplit(url).path)
            endings.append(matched[0].lower() if matched else "")
    named = [ending for ending in endings if ending]
    return max(set(named), key=named.count) if len(named) * 2 > len(endings) else ""
