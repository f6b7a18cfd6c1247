"""A whole training: statements in, the bytes of a model file out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import sklearn

from checker import rulebook
from checker.model import LABELS
from training import fitting
from training.fitting import fit, out_of_fold
from training.matrix import FEWEST_FIRMS, SLOT_WEIGHTS, Examples, examples_of
from training.statements import Source, statements_of
from training.thresholds import Cut, cut_of
from training.words import vocabulary_of
from training.writing import model_file


def train(sources: Sequence[Source], say: Callable[[str], None]) -> bytes:
    """The model learned from `sources`; `say` is told how it goes. The cuts come from UK statements only."""
    rules = rulebook.load()
    statements = statements_of(sources)
    firms = len({statement.firm for statement in statements})
    say(f"{len(statements)} statements of {firms} firms")
    vocabulary = vocabulary_of(statements, rules)
    examples = examples_of(statements, vocabulary, rules)
    say(f"{examples.matrix.shape[0]} sentences, {examples.matrix.shape[1]} features")
    cuts = _cuts(examples, out_of_fold(examples), say)
    final = fit(examples, np.arange(examples.matrix.shape[0]))
    trained = {
        "rulebook": rules.version,
        "scikit_learn": sklearn.__version__,
        "sources": [_source(source) for source in sources],
        "firms": firms,
        "settings": {
            "strength": fitting.STRENGTH,
            "kept_features": fitting.KEPT_FEATURES,
            "australian_weight": fitting.AUSTRALIAN_WEIGHT,
            "fewest_firms": FEWEST_FIRMS,
            "folds": fitting.FOLDS,
            "seed": fitting.SEED,
            "slot_weights": SLOT_WEIGHTS,
        },
        "cross_validation_f1": {label: round(cut.f1, 4) for label, cut in zip(LABELS, cuts, strict=True)},
    }
    return model_file(examples, final, cuts, vocabulary, trained)


def _cuts(examples: Examples, margins: np.ndarray, say: Callable[[str], None]) -> list[Cut]:
    ours = examples.laws == "uk"
    cuts = []
    for at, label in enumerate(LABELS):
        cut = cut_of(margins[ours, at], examples.labels[ours, at], examples.firms[ours])
        say(f"{label}: F1 {cut.f1:.3f} out of fold, cut at {cut.at:.2f}")
        cuts.append(cut)
    return cuts


def _source(source: Source) -> Mapping[str, Any]:
    return {
        "law": source.law,
        "sha256": source.sha256,
        "statements": len(source.gold.statements),
        "sentences": len(source.gold.keys),
    }
