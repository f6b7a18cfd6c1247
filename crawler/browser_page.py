"""One page in the browser: opened, left to come to rest, and copied as it then stands."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Request, Route
from playwright.async_api import Page as Tab

from crawler import urls
from crawler.answers import Answer
from crawler.browser import BrowserFailed
from crawler.browser_copy import Copy
from crawler.browser_parts import Parts, Wanted, as_reply
from crawler.browser_scripts import CLICK, COPY, QUIET

_QUIET_FOR = 500
"""Milliseconds."""
PATIENCE = 6
"""How often a page with next to nothing on it is looked at, before that is taken for all there is."""
MOST_CLICKS = 3
# Some pages never say that they are whole.
_ROUNDS_FOR_THE_REST = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """The page as it came to rest: HTML in UTF-8, and where its scripts sent the visitor."""

    html: bytes
    sent_on_to: str | None


@dataclass(eq=False)
class PageInBrowser:
    """Shows `answer` at `address` in an empty context. What it asks for is answered by `parts`."""

    context: BrowserContext
    answer: Answer
    address: str
    parts: Parts
    patience: int = PATIENCE
    _tab: Tab | None = None
    _session: CDPSession | None = None
    _world: int = 0
    _is_open: bool = False
    _asked: int = 0
    _pending: set[Request] = field(default_factory=set)
    _sent_on_to: str | None = None
    _opened: str | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _broken: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    async def show(self, seconds: float) -> Shown:
        """Open the page, wait for it at most so long, and copy it.

        Raises `BrowserFailed` where the page or the browser broke down, and whatever `parts` raise.
        """
        work = asyncio.ensure_future(self._show())
        ends: tuple[asyncio.Future[Any], ...] = (work, self._broken)
        try:
            await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if self._broken.done():
                self._broken.result()
            return work.result() if work.done() else await self._as_it_is(seconds)
        except Error as error:
            raise BrowserFailed("the page broke down in the browser", error) from error
        finally:
            self._broken.cancel()
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _show(self) -> Shown:
        tab = self._tab = await self.context.new_page()
        self.context.on("page", self._close)
        tab.on("crash", lambda _: self._break(BrowserFailed("the page broke down in the browser")))
        tab.on("requestfinished", self._done)
        tab.on("requestfailed", self._done)
        await self.context.route("**/*", self._answer)
        await self._open()
        copy = await self._at_rest()
        html = await self._after_clicks(copy) if self._sent_on_to is None else copy.leading({})
        return Shown(html, self._sent_on_to)

    async def _open(self) -> None:
        assert self._tab is not None
        try:
            # How long it may take is bounded from outside. No event of the page is waited for: a page that wants to be
            # left at once, and is not let go, may never send it.
            await self._tab.goto(self.address, wait_until="commit", timeout=0)
        except Error:
            # Its scripts sent the visitor on before it was all there.
            if self._sent_on_to is None:
                raise
        session = self._session = await self.context.new_cdp_session(self._tab)
        tree = await session.send("Page.getFrameTree")
        world = await session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]})
        self._world = int(world["executionContextId"])

    async def _at_rest(self) -> Copy:
        """The page once it asks for nothing more, and shows something or has had its time to."""
        for _ in range(self.patience):
            await self._settle()
            copy = await self._copy()
            if not copy.is_thin or self._sent_on_to:
                break
        return copy

    async def _settle(self) -> None:
        for round_ in count(1):
            while self._pending:
                self._changed.clear()
                await self._changed.wait()
            before = self._asked
            is_whole = await self._run(QUIET % _QUIET_FOR) or round_ > _ROUNDS_FOR_THE_REST
            is_quiet = before == self._asked and not self._pending
            if self._sent_on_to or (is_quiet and is_whole):
                return

    async def _after_clicks(self, copy: Copy) -> bytes:
        """Click what names the statement and has no address, as a visitor would; the page with where that leads."""
        found: dict[int, str] = {}
        for number in islice(copy.nameless(self.address), MOST_CLICKS):
            self._sent_on_to = self._opened = None
            await self._run(CLICK % number, is_click=True)
            await self._settle()
            after = await self._copy()
            target = self._sent_on_to or self._opened
            self._sent_on_to = None
            if target:
                found[number] = target
            elif after.address != copy.address:
                # Scripts have put another page in the place of this one; there is no more to be clicked.
                found[number] = after.address
                break
            else:
                copy = after
        return copy.leading(found)

    async def _copy(self) -> Copy:
        return Copy.taken(await self._run(COPY), self.address)

    async def _as_it_is(self, seconds: float) -> Shown:
        """The page as it stands though it did not come to rest. Raises `BrowserFailed` where it does not answer."""
        said = f"the page did not come to rest within {seconds:.0f} seconds"
        if not self._world:
            raise BrowserFailed(said)
        try:
            async with asyncio.timeout(5):
                copy = await self._copy()
        except (TimeoutError, Error):
            raise BrowserFailed(said) from None
        return Shown(copy.leading({}), self._sent_on_to)

    async def _run(self, script: str, *, is_click: bool = False) -> Any:
        assert self._session is not None
        answer = await self._session.send(
            "Runtime.evaluate",
            {
                "expression": script,
                "contextId": self._world,
                "awaitPromise": True,
                "returnByValue": True,
                "userGesture": is_click,
            },
        )
        return answer["result"].get("value")

    async def _answer(self, route: Route) -> None:
        request = route.request
        try:
            if request.is_navigation_request():
                await self._navigate(route)
                return
            wanted = Wanted(
                request.url,
                request.method,
                request.resource_type,
                request.headers.get("origin", ""),
                self.answer.url,
            )
            if self.parts.is_new(wanted):
                self._asked += 1
                self._pending.add(request)
            reply = await self.parts.answer(wanted)
            if reply is None:
                await route.abort()
            else:
                await route.fulfill(status=reply.status, headers=reply.headers, body=reply.body)
        except Error:
            # The page that asked has gone away.
            self._done(request)
        except Exception as error:
            self._break(error)

    async def _navigate(self, route: Route) -> None:
        """Show the page itself; whatever else it wants to be is noted, and not shown."""
        request = route.request
        try:
            is_main = request.frame == (self._tab.main_frame if self._tab else None)
            is_window = request.frame.parent_frame is None
        except Error:
            # A window that is just being opened has no frame yet.
            is_main, is_window = False, True
        if is_main and not self._is_open:
            self._is_open = True
            reply = as_reply(self.answer)
            await route.fulfill(status=reply.status, headers=reply.headers, body=reply.body)
            return
        if request.method == "GET" and request.url.startswith(("http://", "https://")):
            target = request.url
            if is_main and urls.without_fragment(target) != urls.without_fragment(self.address):
                self._sent_on_to = self._sent_on_to or target
                self._changed.set()
            elif is_window:
                self._opened = self._opened or target
        await route.abort("aborted")

    def _done(self, request: Request) -> None:
        self._pending.discard(request)
        self._changed.set()

    async def _close(self, window: Tab) -> None:
        with suppress(Error):
            await window.close()

    def _break(self, error: BaseException) -> None:
        """Have it raised where the page is waited for."""
        if not self._broken.done():
            self._broken.set_exception(error)
