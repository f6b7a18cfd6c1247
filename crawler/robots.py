"""What robots.txt allows, by RFC 9309, kept for each origin by itself.

Scrapy's own middleware keeps it by host without the scheme, and lets everything through where it could not be read:
as https is tried before http, a failing https would have opened http.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from protego import Protego

from crawler import outcomes, urls
from crawler.answers import Answer, CutShortError, NotArchivedError, Transport
from crawler.attempts import attempt
from crawler.outcomes import Problem
from crawler.records import Reason, Recorder

MOST_BYTES = 500 * 1024
"""RFC 9309 asks for at least this much to be read."""
MOST_REDIRECTS = 5
LONGEST_DELAY = 60.0
"""Seconds. Whoever asks for more between two requests asks us not to come."""

MOST_KEPT = 256
"""Origins whose rules are kept: more than are being looked at side by side."""
LARGEST_KEPT = 8_000_000
"""Bytes of robots.txt whose rules are kept; parsed they take a few times as much."""

SlowDown = Callable[[str, float], None]
"""(host name, seconds): see to it that requests to the host are at least so far apart."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an origin allows. `problem` says why nothing may be asked for; `parsed` is None where all may."""

    parsed: Protego | None = None
    problem: Problem | None = None
    size: int = 0
    """Bytes of what was parsed."""

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The site maps that robots.txt names."""
        return tuple(self.parsed.sitemaps)[:20] if self.parsed else ()


def _was_in_vain(rules: Rules) -> bool:
    return rules.problem is not None and rules.problem.reason is not Reason.ROBOTS


def _has_answer(task: asyncio.Task[Rules]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


class Robots:
    """The rules of the origins met in a crawl. Each robots.txt is asked for once, by the first firm that needs it.

    Those not needed for long are forgotten when there are many, and asked for again if they are needed after all.
    """

    def __init__(self, transport: Transport, recorder: Recorder, agent: str, slow_down: SlowDown) -> None:
        self._transport = transport
        self._recorder = recorder
        self._agent = agent
        self._slow_down = slow_down
        self._rules: dict[str, asyncio.Task[Rules]] = {}  # the one not needed for longest comes first

    async def refusal(self, url: str, firm_id: int) -> Problem | None:
        """Why `url` may not be asked for; None when it may."""
        rules = await self.rules(url, firm_id)
        if rules.problem:
            return rules.problem
        if rules.parsed and not rules.parsed.can_fetch(url, self._agent):
            return Problem(
                Reason.ROBOTS, f"robots.txt asks us not to look at {urlsplit(url).path or '/'}"[:300]
            )
        return None

    async def rules(self, url: str, firm_id: int) -> Rules:
        """The rules of the URL's origin."""
        origin = urls.origin(url)
        task = self._rules.pop(origin, None)
        if task is None:
            self._forget_the_oldest()
            task = asyncio.ensure_future(self._read(origin, firm_id))
        self._rules[origin] = task
        # Shielded: that one firm gives up waiting must not take the answer from the others.
        return await asyncio.shield(task)

    def _forget_the_oldest(self) -> None:
        known = {origin: task.result() for origin, task in self._rules.items() if _has_answer(task)}
        size = sum(rules.size for rules in known.values())
        for origin, rules in known.items():
            if len(self._rules) < MOST_KEPT and size < LARGEST_KEPT:
                return
            del self._rules[origin]
            size -= rules.size

    def forget_failures(self) -> None:
        """Ask anew for what could not be read; what a site has said stays."""
        self._rules = {
            origin: task
            for origin, task in self._rules.items()
            if not task.done() or (_has_answer(task) and not _was_in_vain(task.result()))
        }

    async def close(self) -> None:
        """Give up whatever is still being asked for."""
        for task in self._rules.values():
            task.cancel()
        await asyncio.gather(*self._rules.values(), return_exceptions=True)

    async def _read(self, origin: str, firm_id: int) -> Rules:
        url = f"{origin}/robots.txt"
        for _ in range(MOST_REDIRECTS + 1):
            try:
                answer = await self._transport(url)
            except (NotArchivedError, CutShortError):
                # Nobody is asked for anything, and whoever made the archive was let in.
                return Rules()
            except Exception as error:
                problem = outcomes.of_exception(error)
                if problem is None:
                    raise
                self._record(firm_id, url, problem, None)
                plain = url.replace("https:", "http:", 1)
                if problem.http_may_help and plain != url and not url.startswith(f"{origin}/"):
                    url = plain
                    continue
                return self._without_answer(problem)
            problem = outcomes.of_status(answer.status)
            redirect = 300 <= answer.status < 400
            self._record(firm_id, url, None if redirect else problem, answer)
            target = urls.absolute(url, answer.headers.get("location", "")) if redirect else None
            if target is None:
                return self._from_answer(origin, answer, problem)
            url = target
        # More redirects than that count as "unavailable": RFC 9309, 2.3.1.2.
        return Rules()

    @staticmethod
    def _without_answer(problem: Problem) -> Rules:
        if problem.reason is Reason.TOO_LARGE:
            return Rules()
        # The host as a whole cannot be reached; RFC 9309, 2.3.1.4 forbids to go on, and the failure is the reason.
        return Rules(problem=replace(problem, passing=False))

    def _from_answer(self, origin: str, answer: Answer, problem: Problem | None) -> Rules:
        if answer.status >= 500 or answer.status == 429:
            # RFC 9309, 2.3.1.4: complete disallow. The site has not asked us to stay away, so that is not the reason.
            detail = f"robots.txt could not be read (HTTP {answer.status}), so nothing else may be asked for"
            reason = Reason.HTTP_429 if answer.status == 429 else Reason.HTTP_5XX
            return Rules(
                problem=outcomes.of_wall(answer.status, answer.headers, answer.body)
                or Problem(reason, detail)
            )
        if problem is not None:
            return Rules()
        body = answer.body[:MOST_BYTES]
        parsed = Protego.parse(body.decode("utf-8-sig", "ignore"))
        delay = parsed.crawl_delay(self._agent) or 0.0
        if delay > LONGEST_DELAY:
            detail = f"robots.txt asks for {delay:.0f} seconds between requests, more than we can wait"
            return Rules(problem=Problem(Reason.ROBOTS, detail))
        if delay > 0:
            self._slow_down(urlsplit(origin).hostname or "", delay)
        return Rules(parsed, size=len(body))

    def _record(self, firm_id: int, url: str, problem: Problem | None, answer: Answer | None) -> None:
        self._recorder.fetched(attempt(firm_id, url, "robots", answer, problem))
