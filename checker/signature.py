"""The signature, s.54(6): who signed, in which role, and whether the role shows a director, member or partner."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.dates import find_dates
from checker.document import Document
from checker.names import name_after, name_before
from checker.phrases import Phrases
from checker.rulebook import Rulebook

_LIGHTEST = 3.0
_SIGNING_REACH = 220
"""How many characters before a name the word "signed" may stand and still speak of it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: `text[start:end]` shows it. `qualifies` is whether the role shows what s.54(6) asks for."""

    name: str | None
    role: str | None
    qualifies: bool
    start: int
    end: int
    weight: float = 0.0
    signed_on: str | None = None


def signature(document: Document, rulebook: Rulebook, legal_form: str) -> Signature | None:
    """The signature the text shows, the best if there are several; None when it shows none."""
    weighed = (
        replace(candidate, weight=_weight(candidate, document, rulebook))
        for candidate in _candidates(document.text, rulebook, legal_form)
    )
    best = max((each for each in weighed if each.weight >= _LIGHTEST), key=_rank, default=None)
    return None if best is None else replace(best, signed_on=_signed_on(best, document.text))


def _rank(candidate: Signature) -> tuple[bool, bool, float, int]:
    whole = candidate.name is not None and candidate.role is not None
    return whole, candidate.qualifies and whole, candidate.weight, -candidate.start


def _candidates(text: str, rulebook: Rulebook, legal_form: str) -> Iterator[Signature]:
    qualifying = rulebook.qualifying_roles.get(legal_form, rulebook.qualifying_roles["company"])
    for role, qualifies in _roles(text, qualifying, rulebook.other_roles):
        name = name_before(text, role.start())
        if name is not None:
            words = _role_words(text, name[1], role)
            yield Signature(_first_of_two(text, name, role), words, qualifies, name[0], role.end())
        label = re.compile(r"(?:['’]s)?\W{0,3}(?:full\s)?(?:name)?[\s:,._–-]{1,40}").match(text, role.end())
        after = name_after(text, label.end(), reach=2) if label else None
        if after is not None and name is None:
            words = _clean(role[0])
            yield Signature(_clean(text[after[0] : after[1]]), words, qualifies, role.start(), after[1])
    for match in rulebook.signing.finditer(text):
        name = name_after(text, match.end())
        if name is not None:
            yield Signature(
                _clean(text[name[0] : name[1]]), None, qualifies=False, start=match.start(), end=name[1]
            )
            continue
        reach = text[match.end() : match.end() + 90]
        role_only = qualifying.search(reach) or rulebook.other_roles.search(reach)
        if role_only is not None:
            yield Signature(
                None,
                _clean(role_only[0]),
                qualifies=False,
                start=match.start(),
                end=match.end() + role_only.end(),
            )


def _roles(text: str, qualifying: Phrases, other: Phrases) -> Iterator[tuple[re.Match[str], bool]]:
    """Every role in the text; one that does not qualify ("HR director") wins over the qualifying word in it."""
    lesser = list(other.finditer(text))
    starts = [match.start() for match in lesser]
    for match in qualifying.finditer(text):
        nearest = bisect_right(starts, match.start()) - 1
        if nearest < 0 or lesser[nearest].end() <= match.start():
            yield match, True
    for match in lesser:
        yield match, False


def _first_of_two(text: str, name: tuple[int, int], role: re.Match[str]) -> str:
    """The name; of two people who sign side by side, names first and roles after, the first."""
    words = _clean(text[name[0] : name[1]])
    parts = words.split()
    two_roles = re.match(
        r"\s{1,3}(?:[A-Z][\w&]+\s){0,3}(?:Director|Officer|President|Chairman|Secretary)\b",
        text[role.end() : role.end() + 60],
    )
    return " ".join(parts[:2]) if len(parts) == 4 and two_roles else words


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:.–-")


def _role_words(text: str, after_name: int, role: re.Match[str]) -> str:
    """The role as written: from its modifiers ("Group", "Interim") to the end of the line, within reason."""
    lead = re.sub(
        r"^[\s,;:|()–—_.-]+(?:(?:role|position|title|job title)\W+)?",
        "",
        text[after_name : role.start()],
        flags=re.I,
    )
    tail = re.match(
        r"(?:\s(?:of|for|and|&)\s[\w &,’'()-]{2,50}?)?(?=[\n.;,]|\s\d|\s{2}|$)",
        text[role.end() : role.end() + 70],
    )
    return _clean(lead[-50:] + role[0] + (tail[0] if tail else ""))


_RUNS_ON = re.compile(
    r"\s*,?\s*(?:is|are|was|were|has|have|had|will|leads?|chairs?|said|says|who|reports?|oversees?|to|in|with|on|through)\b"
    r"|\s+(?:and\s+)?[a-z]+s\s(?:the|our|a)\b"
)
_MENTION = re.compile(
    r"\b(?:our|the|by our|to our|contact|led by|chaired by|reports to|responsibility of|email)\W+$", re.I
)


def _weight(candidate: Signature, document: Document, rulebook: Rulebook) -> float:
    """How much the place looks like a signature: signing words before, the end of the text, no running sentence."""
    text = document.text
    before = text[max(0, candidate.start - _SIGNING_REACH) : candidate.start]
    weight = 0.0
    if rulebook.signing.search(before + text[candidate.start : candidate.end]):
        weight += 4
    left = len(text) - candidate.end
    if left < max(900, len(text) * 0.12):
        weight += 3
    elif candidate.end < max(600, len(text) * 0.1):
        weight += 1
    if candidate.name and candidate.role:
        weight += 0.5 + _stands_alone(candidate, text)
    if _is_short_line(candidate, text):
        weight += 1.5
    after = text[candidate.end : candidate.end + 90]
    if any(day.iso for day in find_dates(after)):
        weight += 1.5
    if _RUNS_ON.match(after):
        weight -= 3
    if _MENTION.search(text[max(0, candidate.start - 25) : candidate.start]):
        weight -= 3
    return weight


def _stands_alone(candidate: Signature, text: str) -> float:
    """Name and role between sentences rather than within one: a point for each side that ends there."""
    before = text[max(0, candidate.start - 3) : candidate.start]
    after = text[candidate.end : candidate.end + 40]
    opens = re.search(r"(?:^|[.:!?)\d_]\s*|\n\s*)$", before) is not None
    closes = re.match(r"\s*(?:$|\n|\d|[A-Z][a-z]|Date)", after) is not None and not _RUNS_ON.match(after)
    return float(opens) + float(closes)


def _is_short_line(candidate: Signature, text: str) -> bool:
    """Whether the place is a line of its own rather than a part of a running sentence."""
    line_start = text.rfind("\n", 0, candidate.start) + 1
    line_end = text.find("\n", candidate.end)
    line_end = len(text) if line_end < 0 else line_end
    return candidate.start - line_start < 12 and line_end - candidate.end < 60


def _signed_on(found: Signature, text: str) -> str | None:
    """The date beside the signature: within 160 characters after it, or labelled as its date within 60 before."""
    following = text[found.end : found.end + 160]
    for day in find_dates(following):
        if day.iso and not re.search(
            r"(?:year|period|review|approved)\W+(?:\w+\W+){0,3}$", following[: day.start], re.I
        ):
            return day.iso
    before = text[max(0, found.start - 60) : found.start]
    dates = [day.iso for day in find_dates(before) if day.iso]
    return dates[-1] if dates and re.search(r"date|signed", before, re.I) else None
