"""What a crawl may do, and the same in Scrapy's words."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

AGENT = "Section54Bot"
"""The name under which robots.txt may address us."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """What may be spent on one firm."""

    pages: int = 30
    """Requests, robots.txt apart. A site whose statement is linked from the home page takes two to six."""
    size: int = 60_000_000
    """Bytes, unpacked."""
    seconds: float = 300.0
    """Enough for all pages at one second's delay, or for ten at a Crawl-delay of 30."""
    parts: int = 80
    """Scripts, and answers to scripts, that pages shown in a browser may ask for."""


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """How a crawl behaves. The defaults are those of a good guest."""

    delay: float = 1.0
    """Seconds between two requests to one host, on average."""
    concurrency: int = 32
    """Requests under way at once, over all hosts; one host only ever gets one."""
    firms_at_once: int = 64
    """Firms looked at side by side. More than `concurrency`, as most wait for their delay."""
    budgets: Budgets = field(default_factory=Budgets)
    contact: str = "https://github.com/section54/section54"
    """A URL or mail address under which a webmaster finds out who we are."""
    user_agent: str = ""
    """The whole User-Agent, if not the one made of our name and `contact`."""
    timeout: float = 30.0
    """Seconds for one request, body included."""
    largest_body: int = 25_000_000
    """Bytes of one response, packed and unpacked."""
    browser: str = ""
    """The Chromium that shows pages which are empty without scripts, where nothing else was found; "" for none."""
    browser_seconds: float = 60.0
    """For one page to come to rest, everything it asks for included."""
    reactorless: bool = False
    """Run on asyncio alone. Allows several crawls in one process; Scrapy calls its client for that experimental."""

    log_level: int = logging.WARNING
    """From which level on Scrapy may log."""

    @property
    def agent(self) -> str:
        """The User-Agent header."""
        return self.user_agent or f"Mozilla/5.0 (compatible; {AGENT}/1.0; +{self.contact})"


def scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    """The settings Scrapy is run with."""
    return {
        "USER_AGENT": settings.agent,
        # Politeness. One connection a host, the delay spread so as not to fall into step with other crawls.
        "DOWNLOAD_DELAY": settings.delay,
        "DOWNLOAD_DELAY_JITTER": 0.5,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONCURRENT_REQUESTS": settings.concurrency,
        # robots.txt is kept by crawler.robots: by origin, with Crawl-delay, and closed where it cannot be read.
        "ROBOTSTXT_OBEY": False,
        # Nothing we read needs cookies. Without them nobody is tracked, and no public suffix list is fetched.
        "COOKIES_ENABLED": False,
        # Bounds. Scrapy's default size is a gigabyte.
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.largest_body,
        "DOWNLOAD_WARNSIZE": 0,
        # Evidence from a host that cannot prove its name would be no evidence.
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        # Redirects and second attempts are made by crawler.fetching, so that each is asked of robots.txt,
        # counted against the budget and recorded.
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,
        # Nearest to the wire: before anything is unpacked.
        "DOWNLOADER_MIDDLEWARES": {"crawler.archiving.ArchivingMiddleware": 950},
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
            "Accept-Language": "en-GB,en;q=0.9",
            # What readers of web archives can unpack; Scrapy alone would offer zstd as well.
            "Accept-Encoding": "gzip, deflate, br",
        },
        # Nobody is to steer a running crawl through a socket. The second, new in Scrapy 2.19 and on by default,
        # runs Python code sent to it, and leaves a file with its password in the user's profile.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        # Logging belongs to whoever runs the crawl.
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_LEVEL": "WARNING",
        "LOGSTATS_INTERVAL": 0,
        "TWISTED_REACTOR_ENABLED": not settings.reactorless,
    }
