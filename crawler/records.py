"""What the crawl is asked, and what it answers: plain frozen records, without Scrapy in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Reason(StrEnum):
    """Why we could not look. None of these is ever counted against a firm."""

    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    TIMEOUT = "timeout"
    HTTP_401 = "http_401"
    HTTP_403 = "http_403"
    HTTP_404 = "http_404"
    HTTP_429 = "http_429"
    HTTP_5XX = "http_5xx"
    REDIRECT_LOOP = "redirect_loop"
    ROBOTS = "robots"
    BOT_WALL = "bot_wall"
    LOGIN = "login"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NEEDS_BROWSER = "needs_browser"
    BUDGET_SPENT = "budget_spent"
    OTHER = "other"


class Outcome(StrEnum):
    """How looking at one firm's web site ended."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    COULD_NOT_LOOK = "could_not_look"


class FoundBy(StrEnum):
    """How a document was come upon."""

    HOMEPAGE = "homepage"
    """It stands on the home page itself."""
    HOMEPAGE_LINK = "homepage_link"
    SITE_LINK = "site_link"
    SITEMAP = "sitemap"
    USUAL_PATH = "usual_path"
    KNOWN_URL = "known_url"


class LinkState(StrEnum):
    """Where the home page's link leads: s.54(7) asks for one to the statement."""

    LINKED = "linked"
    """To the newest statement found; or to what could not be opened or read, and may be it."""
    OTHER_YEAR = "other_year"
    """To an older statement only."""
    POLICY_ONLY = "policy_only"
    """To a policy or a code of conduct only."""
    OTHER_DOCUMENT = "other_document"
    """It names the statement and leads to something else that is none: a template, a guide, an empty page."""
    DEAD = "dead"
    """It names the statement and leads nowhere."""
    NONE = "none"
    """No link names the statement."""


@dataclass(frozen=True, slots=True)
class Target:
    """A firm to look at. `website` is a bare host or a URL, never blank."""

    firm_id: int
    name: str
    website: str
    statement_url: str | None = None


@dataclass(frozen=True, slots=True)
class ArchiveRef:
    """Where the untouched response lies: a WARC file's name in the archive folder, and the record's offset in bytes."""

    file: str
    offset: int


class Judgement(Protocol):
    """What the crawl needs to know of a fetched document. The checker says it; the crawl does not guess."""

    @property
    def kind(self) -> str:
        """The contract's `statement_kind`."""

    @property
    def is_statement(self) -> bool:
        """Whether the document holds a statement."""

    @property
    def year_end(self) -> str | None:
        """The end of the financial year the statement covers, ISO 8601, as precise as stated."""

    @property
    def dated(self) -> str | None:
        """When it was approved or signed, ISO 8601, as precise as stated."""

    @property
    def is_out_of_date(self) -> bool:
        """Whether a newer statement than this is due, and so worth looking for."""

    @property
    def names_another(self) -> bool:
        """Whether the document is, by its own words, that of an organisation whose name has nothing of the firm's."""

    @property
    def unreadable(self) -> str | None:
        """Why the document could not be read, in one line; None when it could."""


Judge = Callable[[Target, bytes, str, str], Awaitable[Judgement]]
"""(firm, body, media type, URL) -> judgement. Handed to the crawl by whoever starts it.

A fragment in the URL asks for the part of the page that it names.
"""


@dataclass(frozen=True, slots=True)
class HomepageLink:
    """The s.54(7) evidence: the element on the home page that leads to the statement.

    `region` is header, nav, footer or main; `html` an extract of the element, bounded in length.
    """

    href: str
    text: str
    region: str
    html: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to get one URL. `reason` is None when a usable answer came. `size` is in bytes, decoded."""

    firm_id: int
    url: str
    role: str
    status: int | None
    reason: Reason | None
    detail: str
    media_type: str
    sha256: str | None
    size: int
    archived: ArchiveRef | None
    fetched_at: datetime
    etag: str = ""
    last_modified: str = ""
    """By what the server will say, in a later crawl, whether the page has changed."""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that is, or stands where there should be, a statement. Best first in `Visit.documents`."""

    url: str
    media_type: str
    sha256: str
    size: int
    archived: ArchiveRef
    found_by: FoundBy
    link_text: str
    judgement: Judgement
    elsewhere: bool = False
    """On a domain that is not the firm's: its parent's, or a file host's, to which the firm's own page links."""
    rendered: bool = False
    """A page as a browser showed it, not as its server sent it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at one firm's site.

    `homepage_link` is the link that `link_state` speaks of; with `linked` it leads to the first of `documents`.
    `link_state` is None where the home page could not be seen, or not whole: scripts still fill its footer, or its own
    styles hide the link.
    `reason` and `detail` say why we could not look, and are None and empty otherwise.
    """

    firm_id: int
    outcome: Outcome
    reason: Reason | None
    detail: str
    homepage_url: str | None
    homepage_link: HomepageLink | None
    documents: tuple[FoundDocument, ...]
    pages: int
    size: int
    started_at: datetime
    finished_at: datetime
    link_state: LinkState | None = None
    rendered: bool = False
    """A browser was used."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """What the scripts of the page archived at `of` made of it in a `browser`: HTML in UTF-8.

    `url` has the fragment, if that names a page of its own; `sent_on_to` is where the scripts sent the visitor, or "".
    """

    url: str
    html: bytes
    sent_on_to: str
    browser: str
    of: ArchiveRef


class Recorder(Protocol):
    """Where the crawl puts what it sees. A failure here ends the crawl: losing evidence is worse than stopping."""

    def archive(self, url: str, status_line: str, headers: list[tuple[str, str]], body: bytes) -> ArchiveRef:
        """Keep an untouched response, before anything else happens to it."""

    def rendered(self, page: RenderedPage) -> ArchiveRef:
        """Keep what a browser made of a response, so that it is never mistaken for what a server sent."""

    def fetched(self, fetch: Fetch) -> None:
        """Append one attempt."""

    def visited(self, visit: Visit) -> None:
        """Append the outcome for one firm, whole or not at all."""
