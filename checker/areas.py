"""The six reporting areas, s.54(5)(a)-(f): which rules a text meets, by deed, by promise or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from checker.assessment import Evidence, Verdict
from checker.document import BlockKind, Document, Sentence
from checker.rulebook import Requirement, Rule, Rulebook

_POINTS_TO_MEET = 2
_LEVEL_TWO_RULES = 2
_QUOTES = 4
_LONGEST_QUOTE = 600


class Tense(IntEnum):
    """How a sentence speaks of what it names; only what is done counts."""

    DENIED = 0
    PLANNED = 1
    DONE = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that a rule matched."""

    rule: Rule
    sentence: Sentence
    tense: Tense


@dataclass(frozen=True, slots=True)
class AreaFound:
    """What was found for one area. `level` 0 to 2 as the 2025 guidance has it, `eti_level` 0 to 3 as the ETI has it."""

    verdict: Verdict
    level: int
    eti_level: int
    confidence: float
    evidence: tuple[Evidence, ...]
    only_planned: bool


def judge_area(document: Document, requirement: Requirement, rulebook: Rulebook) -> AreaFound:
    """The verdict on one area. Two points of deeds meet it; promises and denials never do."""
    hits = list(_hits(document, requirement, rulebook))
    done = _best_by_rule(hit for hit in hits if hit.tense is Tense.DONE)
    points = sum(hit.rule.points for hit in done)
    level_two = sum(1 for hit in done if hit.rule.level == 2)
    if points >= _POINTS_TO_MEET:
        level = 2 if level_two >= _LEVEL_TWO_RULES else 1
        confidence = min(0.95, 0.6 + 0.07 * len(done))
        return AreaFound(
            Verdict.MET, level, _eti_level(done), confidence, _evidence(done), only_planned=False
        )
    if hits:
        shown = done or _best_by_rule(hits)
        planned = not done and any(hit.tense is Tense.PLANNED for hit in hits)
        return AreaFound(Verdict.PARTLY, 0, _eti_level(done), 0.6, _evidence(shown), planned)
    return AreaFound(Verdict.NOT_MET, 0, 0, 0.75, (), only_planned=False)


def _eti_level(done: list[Hit]) -> int:
    """The highest rung of the ETI framework that is reached with every rung below it."""
    rungs = {hit.rule.eti for hit in done}
    return next(rung - 1 for rung in (1, 2, 3, 4) if rung not in rungs)


def _hits(document: Document, requirement: Requirement, rulebook: Rulebook) -> Iterator[Hit]:
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind is BlockKind.HEADING or len(sentence.text) < 20:
            continue
        for rule in requirement.rules:
            match = rule.pattern.search(sentence.text)
            if match is not None:
                yield Hit(rule, sentence, tense_of(document, sentence, rulebook, match.span()))


def tense_of(
    document: Document, sentence: Sentence, rulebook: Rulebook, span: tuple[int, int] | None = None
) -> Tense:
    """Done, planned or denied, in the clause that holds `span` (all of the sentence when None).

    A bullet without a verb of its own inherits from the line that introduces the list.
    """
    text = sentence.text if span is None else _clause(sentence.text, *span)
    parent = document.blocks[sentence.block].parent
    if parent is not None:
        block = document.blocks[parent]
        lead_in = document.text[max(block.start, block.end - 240) : block.end]
        if rulebook.cue("planned", lead_in):
            return Tense.PLANNED
    if rulebook.cue("denied", text):
        return Tense.DENIED
    if rulebook.cue("planned", text) or rulebook.cue("conditional", text):
        return Tense.PLANNED
    return Tense.DONE


_CLAUSES = re.compile(
    r"[,;]\s+(?:and|but|while|although)\s+(?=(?:we|it|this|the|our|they|in|all)\b)|;\s+", re.IGNORECASE
)


def _clause(text: str, start: int, end: int) -> str:
    """The clause around the span: "we monitor it, and we will do more" speaks of two things."""
    breaks = list(_CLAUSES.finditer(text))
    low = max((each.end() for each in breaks if each.end() <= start), default=0)
    high = min((each.start() for each in breaks if each.start() >= end), default=len(text))
    return text[low:high]


def _best_by_rule(hits: Iterator[Hit] | list[Hit]) -> list[Hit]:
    """For each rule its best sentence: one that is neither a fragment nor a page-long run."""
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.rule.id)
        if known is None or _readable(hit.sentence) > _readable(known.sentence):
            best[hit.rule.id] = hit
    return sorted(best.values(), key=lambda hit: (-hit.rule.points, hit.rule.level, hit.sentence.start))


def _readable(sentence: Sentence) -> float:
    """Higher for sentences of the length people quote, 60 to 300 characters."""
    length = sentence.end - sentence.start
    return min(length / 60, 1.0) - max(0.0, (length - 300) / 600)


def _evidence(hits: list[Hit]) -> tuple[Evidence, ...]:
    seen: dict[int, Evidence] = {}
    for hit in hits:
        seen.setdefault(hit.sentence.start, quote(hit.sentence))
    return tuple(list(seen.values())[:_QUOTES])


def quote(sentence: Sentence) -> Evidence:
    """The sentence as evidence, cut at 600 characters: still verbatim, only shorter."""
    text = sentence.text[:_LONGEST_QUOTE]
    return Evidence(text, sentence.page, sentence.start, sentence.start + len(text))
