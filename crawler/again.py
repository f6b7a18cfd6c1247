"""Which failures may have passed by the end of the crawl, and which of two looks at a firm to keep."""

from __future__ import annotations

from dataclasses import replace

from crawler.records import Outcome, Reason, Visit

PAUSE = 10.0
"""Between a failure and the second look at least so many delays between two requests lie: a server that is down
for a moment gets that moment."""
LONGEST_WAIT = 120.0
"""Seconds. Whoever asks in `Retry-After` for more is not asked again in this crawl."""

# Of the network or of the moment, not of the site. The others would be the same a minute later.
_TRANSIENT = frozenset(
    {Reason.TIMEOUT, Reason.HTTP_5XX, Reason.HTTP_429, Reason.REFUSED, Reason.DNS, Reason.TLS}
)


def may_pass(visit: Visit) -> bool:
    """Whether the firm could not be looked at for a reason that may be gone a little later."""
    if visit.outcome is not Outcome.COULD_NOT_LOOK or visit.reason not in _TRANSIENT:
        return False
    # A handshake that broke off may succeed; a certificate that nobody vouches for stays what it is.
    return visit.reason is not Reason.TLS or "certificate" not in visit.detail


def better(first: Visit, second: Visit) -> Visit:
    """The look that saw more, the second if both saw as much; with what both of them took."""
    return _with_both(first if _seen(first) > _seen(second) else second, first, second)


def with_browser(first: Visit, second: Visit) -> Visit:
    """The look with a browser, which saw what the first could not; unless the site was not to be had this time."""
    if may_pass(second) or second.reason is Reason.OTHER:
        return better(first, second)
    return _with_both(second, first, second)


def _with_both(seen: Visit, first: Visit, second: Visit) -> Visit:
    return replace(
        seen,
        pages=first.pages + second.pages,
        size=first.size + second.size,
        started_at=first.started_at,
        finished_at=second.finished_at,
    )


def _seen(visit: Visit) -> tuple[bool, bool, bool]:
    return (
        visit.outcome is not Outcome.COULD_NOT_LOOK,
        bool(visit.documents),
        visit.homepage_url is not None,
    )


def seconds_asked_for(status: int, headers: dict[str, str]) -> float:
    """How long a 429 or 503 asks us to stay away; 0 where it does not say, or says it as a date."""
    asked = headers.get("retry-after", "").strip()
    return float(asked) if status in (429, 503) and asked.isdecimal() and len(asked) < 10 else 0.0
