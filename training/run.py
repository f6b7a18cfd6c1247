"""A whole training: statements in, the bytes of a model file out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import sklearn

from checker import rulebook_file
from checker.model import LABELS
from training import fitting
from training.bare import copies_of
from training.beside import WEIGHED_AGAIN, weighed_again
from training.fitting import fit, out_of_fold
from training.matrix import FEWEST_FIRMS, SLOT_WEIGHTS, Examples, examples_of
from training.statements import Source, statements_of
from training.thresholds import Cut, cut_of, f1_at
from training.words import vocabulary_of
from training.writing import Learned, model_file


def train(sources: Sequence[Source], say: Callable[[str], None]) -> bytes:
    """The model learned from `sources`, of which one is of UK statements; `say` is told how it goes.

    Invented sentences and bare copies are learned from and no more: firms, words, cuts and figures are those of the
    real statements as annotated.
    """
    rules = rulebook_file.load()
    statements = statements_of(sources)
    measured = [statement for statement in statements if statement.is_measured]
    firms = len({statement.firm for statement in measured})
    say(f"{len(measured)} statements of {firms} firms")
    vocabulary = vocabulary_of(statements, rules)
    examples = examples_of([*statements, *copies_of(measured)], vocabulary, rules)
    say(f"{examples.matrix.shape[0]} sentences, {examples.matrix.shape[1]} features")
    margins = out_of_fold(examples)
    real = examples.take(examples.measured)
    again = {label: weighed_again(real, margins, label) for label in WEIGHED_AGAIN}
    for label, (new, _) in again.items():
        margins[:, LABELS.index(label)] = new
    cuts = _cuts(real, margins, say)
    final = fit(examples, np.arange(examples.matrix.shape[0]))
    trained = {
        "rulebook": rules.version,
        "scikit_learn": sklearn.__version__,
        "sources": [_source(source) for source in sources],
        "firms": firms,
        "settings": {
            "strength": fitting.STRENGTH,
            "kept_features": fitting.KEPT_FEATURES,
            "weights": fitting.WEIGHTS,
            "fewest_firms": FEWEST_FIRMS,
            "folds": fitting.FOLDS,
            "seed": fitting.SEED,
            "slot_weights": SLOT_WEIGHTS,
        },
        "cross_validation_f1": {label: round(cut.f1, 4) for label, cut in zip(LABELS, cuts, strict=True)},
    }
    nearby = {label: weighing for label, (_, weighing) in again.items()}
    return model_file(examples, Learned(final, cuts, nearby), vocabulary, trained)


def _cuts(examples: Examples, margins: np.ndarray, say: Callable[[str], None]) -> list[Cut]:
    """For each label the UK slope and F1, and a cut half way between the best for the statements under each Act.

    F1 is flat around its best, and the two were annotated by different people from differently cut text: what lies
    between suits the next file better than what suits one of them best.
    """
    cuts = []
    for at, label in enumerate(LABELS):
        found = {}
        for law in sorted(set(examples.laws)):
            own = examples.laws == law
            found[law] = cut_of(margins[own, at], examples.labels[own, at], examples.firms[own])
        ours = examples.laws == "uk"
        half_way = float(np.mean([cut.at for cut in found.values()]))
        f1 = f1_at(half_way, margins[ours, at], examples.labels[ours, at])
        say(f"{label}: F1 {f1:.3f} out of fold, cut at {half_way:.2f}")
        cuts.append(Cut(half_way, found["uk"].slope, f1))
    return cuts


def _source(source: Source) -> Mapping[str, Any]:
    return {
        "law": source.law,
        "sha256": source.sha256,
        "statements": len(source.gold.statements),
        "sentences": len(source.gold.keys),
    }
