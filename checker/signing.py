"""Whether a place in the text is where someone signs, and the date of signing there."""

from __future__ import annotations

import re

from checker.dates import find_dates
from checker.phrases import Phrases
from checker.rulebook import Rulebook

_SIGNING_REACH = 220
"""How many characters before a name the word "signed" may stand and still speak of it."""
_APPROVED_REACH = 150
"""So near after "approved by the board" a name with a role is a signature, wherever in the document it stands."""


def weight(text: str, start: int, end: int, rulebook: Rulebook, *, is_whole: bool) -> float:
    """How much the place `text[start:end]` looks like a signature; `is_whole` is one with a name and a role.

    For it speak signing words before, the end of the text and a line of its own; against it a running sentence.
    """
    before, after = text[max(0, start - _SIGNING_REACH) : start], text[end : end + 90]
    signs = _says_signed(after, rulebook)
    if signs is not None and _JOINS.fullmatch(after, 0, signs.start()):
        return _SIGNS
    found = 0.0
    if rulebook.signing.search(before + text[start:end]):
        found += 4
    elif rulebook.approval["explicit"].search(before[-_APPROVED_REACH:]):
        found += 2
    left = len(text) - end
    if left < max(900, len(text) * 0.12):
        found += 3
    elif end < max(600, len(text) * 0.1):
        found += 1
    if is_whole:
        found += 0.5 + _stands_alone(text, start, end)
    if _is_short_line(text, start, end):
        found += 1.5
    if any(day.iso for day in find_dates(after)):
        found += 1.5
    return found - _told_of(before, text[start:end], after, rulebook)


def _told_of(before: str, signature: str, after: str, rulebook: Rulebook) -> float:
    """How much what stands around a name shows that its bearer is told of, to be turned to, or yet to sign."""
    around = rulebook.around_signature
    line = _same_line(before[-_LINE_REACH:])
    found = 0.0
    if _RUNS_ON.match(after):
        signs = rulebook.signing.search(line + signature) or _says_signed(after.partition(". ")[0], rulebook)
        found += 8 if _DOES.match(after) and signs is None else 3
    if _is_mentioned(around["mention"], before[-_MENTION_REACH:], rulebook.signing):
        found += 3
    if around["contact"].search(line):
        found += 9
    return found + (9 if around["awaited"].search(line + signature) else 0)


def _says_signed(after: str, rulebook: Rulebook) -> re.Match[str] | None:
    """Where what follows a name says that its bearer has signed; signing up to a charter is another thing."""
    around = rulebook.around_signature
    found = around["signs"].finditer(after)
    return next(
        (each for each in found if not around["signed_up"].search(after, each.start(), each.end() + _UP)),
        None,
    )


_SIGNS = 9.0
_UP = 4
"""Room for " up" and what follows it."""
_JOINS = re.compile(r"[\s,;–—-]{0,4}(?:and\s)?")
_LINE_REACH, _MENTION_REACH = 70, 25
_VERBS = r"is|are|was|were|has|have|had|leads?|chairs?|said|says|who|reports?|oversees?"
_RUNS_ON = re.compile(
    rf"\s*,?\s*(?:{_VERBS}|will|to|in|with|on|through)\b"
    r"|\s+(?:and\s+)?[a-z]+s\s(?:the|our|a)\b"
)


_DOES = re.compile(rf"[\s,]*(?:{_VERBS})\b")
"""After a name: its bearer is told of."""


def is_not_yet(text: str, start: int, rulebook: Rulebook) -> bool:
    """Whether the signing words at `start` say that someone must or will sign, as where the Act is quoted."""
    before = _same_line(text[max(0, start - _SIGNING_REACH) : start])
    return rulebook.around_signature["not_yet"].search(before) is not None


def _is_right_before(phrases: Phrases, before: str) -> bool:
    return any(not before[match.end() :].strip(" \xa0\t\n,:;.“\"'(–-") for match in phrases.finditer(before))


def _is_mentioned(mention: Phrases, before: str, signing: Phrases) -> bool:
    """Whether someone is spoken of, "our director Jo Moss", who is not thereby said to sign: "signed by our director"."""
    return _is_right_before(mention, before) and not any(
        match[0].lower().startswith("sign") and _OUR.fullmatch(before, match.end())
        for match in signing.finditer(before)
    )


_OUR = re.compile(r"\s(?:by\s)?(?:our|the)\W*", re.IGNORECASE)


def _same_line(before: str) -> str:
    """What stands before a place in its line and sentence; nothing of it where an address parts the two."""
    return "" if "@" in before else re.split(r"\n|[.!?](?=\s|[A-Z]|$)", before)[-1]


def _stands_alone(text: str, start: int, end: int) -> float:
    """Name and role between sentences rather than within one: a point for each side that ends there."""
    before, after = text[max(0, start - 3) : start], _WHERE.sub("", text[end : end + 60])
    opens = re.search(r"(?:^|[.:!?)\d_]\s*|\n\s*)$", before) is not None
    closes = re.match(r"\s*(?:$|\n|\d|[A-Z][a-z]|Date)", after) is not None and not _RUNS_ON.match(after)
    return float(opens) + float(closes)


_WHERE = re.compile(r"^[ \xa0](?:of|for)[ \xa0][\w &’'()-]{2,50}(?=\n|$)")
"""What a role may be held in: "President of the Society"."""


def _is_short_line(text: str, start: int, end: int) -> bool:
    """Whether the place is a line of its own rather than a part of a running sentence."""
    before, after = text[max(0, start - 12) : start], text[end : end + 60]
    return ("\n" in before or start < 12) and ("\n" in after or len(text) - end < 60)


def signed_on(text: str, start: int, end: int, rulebook: Rulebook, year_end: str | None) -> str | None:
    """The date of the signature `text[start:end]`, ISO 8601: beside it, or labelled as its date; None without one.

    A date with another label, that of the approval or of a review, is not it, nor is the end of the year covered
    unless a label says so: that often stands near, as in a scan whose lines are read in another order.
    """
    around = rulebook.around_signature
    role_ends = goes_on.end() if (goes_on := _ROLE_GOES_ON.match(text, end)) else end
    for low, high in ((start, end), (role_ends, end + _AFTER)):
        place = text[low:high]
        for day in find_dates(place):
            lead = place[: day.start]
            is_labelled = _is_right_before(around["date"], lead[-_LABEL:])
            line = lead[-_LABEL:]
            if low == start and not is_labelled and not _SIGNED.match(place):
                line = _same_line(text[max(0, start - _SIGNING_REACH) : start] + lead)
            is_another = around["other_date"].search(line) is not None
            if not is_labelled and _RUNNING.search(lead):
                break
            if day.iso and not is_another and (is_labelled or day.iso != year_end):
                return day.iso
    before = text[max(0, start - _BEFORE) : start]
    dates = [day for day in find_dates(before) if day.iso]
    if not dates:
        return None
    day = dates[-1]
    lead = before[: day.start]
    line = _same_line(text[max(0, start - _SIGNING_REACH) : start - len(before)] + lead)
    is_labelled = (
        _is_right_before(around["date"], line)
        or _is_stamp(line, text[start:end])
        or _SIGNED_ON.search(line) is not None
    )
    if around["other_date"].search(line) or (day.iso == year_end and not is_labelled):
        return None
    is_beside = _SIGNING_LABEL.fullmatch(before, day.end) is not None
    is_alone = re.search(r"(?:^|[.\n|])\s*$", lead) is not None and line.count("|") < _ROW
    return day.iso if is_labelled or (is_beside and is_alone) else None


def _is_stamp(line: str, signature: str) -> bool:
    """Whether an electronic signature stands there: the same name, then the date in brackets."""
    name = line.rpartition("(")[0].strip()
    return bool(name) and signature.startswith(name)


_ROLE_GOES_ON = re.compile(r"[ ,]+(?:and|of|for|&) [A-Za-z &,’'()-]{2,60}(?=\n)")
_AFTER, _BEFORE, _LABEL = 160, 60, 40
_SIGNED = re.compile("sign", re.IGNORECASE)
_ROW = 2
"""Bars before a date that stands in a row of a table, whose head tells what it is the date of."""
_SIGNED_ON = re.compile(r"\bsigned\b[^.\n]{0,50}\s(?:on|dated)\s(?:the\s)?$", re.IGNORECASE)
_RUNNING = re.compile(r"\b(?:is|are|was|were|has|have|had|will|been|our|we|this|these|its)\b", re.IGNORECASE)
_SIGNING_LABEL = re.compile(
    r"[\s_.,:;|/–—-]*(?:[A-Z][\w.'’-]{0,30}\s+){0,4}(?:(?i:signed|signature|by|name|for and on behalf of)[\s_.,:;|/–—-]*){0,3}"
)
"""What may stand between the date and the name beneath it: signing words, or the name as written by hand."""
