"""The accuracy as JSON for programs and as a table for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from evaluation.accuracy import Accuracy, Interval, Level
from evaluation.metrics import Figures
from evaluation.peer import PEER, PEER_MACRO

_DIGITS = 4
_MACRO_NAMES = {
    "requirements": "mean of the eight requirements",
    "peer": "mean of the published models' six",
    "present": "mean of all columns present",
}


def accuracy_json(accuracy: Accuracy) -> str:
    """All figures; keys are described in docs/evaluation.md."""
    levels = {"sentence": accuracy.sentence, "statement": accuracy.statement}
    return json.dumps(
        {
            "statements": accuracy.statements,
            "sentences": accuracy.sentences,
            "bootstrap": accuracy.bootstrap,
            "columns": {
                column: {name: _column(level, column) for name, level in levels.items()}
                for column in accuracy.sentence.columns
            },
            "macro": {
                macro: {"labels": list(labels)}
                | {name: _macro(level, macro) for name, level in levels.items()}
                for macro, labels in accuracy.sentence.macro_labels.items()
            },
        },
        indent=2,
    )


def _column(level: Level, column: str) -> dict[str, Any]:
    return _figures(level.columns[column]) | {"f1_interval": _pair(level.column_intervals.get(column))}


def _macro(level: Level, macro: str) -> dict[str, Any]:
    return {
        "f1": _rounded(level.macro_f1.get(macro)),
        "f1_interval": _pair(level.macro_intervals.get(macro)),
        "average_precision": _rounded(level.macro_average_precision.get(macro)),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {key: _rounded(value) for key, value in asdict(figures).items()}


def _rounded(value: float | None) -> float | None:
    return round(value, _DIGITS) if isinstance(value, float) else value


def _pair(interval: Interval | None) -> list[float] | None:
    return [round(interval.low, _DIGITS), round(interval.high, _DIGITS)] if interval else None


def accuracy_table(accuracy: Accuracy) -> str:
    """Both levels as a table, then how our means stand to the published model's."""
    lines = [f"{accuracy.statements} statements, {accuracy.sentences} sentences"]
    lines += ["", "By sentence", *_lines(accuracy.sentence)]
    lines += ["", "By statement (any of its sentences)", *_lines(accuracy.statement)]
    if accuracy.bootstrap:
        lines += ["", f"95% intervals over statements, {accuracy.bootstrap} draws."]
    return "\n".join([*lines, *_against_peer(accuracy.sentence)])


def _lines(level: Level) -> list[str]:
    head = f"{'':34}  {'precision':>9}  {'recall':>6}  {'F1':>5}  {'95% interval':>12}  {'avg prec':>8}  {'support':>7}"
    lines = [head, "-" * len(head)]
    for column, each in level.columns.items():
        lines.append(
            f"{column:34}  {_number(each.precision):>9}  {_number(each.recall):>6}  {_number(each.f1):>5}  "
            f"{_span(level.column_intervals.get(column)):>12}  {_number(each.average_precision):>8}  {each.support:>7}"
        )
    for name, f1 in level.macro_f1.items():
        lines.append(
            f"{_MACRO_NAMES[name]:34}  {'':>9}  {'':>6}  {_number(f1):>5}  "
            f"{_span(level.macro_intervals.get(name)):>12}  {_number(level.macro_average_precision.get(name)):>8}"
        )
    return lines


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _span(interval: Interval | None) -> str:
    return f"{interval.low:.3f}-{interval.high:.3f}" if interval else ""


def _against_peer(level: Level) -> list[str]:
    """Said only where the file has all of the peer's columns; its figures hold for one set of statements."""
    interval = level.macro_intervals.get("peer")
    if interval is None or set(level.macro_labels["peer"]) != set(PEER):
        return []
    place = "below" if interval.low > PEER_MACRO else "above" if interval.high < PEER_MACRO else "within"
    return [
        f"The published fine-tuned Llama-3.2-3B has a mean F1 of {PEER_MACRO:.3f} over the same six columns on the AIMS.uk",
        f"development statements: {place} our interval. On other statements the two cannot be compared.",
    ]
