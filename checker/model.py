"""The evidence model: for each sentence and label a number from 0 to 1, from a linear model that ships as one file.

Plain Python at run time. The file is written by the project's own training module; nothing is fetched.
"""

from __future__ import annotations

import gzip
import json
import math
from array import array
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from checker import rulebook
from checker.features import SIGNS, SLOTS, Features, SentenceView, features_of, patterns_of
from checker.rulebook import Rulebook
from checker.tokens import Vocabulary

FORMAT = 1
LABELS = (
    "approval",
    "signature",
    "structure",
    "policies",
    "due_diligence",
    "risk",
    "effectiveness",
    "training",
    "mitigation",
    "future",
)
"""What the model scores. `mitigation` is any of policies, due diligence, risk management, training, grievance and
remediation; `future` is a plan or promise."""

THRESHOLD = 0.5
"""From here on a sentence counts as evidence; training rescales each label's numbers to it."""

_FURTHEST = 30.0  # exp() beyond this tells no more and overflows in the end


class ModelError(ValueError):
    """The model file cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of one slot: a row for each feature, a column of small integers for each label."""

    rows: Mapping[str, int]
    columns: tuple[array[int], ...]
    scales: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """A trained model. `trained` says on what, when it comes to that: hashes, counts, settings, figures."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    tables: Mapping[str, Table]
    bias: tuple[float, ...]
    trained: Mapping[str, Any]
    rulebook: Rulebook

    def score(self, views: Sequence[SentenceView]) -> list[dict[str, float]]:
        """For each sentence of one statement, in order, label -> 0 to 1; 0.5 and more is evidence."""
        return [
            dict(zip(self.labels, map(_probability, self._margins(features)), strict=True))
            for features in self.features(views)
        ]

    def explain(self, views: Sequence[SentenceView], index: int, label: str) -> list[tuple[str, float]]:
        """What counted for and against `label` in sentence `index`: the feature as `slot:feature`, and its share.

        Shares are in log odds, strongest first; `checker.reasons` puts them into plain words.
        """
        at = self.labels.index(label)
        shares: list[tuple[str, float]] = []
        for slot, seen in self.features(views)[index].items():
            table = self.tables[slot]
            unit = table.scales[at] * _weight(slot, seen)
            column = table.columns[at]
            for feature in seen:
                row = table.rows.get(feature)
                if row is not None and column[row]:
                    shares.append((f"{slot}:{feature}", column[row] * unit))
        return sorted(shares, key=lambda share: (-abs(share[1]), share[0]))

    def features(self, views: Sequence[SentenceView]) -> list[Features]:
        """What the model counts in each sentence."""
        return features_of(views, self.vocabulary, patterns_of(self.rulebook))

    def _margins(self, features: Features) -> list[float]:
        margins = list(self.bias)
        for slot, seen in features.items():
            table = self.tables[slot]
            rows = [table.rows[feature] for feature in seen if feature in table.rows]
            if not rows:
                continue
            weight = _weight(slot, seen)
            for at, column in enumerate(table.columns):
                if total := sum([column[row] for row in rows]):
                    margins[at] += total * table.scales[at] * weight
        return margins


def _weight(slot: str, seen: frozenset[str]) -> float:
    return 1.0 if slot == SIGNS else 1.0 / math.sqrt(len(seen) or 1)


def _probability(margin: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_FURTHEST, min(_FURTHEST, margin))))


@cache
def load() -> EvidenceModel:
    """The model that ships with this version, read once for each process."""
    return parse(resources.files("checker").joinpath("model.json.gz").read_bytes(), rulebook.load())


def parse(body: bytes, rules: Rulebook) -> EvidenceModel:
    """A model from its file's bytes. ModelError when it is no such file or of another format."""
    try:
        raw = json.loads(gzip.decompress(body))
        if raw["format"] != FORMAT or set(raw["tables"]) != set(SLOTS):
            raise ModelError(f"the model file is of format {raw['format']}; this version reads {FORMAT}")
        return EvidenceModel(
            labels=tuple(raw["labels"]),
            vocabulary=Vocabulary(
                frozenset(raw["vocabulary"]["words"].split()),
                frozenset(raw["vocabulary"]["countries"].split()),
            ),
            tables={slot: _table(raw["tables"][slot], len(raw["labels"])) for slot in SLOTS},
            bias=tuple(raw["bias"]),
            trained=raw["trained"],
            rulebook=rules,
        )
    except (OSError, EOFError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise ModelError(f"the model file cannot be read: {error}") from error


def _table(raw: Mapping[str, Any], labels: int) -> Table:
    features = raw["features"].split("\n") if raw["features"] else []
    weights = array("b", b64decode(raw["weights"]))
    if len(weights) != labels * len(features):
        raise ModelError("the model file's weights do not fit its features")
    size = len(features)
    return Table(
        rows={feature: row for row, feature in enumerate(features)},
        columns=tuple(weights[at * size : (at + 1) * size] for at in range(labels)),
        scales=tuple(raw["scales"]),
    )
