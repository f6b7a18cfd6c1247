"""One pattern: a site, and what a careful person would say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.records import FoundBy, LinkState, Outcome, Reason
from demo.web import Reply, Site
from tests.crawler.fakes import site

Pages = Mapping[str, str | Reply]


@dataclass(frozen=True)
class Expected:
    """What is to come of a look. `url` is the path on the firm's host, or a whole address elsewhere."""

    outcome: Outcome = Outcome.FOUND
    url: str | None = None
    kind: str | None = "statement"
    found_by: FoundBy | None = FoundBy.HOMEPAGE_LINK
    link: LinkState | None = LinkState.LINKED
    region: str | None = "footer"
    reason: Reason | None = None
    year: str | None = "2026-03-31"
    older: tuple[str, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True)
class Pattern:
    """`pages` under the firm's own host, other `hosts`, and the address that the register knows, if any."""

    pages: Pages
    expected: Expected
    hosts: Mapping[str, Pages] = field(default_factory=dict)
    website: str | None = None
    known: str | None = None
    otherwise: Reply | None = None

    def sites(self, host: str) -> dict[str, Site]:
        """Everything to be served for it, `%HOST%` in the pages being `host`."""
        own = {host: site(_named(self.pages, host), self.otherwise)}
        return own | {name: site(_named(pages, host)) for name, pages in self.hosts.items()}


def _named(pages: Pages, host: str) -> dict[str, str | Reply]:
    return {
        path: page.replace("%HOST%", host) if isinstance(page, str) else page for path, page in pages.items()
    }


def found(
    url: str, found_by: FoundBy = FoundBy.HOMEPAGE_LINK, region: str = "footer", **more: object
) -> Expected:
    """A statement at `url` that the home page links to."""
    return Expected(url=url, found_by=found_by, region=region, **more)  # type: ignore[arg-type]


def unlinked(url: str, found_by: FoundBy, **more: object) -> Expected:
    """A statement at `url` to which nothing on the home page leads."""
    given = {"link": LinkState.NONE, "region": None} | more
    return Expected(url=url, found_by=found_by, **given)  # type: ignore[arg-type]


def instead(
    url: str, kind: str, link: LinkState, region: str | None = "footer", year: str | None = None
) -> Expected:
    """No statement, but something else where it should be."""
    return Expected(Outcome.NOT_FOUND, url, kind, FoundBy.HOMEPAGE_LINK, link, region, year=year)


def nothing(link: LinkState = LinkState.NONE, region: str | None = None) -> Expected:
    """A site that was looked through and holds none."""
    return Expected(Outcome.NOT_FOUND, None, None, None, link, region, year=None)


def unseen(
    reason: Reason, link: LinkState | None = None, region: str | None = None, **more: object
) -> Expected:
    """A site that could not be looked at."""
    given = {"url": None, "kind": None, "found_by": None, "year": None} | more
    return Expected(Outcome.COULD_NOT_LOOK, reason=reason, link=link, region=region, **given)  # type: ignore[arg-type]
