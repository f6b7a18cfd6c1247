"""`s54 evaluate`: how right the evidence model is, against annotated statements."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from checker.model import EvidenceModel, load
from checker.views import views_of_rows
from commands.output import Column, emit
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from evaluation.accuracy import measure
from evaluation.gold import Gold, GoldError, read_gold
from evaluation.report import accuracy_json, accuracy_table

_OVERRULED = (
    Column("requirement", "requirement"),
    Column("reviewed", "reviewed"),
    Column("overruled", "overruled"),
    Column("share", "share"),
)


@click.command()
@click.argument("gold", required=False, type=click.Path(path_type=Path))
@click.option(
    "--reviews", is_flag=True, help="Instead: how often people overruled the machine, per requirement."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a row for each input row, with a number from 0 to 1 for each column.",
)
@click.option(
    "--bootstrap",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    help="How often to draw the statements anew for the 95% intervals; 0 for none.",
)
@pass_settings
def evaluate(
    settings: Settings, gold: Path | None, reviews: bool, form: str, predictions: Path | None, bootstrap: int
) -> None:
    """Measure the evidence model against annotated statements. The file is read, never learned from.

    GOLD is a CSV file with the columns statement_id, order and sentence and a column of 0, 1 or blank (not judged) for
    any of approval, signature, structure, policies, due_diligence, risk, effectiveness, training, mitigation, future.

    \b
    Example:
      s54 evaluate --reviews
      s54 evaluate annotated.csv
      s54 evaluate annotated.csv --format json --predictions scores.csv
    """
    if reviews:
        with opened(settings) as registry:
            emit(overruled(registry.reviews()), _OVERRULED, form)
        return
    if gold is None:
        raise InputError(
            "name an annotated CSV file, or use --reviews for how often people overruled the machine"
        )
    try:
        annotated = read_gold(gold)
    except GoldError as error:
        raise InputError(str(error)) from error
    scores = score_rows(annotated, load())
    if predictions is not None:
        write_predictions(predictions, annotated, scores)
    accuracy = measure(annotated, scores, bootstrap)
    click.echo(accuracy_json(accuracy) if form == "json" else accuracy_table(accuracy))


def overruled(reviews: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """For each requirement that people reviewed: how often, and how often they said other than the machine."""
    said: dict[str, Counter[bool]] = {}
    for each in reviews:
        said.setdefault(str(each["requirement"]), Counter())[each["verdict"] != each["machine_verdict"]] += 1
    return [
        {
            "requirement": requirement,
            "reviewed": counts.total(),
            "overruled": counts[True],
            "share": round(counts[True] / counts.total(), 3),
        }
        for requirement, counts in sorted(said.items())
    ]


def score_rows(gold: Gold, model: EvidenceModel) -> list[dict[str, float]]:
    """For each row of the file, in its order, column -> 0 to 1."""
    scores: list[dict[str, float]] = [{} for _ in gold.keys]
    for statement in gold.statements:
        found = model.score(views_of_rows(statement.sentences))
        for row, each in zip(statement.rows, found, strict=True):
            scores[row] = {column: each[column] for column in gold.columns}
    return scores


def write_predictions(path: Path, gold: Gold, scores: list[dict[str, float]]) -> None:
    """The scores as CSV: statement_id and order as given, then a number for each column."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["statement_id", "order", *gold.columns])
            for (statement, order), each in zip(gold.keys, scores, strict=True):
                writer.writerow([statement, order, *(f"{each[column]:.12f}" for column in gold.columns)])
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
