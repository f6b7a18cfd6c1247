"""One page in the browser: opened, left to come to rest, and copied as it then stands."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from lxml import html

from crawler import urls, words
from crawler.answers import Answer
from crawler.browser import BrowserFailed
from crawler.browser_parts import Parts, Wanted, as_reply
from crawler.browser_scripts import CLICK, COPY, NUMBER, QUIET
from crawler.links import spoken
from crawler.page import Page

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Request, Route
    from playwright.async_api import Page as Tab

_QUIET_FOR = 500
"""Milliseconds."""
PATIENCE = 6
"""How often a page with next to nothing on it is looked at, before that is taken for all there is."""
_FEW_WORDS = 40
_FEW_LINKS = 3
MOST_CLICKS = 3
# Some pages never say that they are whole.
_ROUNDS_FOR_THE_REST = 10
_NUMBERS = re.compile(rb'\s%s="\d+"' % NUMBER.encode())


@dataclass(frozen=True, slots=True)
class Shown:
    """The page as it came to rest: HTML in UTF-8, and where its scripts sent the visitor."""

    html: bytes
    sent_on_to: str | None


@dataclass(slots=True)
class _Copy:
    """A copy of the page as it stood. Everything in it is the page's own word."""

    html: bytes
    base: str
    address: str
    is_thin: bool


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
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

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
        if self._sent_on_to is None:
            copy = await self._after_clicks(copy)
        return Shown(copy.html, self._sent_on_to)

    async def _open(self) -> None:
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

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

    async def _at_rest(self) -> _Copy:
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

    async def _after_clicks(self, copy: _Copy) -> _Copy:
        """Click what names the statement and has no address, as a visitor would; note where each click leads."""
        found: dict[int, str] = {}
        for number in list(_nameless(copy, self.address))[:MOST_CLICKS]:
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
        copy.html = _leading(copy.html, found)
        return copy

    async def _copy(self) -> _Copy:
        found = await self._run(COPY)
        if not isinstance(found, dict) or not isinstance(found.get("html"), str):
            raise BrowserFailed("the page could not be copied")
        html_ = found["html"].encode("utf-8", "replace")
        base, address = str(found.get("base")), str(found.get("address"))
        if base != self.address and b"<base" not in html_.lower():
            mark = f'<base href="{_quoted(base)}">'.encode()
            html_ = re.sub(rb"<head[^>]*>", lambda head: head[0] + mark, html_, count=1)
        is_thin = int(found.get("words") or 0) < _FEW_WORDS and int(found.get("links") or 0) < _FEW_LINKS
        return _Copy(html_, base, address, is_thin)

    async def _as_it_is(self, seconds: float) -> Shown:
        """The page as it stands though it did not come to rest. Raises `BrowserFailed` where it does not answer."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        said = f"the page did not come to rest within {seconds:.0f} seconds"
        if not self._world:
            raise BrowserFailed(said)
        try:
            async with asyncio.timeout(5):
                copy = await self._copy()
        except (TimeoutError, Error):
            raise BrowserFailed(said) from None
        return Shown(_NUMBERS.sub(b"", copy.html), self._sent_on_to)

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
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

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
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

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
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        with suppress(Error):
            await window.close()

    def _break(self, error: BaseException) -> None:
        """Have it raised where the page is waited for."""
        if not self._broken.done():
            self._broken.set_exception(error)


def _nameless(copy: _Copy, address: str) -> Iterator[int]:
    """The numbers of the elements that name the statement and lead nowhere."""
    page = Page.parse(copy.html, address, "text/html; charset=utf-8")
    for element in page.tree.iterfind(f".//*[@{NUMBER}]") if page.tree is not None else ():
        _, said = spoken(element)
        number = element.get(NUMBER) or ""
        if number.isdecimal() and words.statement_weight(words.plain(said)) >= words.threshold("strong"):
            yield int(number)


def _leading(copy: bytes, found: dict[int, str]) -> bytes:
    """The copy without our numbers; with the address that each clicked element was seen to lead to."""
    if not found:
        return _NUMBERS.sub(b"", copy)
    tree = html.document_fromstring(copy, parser=html.HTMLParser(encoding="utf-8"))
    for element in tree.iterfind(f".//*[@{NUMBER}]"):
        number = str(element.attrib.pop(NUMBER))
        if number.isdecimal() and int(number) in found:
            element.set("href" if element.tag == "a" else "data-href", found[int(number)])
            element.set("data-section54-found-by", "click")
    return bytes(html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
