"""The six reporting areas, s.54(5)(a)-(f): which rules a text meets, by deed, by promise or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.answers import Answers
from checker.assessment import Evidence, Verdict
from checker.document import BlockKind, Document, Sentence
from checker.nothing import only_finds_nothing
from checker.rulebook import Requirement, Rule, Rulebook
from checker.tense import Tense, Tenses

_POINTS_TO_MEET = 2
_LEVEL_TWO_RULES = 2
_QUOTES = 4
_LONGEST_QUOTE = 600
_EVIDENCE = 0.5
"""What the model gives a sentence from which on it is evidence by itself."""
_SURE = 0.9
_PLANNED = 0.8
"""What the model gives a sentence for speaking of the future from which on it is a plan, whatever its words."""
_DOUBT = 0.2
"""Below this the model takes the sentence to be about something else; all such sentences make one point together."""
_MOST_UNRULED = 2
_SHORTEST = 20
_FEW_WORDS = 5
_DOUBTED = 2.0
"""What a quote is worth less that the model takes to be about something else: every other comes first."""
_PARTICULAR = 0.3
"""What each of a rule's points adds to a quote's worth: what meets the area before what hints at it."""
_LESS = 0.4
"""What a quote is worth less for each sign that it cannot stand alone."""
_OFF_SUBJECT = 0.2
_REFERS_BACK = re.compile(
    r"\W*(?:this|these|that|those|such|it|its|they|their|as such|in turn|however|therefore|furthermore|additionally"
    r"|also|the (?:training|course|programme|module|session|assessment|audits?|results?))\b(?! (?:statement|policy|year|financial year))",
    re.IGNORECASE,
)
"""What opens so needs the sentence before it."""
_END = 60
_FLAWED_END = re.compile(
    r"(?:[:–]|\bthe following(?: \w+){0,3}\W*|\bas follows\W*"
    r"|\b(?:a|an|the|and|or|of|to|in|on|for|with|by|as|at|from|our|their|its|is|are|was|were|which|that|may)\s*)$",
    re.IGNORECASE,
)
"""What ends so only leads on to something else, or is cut in the middle. Looked for in a sentence's last characters."""


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
    finds_nothing: bool
    """It only says that no cases were found."""

    @property
    def is_general(self) -> bool:
        """Whether its words could stand in any statement: the rule says so, or no rule knows them and the model is not sure.

        That no cases were found, any statement can say.
        """
        if self.finds_nothing:
            return True
        return self.rule.general if self.rule else self.score < _SURE

    @property
    def points(self) -> int:
        """What it counts: the rule's points, two where the model is sure as well; one for the model alone.

        A rule that finds general words only makes no more than its points.
        """
        if self.rule is None:
            return 1
        sure = self.score >= _SURE and not self.rule.general and self.rule.label is None
        return max(self.rule.points, _POINTS_TO_MEET if sure else 0)


class AreaFound(NamedTuple):
    """What was found for one area. `level` 0 to 2 as the 2025 guidance has it, `eti_level` 0 to 3 as the ETI has it."""

    verdict: Verdict
    level: int
    eti_level: int
    confidence: float
    evidence: tuple[Evidence, ...]
    only_planned: bool
    deeds: int
    """How many sentences tell of what was done in more than general words."""


def judge_area(
    document: Document,
    requirement: Requirement,
    rulebook: Rulebook,
    scores: Sequence[float],
    tenses: Tenses | None = None,
    labels: Sequence[Mapping[str, float]] = (),
) -> AreaFound:
    """The verdict on one area. Two points of deeds meet it; promises, denials and what others must do never do.

    `scores` are the evidence model's numbers for this area, one for each of the document's sentences; `labels`, where
    given, its numbers for every label, for rules that go by another. `tenses` spare the work where several areas of one
    document are judged.
    """
    tenses = tenses or Tenses(document, rulebook)
    hits = list(_hits(document, requirement, scores, tenses, labels))
    told = [hit for hit in hits if hit.tense is Tense.DONE and hit.is_meant]
    done = _best_by_rule(told, requirement, tenses.answers)
    points = _points(done)
    deeds = len({hit.sentence.start for hit in told if not hit.is_general})
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
        shown = done or _best_by_rule(begun, requirement, tenses.answers)
        return AreaFound(Verdict.PARTLY, 0, _eti_level(done), 0.6, _evidence(shown), planned, deeds)
    denied = _evidence(_best_by_rule(hits, requirement, tenses.answers))
    sure = strongest if denied else 1 - strongest
    return AreaFound(Verdict.NOT_MET, 0, 0, _sure(sure), denied, only_planned=False, deeds=0)


def _points(done: Sequence[Hit]) -> int:
    """What the deeds count: general words one in all, that nothing was found one in all, and so what the model doubts.

    The model doubts what it takes to be about something else.
    """
    sure = [hit for hit in done if hit.score >= _DOUBT]
    nothing = any(hit.finds_nothing for hit in sure)
    general = any(hit.is_general and not hit.finds_nothing for hit in sure)
    doubted = any(
        hit.score < _DOUBT and not (nothing if hit.finds_nothing else general and hit.is_general)
        for hit in done
    )
    return sum(hit.points for hit in sure if not hit.is_general) + nothing + general + doubted


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
    scores: Sequence[float],
    tenses: Tenses,
    labels: Sequence[Mapping[str, float]],
) -> Iterator[Hit]:
    others = {rule.label for rule in requirement.rules if rule.label} if labels else set()
    for index, (sentence, score) in enumerate(zip(document.sentences, scores, strict=True)):
        if score < requirement.least and all(labels[index][each] < requirement.least for each in others):
            continue
        if _is_title(document, sentence):
            continue
        if score < _DOUBT and not _is_on_subject(sentence.text, tenses.answers):
            continue
        found = list(_rules_met(requirement, sentence.text))
        if not found and score < _EVIDENCE:
            continue
        is_meant = not requirement.needs or _is_meant(document, index, requirement, tenses.answers)
        by_rules: list[tuple[Rule | None, tuple[int, int] | None]] = [
            (rule, match.span()) for rule, match in found
        ]
        for rule, span in by_rules or [(None, None)]:
            own = max(score, labels[index][rule.label]) if rule and rule.label and labels else score
            if own < requirement.least:
                continue
            tense = tenses.of(sentence, span)
            if tense is Tense.DONE and labels and _sounds_planned(sentence, labels[index], tenses.answers):
                tense = Tense.PLANNED
            if (tense is Tense.REQUIRED and requirement.asked) or (
                tense is Tense.DENIED and requirement.denials_tell
            ):
                tense = Tense.DONE
            if tense in (Tense.DONE, Tense.PLANNED, Tense.DENIED) or (
                tense is Tense.EXPECTED and requirement.asked
            ):
                nothing = only_finds_nothing(sentence.text, requirement, tenses.answers)
                yield Hit(rule, sentence, tense, own, is_meant, nothing)


def _sounds_planned(sentence: Sentence, labels: Mapping[str, float], answers: Answers) -> bool:
    """Whether the model takes it for a plan where no rule of grammar does, and nothing in it says that it was done."""
    return labels["future"] >= _PLANNED and not answers.cue("done", sentence.text)


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
    met = [rule for rule in requirement.rules if rule.pattern.search(text) is not None]
    others = list(requirement.not_meant.finditer(text)) if met and requirement.not_meant else []
    for rule in met:
        for match in rule.pattern.finditer(text):
            if all(match.end() <= other.start() or other.end() <= match.start() for other in others):
                yield rule, match
                break


def _is_meant(document: Document, index: int, requirement: Requirement, answers: Answers) -> bool:
    """Whether all that the area needs to be spoken of is, in the sentence or around it."""
    before = document.sentences[index - 1] if index else None
    around = _around(document, document.sentences[index], before, answers)
    return all(need.search(around) for need in requirement.needs)


def _around(document: Document, sentence: Sentence, before: Sentence | None, answers: Answers) -> str:
    """The sentence with the line that introduces its list and its heading, unless that is the title of the whole.

    Also with the sentence before it in the same paragraph, where it refers back to that: "The training is mandatory".
    """
    block = document.blocks[sentence.block]
    above = [document.blocks[place] for place in (block.heading, block.parent) if place is not None]
    texts = [document.text[each.start : each.end][-200:] for each in above]
    if before and before.block == sentence.block and _REFERS_BACK.match(sentence.text):
        texts.append(before.text)
    return "\n".join([*(text for text in texts if not answers.cue("title", text)), sentence.text])


def _best_by_rule(hits: Iterable[Hit], requirement: Requirement, answers: Answers) -> list[Hit]:
    """For each rule its best sentence, then the best of those that only the model found; the best to quote first."""
    best: dict[str, tuple[float, Hit]] = {}
    unruled: list[tuple[float, Hit]] = []
    reads: dict[int, float] = {}
    for hit in hits:
        if hit.sentence.start not in reads:
            reads[hit.sentence.start] = _reads(hit.sentence, answers, about_itself=requirement.about_itself)
        worth = hit.score + reads[hit.sentence.start] - _DOUBTED * (hit.score < _DOUBT)
        if hit.rule is None:
            unruled.append((worth, hit))
        elif hit.rule.id not in best or worth > best[hit.rule.id][0]:
            best[hit.rule.id] = worth, hit
    unruled.sort(key=lambda each: -each[0])
    ranked = [*best.values(), *unruled[:_MOST_UNRULED]]
    ranked.sort(key=lambda each: -each[0] - (0 if each[1].is_general else _PARTICULAR * each[1].points))
    return [hit for _, hit in ranked]


def _reads(sentence: Sentence, answers: Answers, *, about_itself: bool) -> float:
    """How well the sentence reads as a quote: by its length, by whether it can stand alone, and what it is about."""
    text = sentence.text
    flaws = (_REFERS_BACK.match(text) is not None) + (_FLAWED_END.search(text[-_END:]) is not None)
    flaws += text[:1].islower()
    worth = 0.5 * _readable(sentence) - _LESS * flaws
    about = about_itself or _is_on_subject(text, answers) or answers.cue("of_suppliers", text)
    return worth if about else worth - _OFF_SUBJECT


def _readable(sentence: Sentence) -> float:
    """Higher for sentences of the length people quote, 60 to 300 characters."""
    length = sentence.end - sentence.start
    return min(length / 60, 1.0) - max(0.0, (length - 300) / 600)


def _evidence(hits: list[Hit]) -> tuple[Evidence, ...]:
    """The best quotes, each text once, however often the document says it."""
    seen: dict[str, Evidence] = {}
    for hit in hits:
        seen.setdefault(hit.sentence.text, quote(hit.sentence))
    return tuple(list(seen.values())[:_QUOTES])


def quote(sentence: Sentence) -> Evidence:
    """The sentence as evidence, cut at 600 characters: still verbatim, only shorter."""
    text = sentence.text[:_LONGEST_QUOTE]
    return Evidence(text, sentence.page, sentence.start, sentence.start + len(text))
