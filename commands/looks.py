"""What `s54 show` tells of the last look at a firm's site, and of what a person does about it."""

from __future__ import annotations

from collections.abc import Iterator

from commands.obstacles import REMEDIES
from commands.output import counted, wrapped
from commands.register import called
from crawler.browser_install import missing
from crawler.records import Reason
from registry import FirmHistory
from reports.standing import REASONS

_MANY = 8


def looked(history: FirmHistory, wide: int) -> Iterator[str]:
    """When and what was looked at, what stood in the way, and what a person does then."""
    visit = history.latest_visit
    if visit is None:
        yield "  Not looked at yet."
        yield from wrapped(_to_look(history), wide)
        return
    with_browser = ", with a browser" if visit["rendered"] else ""
    pages = counted(len(history.read), "pages")
    yield f"  Last looked at {str(visit['finished_at'])[:10]}, {pages}{with_browser}"
    if history.status.status == "missing":
        yield from _looked_through(history, wide)
    # What could not be read then may have been read since.
    if visit["reason"] and not (visit["reason"] == "unreadable" and history.current is not None):
        yield from wrapped(f"Could not look: {REASONS[str(visit['reason'])]}: {visit['detail']}", wide)
        yield from wrapped(f"→ {_remedy(str(visit['reason']))}", wide)
    if visit["link_href"]:
        yield from wrapped(
            f"Home page link: “{visit['link_text']}” in the {visit['link_region']} → {visit['link_href']}"
            + _leads(visit["link_state"]),
            wide,
        )


def _looked_through(history: FirmHistory, wide: int) -> Iterator[str]:
    """The evidence that there is none: what was read, and where else was asked. And what a person does then."""
    read = [str(each["url"]) for each in history.read]
    yield from wrapped(f"Read: {', '.join(read[:_MANY])}{_and_more(len(read) - _MANY)}", wide)
    usual = sum(each["role"] == "usual_path" for each in history.failures)
    if usual:
        where = "address" if usual == 1 else "addresses"
        yield from wrapped(f"Nothing at {usual} other {where} where firms often publish", wide)
    decided = any(each.requirement == "published" and each.counts for each in history.reviews)
    if history.status.scope == "in_scope" and not decided:
        named = called(history.firm)
        yield from wrapped(
            f"→ look by hand before you write; if there is none: s54 review {named} published --confirm --by NAME; if there "
            "is one, give its address as statement_url in a register CSV, then s54 import and s54 crawl",
            wide,
        )


def _and_more(number: int) -> str:
    return f" and {number} more" if number > 0 else ""


def _to_look(history: FirmHistory) -> str:
    """What to do about a firm that no crawl has looked at."""
    if history.status.website:
        return f"→ s54 crawl --firm {called(history.firm)}"
    if history.status.scope == "in_scope":
        return (
            "→ find its web site and load it with s54 import; a firm without one gives a copy of its statement to whoever "
            "asks in writing, s.54(8)"
        )
    return "→ find its web site, and load it with s54 import"


def _remedy(reason: str) -> str:
    """What to do about what stood in the way."""
    if reason == "needs_browser" and (lacking := missing()):
        return f"install {lacking}, then run 's54 crawl' again"
    return REMEDIES[Reason(reason)]


def _leads(state: object) -> str:
    """Where the link leads, if not to the statement."""
    leads: dict[object, str] = {
        "other_year": " (leads to an older statement)",
        "policy_only": " (leads to a policy)",
        "other_document": " (leads to no statement)",
        "dead": " (leads nowhere)",
    }
    return leads.get(state, "")
