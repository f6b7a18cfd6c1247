"""The model as a file: whole-number weights, scaled for each slot and label; the same model, the same bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from checker.features import SLOTS
from checker.model import FIRST_LINE, FORMAT, LABELS, NOTHING
from checker.nearby import HELPER, Nearby
from checker.tokens import Vocabulary
from training.beside import rescaled
from training.fitting import Fit
from training.matrix import Examples
from training.thresholds import Cut

_LARGEST = 127


@dataclass(frozen=True, slots=True)
class Learned:
    """All that training found: a fit, for each label a cut (after any second weighing), and the second weighings."""

    fit: Fit
    cuts: Sequence[Cut]
    nearby: Mapping[str, Nearby]


def model_file(
    examples: Examples, learned: Learned, vocabulary: Vocabulary, trained: Mapping[str, Any]
) -> bytes:
    """The bytes of the model file. Each label's margins are moved and stretched to log odds so that its cut is at 0.

    Those of a label that is weighed again are so only after that, and its first ones stay as they are.
    """
    final = {label: (cut.at, cut.slope) for label, cut in zip(LABELS, learned.cuts, strict=True)}
    first = {label: (0.0, 1.0) if label in learned.nearby else final[label] for label in LABELS}
    ats, slopes = np.array(list(first.values())).T
    weights = learned.fit.weights * examples.value[:, None] * slopes
    bias = (learned.fit.bias - ats) * slopes
    nearby = {label: rescaled(each, final[label], final[HELPER]) for label, each in learned.nearby.items()}
    slots = np.array(examples.slots)
    lines = [sorted(vocabulary.words), sorted(vocabulary.countries)]
    shape: dict[str, Any] = {}
    rows = []
    for slot in SLOTS:
        scales, whole = _whole(weights[slots == slot])
        features = [name for name, own in zip(examples.features, slots == slot, strict=True) if own]
        kept = np.flatnonzero(np.any(whole != 0, axis=1))
        lines.append([features[at] for at in kept])
        rows.append((whole[kept] + NOTHING).astype(np.uint8))
        shape[slot] = {"features": len(kept), "scales": [round(float(each), 8) for each in scales]}
    head = {
        "labels": list(LABELS),
        "trained": dict(trained),
        "words": len(lines[0]),
        "countries": len(lines[1]),
        "bias": [round(float(each), 5) for each in bias],
        "nearby": {label: each._asdict() for label, each in nearby.items()},
        "slots": shape,
    }
    text = "\n".join(line for each in lines for line in each)
    body = json.dumps(head, separators=(",", ":")).encode() + b"\n" + text.encode() + b"\0"
    body += b"".join(each.tobytes() for each in rows)
    return FIRST_LINE + str(FORMAT).encode() + b"\n" + zlib.compress(body, 9)


def _whole(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What one step weighs for each label, and each weight as a whole number of steps from -127 to 127."""
    scales = np.abs(weights).max(axis=0, initial=0.0) / _LARGEST
    return scales, np.rint(weights / np.where(scales > 0, scales, 1.0)).astype(np.int16)
