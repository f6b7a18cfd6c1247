"""Which sentences are quoted as evidence, and how well each reads by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.answers import Answers
from checker.assessment import Evidence
from checker.document import Sentence
from checker.hits import is_on_subject, refers_back

_QUOTES = 4
_LONGEST_QUOTE = 600
_LESS = 0.4
"""What a quote is worth less for each sign that it cannot stand alone."""
_OFF_SUBJECT = 0.2
_END = 60
_FLAWED_END = re.compile(
    r"(?:[:–]|\bthe following(?: \w+){0,3}\W*|\bas follows\W*"
    r"|\b(?:a|an|the|and|or|of|to|in|on|for|with|by|as|at|from|our|their|its|is|are|was|were|which|that|may)\s*)$",
    re.IGNORECASE,
)
"""What ends so only leads on to something else, or is cut in the middle. Looked for in a sentence's last characters."""


def reads(sentence: Sentence, answers: Answers, *, about_itself: bool) -> float:
    """How well the sentence reads as a quote: by its length, by whether it can stand alone, and what it is about."""
    text = sentence.text
    flaws = refers_back(text) + (_FLAWED_END.search(text[-_END:]) is not None)
    flaws += text[:1].islower()
    worth = 0.5 * _readable(sentence) - _LESS * flaws
    about = about_itself or is_on_subject(text, answers) or answers.cue("of_suppliers", text)
    return worth if about else worth - _OFF_SUBJECT


def _readable(sentence: Sentence) -> float:
    """Higher for sentences of the length people quote, 60 to 300 characters."""
    length = sentence.end - sentence.start
    return min(length / 60, 1.0) - max(0.0, (length - 300) / 600)


def evidence(sentences: Iterable[Sentence]) -> tuple[Evidence, ...]:
    """The best quotes, each text once, however often the document says it."""
    seen: dict[str, Evidence] = {}
    for sentence in sentences:
        seen.setdefault(sentence.text, quote(sentence))
    return tuple(list(seen.values())[:_QUOTES])


def quote(sentence: Sentence) -> Evidence:
    """The sentence as evidence, cut at 600 characters: still verbatim, only shorter."""
    text = sentence.text[:_LONGEST_QUOTE]
    return Evidence(text, sentence.page, sentence.start, sentence.start + len(text))
