"""`python -m training`: reads the annotated statements, fits the model and writes its file."""

from __future__ import annotations

from pathlib import Path

import click

from evaluation.gold import GoldError
from training.run import train
from training.statements import INVENTED, read_source

WRITTEN = Path(__file__).with_name("invented.csv")


@click.command()
@click.option(
    "--au", type=click.Path(path_type=Path), required=True, help="Australian statements, annotated."
)
@click.option("--uk", type=click.Path(path_type=Path), required=True, help="UK statements, annotated.")
@click.option(
    "--invented",
    type=click.Path(path_type=Path),
    default=WRITTEN,
    help="Sentences written for the training, annotated.  [default: those that ship]",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where to write the model.")
def main(au: Path, uk: Path, invented: Path, out: Path) -> None:
    """Train the evidence model. Some ten minutes on two cores."""
    try:
        sources = [read_source(au, "au"), read_source(uk, "uk"), read_source(invented, INVENTED)]
    except GoldError as error:
        raise click.ClickException(str(error)) from error
    trained = train(sources, say=lambda line: click.echo(line, err=True))
    out.write_bytes(trained)
    click.echo(f"{out}: {len(trained) / 1000:.0f} kB", err=True)


if __name__ == "__main__":
    main()
