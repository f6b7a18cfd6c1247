"""What is said on stderr while a crawl in doubt is set aside."""

from __future__ import annotations

import click

from commands.output import counted
from registry import Registry


def warn_of_doubts(registry: Registry) -> None:
    """Say of which firms something older is shown than what was seen last, and the way out."""
    for doubt in registry.suspicions():
        click.echo(
            f"WARNING: crawl {doubt.crawl_id} is suspect: {doubt.why}. What it saw of {counted(doubt.firms, 'firms')} is set "
            "aside, and what was seen before it is shown. Run 's54 crawl' again; or, if a person has made sure that it is "
            "right, 's54 crawl --accept-suspect NAME'",
            err=True,
        )
