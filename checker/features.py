"""What the evidence model counts in a sentence: words, its surroundings, its place, and the rules it meets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from checker.phrases import Phrases
from checker.promises import promises_of
from checker.rulebook import Rulebook
from checker.tokens import NAME, NUMBER, Vocabulary, ngrams, pairs, stem
from checker.views import SentenceView, views_of, views_of_rows

__all__ = ["SIGNS", "SLOTS", "SentenceView", "features_of", "patterns_of", "views_of", "views_of_rows"]

SIGNS = "signs"
SLOTS = ("words", "stems", "before", "after", "before_2", "after_2", "heading", "parent", SIGNS)
"""Kinds of features. All but `signs` weigh one over the root of their number, so that length does not count twice."""

Features = Mapping[str, frozenset[str]]
"""For each slot what was seen in a sentence."""

_CUE = "cue."
_CUES = ("planned", "denied", "this_statement", "steps", "coming_year")
_ROLES = ("company", "llp")
"""Of the cues and roles, those that cross-validation found to help; each costs time in every sentence."""

_REACH = 5
"""How far apart two words may stand to count as a pair."""

_LENGTHS = (15, 30, 60, 100, 160, 240, 400)
_COUNTS = (15, 30, 60, 120)
_EDGES = (1, 2, 3, 5, 8, 12, 20)
_BULLET = re.compile(r"[•\-–*●▪o]\s|[(]?[a-z0-9]{1,2}[.)]\s")
_DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+20\d\d|\d\d?[./]\d\d?[./]\d\d")
_ADDRESS = re.compile(r"@|www\.|http|\.com|\.co\.uk")
_MONEY = re.compile(r"£|%|\bmillion\b|\bbn\b")


def patterns_of(rulebook: Rulebook) -> tuple[tuple[str, Phrases], ...]:
    """The named rules that are looked for in each sentence."""
    named = [(rule.id, rule.pattern) for each in rulebook.requirements for rule in each.rules]
    named += [(f"{_CUE}{name}", rulebook.cues[name]) for name in _CUES]
    named += [(f"approval.{name}", pattern) for name, pattern in rulebook.approval.items()]
    named += [(f"role.{name}", rulebook.qualifying_roles[name]) for name in _ROLES]
    return (*named, ("role.other", rulebook.other_roles), ("signing", rulebook.signing))


def features_of(
    views: Sequence[SentenceView],
    vocabulary: Vocabulary,
    rules: Sequence[tuple[str, Phrases]],
) -> list[Features]:
    """The features of each sentence of one statement, in order."""
    tokens = [vocabulary.tokens(view.text) for view in views]
    known: dict[str, frozenset[str]] = {"": frozenset()}

    def around(text: str) -> frozenset[str]:
        if text not in known:
            known[text] = frozenset(ngrams(vocabulary.tokens(text), 2))
        return known[text]

    stems = [[stem(token) for token in each] for each in tokens]
    cues = [(name, pattern) for name, pattern in rules if name.startswith(_CUE)]
    cued: dict[str, tuple[str, ...]] = {"": ()}

    def cues_of(text: str) -> tuple[str, ...]:
        if text not in cued:
            cued[text] = tuple(name for name, pattern in cues if pattern.search(text))
        return cued[text]

    bags = [frozenset(each) for each in tokens]
    promises = promises_of([view.text for view in views])
    nothing: frozenset[str] = frozenset()
    last = len(views) - 1
    return [
        {
            "words": frozenset(ngrams(tokens[index], 3)),
            "stems": frozenset([*ngrams(stems[index], 2), *pairs(stems[index], _REACH)]),
            "before": bags[index - 1] if index else nothing,
            "after": bags[index + 1] if index < last else nothing,
            "before_2": bags[index - 2] if index > 1 else nothing,
            "after_2": bags[index + 2] if index < last - 1 else nothing,
            "heading": around(view.heading),
            "parent": around(view.parent),
            SIGNS: frozenset(
                [
                    *shape_of(view, tokens[index]),
                    *place_of(view),
                    *promises[index],
                    *(name for name, pattern in rules if pattern.search(view.text)),
                    *(f"heading.{name}" for name in cues_of(view.heading)),
                    *(f"parent.{name}" for name in cues_of(view.parent)),
                ]
            ),
        }
        for index, view in enumerate(views)
    ]


def shape_of(view: SentenceView, tokens: Sequence[str]) -> list[str]:
    """Signs of the sentence's make-up: its length, its capitals, names, numbers and dates."""
    text = view.text
    length = len(text)
    bound = next((each for each in _LENGTHS if length <= each), None)
    words = text.split()
    capitals = sum(word[:1].isupper() for word in words) / max(1, len(words))
    names, numbers = tokens.count(NAME), tokens.count(NUMBER)
    signs = {
        "title": capitals > 0.8,
        "half_title": 0.5 < capitals <= 0.8,
        "upper": text.isupper(),
        "starts_small": text[:1].islower(),
        "heading_line": view.is_heading,
        "bullet": _BULLET.match(text) is not None,
        "repeated": view.repeats > 1,
        "furniture": view.repeats > 3,
        "date": _DATE.search(text) is not None,
        "a_name": names >= 1,
        "full_name": names >= 2,
        "many_names": names >= 4,
        "no_letters": not any(letter.isalpha() for letter in text),
        "address": _ADDRESS.search(text) is not None,
        "a_number": numbers >= 1,
        "numbers": numbers >= 3,
        "money": _MONEY.search(text) is not None,
    }
    shown = [name for name, seen in signs.items() if seen]
    return [f"length_{bound}" if bound else "length_more", *shown]


def place_of(view: SentenceView) -> list[str]:
    """Signs of where the sentence stands in its statement, and of the statement's length."""
    left = view.sentences - view.place
    tenth = int(view.place / max(1, view.sentences - 1) * 9.99)
    bound = next((each for each in _COUNTS if view.sentences <= each), None)
    return [
        f"tenth_{tenth}",
        f"sentences_{bound}" if bound else "sentences_more",
        *(f"first_{edge}" for edge in _EDGES if view.place < edge),
        *(f"last_{edge}" for edge in _EDGES if left <= edge),
    ]
