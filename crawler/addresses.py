"""Which addresses to try for a firm's home page, in which order, and which failure to report."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from crawler import urls
from crawler.outcomes import Problem
from crawler.records import Reason

# What tells a coordinator most, first: an answer says more than silence, and silence more than a name unknown. Of the
# answers, one of which there is no more to say than that it was no page comes last: a server that failed has a name,
# and is asked again at the end of the crawl.
_TELLING = (
    Reason.ROBOTS,
    Reason.BOT_WALL,
    Reason.LOGIN,
    Reason.HTTP_429,
    Reason.HTTP_403,
    Reason.HTTP_401,
    Reason.TOO_LARGE,
    Reason.HTTP_404,
    Reason.REDIRECT_LOOP,
    Reason.HTTP_5XX,
    Reason.OTHER,
    Reason.TLS,
    Reason.TIMEOUT,
    Reason.REFUSED,
    Reason.DNS,
)

# We were told to stay away: asking again at another door would be rude.
_FINAL = frozenset({Reason.ROBOTS, Reason.BOT_WALL, Reason.LOGIN, Reason.HTTP_429, Reason.HTTP_401})


def addresses_of(website: str) -> list[str]:
    """The addresses to try. A bare host: https, then http, then both with `www.` added or taken away.

    A URL with a scheme is used as it is, then as a bare host would be; one with a port only as it is, for the port
    belongs to the scheme. An unusable one gives an empty list.
    """
    website = website.strip()
    explicit = website if website.lower().startswith(("http://", "https://")) else None
    bare = website.split("://", 1)[-1].lstrip("/")
    first = urls.absolute("https://invalid.invalid/", explicit or f"https://{bare}")
    if first is None:
        return []
    parts = urlsplit(first)
    netloc = parts.netloc.rpartition("@")[2]
    if explicit and parts.port:
        return [first if parts.path else f"{first}/"]
    if _is_number(parts.hostname or "") or "." not in netloc:
        # Nobody's numbered or local host has a sister called www.
        return [
            f"{scheme}://{netloc}{parts.path or '/'}"
            for scheme in (("https", "http") if not explicit else (parts.scheme,))
        ]
    other = netloc[4:] if netloc.startswith("www.") else f"www.{netloc}"
    tail = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    guesses = [f"{scheme}://{name}{tail}" for name in (netloc, other) for scheme in ("https", "http")]
    return list(dict.fromkeys([first if parts.path else f"{first}/", *guesses] if explicit else guesses))


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_worth_trying(address: str, failures: Sequence[tuple[str, Problem]]) -> bool:
    """Whether `address` may still answer, given how the addresses before it failed."""
    name = urlsplit(address).netloc
    for tried, problem in failures:
        if problem.reason in _FINAL:
            return False
        if urlsplit(tried).netloc == name and problem.reason is Reason.DNS:
            return False
    return True


def most_telling(problems: Sequence[Problem]) -> Problem:
    """The failure that says most about why nothing could be seen. `problems` is not empty."""
    order = {reason: place for place, reason in enumerate(_TELLING)}
    # That a proxy opens no tunnels says something of the proxy only.
    return min(problems, key=lambda problem: (problem.http_may_help, order.get(problem.reason, len(order))))


def why_no_home_page(failures: Sequence[tuple[str, Problem]]) -> Problem:
    """Of the failures at each address tried, the given one first, the one to report. `failures` is not empty."""
    given = urlsplit(failures[0][0]).netloc
    # A proxy answers with its own 502 for a name that nobody has, and the sister's name was our guess.
    sound = [
        problem
        for address, problem in failures
        if problem.reason is not Reason.HTTP_5XX or urlsplit(address).netloc == given
    ]
    return most_telling(sound or [problem for _, problem in failures])
