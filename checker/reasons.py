"""What the evidence model counted, in plain words: "the words ‘approved by’", "it stands among the last 5 sentences"."""

from __future__ import annotations

from collections.abc import Sequence

from checker.features import SIGNS
from checker.model import SCORES
from checker.promises import SIGNS_IN_WORDS
from checker.rulebook import Rulebook
from checker.tokens import APART, COUNTRY, MONTH, NAME, NUMBER, RARE, YEAR

_TOKENS = {
    NUMBER: "(a number)",
    YEAR: "(a year)",
    MONTH: "(a month)",
    COUNTRY: "(a country)",
    NAME: "(a name)",
    RARE: "(a rare word)",
    APART: "…",
    "<s>": "(start)",
    "</s>": "(end)",
}

_SLOTS = {
    "words": "the words “{}”",
    "stems": "words like “{}”",
    "before": "“{}” in the sentence before",
    "after": "“{}” in the sentence after",
    "before_2": "“{}” two sentences before",
    "after_2": "“{}” two sentences after",
    "heading": "“{}” in the heading above",
    "parent": "“{}” in the line that introduces the list",
}

_SCORES = {
    "before": "how the three sentences before it score",
    "after": "how the three sentences after it score",
    "mitigation": "how it scores as a step against modern slavery",
    "others": "how many of the statement's other sentences score alike",
}

_SHAPES = {
    "length_more": "it is longer than 400 characters",
    "title": "it begins almost all its words with capitals",
    "half_title": "it begins most of its words with capitals",
    "upper": "it is all in capitals",
    "starts_small": "it begins with a small letter",
    "heading_line": "it is a heading",
    "bullet": "it is a bullet",
    "repeated": "it occurs more than once",
    "furniture": "it occurs on many pages",
    "date": "it holds a date",
    "a_name": "it holds a name",
    "full_name": "it holds a name of two words",
    "many_names": "it holds several names",
    "no_letters": "it holds no letters",
    "address": "it holds a web or e-mail address",
    "a_number": "it holds a number",
    "numbers": "it holds several numbers",
    "money": "it speaks of money or a share",
    "sentences_more": "the statement has more than 120 sentences",
    "signing": "it speaks of signing",
}

_APPROVALS = {
    "explicit": "it holds words of approval by a board",
    "explicit_llp": "it holds words of approval by members or partners",
    "weak": "it says that a board stands behind something",
    "other": "it holds words of approval by others than the board",
    "unattributed": "it holds words of approval, whoever gave it",
    "subject": "it names what may be approved: a statement, a report",
    "never": "it speaks of an approval that is asked for or still to come",
    "not": "it speaks of an approval of something else",
    "elsewhere": "it names a policy, a code, a plan or the like",
}
"""The rulebook's lists of words on approval, which help to tell what other sentences are about too."""

_COUNTED = {
    "length": "it is at most {} characters long",
    "first": "it stands among the first {} sentences",
    "last": "it stands among the last {} sentences",
    "sentences": "the statement has at most {} sentences",
}


def in_words(shares: Sequence[tuple[str, float]], rulebook: Rulebook) -> list[tuple[str, float]]:
    """The shares of `EvidenceModel.explain` with each feature in plain words, in the same order."""
    return [(reason(feature, rulebook), share) for feature, share in shares]


def reason(feature: str, rulebook: Rulebook) -> str:
    """One feature (`slot:feature`) in plain words."""
    slot, _, name = feature.partition(":")
    if slot == SCORES:
        return _SCORES[name]
    if slot != SIGNS:
        return _SLOTS[slot].format(" ".join(_TOKENS.get(token, token) for token in name.split()))
    return (
        _SHAPES.get(name) or SIGNS_IN_WORDS.get(name) or _verb(name) or _place(name) or _rule(name, rulebook)
    )


def _verb(name: str) -> str:
    _, by, verb = name.partition("promise_by_")
    return f"it speaks of what is to come by the verb “{verb}”" if by else ""


def _place(name: str) -> str:
    kind, _, number = name.partition("_")
    if not number.isdigit():
        return ""
    if kind == "tenth":
        return f"it stands in tenth {int(number) + 1} of the statement"
    return _COUNTED[kind].format(number) if kind in _COUNTED else ""


def _rule(name: str, rulebook: Rulebook) -> str:
    for requirement in rulebook.requirements:
        for rule in requirement.rules:
            if rule.id == name:
                return f"rule {name}: it {rule.says}"
    for above, where in (
        ("heading.", "the heading above holds"),
        ("parent.", "the line before the list holds"),
    ):
        if name.startswith(above):
            return f"{where} {_rule(name.removeprefix(above), rulebook)}"
    family, _, member = name.partition(".")
    if family == "approval" and member in _APPROVALS:
        return _APPROVALS[member]
    said = {"cue": "the rulebook's words for", "approval": "approval,", "role": "a role of a"}
    return f"{said.get(family, 'rule')} {member.replace('_', ' ')}"
