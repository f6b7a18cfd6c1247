"""Getting a URL for one firm: robots.txt asked, redirects followed, every attempt recorded, budgets kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from crawler import media, outcomes, urls
from crawler.answers import Answer, Failed, Fetched, Transport
from crawler.attempts import attempt
from crawler.outcomes import Problem
from crawler.records import Reason, Recorder
from crawler.robots import Robots

MOST_REDIRECTS = 6
_MAY_SEND_ON = re.compile(rb"http-equiv|\blocation(?:\.|\s{0,3}=)", re.I)


@dataclass(slots=True)
class Budget:
    """What may be spent on one firm: pages (requests, robots.txt apart), bytes (unpacked) and seconds."""

    pages: int
    size: int
    seconds: float
    clock: Callable[[], float]
    pages_spent: int = 0
    size_spent: int = 0
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock()

    @property
    def problem(self) -> Problem | None:
        """What is used up; None while there is some of everything."""
        if self.pages_spent >= self.pages:
            return Problem(Reason.BUDGET_SPENT, f"the budget of {self.pages} pages is spent")
        return self.problem_but_pages

    @property
    def problem_but_pages(self) -> Problem | None:
        """The same of bytes and seconds: what pages in a browser ask for is no page."""
        detail = None
        if self.size_spent >= self.size:
            detail = f"the budget of {self.size / 1e6:.0f} MB is spent"
        elif self.clock() - self.started >= self.seconds:
            detail = f"the budget of {self.seconds:.0f} seconds is spent"
        return Problem(Reason.BUDGET_SPENT, detail) if detail else None

    @property
    def seconds_left(self) -> float:
        """How long may still be looked."""
        return max(0.0, self.started + self.seconds - self.clock())


class Fetcher:
    """Gets URLs on behalf of one firm."""

    runs_scripts = False

    def __init__(
        self, firm_id: int, transport: Transport, robots: Robots, recorder: Recorder, budget: Budget
    ) -> None:
        self._firm_id = firm_id
        self._transport = transport
        self._robots = robots
        self._recorder = recorder
        self._budget = budget
        self._homes: set[str] = set()

    async def __call__(self, url: str, role: str) -> Fetched | Failed:
        """Get `url`, following redirects, and pages that send visitors on at once."""
        via: list[str] = []
        while True:
            answer = await self._attempt(url, role)
            # The home page's own addresses are tried one by one; where one leads to is not among them.
            if isinstance(answer, Problem) and answer.http_may_help and (role != "home" or via):
                plain = url.replace("https:", "http:", 1)
                if plain not in via:
                    url = plain
                    answer = await self._attempt(url, role)
            if isinstance(answer, Problem):
                return Failed(url, answer)
            target = _sends_on(answer)
            if target is None:
                if role == "home":
                    self._homes |= {urls.key(address) for address in (*via, answer.url)}
                return self._settle(answer, tuple(via), role)
            self._record(role, answer.url, answer, detail=f"sends on to {target}"[:300])
            via.append(url)
            # A different spelling may be the point of a redirect, so only the very same address is a loop.
            loop = urls.without_fragment(target) in map(urls.without_fragment, via)
            if loop or len(via) > MOST_REDIRECTS:
                said = "leads back to itself" if loop else f"is behind more than {MOST_REDIRECTS} redirects"
                problem = Problem(Reason.REDIRECT_LOOP, f"{target} {said}"[:300])
                self._record(role, target, None, problem)
                return Failed(url, problem)
            if role != "home" and urls.key(target) in self._homes and "#" not in target:
                # Many sites send visitors there for whatever they have not got; it need not be fetched again.
                return Failed(url, Problem(Reason.HTTP_404, "the address leads back to the home page"))
            url = target

    @property
    def pages(self) -> int:
        """Requests made, robots.txt apart."""
        return self._budget.pages_spent

    @property
    def size(self) -> int:
        """Bytes received, unpacked."""
        return self._budget.size_spent

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The site maps that the robots.txt of the URL's origin names."""
        return (await self._robots.rules(url, self._firm_id)).sitemaps

    async def _attempt(self, url: str, role: str) -> Answer | Problem:
        refusal = await self._robots.refusal(url, self._firm_id)
        if refusal:
            self._record(role, url, None, refusal)
            return refusal
        problem: Problem | None = None
        for _ in range(2):
            if spent := self._budget.problem:
                return problem or spent
            self._budget.pages_spent += 1
            try:
                answer = await self._transport(urls.without_fragment(url))
            except Exception as error:
                problem = outcomes.of_exception(error)
                if problem is None:
                    raise
                self._record(role, url, None, problem)
            else:
                self._budget.size_spent += len(answer.body)
                problem = outcomes.of_status(answer.status)
                if problem is None or not problem.passing:
                    return answer
                problem = outcomes.of_wall(answer.status, answer.headers, answer.body) or problem
                self._record(role, url, answer, problem)
            if not problem.passing:
                break
        assert problem is not None
        return problem

    def _settle(self, answer: Answer, via: tuple[str, ...], role: str) -> Fetched | Failed:
        problem = outcomes.of_wall(answer.status, answer.headers, answer.body) or outcomes.of_status(
            answer.status
        )
        if problem is None and not answer.body.strip():
            problem = Problem(Reason.OTHER, "an empty answer")
        if problem is None and answer.media_type == media.HTML:
            problem = outcomes.of_body(answer.page, answer.body)
        self._record(role, answer.url, answer, problem)
        return Failed(answer.url, problem) if problem else Fetched(answer, via)

    def _record(
        self, role: str, url: str, answer: Answer | None, problem: Problem | None = None, detail: str = ""
    ) -> None:
        self._recorder.fetched(attempt(self._firm_id, url, role, answer, problem, detail))


def _sends_on(answer: Answer) -> str | None:
    """Where the answer sends the visitor instead of showing a page."""
    if answer.status in (301, 302, 303, 307, 308):
        return urls.absolute(answer.url, answer.headers.get("location", ""))
    # Only pages that mention it are parsed for it.
    if answer.status == 200 and _MAY_SEND_ON.search(answer.body[:20_000]) and answer.media_type == media.HTML:
        target = answer.page.refresh or answer.page.script_refresh
        if target and urls.without_fragment(target) != urls.without_fragment(answer.url):
            return target
    return None
