"""The six reporting areas, s.54(5)(a)-(f): which rules a text meets, by deed, by promise or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.answers import Answers
from checker.assessment import Evidence, Verdict
from checker.document import BlockKind, Document, Sentence
from checker.rulebook import Requirement, Rule, Rulebook
from checker.tense import Tense, Tenses

_POINTS_TO_MEET = 2
_LEVEL_TWO_RULES = 2
_QUOTES = 4
_LONGEST_QUOTE = 600
_EVIDENCE = 0.5
"""What the model gives a sentence from which on it is evidence by itself."""
_SURE = 0.9
_DOUBT = 0.2
"""Below this the model takes the sentence to be about something else; all such sentences make one point together."""
_MOST_UNRULED = 2
_SHORTEST = 20
_FEW_WORDS = 5


class Hit(NamedTuple):
    """A sentence that speaks of an area: by a rule, or (`rule` is None) by the model alone.

    `score` is the model's number, 0 to 1, 0.5 being its threshold. `is_meant` is false where the sentence does not say
    what the area needs: training, but not in what.
    """

    rule: Rule | None
    sentence: Sentence
    tense: Tense
    score: float
    is_meant: bool

    @property
    def points(self) -> int:
        """What it counts: the rule's points, two where the model is sure as well; one for the model alone.

        A rule that finds general words only makes no more than its points.
        """
        if self.rule is None:
            return 1
        return max(self.rule.points, _POINTS_TO_MEET if self.score >= _SURE and not self.rule.general else 0)


class AreaFound(NamedTuple):
    """What was found for one area. `level` 0 to 2 as the 2025 guidance has it, `eti_level` 0 to 3 as the ETI has it."""

    verdict: Verdict
    level: int
    eti_level: int
    confidence: float
    evidence: tuple[Evidence, ...]
    only_planned: bool
    deeds: int
    """How many sentences tell of what was done; the evidence is of these where there are any."""


def judge_area(
    document: Document,
    requirement: Requirement,
    rulebook: Rulebook,
    scores: Sequence[float],
    tenses: Tenses | None = None,
) -> AreaFound:
    """The verdict on one area. Two points of deeds meet it; promises, denials and what others must do never do.

    `scores` are the evidence model's numbers for this area, one for each of the document's sentences. `tenses` spare
    the work where several areas of one document are judged.
    """
    hits = list(_hits(document, requirement, rulebook, scores, tenses or Tenses(document, rulebook)))
    done = _best_by_rule(hit for hit in hits if hit.tense is Tense.DONE and hit.is_meant)
    points = sum(hit.points for hit in done if hit.score >= _DOUBT)
    points += any(hit.score < _DOUBT for hit in done)
    deeds = len({hit.sentence.start for hit in done})
    level_two = sum(1 for hit in done if hit.rule and hit.rule.level == 2 and hit.score >= _DOUBT)
    strongest = max((hit.score for hit in hits), default=max(scores, default=0.0))
    if points >= _POINTS_TO_MEET:
        level = 2 if level_two >= _LEVEL_TWO_RULES else 1
        return AreaFound(
            Verdict.MET,
            level,
            _eti_level(done),
            _sure(strongest),
            _evidence(done),
            only_planned=False,
            deeds=deeds,
        )
    begun = [hit for hit in hits if hit.tense is not Tense.DENIED]
    if begun:
        planned = not done and all(hit.tense is Tense.PLANNED for hit in begun)
        shown = done or _best_by_rule(begun)
        return AreaFound(Verdict.PARTLY, 0, _eti_level(done), 0.6, _evidence(shown), planned, deeds)
    denied = _evidence(_best_by_rule(hits))
    sure = strongest if denied else 1 - strongest
    return AreaFound(Verdict.NOT_MET, 0, 0, _sure(sure), denied, only_planned=False, deeds=0)


def _sure(score: float) -> float:
    """The model's number as confidence in a verdict that rules and model came to together: at least an even chance."""
    return max(0.5, min(0.98, score))


def _eti_level(done: list[Hit]) -> int:
    """The highest rung of the ETI framework that is reached with every rung below it."""
    rungs = {hit.rule.eti for hit in done if hit.rule is not None}
    return next(rung - 1 for rung in (1, 2, 3, 4) if rung not in rungs)


def _hits(
    document: Document,
    requirement: Requirement,
    rulebook: Rulebook,
    scores: Sequence[float],
    tenses: Tenses,
) -> Iterator[Hit]:
    for sentence, score in zip(document.sentences, scores, strict=True):
        if score < requirement.least or _is_title(document, sentence):
            continue
        if score < _DOUBT and not _is_on_subject(sentence.text, tenses.answers):
            continue
        found = list(_rules_met(requirement, sentence.text))
        if not found and score < _EVIDENCE:
            continue
        around = _around(document, sentence, tenses.answers)
        is_meant = all(need.search(around) for need in requirement.needs)
        by_rules: list[tuple[Rule | None, tuple[int, int] | None]] = [
            (rule, match.span()) for rule, match in found
        ]
        for rule, span in by_rules or [(None, None)]:
            tense = tenses.of(sentence, span)
            if (tense is Tense.REQUIRED and requirement.asked) or (
                tense is Tense.DENIED and requirement.denials_tell
            ):
                tense = Tense.DONE
            if tense in (Tense.DONE, Tense.PLANNED, Tense.DENIED) or (
                tense is Tense.EXPECTED and requirement.asked
            ):
                yield Hit(rule, sentence, tense, score, is_meant)


def _is_on_subject(text: str, answers: Answers) -> bool:
    return any(answers.cue(cue, text) for cue in ("on_subject", "supply_chain"))


def _is_title(document: Document, sentence: Sentence) -> bool:
    """Whether it only names a subject: a heading, or a few words without a full stop that are no item of a list."""
    kind = document.blocks[sentence.block].kind
    if kind is BlockKind.HEADING or len(sentence.text) < _SHORTEST:
        return True
    few = len(sentence.text.split()) <= _FEW_WORDS and not any(map(str.isdigit, sentence.text))
    return few and kind is BlockKind.PARAGRAPH and not sentence.text.rstrip().endswith((".", "!", ";", ","))


def _rules_met(requirement: Requirement, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """The rules that the sentence meets in other words than those that only seem to speak of the area."""
    met = [(rule, match) for rule in requirement.rules if (match := rule.pattern.search(text)) is not None]
    other = requirement.not_meant.search(text) if met and requirement.not_meant else None
    for rule, match in met:
        if other is None or match.end() <= other.start() or other.end() <= match.start():
            yield rule, match


def _around(document: Document, sentence: Sentence, answers: Answers) -> str:
    """The sentence with the line that introduces its list and its heading, unless that is the title of the whole."""
    block = document.blocks[sentence.block]
    above = [document.blocks[place] for place in (block.heading, block.parent) if place is not None]
    texts = [document.text[each.start : each.end][-200:] for each in above]
    return "\n".join([*(text for text in texts if not answers.cue("title", text)), sentence.text])


def _best_by_rule(hits: Iterable[Hit]) -> list[Hit]:
    """For each rule its best sentence, then the best of those that only the model found; the strongest first."""
    best: dict[str, Hit] = {}
    unruled: list[Hit] = []
    for hit in hits:
        if hit.rule is None:
            unruled.append(hit)
        elif hit.rule.id not in best or _worth(hit) > _worth(best[hit.rule.id]):
            best[hit.rule.id] = hit
    unruled.sort(key=lambda hit: -_worth(hit))
    return sorted([*best.values(), *unruled[:_MOST_UNRULED]], key=lambda hit: (-hit.points, -_worth(hit)))


def _worth(hit: Hit) -> float:
    """How good a quote the sentence makes: what the model gives it, and whether it reads well."""
    return hit.score + 0.5 * _readable(hit.sentence)


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
