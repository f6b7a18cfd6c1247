"""What a case of the second web is: sites, and what a careful person says of the firm in the contract's words."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.records import FoundBy, LinkState, Reason
from demo.web import Asked, Reply, Site

Answer = str | bytes | Reply | Callable[[Asked], Reply]
Pages = Mapping[str, Answer]

LINKED, OTHER_YEAR, POLICY_ONLY = LinkState.LINKED, LinkState.OTHER_YEAR, LinkState.POLICY_ONLY
OTHER_DOCUMENT, DEAD, NONE = LinkState.OTHER_DOCUMENT, LinkState.DEAD, LinkState.NONE
NOT_SEEN = None
"""The home page could not be seen, or not whole: nothing is said of its link."""

ON_HOME, BY_HOME, BY_SITE = FoundBy.HOMEPAGE, FoundBy.HOMEPAGE_LINK, FoundBy.SITE_LINK
BY_MAP, BY_PATH = FoundBy.SITEMAP, FoundBy.USUAL_PATH

MISSING, COULD_NOT_CHECK = "missing", "could_not_check"


@dataclass(frozen=True)
class Case:
    """One firm's site. Of the fields that are sets, any member is right: a careful person would accept each.

    `status` is "found", "missing" or "could_not_check"; `url` is a path on the firm's own host, or a whole URL; `kind`
    is that of what is kept, None where nothing is; `older` are the URLs kept as history.
    """

    pages: Pages
    status: str = "found"
    url: str | None = None
    kind: str | frozenset[str] | None = "statement"
    found_by: FoundBy | frozenset[FoundBy | None] | None = BY_HOME
    link: LinkState | frozenset[LinkState | None] | None = LINKED
    reason: Reason | frozenset[Reason] | None = None
    year: str | None = None
    older: tuple[str, ...] | None = None
    elsewhere: bool = False
    others: Mapping[str, Pages] = field(default_factory=dict)
    """Other hosts' pages."""
    missing_page: Answer | None = None
    website: str | None = None
    requests: int = 35
    """At most so many requests to the firm's host, robots.txt and all."""


def found(pages: Pages, url: str, **more: object) -> Case:
    """The statement is there, linked from the home page unless told otherwise."""
    return Case(pages, url=url, **more)  # type: ignore[arg-type]


def missing(pages: Pages, **more: object) -> Case:
    """Looked through, and there is none."""
    told: dict[str, object] = {"kind": None, "found_by": None, "link": NONE, **more}
    return Case(pages, status=MISSING, **told)  # type: ignore[arg-type]


def instead(pages: Pages, url: str, kind: str | frozenset[str], **more: object) -> Case:
    """Something stands where a statement should, and is kept with its kind; there is no statement."""
    return Case(pages, status=MISSING, url=url, kind=kind, **more)  # type: ignore[arg-type]


def unseen(pages: Pages, reason: Reason | frozenset[Reason], **more: object) -> Case:
    """We could not look; nothing is held against the firm."""
    told: dict[str, object] = {"kind": None, "found_by": None, "link": NOT_SEEN, **more}
    return Case(pages, status=COULD_NOT_CHECK, reason=reason, **told)  # type: ignore[arg-type]


NOT_FOUND = "<!doctype html><title>Page not found</title><h1>404</h1><p>Sorry, that page cannot be found.</p>"


def as_reply(answer: Answer, asked: Asked, status: int = 200) -> Reply:
    if isinstance(answer, Reply):
        return answer
    if isinstance(answer, str):
        return Reply(answer.encode(), status, {"Content-Type": "text/html; charset=utf-8"})
    if isinstance(answer, bytes):
        kind = mimetypes.guess_type(urlsplit(asked.path).path)[0] or "application/octet-stream"
        return Reply(answer, status, {"Content-Type": kind})
    return answer(asked)


def site(pages: Pages, missing_page: Answer | None = None) -> Site:
    """Answers by path and query, else by path, a slash added where one is wanted; what it has not with 404, or as told."""

    def answer(asked: Asked) -> Reply:
        known = pages.get(asked.path, pages.get(urlsplit(asked.path).path))
        if known is not None:
            return as_reply(known, asked)
        if f"{asked.path}/" in pages:
            return to(f"{asked.path}/", 301)
        if missing_page is not None:
            return as_reply(missing_page, asked)
        return as_reply(NOT_FOUND, asked, 404)

    return answer


def to(where: str, status: int = 302) -> Reply:
    return Reply(b"", status, {"Location": where})


def served(body: bytes | str, media_type: str, **headers: str) -> Reply:
    raw = body.encode() if isinstance(body, str) else body
    return Reply(
        raw, headers={"Content-Type": media_type, **{n.replace("_", "-"): v for n, v in headers.items()}}
    )
