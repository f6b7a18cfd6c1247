"""`s54 explore`: the register in Datasette, to browse and to ask."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import click

from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from registry.explore import metadata


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Where to serve it."
)
@click.option("--metadata", "only", is_flag=True, help="Only print the metadata, to run Datasette yourself.")
@pass_settings
def explore(settings: Settings, port: int, only: bool) -> None:
    """Browse the register in Datasette on this machine, read only. Needs the extra `explore`.

    \b
    Example:
      s54 explore
      s54 explore --metadata > metadata.json
    """
    with opened(settings):
        told = json.dumps(metadata(settings.db.stem), indent=1)
    if only:
        click.echo(told)
        return
    if find_spec("datasette") is None:
        raise InputError("Datasette is not installed; install it with: pip install 'section54[explore]'")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "metadata.json"
        path.write_text(told, encoding="utf-8")
        command = [sys.executable, "-m", "datasette", "serve", str(settings.db), "--metadata", str(path)]
        done = subprocess.run([*command, "--host", "127.0.0.1", "--port", str(port)], check=False)
    if done.returncode:
        raise InputError(
            f"Datasette could not serve on port {port}, as it says above; choose another with --port"
        )
