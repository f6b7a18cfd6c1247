"""Why a page could not be seen: from what was raised, from the status, and from what the body says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler import urls
from crawler.page import Page
from crawler.records import Reason


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is nothing to look at, and what exactly was seen, in one line.

    `passing` tells whether asking once more may help, `http_may_help` whether asking without TLS may.
    """

    reason: Reason
    detail: str
    passing: bool = False
    http_may_help: bool = False


# By class name, because two libraries stand behind Scrapy (Twisted, and aiohttp where there is no reactor),
# and the exceptions of the one that is not in use cannot be imported. The first that matches any exception
# of the chain counts, so the particular come before the general.
_RAISED: tuple[tuple[str, Reason, str, bool], ...] = (
    ("TunnelError", Reason.OTHER, "the proxy refused to open a tunnel", False),
    ("ClientHttpProxyError", Reason.OTHER, "the proxy refused to open a tunnel", False),
    ("CannotResolveHostError", Reason.DNS, "the host name is unknown", False),
    ("ClientConnectorDNSError", Reason.DNS, "the host name is unknown", False),
    ("VerificationError", Reason.TLS, "the certificate is not this host's", False),
    ("ClientSSLError", Reason.TLS, "no secure connection", False),
    ("CertificateError", Reason.TLS, "the certificate cannot be trusted", False),
    ("SSLError", Reason.TLS, "no secure connection", False),
    ("SSL.Error", Reason.TLS, "no secure connection", False),
    ("DownloadTimeoutError", Reason.TIMEOUT, "no answer in time", False),
    ("TimeoutError", Reason.TIMEOUT, "no answer in time", False),
    ("DownloadCancelledError", Reason.TOO_LARGE, "larger than we read", False),
    ("IgnoreRequest", Reason.TOO_LARGE, "larger than we read once unpacked", False),
    ("DownloadConnectionRefusedError", Reason.REFUSED, "the connection was refused", False),
    ("ConnectionRefusedError", Reason.REFUSED, "the connection was refused", False),
    ("ResponseDataLossError", Reason.OTHER, "the answer broke off", True),
    ("ConnectionLost", Reason.REFUSED, "the connection was dropped", True),
    ("ConnectionDone", Reason.REFUSED, "the connection was closed without an answer", True),
    ("ServerDisconnectedError", Reason.REFUSED, "the connection was closed without an answer", True),
    ("ClientOSError", Reason.REFUSED, "the connection was dropped", True),
    ("ConnectError", Reason.REFUSED, "no connection", True),
    ("BadGzipFile", Reason.OTHER, "the answer is not packed as it says", False),
    ("error", Reason.OTHER, "the answer is not packed as it says", False),
    ("NotArchivedError", Reason.OTHER, "the archive does not hold it", False),
    ("CutShortError", Reason.TOO_LARGE, "the archive holds only its beginning", False),
    ("UnsupportedURLSchemeError", Reason.OTHER, "not a web address", False),
    ("DownloadFailedError", Reason.OTHER, "the download failed", True),
)


_NO_TUNNEL = ("TunnelError", "ClientHttpProxyError")
_STATUS = re.compile(r"(?:^|'status': )(\d{3})\b")


def of_exception(error: BaseException) -> Problem | None:
    """The problem behind what the downloader raised; None for what it never raises: a fault of our own."""
    chain = list(_chain(error))
    names = {name for one in chain for name in _names(one)}
    for name, reason, said, passing in _RAISED:
        if name in names:
            told = next((str(one) for one in chain if name in _names(one)), "")
            told = " ".join(told.split())[:200]
            # A proxy that opens no tunnels may still fetch the page itself.
            may_help = name in _NO_TUNNEL
            if may_help:
                # Scrapy tells the proxy's answer as Python writes it, and the address of the proxy.
                status = _STATUS.search(told)
                told = f"HTTP {status[1]}" if status else ""
            return Problem(reason, f"{said} ({told})" if told else said, passing, may_help)
    return None


def of_status(status: int) -> Problem | None:
    """The problem that an HTTP status names; None for one that carries a page."""
    if 200 <= status < 300 and status not in (204, 205):
        return None
    reasons = {
        401: (Reason.HTTP_401, "the page asks for a password"),
        403: (Reason.HTTP_403, "the server forbids us the page"),
        404: (Reason.HTTP_404, "there is no such page"),
        407: (Reason.OTHER, "the proxy asks for a password"),
        410: (Reason.HTTP_404, "the page is gone"),
        429: (Reason.HTTP_429, "the server says we ask too much"),
        451: (Reason.HTTP_403, "not available for legal reasons"),
    }
    if status in reasons:
        reason, said = reasons[status]
        return Problem(reason, f"{said} (HTTP {status})")
    if 500 <= status < 600:
        return Problem(
            Reason.HTTP_5XX, f"the server failed (HTTP {status})", passing=status in (500, 502, 503, 504)
        )
    return Problem(Reason.OTHER, f"an answer without a page (HTTP {status})")


# What walls say, lower case. Looked for one by one: many times faster than one expression of alternatives.
_WALLS = (
    b"<title>just a moment...</title>",
    b"checking your browser before",
    b"enable javascript and cookies to continue",
    b"<title>attention required! |",
    b"verify you are human",
    b"verify you are a human",
    b"verify that you are human",
    b"verifying you are human",
    b"cf-browser-verification",
    b"_cf_chl_opt",
    b"/_incapsula_resource",
    b"sucuri website firewall",
    b"sucuri_cloudproxy",
    b"ddos protection by",
    b"px-captcha",
    b"geo.captcha-delivery.com",
    b"<title>pardon our interruption",
    b"request unsuccessful. incapsula",
    b"access to this page has been denied",
    b"please complete the security check to access",
    b"<title>robot check",
    b"<title>ddos-guard",
    b"<title>one moment, please",
    b"<title>security check",
    b"are you a robot?",
    b"you are not a robot",
    b"you're not a robot",
    b"unusual traffic from your",
    b"awswafintegration",
    b"aws-waf-token",
    b"bot manager",
    b"your browser will be checked",
    b"the requested url was rejected",
)
# Where firms have their visitors logged in by others.
_LOG_IN_HOSTS = frozenset(
    {
        "login.microsoftonline.com",
        "accounts.google.com",
        "okta.com",
        "auth0.com",
        "onelogin.com",
        "b2clogin.com",
    }
)
_LOG_IN_PATH = re.compile(r"/(?:wp-login|log-?in|sign-?in|log-?on|sso)\b", re.I)
_PASSWORD = re.compile(rb"""type\s{0,3}=\s{0,3}["']?password""", re.I)
# Firms write about captchas and log-ins too; a page with more words than this is a page.
_MOST_WORDS = 150


def of_body(page: Page, body: bytes) -> Problem | None:
    """The problem that a page of HTML is: a wall against robots, or a log-in form and next to nothing else."""
    if page.word_count > _MOST_WORDS:
        return None
    if _is_wall(body):
        return Problem(Reason.BOT_WALL, f"a wall against robots stands before the site ({page.title[:80]!r})")
    if _PASSWORD.search(body[:200_000]) or _is_log_in(page):
        return Problem(Reason.LOGIN, f"the page is a log-in form ({page.title[:80]!r})")
    return None


def _is_log_in(page: Page) -> bool:
    if urls.is_under(urls.host(page.url), _LOG_IN_HOSTS):
        return True
    # Some ask for the name first and for the password on the next page.
    has_field = any(
        (field.get("type") or "text").lower() in ("text", "email") for field in page.elements("input")
    )
    return has_field and _LOG_IN_PATH.search(urlsplit(page.url).path) is not None


def of_wall(status: int, headers: dict[str, str], body: bytes) -> Problem | None:
    """The wall against robots behind an error status, where the answer gives one away; None otherwise."""
    if status not in (403, 429, 503):
        return None
    # Cloudflare says so itself.
    if headers.get("cf-mitigated") == "challenge" or _is_wall(body):
        return Problem(Reason.BOT_WALL, f"a wall against robots stands before the site (HTTP {status})")
    return None


def _is_wall(body: bytes) -> bool:
    start = body[:100_000].lower()
    return any(mark in start for mark in _WALLS)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__]
        # Twisted wraps what went wrong on the wire in a list of failures.
        for failure in getattr(one, "reasons", None) or ():
            waiting.append(getattr(failure, "value", None))


def _names(error: BaseException) -> set[str]:
    classes = type(error).__mro__
    names = {one.__name__ for one in classes}
    # pyOpenSSL calls its exception just "Error", zlib just "error".
    if any(one.__name__ == "Error" and one.__module__.startswith("OpenSSL") for one in classes):
        names.add("SSL.Error")
    if any(
        one.__name__ == "error" and one.__module__ not in ("zlib", "brotli", "_brotli") for one in classes
    ):
        names.discard("error")
    return names
