"""`s54 crawl`: find, archive and check each firm's statement."""

from __future__ import annotations

import logging
import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive import Archive, Index
from commands.links import LINK_STATES
from commands.output import counted, plain
from commands.progress import Progress
from commands.register import firm_named, opened, warn_of_district
from commands.settings import Settings, pass_settings
from commands.texts import Text
from crawler.browser_install import missing, program
from crawler.records import Outcome, Reason, Visit
from crawler.settings import CrawlSettings
from registry import Crawl, CrawlRequest, Firm, Plan, Registry
from reports.planning import plan_lines
from reports.screen import KINDS

if TYPE_CHECKING:
    from crawler.run import CrawlSummary

_NOT_THERE = (
    "no firm of the register has its web site in these archives; give others, or import its firms first"
)
_DEFAULTS = CrawlSettings()


@click.command()
@click.option("--new", is_flag=True, help="Start another crawl instead of carrying on an unfinished one.")
@click.option(
    "--stale-after", type=click.IntRange(0, 36_500), default=30, show_default=True, metavar="DAYS",
    help="Look at firms last looked at at least so many days ago.",
)  # fmt: skip
@click.option("--firm", help="Only this firm: company number, name, or a unique part of name or host.")
@click.option("--district", help="Only firms of this district.")
@click.option("--limit", type=click.IntRange(1), help="At most so many firms.")
@click.option(
    "--delay", type=click.FloatRange(0), default=_DEFAULTS.delay, show_default=True, metavar="SECONDS",
    help="Pause between two requests to one host.",
)  # fmt: skip
@click.option(
    "--concurrency", type=click.IntRange(1), default=_DEFAULTS.concurrency, show_default=True,
    help="Requests under way at once, over all hosts.",
)  # fmt: skip
@click.option(
    "--contact", type=Text(), envvar="S54_CONTACT", default=_DEFAULTS.contact, show_default=True,
    help="URL or mail address that tells webmasters who is crawling. Also $S54_CONTACT.",
)  # fmt: skip
@click.option(
    "--browser/--no-browser", default=None,
    help="Show pages that are empty without scripts in the system's Chromium, where nothing else was found. "
    "On where the extra [browser] and Chromium are installed.",
)  # fmt: skip
@click.option(
    "--accept-suspect", "accepted_by", metavar="NAME",
    help="Fetch nothing; let what suspect crawls saw count, as the person NAME has made sure that it is right.",
)  # fmt: skip
@click.option("--plan", is_flag=True, help="Say what would be looked at, and touch nothing.")
@click.option(
    "--from-warc", "archives", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE", help="Look at firms as this web archive holds them, without the network; may be repeated.",
)  # fmt: skip
@pass_settings
def crawl(
    settings: Settings, new: bool, stale_after: int, firm: str | None, district: str | None, limit: int | None,
    delay: float, concurrency: int, contact: str, browser: bool | None, accepted_by: str | None, plan: bool,
    archives: tuple[Path, ...],
) -> None:  # fmt: skip
    """Find, archive and check the statement of each firm in the register.

    An unfinished crawl is carried on. Progress goes to stderr; `s54 firms` shows what was found. With --from-warc, only
    firms whose web site occurs in the archive are looked at, and what is said of them is dated as the archive is.

    \b
    Example:
      s54 crawl --plan
      s54 crawl
      s54 crawl --district Breckland --limit 20
      s54 crawl --firm fenmarsh
      s54 crawl --from-warc CC-MAIN-00001.warc.gz
    """
    if not math.isfinite(delay):
        raise click.BadParameter(f"{delay} is no number of seconds", param_hint="--delay")
    manners = CrawlSettings(
        delay=delay, concurrency=concurrency, contact=contact, browser=_browser(wanted=browser)
    )
    if accepted_by is not None:
        _accept(settings, accepted_by)
        return
    with opened(settings, create=not plan) as registry:
        index = Index(archives) if archives else None
        chosen = firm_named(registry, firm) if firm else None
        request = CrawlRequest(
            stale_after_days=stale_after,
            firm_id=chosen.id if chosen else None,
            district=district,
            limit=limit,
            archive=tuple(path.name for path in archives),
            hosts=index.hosts if index else frozenset(),
        )
        if plan:
            planned = registry.plan_crawl(request, settings.now(), new=new)
            if not planned.firms and planned.resumes is None:
                _say_nothing_due(registry, request, chosen)
                return
            click.echo("\n".join(map(plain, _planned(planned, manners))))
            return
        found = registry.start_or_resume_crawl(request, settings.now(), new=new)
        if found is None:
            if index:
                click.echo(_NOT_THERE, err=True)
            else:
                _say_nothing_due(registry, request, chosen)
            return
        summary = run(settings, registry, found, manners, index)
    click.echo(told(summary), err=True)
    if (blind := summary.reasons[Reason.NEEDS_BROWSER]) and not index and not manners.browser:
        click.echo(_without_browser(blind), err=True)
    if summary.suspect:
        click.echo(_doubted(summary.suspect), err=True)
    if summary.interrupted:
        click.echo("'s54 crawl' carries it on", err=True)
        raise click.Abort
    click.echo(_next(summary), err=True)


def _accept(settings: Settings, by: str) -> None:
    if not by.strip():
        raise click.BadParameter("the name of the person is empty", param_hint="--accept-suspect")
    with opened(settings) as registry:
        accepted = registry.accept_suspect_crawls(by.strip(), settings.now())
    if not accepted:
        click.echo("no suspect crawl is set aside: there is nothing to accept", err=True)
    for each in accepted:
        click.echo(
            f"crawl {each.crawl_id} now counts: {counted(each.firms, 'firms')} shown as it saw them", err=True
        )


def _browser(*, wanted: bool | None) -> str:
    """The path of the Chromium to use, "" for none."""
    if wanted is False:
        return ""
    if wanted and (lacking := missing()):
        raise click.UsageError(f"--browser needs what is not installed: {lacking}")
    return "" if missing() else program() or ""


def _without_browser(firms: int) -> str:
    lacking = missing()
    way_out = f"install {lacking}, then run 's54 crawl' again" if lacking else "leave out --no-browser"
    return f"{firms} of these sites show nothing without scripts (needs_browser); to look at them, {way_out}"


def _planned(found: Plan, manners: CrawlSettings) -> list[str]:
    return plan_lines(
        found,
        delay=manners.delay,
        firms_at_once=manners.firms_at_once,
        most_pages=manners.budgets.pages,
    )


def run(
    settings: Settings, registry: Registry, found: Crawl, manners: CrawlSettings, index: Index | None = None
) -> CrawlSummary:
    """Carries the crawl through, on the network or in the archive of `index`, with progress on stderr."""
    # They load Scrapy, for which `s54 --help` need not wait.
    from survey.replay import survey_archive  # noqa: PLC0415
    from survey.run import survey  # noqa: PLC0415

    logging.getLogger("scrapy").setLevel(logging.ERROR)
    names = {target.firm_id: target.name for target in found.waiting}
    if found.resumed:
        done = counted(found.done, "firms")
        click.echo(f"carrying on crawl {found.id}: {done} done, {len(found.waiting)} to go", err=True)
    else:
        firms = counted(len(found.waiting), "firms")
        click.echo(
            f"crawl {found.id}: {firms} to look at; Ctrl-C stops it, 's54 crawl' carries it on", err=True
        )
    if index:
        click.echo(
            f"the archive holds pages received from {index.first.date()} to {index.last.date()}", err=True
        )
    progress = Progress(len(found.waiting), "firms")
    archive = Archive(settings.archive)

    def seen(visit: Visit) -> None:
        progress.step(f"{names[visit.firm_id]}: {_said(visit)}")

    try:
        if index:
            return survey_archive(registry, archive, found, index, today=settings.today, seen=seen)
        return survey(registry, archive, found, settings=manners, today=settings.today, seen=seen)
    finally:
        progress.end()


def _said(visit: Visit) -> str:
    if visit.outcome is Outcome.FOUND:
        with_browser = ", with a browser" if visit.rendered else ""
        return f"statement found, {LINK_STATES[visit.link_state]}{with_browser}"
    if visit.outcome is Outcome.COULD_NOT_LOOK:
        return f"could not look ({visit.reason}: {visit.detail})"
    instead = [each.judgement.kind for each in visit.documents if each.judgement.kind in KINDS]
    return "looked through, no statement found" + (f", but {KINDS[instead[0]]}" if instead else "")


def told(summary: CrawlSummary) -> str:
    """The crawl in one line."""
    counts = summary.outcomes
    reasons = ", ".join(f"{reason} {number}" for reason, number in summary.reasons.most_common())
    return (
        f"{counted(summary.firms, 'firms')} looked at: {counted(counts[Outcome.FOUND], 'statements')} found, "
        f"{counted(counts[Outcome.NOT_FOUND], 'sites')} without one, "
        f"{counts[Outcome.COULD_NOT_LOOK]} could not be looked at{f' ({reasons})' if reasons else ''}; "
        f"{counted(summary.requests, 'requests')}"
    )


def _next(summary: CrawlSummary) -> str:
    """Where to read on."""
    if not summary.outcomes[Outcome.COULD_NOT_LOOK]:
        return "'s54 firms --sort status' shows how they stand"
    return (
        "'s54 firms --sort status' shows how they stand, 's54 firms --status could_not_check' those that could not be "
        "looked at, 's54 show FIRM' what to do about one"
    )


def _doubted(why: str) -> str:
    return (
        f"WARNING: this crawl is marked as suspect: {why}. Only the statements that it found count; for the rest, firms "
        "are shown as they were seen before. Check this machine's network, then run 's54 crawl' again: it looks at the "
        "same firms once more"
    )


def _say_nothing_due(registry: Registry, request: CrawlRequest, firm: Firm | None) -> None:
    if firm is not None:
        why = "no web site of it is in the register; load one with 's54 import'"
        if firm.website:
            why = "it is dissolved" if firm.scope == "dissolved" else "it was put outside the area (s54 area)"
        click.echo(plain(f"{firm.name} is not looked at: {why}"), err=True)
        return
    if not registry.holds_firms():
        click.echo(f"{registry.path} holds no firms yet: 's54 import' loads some", err=True)
        return
    warn_of_district(registry, request.district)
    where = f" in the district {request.district!r}" if request.district else ""
    click.echo(
        f"no firm with a web site{where} was last looked at {request.stale_after_days} days ago or more; "
        "import firms, or look again with --stale-after 0",
        err=True,
    )
