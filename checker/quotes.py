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
_RUN_ON = 400
"""Characters from which on a sentence is taken for lines that ran together: its part is quoted that tells of the area."""
_SHORTEST_PART = 100
_BEFORE = 150
_BREAK = re.compile(r"\s{1,4}[•●▪‣◦·*➢❖]\s{0,4}|\s{1,4}o\s{1,4}(?=[A-Z])|;\s{1,4}|\s\|\s")
_GLUED = re.compile(r"(?<=[a-z]{3})\.?(?=[A-Z][a-z]{2})")
_MOST_NAMES = 3
"""A word may be spelt with a capital within; more than so many, and lines were glued."""
_LESS = 0.4
"""What a quote is worth less for each sign that it cannot stand alone."""
_OFF_SUBJECT = 0.2
_FEW = 8
_MOSTLY = 0.8
_END = 60
_FLAWED_END = re.compile(
    r"(?:[:–-]|\bthe following(?: \w+){0,3}\W*|\b(?:as follows|such as)\W*"
    r"|\b(?:a|an|the|and|or|of|to|in|on|for|with|by|as|at|from|our|their|its|is|are|was|were|which|that|may)\s*)$",
    re.IGNORECASE,
)
"""What ends so only leads on to something else, or is cut in the middle. Looked for in a sentence's last characters."""


def reads(text: str, answers: Answers, *, about_itself: bool) -> float:
    """How well the text reads as a quote: by its length, by whether it can stand alone, and what it is about."""
    flaws = refers_back(text) + leads_on(text)
    flaws += text[:1].islower()
    flaws += not about_itself and _is_names(text)
    worth = 0.5 * _readable(len(text)) - _LESS * flaws
    about = about_itself or is_on_subject(text, answers) or answers.cue("of_suppliers", text)
    return worth if about else worth - _OFF_SUBJECT


def leads_on(text: str) -> bool:
    """Whether it ends so that it only leads on to something else, or is cut in the middle."""
    return _FLAWED_END.search(text.rstrip()[-_END:]) is not None


def _is_names(text: str) -> bool:
    """Whether it is a row of names, a table of contents, a footer: most of its words are written with a capital."""
    words = text.split()
    return len(words) > _FEW and sum(word[:1].isupper() for word in words) > _MOSTLY * len(words)


def _readable(length: int) -> float:
    """Higher for texts of the length people quote, 60 to 300 characters."""
    return min(length / 60, 1.0) - max(0.0, (length - 300) / 600)


def evidence(told: Iterable[tuple[Sentence, tuple[int, int] | None]]) -> tuple[Evidence, ...]:
    """The best quotes, each sentence once, however often the document says it. With each the place in it that tells."""
    seen: dict[str, Evidence] = {}
    for sentence, span in told:
        seen.setdefault(sentence.text, quote(sentence, span))
    return tuple(list(seen.values())[:_QUOTES])


def quote(sentence: Sentence, span: tuple[int, int] | None = None) -> Evidence:
    """The sentence as evidence, or of a very long one the part around `span`: still verbatim, only shorter."""
    start, end = part(sentence.text, span)
    return Evidence(sentence.text[start:end], sentence.page, sentence.start + start, sentence.start + end)


def part(text: str, span: tuple[int, int] | None) -> tuple[int, int]:
    """Where in a sentence what is quoted of it starts and ends: all of it, unless lines ran together."""
    if span is None or len(text) <= _RUN_ON:
        return 0, min(len(text), _LONGEST_QUOTE)
    breaks = [(each.start(), each.end()) for each in _BREAK.finditer(text)]
    glued = [(each.end(), each.end()) for each in _GLUED.finditer(text)]
    if len(glued) > _MOST_NAMES:
        breaks = sorted(breaks + glued)
    start = max((after for _, after in breaks if after <= span[0]), default=0)
    ends = [before for before, _ in breaks if before >= span[1]] + [len(text)]
    end = next((each for each in ends if each - start >= _SHORTEST_PART), len(text))
    if span[1] - start > _LONGEST_QUOTE:
        start = text.find(" ", max(0, span[0] - _BEFORE), span[0]) + 1 or span[0]
    return start, min(end, start + _LONGEST_QUOTE)
