"""From a link to the documents behind it: opened once, judged, kept, and what it offers in turn followed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from crawler import media, parts, soft404, urls
from crawler.answers import Failed, Fetched
from crawler.discover import Promise
from crawler.findings import Findings, Trail
from crawler.outcomes import Problem
from crawler.records import FoundDocument, Judge, Judgement, Reason, Target
from crawler.trails import onward

DEEPEST = 2
"""Pages between the link and the document: a landing page, and an overview of years."""
MOST_IN_VAIN = 10
"""Links that name the statement and lead to none: beyond these a site writes about the subject, not for itself."""


class Web(Protocol):
    """Where pages come from, on behalf of one firm. `pages` and `size` say what was spent so far."""

    runs_scripts: bool
    """Whether pages come as a browser shows them."""

    @property
    def pages(self) -> int:
        """Requests made, robots.txt apart."""

    @property
    def size(self) -> int:
        """Bytes received, unpacked."""

    async def __call__(self, url: str, role: str) -> Fetched | Failed:
        """Get a URL, redirects followed. `role` says what it is wanted for."""

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The site maps that the robots.txt of the URL's origin names."""


class Stopped(Exception):  # noqa: N818 - it ends the looking; nothing has gone wrong
    """Looking on is of no use or not allowed: the budget is spent, or the site told us to stop asking."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class Reader:
    """Opens pages of one firm's site, each once, and keeps what it comes upon in `findings`."""

    def __init__(self, web: Web, judge: Judge, target: Target) -> None:
        self._web = web
        self._judge = judge
        self._target = target
        self._seen: set[str] = set()
        self._home: set[str] = set()
        self._home_site = ""
        self._own_sites: set[str] = set()
        self._in_vain = 0
        self.findings = Findings()

    def start_at(self, home: Fetched) -> None:
        """Take `home` for the firm's home page."""
        self._home_site = urls.site(home.url)
        self._own_sites = {urls.site(url) for url in home.addresses}
        self._home = set(map(urls.key, home.addresses))
        self._seen |= self._home

    def also_at(self, home: Fetched) -> None:
        """Take this page for the firm's home page too: it lies behind one that asks for language, country or age."""
        self._own_sites |= {urls.site(url) for url in home.addresses}
        self._home |= set(map(urls.key, home.addresses))

    def is_own(self, url: str) -> bool:
        """Whether the address is on the firm's own domain."""
        return urls.site(url) in self._own_sites

    async def open(self, url: str, role: str) -> Fetched | Failed | None:
        """Get what was not looked at yet; None where it was, under this address or another. May raise `Stopped`."""
        key = urls.key(url)
        if key in self._seen:
            return None
        self._seen.add(key)
        came = await self._web(url, role)
        if isinstance(came, Failed):
            told_to_stop = came.problem.reason is Reason.HTTP_429 and urls.site(came.url) == self._home_site
            if came.problem.reason is Reason.BUDGET_SPENT or told_to_stop:
                raise Stopped(came.problem)
            return came
        if key not in self._home and urls.key(came.url) in self._home:
            # Many sites send visitors to their home page for whatever they have not got.
            return Failed(url, Problem(Reason.HTTP_404, "the link leads back to the home page"))
        others = {urls.key(address) for address in came.addresses} - {key}
        is_known = urls.key(came.url) in others & self._seen
        self._seen |= others
        return None if is_known else came

    async def follow(self, page: Fetched, trails: Iterable[Trail], depth: int = 0) -> None:
        """Open links on `page` that name the statement. From what they lead to, go on to what that offers."""
        for trail in trails:
            link = trail.link
            if urls.key(link.url) == urls.key(page.url) and urlsplit(link.url).fragment:
                await self._look_at_part(page, trail, depth)
                continue
            if self._in_vain >= MOST_IN_VAIN:
                return
            came = await self.open(link.url, "candidate")
            if isinstance(came, Failed) and (link.said or self.is_own(link.url)):
                self.findings.miss(link.url, came.problem, trail)
            if isinstance(came, Fetched):
                await self.arrive(came, trail, depth)

    async def arrive(self, came: Fetched, trail: Trail, depth: int = 0) -> None:
        """Consider what a link that names the statement led to, and go on to what it offers."""
        kept = await self.consider(came, trail, is_expected=True)
        if kept is None or not kept.judgement.is_statement:
            self._in_vain += 1
        if came.answer.media_type == media.HTML and depth < DEEPEST:
            await self.follow(came, onward(came, trail, kept), depth + 1)

    async def consider(self, came: Fetched, trail: Trail, *, is_expected: bool) -> FoundDocument | None:
        """Have the document judged. Keep it if it is a statement, or stands where one `is_expected`."""
        answer, link = came.answer, trail.link
        # A picture is read by nobody here; one that stands for the statement is kept as what could not be read.
        is_picture = is_expected and link.said and answer.media_type.startswith("image/")
        if answer.media_type not in media.READ and not is_picture:
            if is_expected and link.said:
                problem = Problem(Reason.OTHER, f"the link leads to a file of type {answer.media_type}"[:300])
                self.findings.miss(link.url, problem, trail)
            return None
        part = await self._consider_part(came, trail, unquote(urlsplit(link.url).fragment))
        if part is not None:
            return part
        judgement = await self._judge(self._target, answer.body, answer.media_type, came.url)
        # Of a text that is still to be filled in, no part is a statement either.
        if not judgement.is_statement and judgement.kind != "template":
            for fragment in parts.named_parts(came.page):
                if (part := await self._consider_part(came, trail, fragment)) is not None:
                    return part
        if not judgement.is_statement and is_expected and self._explains(came, trail, judgement):
            return None
        is_named = link.promise in (Promise.STATEMENT, Promise.POSSIBLE)
        elsewhere = not self.is_own(came.url)
        # What others leave empty says nothing of this firm.
        stands_in = is_expected and not (judgement.kind == "empty" and (elsewhere or not is_named))
        kept = self.findings.add(came, trail, judgement, stands_in=stands_in, elsewhere=elsewhere)
        if kept is None and is_expected and link.promise is Promise.STATEMENT and link.said:
            self.findings.stray(link.url)
        return kept

    def _explains(self, came: Fetched, trail: Trail, judgement: Judgement) -> bool:
        """Whether there is a reason why no statement was seen behind the link; notes it."""
        if came.answer.media_type != media.HTML:
            return False
        says_nothing = judgement.unreadable is not None or judgement.kind in ("empty", "other")
        if soft404.says_so(came.page):
            problem = Problem(Reason.HTTP_404, "the page says that there is no such page")
        elif says_nothing and came.page.needs_scripts:
            problem = Problem(Reason.NEEDS_BROWSER, f"{came.url} is empty until its scripts have run"[:300])
        else:
            return False
        self.findings.miss(trail.link.url, problem, trail)
        return True

    async def _consider_part(self, came: Fetched, trail: Trail, fragment: str) -> FoundDocument | None:
        """The statement, if it is the part of the page that the fragment names; None else."""
        if came.answer.media_type != media.HTML or not fragment or parts.part_of(came.page, fragment) is None:
            return None
        url = f"{came.url}#{quote(fragment, safe=':~=')}"
        judgement = await self._judge(self._target, came.answer.body, came.answer.media_type, url)
        if not judgement.is_statement:
            return None
        elsewhere = not self.is_own(came.url)
        return self.findings.add(came, trail, judgement, stands_in=False, elsewhere=elsewhere, url=url)

    async def _look_at_part(self, page: Fetched, trail: Trail, depth: int) -> None:
        """A part of the page itself: nothing to fetch; but what only scripts know by that name is not there."""
        kept = await self.consider(page, trail, is_expected=False)
        if kept is None and urlsplit(trail.link.url).fragment.startswith(("!", "/")):
            if self._web.runs_scripts:
                await self._open_route(trail, depth)
                return
            detail = f"{trail.link.url} is shown by the page's scripts only"
            self.findings.miss(trail.link.url, Problem(Reason.NEEDS_BROWSER, detail[:300]))

    async def _open_route(self, trail: Trail, depth: int) -> None:
        """Open what scripts show under an address that differs in its fragment only."""
        if trail.link.url in self._seen:
            return
        self._seen.add(trail.link.url)
        came = await self._web(trail.link.url, "candidate")
        if isinstance(came, Fetched):
            await self.arrive(came, trail, depth)
        else:
            self.findings.miss(trail.link.url, came.problem)
