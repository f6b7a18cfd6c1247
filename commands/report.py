"""`s54 report`: the quarterly report, for the county or one district."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import click

from checker import load_rulebook
from commands.doubts import warn_of_doubts
from commands.output import counted
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from commands.whole import written_whole
from registry import quarter_start
from sources.districts import Districts
from sources.records import SourceError


@click.command()
@click.option("--district", help="Only firms of this district, as for a council's quarterly return.")
@click.option(
    "--quarter", metavar="2026Q4", help="As things stood at the end of this quarter. Default: today."
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("report.html"), show_default=True,
    help="The page to write.",
)  # fmt: skip
@pass_settings
def report(settings: Settings, district: str | None, quarter: str | None, output: Path) -> None:
    """Write the report as one HTML page: figures, charts with their tables, what changed, method and limits.

    Only firms known to be in scope are counted against the law, and none is named as failing it.

    \b
    Example:
      s54 report --output report.html
      s54 report --district Breckland --quarter 2026Q3 --output breckland-2026Q3.html
    """
    from reports.figures import figures  # noqa: PLC0415 - Jinja2 takes a while to load
    from reports.report_page import report_page  # noqa: PLC0415

    end = min(_quarter_end(quarter), settings.today) if quarter else settings.today
    before = quarter_start(_quarter_end(quarter) if quarter else settings.today) - timedelta(days=1)
    if quarter and quarter_start(_quarter_end(quarter)) > settings.today:
        raise InputError(f"{quarter} has not begun by {settings.today}; name an earlier quarter")
    try:
        area = Districts.of_area(settings.area, end)
    except SourceError as error:
        raise InputError(str(error)) from error
    with opened(settings, create=False) as registry:
        warn_of_doubts(registry)
        found = registry.overview(settings.today, end, before, district)
    if district is not None:
        if not found.stood:
            raise InputError(
                f"no firm is in the district {district!r} on {end}; 's54 firms --sort district' shows them"
            )
        found = replace(found, district=found.stood[0].district)
    page = report_page(figures(found, load_rulebook(), area.area, area.known))
    with written_whole(output, "choose another with --output") as unfinished:
        unfinished.write_text(page, encoding="utf-8")
    click.echo(f"{output}: {counted(len(found.stood), 'firms')} as of {end}", err=True)


def _quarter_end(text: str) -> date:
    found = re.fullmatch(r"(20\d\d)-?[Qq]([1-4])", text)
    if found is None:
        raise InputError(f"{text!r} is not a quarter; write it as 2026Q4")
    year, number = int(found[1]), int(found[2])
    return date(year + number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)
