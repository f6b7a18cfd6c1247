"""What the crawler's tests share: a judge that goes by words, a recorder in memory, and sites made of a few lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from crawler.records import ArchiveRef, Fetch, Judge, Judgement, RenderedPage, Target, Visit
from crawler.run import CrawlSummary, run_crawl
from crawler.settings import Budgets, CrawlSettings
from demo.web import Asked, Reply, Site

QUICK = CrawlSettings(delay=0, timeout=60, budgets=Budgets(seconds=3600), reactorless=True)
"""Without a pause. Nothing here takes long; who waits in vain for an answer sets a `timeout` of its own. On a slow machine
the time for one firm, which others are looked at beside, must not be spent by them."""

STATEMENT = """
<h1>Modern slavery statement {year}</h1>
<p>This statement is made under section 54 of the Modern Slavery Act 2015 for the year ended 31 March {year}.
It sets out what we did to keep slavery and human trafficking out of our business and our supply chains.
We asked forty suppliers about their hiring, and trained every buyer. Approved by the board.</p>
"""
POLICY = (
    "<h1>Modern slavery policy</h1><p>Nobody who works for us may take part in slavery. This is a policy.</p>"
)
FILLER = "<p>" + "We build sheds, barns and workshops for farms all over the county. " * 12 + "</p>"


@dataclass(frozen=True, slots=True)
class Opinion:
    kind: str
    is_statement: bool = False
    year_end: str | None = None
    unreadable: str | None = None
    dated: str | None = None
    is_out_of_date: bool = False
    names_another: bool = False


async def judge_by_words(target: Target, body: bytes, media_type: str, url: str) -> Judgement:
    """A judge for tests: it goes by what their own pages say."""
    if b"/Encrypt" in body:
        return Opinion("other", unreadable="the file is encrypted")
    text = re.sub(
        r"<(script|style)\b.*?</\1>|<[^>]+>", " ", body.decode("utf-8", "replace"), flags=re.S | re.I
    )
    text = " ".join(text.split()).lower()
    year = re.search(r"year ended 31 march (\d{4})", text)
    if "statement is made under section 54" in text:
        return Opinion("statement", is_statement=True, year_end=f"{year[1]}-03-31" if year else None)
    if "this is a policy" in text:
        return Opinion("policy_only")
    if "download our statement" in text:
        return Opinion("landing")
    return Opinion("empty" if len(text.split()) < 5 else "other")


@dataclass
class Memory:
    """A recorder that remembers."""

    archived: list[tuple[str, str, list[tuple[str, str]], bytes]] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    shown: list[RenderedPage] = field(default_factory=list)

    def archive(self, url: str, status_line: str, headers: list[tuple[str, str]], body: bytes) -> ArchiveRef:
        self.archived.append((url, status_line, headers, body))
        return ArchiveRef("memory.warc", len(self.archived) - 1)

    def rendered(self, page: RenderedPage) -> ArchiveRef:
        self.shown.append(page)
        return ArchiveRef("shown.warc", len(self.shown) - 1)

    def fetched(self, fetch: Fetch) -> None:
        self.fetches.append(fetch)

    def visited(self, visit: Visit) -> None:
        self.visits.append(visit)


def crawl(
    *websites: str,
    settings: CrawlSettings = QUICK,
    judge: Judge = judge_by_words,
    statement_url: str | None = None,
) -> tuple[Memory, CrawlSummary]:
    """Crawl the web sites in this process; firm ids count from 0."""
    memory = Memory()
    targets = [Target(i, f"Firm {i}", website, statement_url) for i, website in enumerate(websites)]
    return memory, run_crawl(targets, judge=judge, recorder=memory, settings=settings)


def with_budget(pages: int) -> CrawlSettings:
    """The quick settings with so many pages for a firm."""
    return replace(QUICK, budgets=replace(QUICK.budgets, pages=pages))


def page(content: str, title: str = "Acorn Sheds", head: str = "") -> str:
    """A page of a site."""
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{content}</body></html>"


def home(links: str = "", head: str = "", body: str = FILLER) -> str:
    """A home page with `links` in its footer."""
    return page(
        f"<header><a href='/'>Acorn Sheds</a></header><main>{body}</main><footer>{links}</footer>", head=head
    )


def statement(year: int = 2026, more: str = "") -> str:
    """A page with a statement."""
    return page(STATEMENT.format(year=year) + more, "Modern slavery statement")


def pdf(year: int = 2026) -> Reply:
    """What the test's judge takes for a PDF with a statement."""
    return Reply(
        b"%PDF-1.7\n" + STATEMENT.format(year=year).encode(), headers={"Content-Type": "application/pdf"}
    )


def site(pages: Mapping[str, str | Reply | Callable[[Asked], Reply]], otherwise: Reply | None = None) -> Site:
    """A site with these pages; what else is asked for gets `otherwise`, or an honest 404."""
    missing = otherwise or Reply(
        b"<html><title>Not found</title>Not found</html>", 404, {"Content-Type": "text/html"}
    )

    def answer(asked: Asked) -> Reply:
        found = pages.get(asked.path, pages.get(urlsplit(asked.path).path, missing))
        if isinstance(found, str):
            return Reply(found.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        return found if isinstance(found, Reply) else found(asked)

    return answer


def redirect(to: str, status: int = 302) -> Reply:
    """An answer that sends the client on."""
    return Reply(status=status, headers={"Location": to})
