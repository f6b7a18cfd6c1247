"""Where a text speaks of a reporting area: which sentences, by which rule or by the model alone, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from checker.answers import Answers
from checker.document import BlockKind, Document, Sentence
from checker.no_cases import only_finds_nothing
from checker.rulebook import Requirement, Rule
from checker.tense import Tense, Tenses

POINTS_TO_MEET = 2
DOUBT = 0.2
"""Below this the model takes the sentence to be about something else; all such sentences make one point together."""
_EVIDENCE = 0.5
"""What the model gives a sentence from which on it is evidence by itself."""
_SURE = 0.9
_ANY_AREA = ("mitigation", "risk")
_APART = frozenset(("structure", "policies", "effectiveness", "training"))
"""Areas that are told apart from the rest; how risk is assessed and what is checked are often one sentence."""
_PLANNED = 0.8
"""What the model gives a sentence for speaking of the future from which on it is a plan, whatever its words."""
_LEVEL_TWO = 2
_SHORTEST = 20
_FEW_WORDS = 5
_MOST_PLACES = 4
_NO_RULE: tuple[tuple[None, list[tuple[int, int]]], ...] = ((None, []),)
_REFERS_BACK = re.compile(
    r"\W*(?:this|these|that|those|such|it|its|they|their|as such|in turn|however|therefore|furthermore|additionally"
    r"|also|the (?:training|course|programme|module|session|assessment|audits?|results?))\b(?! (?:statement|policy|year|financial year))",
    re.IGNORECASE,
)
"""What opens so needs the sentence before it."""


class Hit(NamedTuple):
    """A sentence that speaks of an area: by a rule, or (`rule` is None) by the model alone.

    `score` is the model's number, 0 to 1, 0.5 being its threshold. `is_meant` is false where the sentence does not say
    what the area needs: training, but not in what.
    """

    rule: Rule | None
    sentence: Sentence
    tense: Tense
    score: float
    span: tuple[int, int] | None
    """Where in the sentence the rule's words stand."""
    is_meant: bool
    is_asked: bool
    """Whether it is what suppliers are required to do."""
    is_aside: bool
    """Whether the model takes it to be about another area, and about this one rather not."""
    is_relevant: bool
    """Whether the model takes it to be about anything of what a statement tells, be it this area or another."""
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
    def shows_level_two(self) -> bool:
        """Whether it shows a rule of level 2. What an area's best statements add they often tell under another."""
        return (
            self.rule is not None
            and self.rule.level == _LEVEL_TWO
            and self.tense is Tense.DONE
            and self.is_meant
            and self.is_relevant
            and not self.finds_nothing
        )

    @property
    def is_guessed(self) -> bool:
        """Whether only the model takes it to be about the area, without the words that the area needs."""
        return self.rule is None and not self.is_meant

    @property
    def points(self) -> int:
        """What it counts: the rule's points, two where the model is sure as well; one for the model alone.

        A rule that finds general words only makes no more than its points.
        """
        if self.rule is None:
            return 1
        sure = self.score >= _SURE and not self.rule.general and self.rule.label is None
        return max(self.rule.points, POINTS_TO_MEET if sure else 0)


def hits_of(
    document: Document,
    requirement: Requirement,
    scores: Sequence[float],
    tenses: Tenses,
    labels: Sequence[Mapping[str, float]],
) -> Iterator[Hit]:
    """Each sentence that speaks of the area, once for every rule it meets; what is nobody's deed or plan is left out.

    `scores` and `labels` are the evidence model's numbers for each sentence: for this area, and for every label.
    """
    others = {rule.label for rule in requirement.rules if rule.label}
    apart = _APART - {requirement.id}
    for index, (sentence, score) in enumerate(zip(document.sentences, scores, strict=True)):
        scored = labels[index] if labels else {}
        if score < requirement.least and all(scored.get(each, 0.0) < requirement.least for each in others):
            continue
        if _is_title(document, sentence):
            continue
        if score < DOUBT and not is_on_subject(sentence.text, tenses.answers):
            continue
        found: Sequence[tuple[Rule | None, list[tuple[int, int]]]] = [
            *_rules_met(requirement, sentence.text),
            *_listed(document, sentence, requirement, tenses.answers),
        ]
        if not found and score < _EVIDENCE:
            continue
        is_meant = not requirement.needs or _is_meant(document, index, requirement, tenses.answers)
        finds_nothing = only_finds_nothing(sentence.text, requirement, tenses.answers)
        is_relevant = max(score, *(scored.get(each, 0.0) for each in _ANY_AREA)) >= DOUBT
        is_aside = score < _EVIDENCE <= max(scored.get(each, 0.0) for each in apart)
        for rule, spans in found or _NO_RULE:
            own = max(score, scored.get(rule.label, 0.0)) if rule and rule.label else score
            if own < requirement.least:
                continue
            tense, span = _tense_of_best(tenses, sentence, spans)
            is_asked = tense is Tense.REQUIRED
            if tense is Tense.DONE and _sounds_planned(sentence, scored, tenses.answers):
                tense = Tense.PLANNED
            if (tense is Tense.REQUIRED and requirement.asked) or (
                tense is Tense.DENIED and requirement.denials_tell
            ):
                tense = Tense.DONE
            if tense in (Tense.DONE, Tense.PLANNED, Tense.DENIED) or (
                tense is Tense.EXPECTED and requirement.asked
            ):
                yield Hit(
                    rule,
                    sentence,
                    tense,
                    own,
                    span,
                    is_meant=is_meant,
                    is_asked=is_asked,
                    is_aside=is_aside,
                    is_relevant=is_relevant,
                    finds_nothing=finds_nothing,
                )


def _sounds_planned(sentence: Sentence, labels: Mapping[str, float], answers: Answers) -> bool:
    """Whether the model takes it for a plan where no rule of grammar does, and nothing in it says that it was done."""
    return labels.get("future", 0.0) >= _PLANNED and not answers.cue("done", sentence.text)


def _is_title(document: Document, sentence: Sentence) -> bool:
    """Whether it only names a subject: a heading, or a few words without a full stop that are no item of a list."""
    kind = document.blocks[sentence.block].kind
    if kind is BlockKind.HEADING or len(sentence.text) < _SHORTEST:
        return True
    few = len(sentence.text.split()) <= _FEW_WORDS and not any(map(str.isdigit, sentence.text))
    return few and kind is BlockKind.PARAGRAPH and not sentence.text.rstrip().endswith((".", "!", ";", ","))


def _rules_met(requirement: Requirement, text: str) -> Iterator[tuple[Rule, list[tuple[int, int]]]]:
    """The rules that the sentence meets in other words than those that only seem to speak of the area, and where."""
    met = [rule for rule in requirement.rules if rule.pattern.search(text) is not None]
    others = list(requirement.not_meant.finditer(text)) if met and requirement.not_meant else []
    for rule in met:
        spans = (match.span() for match in islice(rule.pattern.finditer(text), _MOST_PLACES))
        if meant := [
            (low, high) for low, high in spans if all(high <= o.start() or o.end() <= low for o in others)
        ]:
            yield rule, meant


def _listed(
    document: Document, sentence: Sentence, requirement: Requirement, answers: Answers
) -> Iterator[tuple[Rule, list[tuple[int, int]]]]:
    """The rules that an item meets by the line above it: "Risks", and below it "Stone from India".

    What is told of a deed, as that risks are assessed, is no such item.
    """
    text = sentence.text
    for rule in requirement.rules:
        if rule.under is None or rule.item is None or rule.pattern.search(text) is not None:
            continue
        named = rule.item.search(text)
        if named is None or answers.cue("own_deed", text):
            continue
        if any(rule.under.fullmatch(each.strip(_AROUND_HEADING)) for each in _above(document, sentence)):
            yield rule, [named.span()]


def _above(document: Document, sentence: Sentence) -> list[str]:
    """The heading of a sentence and the line that introduces its list, those that it has; their ends where long."""
    block = document.blocks[sentence.block]
    above = [document.blocks[place] for place in (block.heading, block.parent) if place is not None]
    return [document.text[each.start : each.end][-_ABOVE:] for each in above]


_ABOVE = 200
_AROUND_HEADING = " \t\n.:;,()-–0123456789"


def _tense_of_best(
    tenses: Tenses, sentence: Sentence, spans: Sequence[tuple[int, int]]
) -> tuple[Tense, tuple[int, int] | None]:
    """How the sentence speaks at the first of these places where it tells of a deed; else at the first of them.

    "We have no policy on slavery; our whistleblowing policy covers it" has one.
    """
    for span in spans:
        if tenses.of(sentence, span) is Tense.DONE:
            return Tense.DONE, span
    first = spans[0] if spans else None
    return tenses.of(sentence, first), first


def _is_meant(document: Document, index: int, requirement: Requirement, answers: Answers) -> bool:
    """Whether all that the area needs to be spoken of is, in the sentence or around it."""
    before = document.sentences[index - 1] if index else None
    around = _around(document, document.sentences[index], before, answers)
    return all(need.search(around) for need in requirement.needs)


def _around(document: Document, sentence: Sentence, before: Sentence | None, answers: Answers) -> str:
    """The sentence with the line that introduces its list and its heading, unless that is the title of the whole.

    Also with the sentence before it in the same paragraph, where it refers back to that: "The training is mandatory".
    """
    texts = _above(document, sentence)
    if before and before.block == sentence.block and refers_back(sentence.text):
        texts.append(before.text)
    return "\n".join([*(text for text in texts if not answers.cue("title", text)), sentence.text])


def refers_back(text: str) -> bool:
    """Whether a sentence opens with words that need the one before it: "The training is mandatory"."""
    return _REFERS_BACK.match(text) is not None


def is_on_subject(text: str, answers: Answers) -> bool:
    """Whether the sentence itself says that it is about slavery or supply chains."""
    return any(answers.cue(cue, text) for cue in ("on_subject", "supply_chain"))
