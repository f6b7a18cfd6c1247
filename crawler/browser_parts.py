"""What a page in the browser asks for, got by the crawl itself: the browser has no network of its own.

So robots.txt, User-Agent, delays, one connection a host, proxies, bounds, records and the archive are the crawl's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from crawler import outcomes, urls
from crawler.answers import Answer
from crawler.attempts import attempt
from crawler.fetching import MOST_REDIRECTS, Budget
from crawler.outcomes import Problem
from crawler.records import Reason, Recorder
from crawler.robots import Robots

ROLE = "script"
"""The role under which such requests are recorded."""
_NEEDED = frozenset({"script", "xhr", "fetch"})
_PIXEL = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
# What a page waits for though nobody looks at it. Given nothing, some pages stop halfway.
_EMPTY = {"stylesheet": ("text/css", b""), "image": ("image/gif", _PIXEL)}
# They count visitors, and show them nothing.
_COUNTERS = frozenset(
    {
        "bat.bing.com",
        "clarity.ms",
        "connect.facebook.net",
        "doubleclick.net",
        "google-analytics.com",
        "googletagmanager.com",
        "hotjar.com",
        "px.ads.linkedin.com",
        "snap.licdn.com",
        "static.cloudflareinsights.com",
    }
)
# Of this hop only, or undone already; and nothing is to be kept in the browser.
_DROPPED = frozenset(
    {
        "connection",
        "content-disposition",
        "content-encoding",
        "content-length",
        "keep-alive",
        "refresh",
        "set-cookie",
        "trailer",
        "transfer-encoding",
    }
)

Ask = Callable[[str, dict[str, str]], Awaitable[Answer]]
"""(URL, request headers besides our usual ones) -> what the server said. Raises what the downloader raises."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request of the page at `page_url`. `kind` is Playwright's resource type, `origin` the header, if it has one."""

    url: str
    method: str
    kind: str
    origin: str
    page_url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the browser is given."""

    status: int
    headers: dict[str, str]
    body: bytes


def as_reply(answer: Answer) -> Reply:
    """A server's answer as the browser is given it."""
    headers = {name: value for name, value in answer.headers.items() if name not in _DROPPED}
    return Reply(answer.status, headers, answer.body)


class Parts:
    """Answers the requests of one firm's pages. `missing` and `lesser` are what could not be had: see `Rendered`."""

    def __init__(
        self, firm_id: int, ask: Ask, robots: Robots, recorder: Recorder, budget: Budget, most: int
    ) -> None:
        self._firm_id = firm_id
        self._ask = ask
        self._robots = robots
        self._recorder = recorder
        self._budget = budget
        self._most = most
        self._asked: dict[tuple[str, str], asyncio.Task[Answer | Problem]] = {}
        self._paths: set[str] = set()
        self.missing: list[Problem] = []
        self.lesser: list[Problem] = []

    def is_new(self, wanted: Wanted) -> bool:
        """Whether answering takes a request that has not been made yet: a page is at rest when it makes none."""
        return (
            wanted.kind in _NEEDED
            and wanted.method == "GET"
            and (wanted.url, wanted.origin) not in self._asked
            and len(self._asked) < self._most
            and _may_be_asked(wanted)
        )

    async def answer(self, wanted: Wanted) -> Reply | None:
        """What to give the page; None to give it nothing. Raises what the recorder raises."""
        if not _may_be_asked(wanted):
            return Reply(200, {"content-type": "text/javascript"}, b"") if wanted.kind == "script" else None
        if wanted.kind in _EMPTY:
            media_type, body = _EMPTY[wanted.kind]
            return Reply(200, {"content-type": media_type}, body)
        if wanted.kind not in _NEEDED:
            return None
        if wanted.method != "GET":
            said = f"the page sends data to {wanted.url}, and we only read"
            self._note(Problem(Reason.NEEDS_BROWSER, said[:300]), is_own=False)
            return None
        is_own = urls.site(wanted.url) == urls.site(wanted.page_url)
        answer = await self._once(wanted)
        if isinstance(answer, Problem):
            self._note(answer, is_own=is_own)
            return None
        if (problem := outcomes.of_status(answer.status)) and answer.status != 204:
            # That there is no such thing, or not for everybody, is an answer that pages count on.
            is_fault = answer.status >= 500 or answer.status == 429
            said = f"{wanted.url}: {problem.detail}"[:300]
            self._note(Problem(problem.reason, said), is_own=is_own and is_fault)
        return as_reply(answer)

    async def close(self) -> None:
        """Give up whatever is still being asked for."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)
        self._asked.clear()

    async def _once(self, wanted: Wanted) -> Answer | Problem:
        known = (wanted.url, wanted.origin)
        path = wanted.url.partition("?")[0]
        if known not in self._asked:
            if len(self._asked) >= self._most:
                # Who asks for the same again and again, under another number each time, lacks nothing.
                said = f"the budget of {self._most} scripts and answers to scripts is spent"
                reason = Reason.OTHER if path in self._paths else Reason.BUDGET_SPENT
                return Problem(reason, said)
            self._paths.add(path)
            self._asked[known] = asyncio.ensure_future(self._get(wanted))
        # Shielded: the page may go away, and another ask for the same.
        return await asyncio.shield(self._asked[known])

    async def _get(self, wanted: Wanted) -> Answer | Problem:
        url = wanted.url
        headers = {"Accept": "*/*"}
        if wanted.origin:
            headers["Origin"] = wanted.origin
        for _ in range(MOST_REDIRECTS + 1):
            if spent := self._budget.problem_but_pages:
                return spent
            if refusal := await self._robots.refusal(url, self._firm_id):
                self._record(url, None, refusal)
                return refusal
            try:
                answer = await self._ask(urls.without_fragment(url), headers)
            except Exception as error:
                problem = outcomes.of_exception(error)
                if problem is None:
                    raise
                self._record(url, None, problem)
                return problem
            self._budget.size_spent += len(answer.body)
            is_redirect = answer.status in (301, 302, 303, 307, 308)
            self._record(url, answer, None if is_redirect else outcomes.of_status(answer.status))
            target = urls.absolute(url, answer.headers.get("location", "")) if is_redirect else None
            if target is None:
                return answer
            if not _may_be_asked(Wanted(target, "GET", wanted.kind, wanted.origin, wanted.page_url)):
                break
            url = target
        return Problem(Reason.REDIRECT_LOOP, f"{wanted.url} sends on to nowhere we go"[:300])

    def _note(self, problem: Problem, *, is_own: bool) -> None:
        counts = is_own and problem.reason is not Reason.OTHER
        noted = self.missing if counts else self.lesser
        if problem not in noted and len(noted) < self._most:
            noted.append(problem)

    def _record(self, url: str, answer: Answer | None, problem: Problem | None) -> None:
        self._recorder.fetched(attempt(self._firm_id, url, ROLE, answer, problem))


def _may_be_asked(wanted: Wanted) -> bool:
    """Whether a page may have us ask there at all: what is on our side of the network is none of its business."""
    parts = urlsplit(wanted.url)
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or len(wanted.url) > urls.LONGEST_URL:
        return False
    if host == (urlsplit(wanted.page_url).hostname or "").lower():
        return True
    return not _is_private(host) and not urls.is_under(host, _COUNTERS)


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))
