"""The accuracy of scores against annotated statements, by sentence and by statement, with bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.gold import Gold
from evaluation.metrics import Figures, Pair, counted, figures, together
from evaluation.peer import PEER

MACROS: Mapping[str, tuple[str, ...]] = {
    "requirements": (
        "approval",
        "signature",
        "structure",
        "policies",
        "due_diligence",
        "risk",
        "effectiveness",
        "training",
    ),
    "peer": tuple(PEER),
}
"""Means over labels: the eight requirements that sentences can show, and the six that published models are measured
on. A third, `present`, is over all columns of the file. Each is over those of its labels the file has."""

Scores = Sequence[Mapping[str, float]]
"""For each row of the gold file, in its order, column -> 0 to 1."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95% of a figure over statements drawn anew."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Level:
    """Figures by column and means of F1 and average precision over columns, at one level.

    The intervals are those of F1, by column and by mean; there are none without a bootstrap.
    """

    columns: Mapping[str, Figures]
    macro_f1: Mapping[str, float]
    macro_average_precision: Mapping[str, float]
    macro_labels: Mapping[str, tuple[str, ...]]
    column_intervals: Mapping[str, Interval]
    macro_intervals: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What `s54 evaluate` says."""

    statements: int
    sentences: int
    bootstrap: int
    sentence: Level
    statement: Level


_Pairs = dict[str, list[Pair]]


def measure(gold: Gold, scores: Scores, bootstrap: int = 1000, seed: int = 54) -> Accuracy:
    """The accuracy of `scores`. The intervals draw as many statements, with return, `bootstrap` times."""
    by_sentence = [_sentence_pairs(gold, scores, at) for at in range(len(gold.statements))]
    by_statement = [{column: _any(pairs) for column, pairs in each.items()} for each in by_sentence]
    return Accuracy(
        statements=len(gold.statements),
        sentences=len(gold.keys),
        bootstrap=bootstrap,
        sentence=_level(gold.columns, by_sentence, bootstrap, seed),
        statement=_level(gold.columns, by_statement, bootstrap, seed),
    )


def _sentence_pairs(gold: Gold, scores: Scores, at: int) -> _Pairs:
    statement = gold.statements[at]
    return {
        column: [
            (scores[row][column], is_so)
            for row, is_so in zip(statement.rows, labels, strict=True)
            if is_so is not None
        ]
        for column, labels in statement.labels.items()
    }


def _any(pairs: Sequence[Pair]) -> list[Pair]:
    """The statement as a whole: it shows what any of its judged sentences shows."""
    return [(max(score for score, _ in pairs), any(is_so for _, is_so in pairs))] if pairs else []


def _level(columns: Sequence[str], statements: Sequence[_Pairs], bootstrap: int, seed: int) -> Level:
    found = {column: figures([pair for each in statements for pair in each[column]]) for column in columns}
    labels = _macro_labels(columns)
    column_f1 = {column: each.f1 for column, each in found.items()}
    precision = {column: each.average_precision for column, each in found.items()}
    column_intervals, macro_intervals = _intervals(columns, labels, statements, bootstrap, seed)
    return Level(
        columns=found,
        macro_f1=_means(labels, column_f1),
        macro_average_precision=_means(labels, precision),
        macro_labels=labels,
        column_intervals=column_intervals,
        macro_intervals=macro_intervals,
    )


def _macro_labels(columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    wanted = {**MACROS, "present": tuple(columns)}
    present = {name: tuple(label for label in labels if label in columns) for name, labels in wanted.items()}
    return {name: labels for name, labels in present.items() if labels}


def _means(labels: Mapping[str, tuple[str, ...]], values: Mapping[str, float | None]) -> dict[str, float]:
    """The mean of each group's defined values; a group without any is left out."""
    means = {}
    for name, group in labels.items():
        defined = [value for label in group if (value := values[label]) is not None]
        if defined:
            means[name] = sum(defined) / len(defined)
    return means


def _intervals(
    columns: Sequence[str],
    labels: Mapping[str, tuple[str, ...]],
    statements: Sequence[_Pairs],
    bootstrap: int,
    seed: int,
) -> tuple[dict[str, Interval], dict[str, Interval]]:
    """Percentile intervals of F1. F1 needs three counts only, so each statement is counted once beforehand."""
    counts = [{column: counted(each[column]) for column in columns} for each in statements]
    drawn_columns: dict[str, list[float]] = {column: [] for column in columns}
    drawn_macros: dict[str, list[float]] = {name: [] for name in labels}
    dice = random.Random(seed)
    for _ in range(bootstrap):
        drawn = dice.choices(counts, k=len(counts))
        f1 = {column: together([each[column] for each in drawn]).f1 for column in columns}
        for column, value in f1.items():
            if value is not None:
                drawn_columns[column].append(value)
        for name, mean in _means(labels, f1).items():
            drawn_macros[name].append(mean)
    return _middle(drawn_columns), _middle(drawn_macros)


def _middle(drawn: Mapping[str, list[float]]) -> dict[str, Interval]:
    middle = {}
    for name, values in drawn.items():
        if values:
            ordered = sorted(values)
            last = len(ordered) - 1
            middle[name] = Interval(ordered[round(0.025 * last)], ordered[round(0.975 * last)])
    return middle
