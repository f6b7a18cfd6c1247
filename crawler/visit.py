"""One look at one firm's site, from its home page to an outcome, as a careful person would go about it.

Knows neither Scrapy nor the network: whatever can fetch a URL and judge a document can stand beneath it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from crawler import addresses, hubs, media, sitemap, soft404, urls, words
from crawler.answers import Failed, Fetched
from crawler.discover import Candidate, Promise, rank_addresses, rank_links, rank_rest, works_by_script_only
from crawler.findings import Trail
from crawler.gateway import placeholder, way_in
from crawler.homepage import evidence
from crawler.outcomes import Problem
from crawler.page import Page
from crawler.reading import Reader, Stopped, Web
from crawler.records import FoundBy, Judge, Reason, Target, Visit
from crawler.scripted import footer_is_to_come, links_in_scripts, scripts_name_it
from crawler.trails import MOST_ON_A_PAGE, known_on, latest, unlinked

MOST_ON_HOME_PAGE = 6
MOST_FRAMES = 4
MOST_LISTED_HUBS = 3
MOST_SITEMAPS = 4

_OFTEN = 4
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
        shown += await _behind_gateway(shown[0], reader)
        await _look_through(target, shown, web, reader)
    except Stopped as stopped:
        problem = stopped.problem
    outcome, problem = reader.findings.outcome(problem)
    link, state = evidence([each.page for each in shown], reader.findings)
    return Visit(
        firm_id=target.firm_id,
        outcome=outcome,
        reason=problem.reason if problem else None,
        detail=problem.detail if problem else "",
        homepage_url=shown[0].url if shown else None,
        homepage_link=link,
        documents=reader.findings.documents(),
        pages=web.pages,
        size=web.size,
        started_at=started,
        finished_at=datetime.now(UTC),
        link_state=state,
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


async def _behind_gateway(home: Fetched, reader: Reader) -> list[Fetched]:
    """The home page for visitors in the United Kingdom, where the first page asks who they are."""
    url = way_in(home.page)
    came = await reader.open(url, "home") if url else None
    if not isinstance(came, Fetched) or came.answer.media_type != media.HTML:
        return []
    reader.also_at(came)
    return [came]


async def _look_through(target: Target, shown: Sequence[Fetched], web: Web, reader: Reader) -> None:
    """Go from the obvious to the hidden, and stop where a statement is found. `shown` are home page and frames.

    One that is out of date does not end the search: a newer one may stand where nothing on the home page leads.
    """
    home = shown[0]
    links = [link for page in shown for link in rank_links(page.page)]
    named = latest([link for link in links if link.promise is Promise.STATEMENT], MOST_ON_HOME_PAGE)
    await reader.follow(home, [Trail(link, FoundBy.HOMEPAGE_LINK) for link in named])
    if not reader.findings.is_enough:
        await _read_home_page(shown, reader)
    if not reader.findings.has_statement and (notice := placeholder(home.page)):
        raise Stopped(notice)
    if not reader.findings.is_enough:
        # A page of scripts alone is for a browser: that also sees where the link stands.
        filled = [page.page for page in shown if not page.page.is_shell]
        in_scripts = [link for page in filled for link in links_in_scripts(page)]
        await reader.follow(home, [Trail(link, FoundBy.HOMEPAGE_LINK) for link in in_scripts])
    known = urls.absolute(home.url, target.statement_url) if target.statement_url else None
    if known and not reader.findings.is_enough:
        # A copy elsewhere counts only where the firm's own pages lead to it.
        trails = [Trail(unlinked(known), FoundBy.KNOWN_URL)] if reader.is_own(known) else []
        trails = [trail for page in shown for trail in known_on(page, known, FoundBy.HOMEPAGE_LINK)] or trails
        await reader.follow(home, trails)
    if not reader.findings.is_enough:
        towards = [link for link in links if link.promise is not Promise.STATEMENT]
        await hubs.go_through(towards, rank_rest(home.page), known, reader)
    if not reader.findings.is_enough:
        await _go_through_sitemaps(home, known, web, reader)
    if not reader.findings.has_statement:
        await _try_usual_paths(home, web, reader)
    if hidden := _hidden_by_scripts(shown, reader, names_it=bool(named)):
        raise Stopped(hidden)


def _hidden_by_scripts(shown: Sequence[Fetched], reader: Reader, *, names_it: bool) -> Problem | None:
    """Why the statement may be there though it was not seen. `names_it`: a link that leads somewhere does."""
    home = shown[0].page
    if home.is_shell:
        return _needs_browser("the home page is empty until its scripts have run")
    if not names_it and (text := works_by_script_only(home)):
        return _needs_browser(f"the home page's link {text[:80]!r} works by scripts only")
    if reader.findings.documents():
        return None
    if any(scripts_name_it(page.page) for page in shown):
        return _needs_browser("the statement is named in the home page's scripts only")
    if any(page.page.needs_scripts or footer_is_to_come(page.page) for page in shown):
        return _needs_browser("part of the home page is empty until its scripts have run")
    return None


def _needs_browser(detail: str) -> Problem:
    return Problem(Reason.NEEDS_BROWSER, detail)


async def _read_home_page(shown: Iterable[Fetched], reader: Reader) -> None:
    """See whether the statement stands on the home page itself; one that only links to it says little of it."""
    for page in shown:
        if len(hubs.SPEAKS_OF_IT.findall(page.answer.body[:2_000_000])) >= _OFTEN:
            trail = Trail(Candidate.unsaid(page.url), FoundBy.HOMEPAGE)
            await reader.consider(page, trail, is_expected=False)


async def _go_through_sitemaps(home: Fetched, known: str | None, web: Web, reader: Reader) -> None:
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
    ranked = rank_addresses(listed, home.url)
    named = [link for link in ranked if link.promise is not Promise.HUB]
    await reader.follow(home, [Trail(link, FoundBy.SITEMAP) for link in latest(named, MOST_ON_A_PAGE)])
    if not reader.findings.is_enough:
        listed_hubs = [link for link in ranked if link.promise is Promise.HUB]
        await hubs.go_through(listed_hubs[: 4 * MOST_LISTED_HUBS], (), known, reader, MOST_LISTED_HUBS)


async def _try_usual_paths(home: Fetched, web: Web, reader: Reader) -> None:
    """Ask for the paths under which firms publish, though nothing leads there."""
    ending = _usual_ending(home.page)
    detector: soft404.Detector | None = None
    for path in words.usual_paths():
        url = urljoin(home.url, path if "." in path else path + ending)
        came = await reader.open(url, "usual_path")
        if not isinstance(came, Fetched):
            continue
        if detector is None:
            detector = soft404.Detector(await web(urljoin(home.url, soft404.NO_SUCH_PAGE), "probe"))
        is_page = not detector.matches(came) and not soft404.says_so(came.page)
        if not is_page and came.page.is_shell:
            # One page for every address: its scripts alone know what there is.
            return
        await reader.consider(came, Trail(unlinked(url), FoundBy.USUAL_PATH), is_expected=is_page)
        if reader.findings.has_statement:
            return


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
    # Of several, the one that stands first on the page: the answer is the same in every process.
    return max(dict.fromkeys(named), key=named.count) if len(named) * 2 > len(endings) else ""
