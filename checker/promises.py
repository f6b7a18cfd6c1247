"""How a sentence speaks of what is to come: by which verb, how early, in which clause, and of which year.

Grammar, not law: what a promise is worth is for the rulebook. The evidence model counts these as signs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PROMISE = re.compile(
    r"\b(?:(will|shall|would)\b"
    r"|(intend|plan|aim|hope|propose|seek|look|going|continue|consider|commit|expect|want|wish|endeavour|strive)"
    r"(?:s|ed|ing|ning|ting)?\s+(?:to|on|for|an?|whether)\b)"
)
_CLAUSE = re.compile(r"\b(?:which|that|who|where|when|if|whether|whom|unless|once)\b")
_CONDITION = re.compile(
    r"\b(?:if|where|any|as) (?:necessary|appropriate|required|needed|possible|applicable)\b"
    r"|\bin (?:the )?(?:event|case)\b"
)
_IN_PREPARATION = re.compile(
    r"\b(?:is|are|am|currently|now)\s+(?:(?:currently|also|now|still|actively|continually|in the process of)\s+)*"
    r"(?:explor|develop|introduc|prepar|research|investigat|establish|review|finalis|implement|roll|extend|expand"
    r"|look|work|plann|propos|consider|anticipat|creat|build|seek|putt|progress|evaluat|assess|updat|undertak"
    r"|design|improv|strengthen|enhanc)ing\b"
)
_STEP = frozenset(
    [
        "assess", "build", "carry", "commence", "complete", "conduct", "consider", "continue", "create",
        "deliver", "develop", "embed", "engage", "enhance", "ensure", "establish", "expand", "explore",
        "extend", "identify", "implement", "improve", "include", "increase", "introduce", "launch",
        "maintain", "map", "monitor", "provide", "publish", "raise", "refresh", "report", "require",
        "review", "roll", "set", "strengthen", "train", "undertake", "update", "work",
    ]
)  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"\b20[12]\d\b")
_MARKS = ".,;:()"
_WORDS_APART = 4
_FURTHEST = 3


def promises_of(texts: Sequence[str]) -> list[list[str]]:
    """For each sentence of one statement its signs of speaking of the future; `SIGNS_IN_WORDS` says what they mean."""
    years = [[int(year) for year in _YEAR.findall(text)] for text in texts]
    named = [year for each in years for year in each]
    latest = max(named, default=0)
    usual = Counter(named).most_common(1)[0][0] if named else 0
    signs = []
    for text, own in zip(texts, years, strict=True):
        found = promise_of(text)
        if own:
            later = "later" if max(own) > usual else "usual"
            found += ["year_latest" if max(own) == latest else "year_before", f"year_{later}"]
            if "promise_none" not in found:
                found.append(f"promise_year_{later}")
        signs.append(found)
    return signs


def promise_of(text: str) -> list[str]:
    """The signs of one sentence by itself, without its years."""
    low = text.lower()
    verb = _PROMISE.search(low)
    signs = ["promise_none"] if verb is None else _of_verb(low, verb)
    promised = "_promised" if verb else ""
    if "continu" in low:
        signs.append(f"continue{promised}")
    if _CONDITION.search(low):
        signs.append(f"condition{promised}")
    if _IN_PREPARATION.search(low):
        signs.append("in_preparation")
    if (form := _form_of_opening(low)) is not None:
        signs.append(f"opens_{form}")
        if verb:
            signs.append(f"opens_{form}_promised")
    return signs


def _form_of_opening(text: str) -> str | None:
    """Items of a list of plans begin with a bare verb ("Train all buyers"), of deeds mostly with a past form."""
    first = _WORD.search(text)
    if first is None:
        return None
    word = first[0]
    return "step" if word in _STEP else next((form for form in ("ing", "ed") if word.endswith(form)), None)


def _of_verb(text: str, verb: re.Match[str]) -> list[str]:
    before = text[: verb.start()]
    after = [word.strip(_MARKS) for word in text[verb.end() : verb.end() + 60].split()[:3]]
    signs = [
        f"promise_by_{verb[1] or verb[2]}",
        f"promise_at_{min(len(before.split()) // _WORDS_APART, _FURTHEST)}",
        "promise_in_clause" if _CLAUSE.search(before) else "promise_in_main",
    ]
    if after[:1] == ["be"] and len(after) > 1:
        form = next((ending for ending in ("ed", "ing") if after[1].endswith(ending)), "other")
        signs.append(f"promise_be_{form}")
    if "continue" in after:
        signs.append("promise_to_continue")
    return signs


SIGNS_IN_WORDS = {
    "promise_none": "it has no verb of promise",
    "promise_at_0": "the verb of promise is among its first words",
    "promise_at_1": "the verb of promise comes after four words or more",
    "promise_at_2": "the verb of promise comes after eight words or more",
    "promise_at_3": "the verb of promise comes after twelve words or more",
    "promise_in_clause": "the verb of promise is in a clause that hangs on another",
    "promise_in_main": "the verb of promise is in its main clause",
    "promise_be_ed": "it says that something will be done",
    "promise_be_ing": "it says that something will be going on",
    "promise_be_other": "it says that something will be",
    "promise_to_continue": "it promises to continue",
    "continue": "it speaks of continuing",
    "continue_promised": "it speaks of continuing, and of what is to come",
    "condition": "it names a condition",
    "condition_promised": "it names a condition, and speaks of what is to come",
    "in_preparation": "it speaks of what is being prepared",
    "opens_step": "it opens with the bare verb of a step",
    "opens_step_promised": "it opens with the bare verb of a step, and speaks of what is to come",
    "opens_ing": "it opens with a word in -ing",
    "opens_ing_promised": "it opens with a word in -ing, and speaks of what is to come",
    "opens_ed": "it opens with a word in -ed",
    "opens_ed_promised": "it opens with a word in -ed, and speaks of what is to come",
    "year_latest": "it names the latest year of the statement",
    "year_before": "it names a year, not the latest of the statement",
    "year_later": "it names a year after the one most named",
    "year_usual": "it names no year after the one most named",
    "promise_year_later": "it speaks of what is to come, and names a year after the one most named",
    "promise_year_usual": "it speaks of what is to come, and names no year after the one most named",
}
"""What each sign says, for the reasons shown; "promise_by_…" ends in its verb instead."""
