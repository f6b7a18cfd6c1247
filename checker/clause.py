"""How one clause speaks of what it names: by its verbs first, by the rulebook's words second."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from checker.answers import Answers

OPENING = 30
"""Characters: room for "The", a letter in brackets, or "For us, "."""
_CLAUSES = re.compile(
    r"[,;]\s+(?:and|but|while|although)\s+(?=(?:we|it|this|the|our|they|in|all)\b)"
    r"|;\s+(?=(?:and\s+|but\s+)?(?:we|its?|this|the|our|they|in|all|each|every)\b)"
    r"|\s+and\s+(?=(?:(?:we|it|they|this)\s+)?(?:will|shall|plans?|aims?|intends?|hopes?)\b)",
    re.IGNORECASE,
)
"""Where another clause with a verb of its own begins. Other items of a list share the verb before the list."""
_CONCEDED = re.compile(r"\W*(?:although|while|whilst|though|even though)\b[^,]{5,200},\s+", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|shall|would|could|may|might)\b(?! not)")
_WILL = re.compile(r"\b(?:will|shall)\b(?! not)")
_NOT = re.compile(
    r"\b(?:have|has|had|was|were|did)(?: not|n['’]t)\b|\b(?:is|are) not(?: \w+ly)? \w+(?:ed|en)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no(?! of\b| \d)|nobody|none|nothing|never|neither|without|zero|0 (?:out )?of|lacks?|lacked"
    r"|not (?:any|one|a single)|(?:hardly|scarcely) any|(?:do|does|did)(?: not|n['’]t)(?! have\b))\b",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:would|could|might)\b(?! not)", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:which|that|who)\b", re.IGNORECASE)
_ANOTHER_SUBJECT = re.compile(
    r"\b(?:that|which|who|whom|what|how|when|where|why|if|whether|as|so|because|it|they|we|i|you|and|or|but|to|is|are"
    r"|was|were|has|have|had|does|do|did)\b|[,;:]",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\b(?:that|which|who|whom|where|when|if|because|so|but|and|or)\b|[,;:.(]", re.IGNORECASE
)
_BESIDES = re.compile(r"[\W\d]*(?:as well as|in addition to|besides)\s+\w+ing\b", re.IGNORECASE)
"""What opens so shares its verb with what follows: "as well as training key staff, we will raise awareness"."""
_PRONOUN = 6
_BEFORE = 25
_NEAR = 40
"""Characters between what is spoken of and its verb: "training for our buyers will ..."."""


class Tense(Enum):
    """How a sentence speaks of what it names; only what is done counts."""

    DONE = "done"
    PLANNED = "planned"
    """Planned, promised, hoped for, in development, or only to be done under a condition."""
    DENIED = "denied"
    EXPECTED = "expected"
    """Expected of suppliers, or listed as what they must do: their deed, if it is one."""
    REQUIRED = "required"
    """Required of suppliers in so many words: a deed of ours where we check or contract, theirs elsewhere."""
    NOBODYS = "nobodys"
    """What the Act asks, what a word means, what another organisation does."""


def of_clause(clause: str, span: tuple[int, int] | None, whole: str, answers: Answers) -> Tense:
    """How a clause of the sentence `whole` speaks of the characters `span` of it; of all of it when None."""
    if _is_asked("expected_of_others", clause, whole, answers):
        return Tense.EXPECTED
    if _is_denied(clause, whole, answers) or (
        span is not None and _is_told_not_to_be(clause, *span, answers)
    ):
        return Tense.DENIED
    if span is not None and _has_yet_to_happen(clause, *span):
        return Tense.PLANNED
    planned = next(_planned(clause, span, whole, answers), None)
    if planned is not None:
        done = answers.cue("done", clause, whole)
        told_first = done is not None and done.start() < planned
        # "We have appointed a manager who will train all staff" has not trained them.
        return Tense.DONE if told_first and (span is None or span[0] < planned) else Tense.PLANNED
    if _is_asked("required_of_others", clause, whole, answers):
        return Tense.REQUIRED
    return Tense.DONE


def _is_asked(name: str, clause: str, whole: str, answers: Answers) -> bool:
    """Whether the cue `name` stands in the clause, and asks it of others: not where our own people stand before."""
    found = answers.cue(name, clause, whole)
    return found is not None and answers.cue("own_people", clause[: found.start()]) is None


def _is_denied(clause: str, whole: str, answers: Answers) -> bool:
    """Whether words of denial stand in the clause, and nothing that undoes them behind: "not one supplier refused an audit".

    "Suppliers that had not been audited were visited" denies nothing of those.
    """
    found = answers.cue("denied", clause, whole)
    if found is None:
        return False
    if answers.is_within("undone", clause, found.end(), found.end() + OPENING):
        return False
    caught_up = _RELATIVE.search(clause[max(0, found.start() - _PRONOUN) : found.start()]) is not None
    return not (caught_up and answers.is_within("done", clause, found.end(), len(clause)))


def _did_not_happen(after: str, answers: Answers) -> bool:
    """Whether what was spoken of is the subject of a negated past: "audits of our suppliers did not take place"."""
    found = _NOT.search(after, 0, _NEAR)
    if found is None or _ANOTHER_SUBJECT.search(after, 0, found.start()):
        return False
    return answers.cue("no_denial", after[found.start() : found.end() + _NEAR]) is None


def _is_told_not_to_be(clause: str, start: int, end: int, answers: Answers) -> bool:
    return _did_not_happen(clause[end:], answers) or _there_is_none(clause, start, end, answers)


def _there_is_none(clause: str, start: int, end: int, answers: Answers) -> bool:
    """Whether a word such as "no" or "never" governs what is spoken of, or words behind it say that it is no more.

    "There was no time for supplier audits", "the training lapsed"; but not "no slavery was found in our audits" nor "no
    supplier goes without an audit".
    """
    low = max(0, start - _NEAR)
    for none in _NONE.finditer(clause, low, start):
        if none[0].lower() == "without" and _NONE.search(clause, 0, none.start()):
            continue  # "we never engage an agency without a check": two denials are none
        if _PARTED.search(clause, none.end(), start) is None:
            told = _ANOTHER_SUBJECT.search(clause, start, end) is not None
            good = answers.is_within("good_absent", clause, none.end(), start + OPENING * told)
            close = clause.find(",", end)
            if not good and not answers.is_within(
                "undone", clause, none.end(), close if close > 0 else len(clause)
            ):
                return True
    ended = answers.first_within("ended", clause, end, end + _NEAR)
    return ended is not None and _PARTED.search(clause, end, ended) is None


def _has_yet_to_happen(clause: str, start: int, end: int) -> bool:
    """Whether what is spoken of is the subject of a modal verb: "modern slavery training for our staff will begin".

    "Will" may stand within it as well: "this training will look at the signs of slavery".
    """
    would = _WOULD.search(clause, max(0, start - _BEFORE), start)
    if would and _PARTED.search(clause, max(0, would.start() - _PRONOUN), start) is None:
        return True
    for verb, low, high in ((_WILL, start, end), (_MODAL, end, end + _NEAR)):
        found = verb.search(clause, low, high)
        if found and _ANOTHER_SUBJECT.search(clause, low, found.start()) is None:
            return True
    return False


def _planned(clause: str, span: tuple[int, int] | None, whole: str, answers: Answers) -> Iterator[int]:
    """Where words of planning stand that speak of the span.

    "We will" speaks of what follows it; "will be" and "next year" of what stands before them too.
    """
    for name in ("planned", "conditional"):
        for found in answers.every(name, clause, whole):
            if span is None or found.start() < span[1] or _BESIDES.match(clause):
                yield found.start()
            elif found[0].lower().startswith("will") and _RELATIVE.search(clause, span[1], found.start()):
                continue  # "a policy that will be reviewed each year" is there
            elif answers.is_within("planned_behind", clause, found.start(), found.end() + OPENING):
                yield found.start()


def clause_around(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The clause around the span, and where the span lies in it: "we check it, and we will do more" speaks of two things."""
    conceded = _CONCEDED.match(text)
    breaks = [(each.start(), each.end()) for each in _CLAUSES.finditer(text)]
    if conceded:
        breaks.insert(0, (conceded.end(), conceded.end()))
    low = max((after for _, after in breaks if after <= start), default=0)
    high = min((before for before, _ in breaks if before >= end), default=len(text))
    return text[low:high], (start - low, end - low)
