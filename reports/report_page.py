"""The quarterly report as one page of HTML: no script, nothing loaded from elsewhere, fit to print."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.figures import Figures


def report_page(figures: Figures) -> str:
    """The page. Everything is escaped: names come from registers and the web."""
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.jinja").render(report=figures)
