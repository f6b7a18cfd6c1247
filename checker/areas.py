"""The six reporting areas, s.54(5)(a)-(f): which rules a text meets, by deed, by promise or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from checker.answers import Answers
from checker.assessment import Evidence, Verdict
from checker.document import Document
from checker.hits import DOUBT, POINTS_TO_MEET, Hit, hits_of
from checker.quotes import evidence, part, reads
from checker.rulebook import Requirement, Rulebook
from checker.tense import Tense, Tenses

_LEVEL_TWO_RULES = 2
_MOST_UNRULED = 2
_DOUBTED = 2.0
"""What a quote is worth less that the model takes to be about something else: every other comes first."""
_ASKED, _ASIDE, _AVOWED = 0.3, 0.5, 0.2
"""What a quote is worth less that tells a duty of others, tells of another area, or only what is striven for."""
_PARTICULAR = 0.3
"""What each of a rule's points adds to a quote's worth: what meets the area before what hints at it."""


class AreaFound(NamedTuple):
    """What was found for one area. `level` 0 to 2 as the 2025 guidance has it, `eti_level` 0 to 3 as the ETI has it."""

    verdict: Verdict
    level: int
    eti_level: int
    confidence: float
    evidence: tuple[Evidence, ...]
    only_planned: bool
    deeds: int
    """How many sentences tell of what was done in more than general words; of what suppliers must do, one in all."""
    steps: tuple[Evidence, ...] = ()
    """Of the evidence what tells of a step, done or planned: that no cases were found is none."""


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
    hits = list(hits_of(document, requirement, scores, tenses, labels))
    told = [hit for hit in hits if hit.tense is Tense.DONE and hit.is_meant]
    done = _best_by_rule(told, requirement, tenses.answers)
    points = _points(done)
    deeds = _deeds(told)
    level_two = len({hit.rule.id for hit in hits if hit.rule and hit.shows_level_two})
    strongest = max((hit.score for hit in hits), default=max(scores, default=0.0))
    if points >= POINTS_TO_MEET:
        level = 2 if level_two >= _LEVEL_TWO_RULES else 1
        return AreaFound(
            Verdict.MET,
            level,
            _eti_level(done),
            _sure(strongest),
            _quoted(done),
            only_planned=False,
            deeds=deeds,
            steps=_steps(done),
        )
    denials = any(hit.tense is Tense.DENIED for hit in hits)
    begun = [
        hit
        for hit in hits
        if hit.tense is not Tense.DENIED
        and not (denials and hit.is_guessed)
        and not (requirement.needed and not hit.is_meant and not hit.finds_nothing)
    ]
    if begun:
        planned = not done and all(hit.tense is Tense.PLANNED for hit in begun)
        shown = done or _best_by_rule(begun, requirement, tenses.answers)
        return AreaFound(
            Verdict.PARTLY, 0, _eti_level(done), 0.6, _quoted(shown), planned, deeds, _steps(shown)
        )
    denied = _quoted(_best_by_rule(hits, requirement, tenses.answers))
    sure = strongest if denied else 1 - strongest
    return AreaFound(Verdict.NOT_MET, 0, 0, _sure(sure), denied, only_planned=False, deeds=0)


def _points(done: Sequence[Hit]) -> int:
    """What the deeds count: general words one in all, that nothing was found one in all, and so what the model doubts.

    The model doubts what it takes to be about something else.
    """
    sure = [hit for hit in done if hit.score >= DOUBT]
    nothing = any(hit.finds_nothing for hit in sure)
    general = any(hit.is_general and not hit.finds_nothing for hit in sure)
    doubted = any(
        hit.score < DOUBT and not (nothing if hit.finds_nothing else general and hit.is_general)
        for hit in done
    )
    return sum(hit.points for hit in sure if not hit.is_general) + nothing + general + doubted


def _deeds(told: Sequence[Hit]) -> int:
    particular = [hit for hit in told if not hit.is_general]
    own = {hit.sentence.start for hit in particular if not hit.is_asked}
    return len(own) + any(hit.sentence.start not in own for hit in particular)


def _sure(score: float) -> float:
    """The model's number as confidence in a verdict that rules and model came to together: at least an even chance."""
    return max(0.5, min(0.98, score))


def _eti_level(done: list[Hit]) -> int:
    """The highest rung of the ETI framework that is reached with every rung below it."""
    rungs = {hit.rule.eti for hit in done if hit.rule is not None}
    return next(rung - 1 for rung in (1, 2, 3, 4) if rung not in rungs)


def _best_by_rule(hits: Iterable[Hit], requirement: Requirement, answers: Answers) -> list[Hit]:
    """For each rule its best sentence, then the best of those that only the model found; the best to quote first."""
    best: dict[str, tuple[float, Hit]] = {}
    unruled: list[tuple[float, Hit]] = []
    worths: dict[tuple[int, tuple[int, int]], float] = {}
    for hit in hits:
        place = hit.sentence.start, part(hit.sentence.text, hit.span)
        if place not in worths:
            quoted = hit.sentence.text[slice(*place[1])]
            worths[place] = reads(quoted, answers, about_itself=requirement.about_itself)
            worths[place] -= _tells_less(quoted, answers)
        worth = hit.score + worths[place] - _DOUBTED * (hit.score < DOUBT) - _ASIDE * hit.is_aside
        if hit.rule is None:
            unruled.append((worth, hit))
        elif hit.rule.id not in best or worth > best[hit.rule.id][0]:
            best[hit.rule.id] = worth, hit
    unruled.sort(key=lambda each: -each[0])
    ranked = [*best.values(), *unruled[:_MOST_UNRULED]]
    ranked.sort(key=lambda each: -each[0] - (0 if each[1].is_general else _PARTICULAR * each[1].points))
    return [hit for _, hit in ranked]


def _tells_less(quoted: str, answers: Answers) -> float:
    """What a quote is worth less that tells no deed, but a duty of suppliers, the cost of a breach, or what is striven for."""
    if answers.cue("done", quoted):
        return 0.0
    found = (answers.cue(cue, quoted) for cue in ("required_of_others", "expected_of_others", "sanction"))
    if any(each and not answers.cue("own_people", quoted[: each.end()]) for each in found):
        return _ASKED
    return _AVOWED if answers.cue("avowal", quoted) else 0.0


def _steps(hits: Iterable[Hit]) -> tuple[Evidence, ...]:
    return _quoted(hit for hit in hits if not hit.finds_nothing)


def _quoted(hits: Iterable[Hit]) -> tuple[Evidence, ...]:
    return evidence((hit.sentence, hit.span) for hit in hits)
