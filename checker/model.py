"""The evidence model: for each sentence and label a number from 0 to 1, from a linear model that ships as one file.

Plain Python at run time. The file is written by the project's own training module; nothing is fetched.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker import rulebook_file
from checker.features import SIGNS, SLOTS, Features, SentenceView, features_of, patterns_of
from checker.nearby import HELPER, Nearby, likely_among_others
from checker.rulebook import Rulebook
from checker.tokens import Vocabulary

FORMAT = 4
FILE = Path(__file__).with_name("evidence.model")
FIRST_LINE = b"section 54 evidence model, format "
NOTHING = 128
"""The byte that stands for a weight of 0; one more is a weight of one scale."""

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

SCORES = "scores"
"""Before what `explain` says of the scores of other sentences and labels, as a slot is before its features."""

THRESHOLD = 0.5
"""From here on a sentence counts as evidence; training rescales each label's numbers to it."""

_FURTHEST = 30.0  # exp() beyond this tells no more and overflows in the end


class ModelError(ValueError):
    """The model file cannot be used; the message says why."""


class Table(NamedTuple):
    """One slot: where in the model's weights each feature's row begins, and for each label what one step weighs."""

    rows: Mapping[str, int]
    scales: tuple[float, ...]


class EvidenceModel(NamedTuple):
    """A trained model. `trained` says on what: hashes, counts, settings, figures.

    `weights` holds a row for each feature, and in it a byte for each label, NOTHING for no weight. What is found so is
    weighed again for the labels in `nearby`.
    """

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    tables: Mapping[str, Table]
    weights: bytes
    bias: tuple[float, ...]
    nearby: Mapping[str, Nearby]
    trained: Mapping[str, Any]
    rulebook: Rulebook

    def score(self, views: Sequence[SentenceView]) -> list[dict[str, float]]:
        """For each sentence of one statement, in order, label -> 0 to 1; 0.5 and more is evidence."""
        margins = self._all_margins(self.features(views))
        return [dict(zip(self.labels, map(_probability, each), strict=True)) for each in margins]

    def explain(self, views: Sequence[SentenceView], index: int, label: str) -> list[tuple[str, float]]:
        """What counted for and against `label` in sentence `index`: the feature as `slot:feature`, and its share.

        Shares are in log odds, strongest first; `checker.reasons` puts them into plain words.
        """
        at = self.labels.index(label)
        features = self.features(views)
        shares = self._shares(features[index], at)
        if nearby := self.nearby.get(label):
            first = [self._margins(each) for each in features]
            own = [each[at] for each in first]
            before, after = nearby.shares(own, index)
            helper = nearby.helper_share(first[index][self.labels.index(HELPER)])
            shares = [(feature, nearby.own * share) for feature, share in shares]
            shares += [
                (f"{SCORES}:before", before),
                (f"{SCORES}:after", after),
                (f"{SCORES}:{HELPER}", helper),
                (f"{SCORES}:others", nearby.others * likely_among_others(own)[index]),
            ]
        return sorted((each for each in shares if each[1]), key=lambda share: (-abs(share[1]), share[0]))

    def features(self, views: Sequence[SentenceView]) -> list[Features]:
        """What the model counts in each sentence."""
        return features_of(views, self.vocabulary, patterns_of(self.rulebook))

    def _all_margins(self, features: Sequence[Features]) -> list[list[float]]:
        """The log odds of each label for each sentence, after the second weighing."""
        margins = [self._margins(each) for each in features]
        helper = [each[self.labels.index(HELPER)] for each in margins]
        for label, nearby in self.nearby.items():
            at = self.labels.index(label)
            own = [each[at] for each in margins]
            for each, new in zip(margins, nearby.margins(own, helper), strict=True):
                each[at] = new
        return margins

    def _shares(self, features: Features, at: int) -> list[tuple[str, float]]:
        shares = []
        for slot, seen in features.items():
            table = self.tables[slot]
            unit = table.scales[at] * _weight(slot, seen)
            for feature in seen:
                row = table.rows.get(feature)
                if row is not None:
                    shares.append((f"{slot}:{feature}", (self.weights[row + at] - NOTHING) * unit))
        return shares

    def _margins(self, features: Features) -> list[float]:
        margins = list(self.bias)
        width = len(self.labels)
        weights = self.weights
        for slot, seen in features.items():
            table = self.tables[slot]
            rows = [row for row in map(table.rows.get, seen) if row is not None]
            if not rows:
                continue
            # Bytes add up fastest: one column of all rows at a time, less what a weight of nothing adds.
            found = b"".join([weights[row : row + width] for row in rows])
            nothing = NOTHING * len(rows)
            weight = _weight(slot, seen)
            for at, scale in enumerate(table.scales):
                margins[at] += (sum(found[at::width]) - nothing) * scale * weight
        return margins


def _weight(slot: str, seen: frozenset[str]) -> float:
    return 1.0 if slot == SIGNS else 1.0 / math.sqrt(len(seen) or 1)


def _probability(margin: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_FURTHEST, min(_FURTHEST, margin))))


@cache
def load() -> EvidenceModel:
    """The model that ships with this version, read once for each process."""
    return parse(FILE.read_bytes(), rulebook_file.load())


def parse(body: bytes, rules: Rulebook) -> EvidenceModel:
    """A model from its file's bytes. ModelError when it is no such file or of another format.

    After a first line that names the format, packed by zlib: a line of JSON; the words, countries and each slot's
    features, a line each; a zero byte; the weights. Read so because a short check should not wait for its model.
    """
    first, _, packed = body.partition(b"\n")
    if not first.startswith(FIRST_LINE):
        raise ModelError("the model file cannot be read: it is none")
    if first != FIRST_LINE + str(FORMAT).encode():
        raise ModelError(
            f"the model file is of format {first[len(FIRST_LINE) :].decode('ascii', 'replace')}; this version reads {FORMAT}"
        )
    try:
        head, _, rest = zlib.decompress(packed).partition(b"\n")
        text, _, weights = rest.partition(b"\0")
        return _model(json.loads(head), text.decode().split("\n"), weights, rules)
    except (zlib.error, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"the model file cannot be read: {error}") from error


def _model(head: Mapping[str, Any], lines: Sequence[str], weights: bytes, rules: Rulebook) -> EvidenceModel:
    labels = tuple(head["labels"])
    width = len(labels)
    words, end = head["words"], head["words"] + head["countries"]
    before = end
    tables = {}
    for slot in SLOTS:
        size, scales = head["slots"][slot]["features"], head["slots"][slot]["scales"]
        place = (end - before) * width
        rows = dict(zip(lines[end : end + size], range(place, place + size * width, width), strict=True))
        tables[slot] = Table(rows, tuple(scales))
        end += size
    if end != len(lines) or len(weights) != (end - before) * width:
        raise ValueError("its weights do not fit its features")
    return EvidenceModel(
        labels=labels,
        vocabulary=Vocabulary(frozenset(lines[:words]), frozenset(lines[words:before])),
        tables=tables,
        weights=weights,
        bias=tuple(head["bias"]),
        nearby={label: _nearby(each) for label, each in head["nearby"].items()},
        trained=head["trained"],
        rulebook=rules,
    )


def _nearby(raw: Mapping[str, Any]) -> Nearby:
    return Nearby(**{**raw, "beside": tuple(raw["beside"])})
