"""The model as a file: whole-number weights, scaled for each slot and label; the same model, the same bytes."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from checker.features import SLOTS
from checker.model import FORMAT, LABELS
from checker.tokens import Vocabulary
from training.fitting import Fit
from training.matrix import Examples
from training.thresholds import Cut

_LARGEST = 127


def model_file(
    examples: Examples, fit: Fit, cuts: Sequence[Cut], vocabulary: Vocabulary, trained: Mapping[str, Any]
) -> bytes:
    """The bytes of the model file. Each label's log odds are moved and stretched so that its cut is at 0."""
    slopes = np.array([cut.slope for cut in cuts])
    weights = fit.weights * examples.value[:, None] * slopes
    bias = (fit.bias - np.array([cut.at for cut in cuts])) * slopes
    slots = np.array(examples.slots)
    tables = {}
    for slot in SLOTS:
        rows = np.flatnonzero((slots == slot) & np.any(weights != 0, axis=1))
        tables[slot] = _table([examples.features[row] for row in rows], weights[rows])
    raw = {
        "format": FORMAT,
        "labels": list(LABELS),
        "trained": dict(trained),
        "vocabulary": {
            "words": " ".join(sorted(vocabulary.words)),
            "countries": " ".join(sorted(vocabulary.countries)),
        },
        "bias": [round(float(each), 5) for each in bias],
        "tables": tables,
    }
    text = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _table(features: list[str], weights: np.ndarray) -> dict[str, Any]:
    scales = np.abs(weights).max(axis=0) / _LARGEST if features else np.zeros(weights.shape[1])
    whole = np.rint(weights / np.where(scales > 0, scales, 1.0)).astype(np.int8)
    return {
        "features": "\n".join(features),
        "scales": [round(float(each), 8) for each in scales],
        "weights": b64encode(whole.T.tobytes()).decode(),
    }
