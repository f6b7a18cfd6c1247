"""`s54 demo`: the whole way on an embedded web, without a network or a database of the user's."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from commands.crawl import run, told
from commands.firms import COLUMNS, listed
from commands.load import load_file
from commands.output import table, width
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from commands.show import screen
from crawler.settings import CrawlSettings
from demo.firms import FIRMS, register_csv
from demo.pages import write_sites
from demo.web import Reply, Site, serve_web
from registry import CrawlRequest, Registry, StatusFilter
from sources.districts import Districts

SHOWN = "wherrycroft"
"""The firm that is shown in full: its statement has gaps of several kinds."""
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_NEXT = """\
What to do next
{examples}
  s54 check FILE            check a statement of your own: PDF, DOCX, HTML, Markdown or text; nothing is stored
  s54 import --norfolk      load the list of Norfolk organisations that ships with s54
  s54 crawl --limit 5       look at the first five of them on the web
  s54 firms                 see what was found
  s54 rules                 read the rulebook"""
_KEEP = (
    "  s54 demo --keep demo      keep these firms in the folder demo, where the examples of every --help work"
)
_GO = "  cd {folder}; s54 show fenmarsh --history, and the other examples of every --help, work there"


@click.command()
@click.option(
    "--keep", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Keep register, archive and pages in this new folder, to try the other commands on.",
)  # fmt: skip
@pass_settings
def demo(settings: Settings, keep: Path | None) -> None:
    """Show the whole way on invented Norfolk firms: load, crawl, check, list. Needs no network and no database.

    A small web is served on this machine, in a temporary folder that is removed at the end unless --keep names one. In
    that folder the examples of the other commands work.

    \b
    Example:
      s54 demo
      s54 demo --keep demo
    """
    with _folder(keep) as place:
        here = Settings(db=place / "registry.db", today=settings.today)
        sites: dict[str, Site] = dict(write_sites(place / "web", settings.today))
        sites |= {firm.website: lambda _asked: Reply(status=503) for firm in FIRMS if firm.is_down}
        with serve_web(sites) as web, _environment(web.environment), opened(here) as registry:
            register = place / "firms.csv"
            register.write_text(register_csv(), encoding="utf-8")
            load_file(registry, register, Districts.shipped(), here.now())
            found = registry.start_or_resume_crawl(CrawlRequest(), here.now())
            assert found is not None
            summary = run(here, registry, found, CrawlSettings(delay=0))
            click.echo(told(summary))
            _show(here, registry)
    ways_on = "\n".join(_ways_on(keep))
    click.echo(f"\n{_NEXT.format(examples=ways_on)}")


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Where the demo's register and pages are: in a new folder that stays, or in a temporary one."""
    if keep is None:
        with TemporaryDirectory(prefix="s54-demo-") as folder:
            yield Path(folder)
        return
    try:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise InputError(f"{keep} is not empty; name a new folder")
    except OSError as error:
        raise InputError(f"{keep} cannot be made ({error.strerror}); name another folder") from error
    yield keep


def _ways_on(keep: Path | None) -> Iterator[str]:
    """Where the examples work; before that how the shell comes to know the command, where it does not yet."""
    activate = Path(sys.argv[0]).with_name("activate")
    if shutil.which("s54") is None and activate.is_file():
        typed = f". {activate}"
        yield f"  {typed:<25} first, so that the shell knows s54" if len(typed) <= 25 else f"  {typed}"
    yield _KEEP if keep is None else _GO.format(folder=keep)


def _show(settings: Settings, registry: Registry) -> None:
    rows = [each.as_json() for each in registry.firm_statuses(settings.today, StatusFilter(sort="status"))]
    click.echo("\nHow they stand (s54 firms --sort status)\n")
    click.echo("\n".join(table([listed(row) for row in rows], COLUMNS, width())))
    shown = registry.find_firm(SHOWN)
    click.echo(f"\nOne firm whole (s54 show {SHOWN})\n")
    click.echo("\n".join(screen(registry.firm_history(shown.id, settings.today), min(width(), 110))))


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """The proxy settings the demo needs, in place of the user's, which come back afterwards."""
    names = [*_PROXIES, *(name.upper() for name in _PROXIES)]
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in names:
            os.environ.pop(name, None)
        os.environ.update(before)
