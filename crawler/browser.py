"""The system's Chromium, driven by Playwright: the extra `browser`. Started when it is first needed, ended at the end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from crawler.outcomes import Problem
from crawler.records import Reason

if TYPE_CHECKING:
    from playwright.async_api import Browser as Started
    from playwright.async_api import BrowserContext, Playwright

PAGES_AT_ONCE = 2
_MOST_STARTS_IN_VAIN = 2
_PAGES_BEFORE_ANEW = 200
_LONGEST_START = 60.0
_LONGEST_END = 10.0
_NOWHERE = "127.0.0.1:9"
_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # It has no network: what its pages ask for is got by the crawl. What slips past that finds no host.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=256",
)


class BrowserFailed(Exception):  # noqa: N818 - said of a firm, not raised to anybody else
    """The browser could not be used; `problem` says why."""

    def __init__(self, said: str, error: BaseException | None = None) -> None:
        told = f" ({first_line(error)})" if error else ""
        self.problem = Problem(Reason.NEEDS_BROWSER, f"{said}{told}"[:300])
        super().__init__(self.problem.detail)


def first_line(error: BaseException) -> str:
    """What the error says, in one line."""
    lines = (line.strip() for line in str(error).splitlines())
    return next(filter(None, lines), type(error).__name__)[:200]


class Browser:
    """One Chromium for a whole crawl. Every page gets a context of its own: nothing is kept from one to the next."""

    def __init__(self, path: str, agent: str) -> None:
        self._path = path
        self._agent = agent
        self._driver: Playwright | None = None
        self._started: Started | None = None
        self._in_vain: list[BrowserFailed] = []
        self._pages = 0
        self._open = 0
        self._one_at_a_time = asyncio.Lock()
        self._places = asyncio.Semaphore(PAGES_AT_ONCE)

    @property
    def name(self) -> str:
        """Which browser it is."""
        return f"Chromium {self._started.version}" if self._started else "Chromium"

    @asynccontextmanager
    async def context(self) -> AsyncIterator[BrowserContext]:
        """An empty browser profile for one page. Raises `BrowserFailed`."""
        async with self._places:
            started = await self._running()
            self._open += 1
            try:
                context = await self._empty(started)
                try:
                    yield context
                finally:
                    await self._end(context)
            finally:
                self._open -= 1

    async def close(self) -> None:
        """End the browser and what drives it. Never raises for a browser that is gone already."""
        if self._driver is None:
            return
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        started, self._started = self._started, None
        driver, self._driver = self._driver, None
        # One that does not listen any more is killed with its driver.
        if started:
            with suppress(Error, TimeoutError):
                async with asyncio.timeout(_LONGEST_END):
                    await started.close()
        if driver:
            with suppress(Error, TimeoutError):
                async with asyncio.timeout(_LONGEST_END):
                    await driver.stop()

    async def _running(self) -> Started:
        async with self._one_at_a_time:
            is_old = self._pages >= _PAGES_BEFORE_ANEW and not self._open
            if self._started and (is_old or not self._started.is_connected()):
                await self.close()
            if self._started is None:
                if len(self._in_vain) >= _MOST_STARTS_IN_VAIN:
                    raise self._in_vain[-1]
                try:
                    await self._start()
                except BrowserFailed as failed:
                    self._in_vain.append(failed)
                    raise
                self._in_vain.clear()
                self._pages = 0
            self._pages += 1
            assert self._started is not None
            return self._started

    async def _start(self) -> None:
        try:
            from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise BrowserFailed("the extra 'browser' is not installed", error) from error
        try:
            async with asyncio.timeout(_LONGEST_START):
                self._driver = await async_playwright().start()
                self._started = await self._driver.chromium.launch(
                    executable_path=self._path,
                    headless=True,
                    # Chromium refuses to run its sandbox as root.
                    chromium_sandbox=os.geteuid() != 0,
                    args=_ARGUMENTS,
                    # Pages open windows when somebody clicks, and not of themselves.
                    ignore_default_args=["--disable-popup-blocking"],
                    proxy={"server": f"http://{_NOWHERE}", "bypass": "<-loopback>"},
                    # Whoever stops the crawl stops the crawl; it then ends the browser.
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                    timeout=_LONGEST_START * 1000,
                )
        except (Error, OSError, TimeoutError) as error:
            await self.close()
            raise BrowserFailed(f"{self._path} could not be started", error) from error

    async def _empty(self, started: Started) -> BrowserContext:
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        try:
            async with asyncio.timeout(_LONGEST_START):
                return await started.new_context(
                    user_agent=self._agent,
                    locale="en-GB",
                    accept_downloads=False,
                    service_workers="block",
                    permissions=[],
                )
        except (Error, TimeoutError) as error:
            raise BrowserFailed("the browser failed", error) from error

    async def _end(self, context: BrowserContext) -> None:
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        try:
            async with asyncio.timeout(_LONGEST_END):
                # Whatever the page still asks for, nobody waits for the answer.
                await context.unroute_all(behavior="ignoreErrors")
                await context.close()
        except Error:
            # Gone already: the browser has crashed, and the next page starts another.
            return
        except TimeoutError:
            await self.close()
