"""The date of an approval: the one that stands with it, or that a label gives, not that of the signature beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from checker.dates import find_dates
from checker.names import name_after
from checker.phrases import Phrases

_DATE_REACH = 120
"""How many characters after the approving words a date may stand and still be the date of approval."""


class Dated(NamedTuple):
    """The date of an approval, ISO 8601, and where what shows it ends in the text."""

    iso: str
    end: int


def approved_on(
    whole: str, start: int, end: int, said: int, around: Mapping[str, Phrases], year_end: str | None
) -> Dated | None:
    """The date that stands with the approval `whole[start:end]`, whose own words end at `said`; None without one.

    It is never `year_end`, nor a signature's date. `around` is the rulebook's words for what stands around an approval.
    """
    text = whole[start : end + _DATE_REACH]
    approving, labels = around["approving"], around["date_label"]
    verb = approving.search(text)
    if verb is None:
        return None
    # It may stand after those who approved before the board.
    if later := _RIGHT_AFTER.match(text, said - start):
        day = next(find_dates(text[later.end() :]), None)
        if day is not None and day.start == 0 and day.iso not in (None, year_end):
            return Dated(day.iso, max(end, start + later.end() + day.end))
    begin = verb.start()
    for day in find_dates(text[begin:]):
        if day.iso is None or day.iso == year_end:
            continue
        if approving.search(text, begin + day.end, said - start):
            continue  # the approval of those who saw it first
        lead = text[begin : begin + day.start]
        if len(lead) > _LONGEST_LEAD or _ends_in(lead[-_LEAD:], around["other_date"]):
            continue
        is_after = begin + day.start >= end - start
        gap = text[max(begin, end - start) : begin + day.start]
        if _is_signatures(lead, labels) or (is_after and not _leads_to_date(gap, labels)):
            continue
        return Dated(day.iso, max(end, start + begin + day.end))
    before = _dated_before(text[:begin], around["met"], year_end)
    return None if before is None else Dated(before, end)


_RIGHT_AFTER = re.compile(r"[ \xa0]?(?:\(|on[ \xa0](?:the[ \xa0])?)")
_LONGEST_LEAD, _LEAD = 220, 45
_SENTENCE_END = re.compile(r"[.!?][\s*†]*(?=[A-Z])")
_SIGNED = re.compile(r"(?<!approved and )(?<!approved & )\bsigned\b(?!\s+off)", re.IGNORECASE)


def _is_signatures(lead: str, labels: Phrases) -> bool:
    """Whether what stands between the approving words and a date shows that the date is of something else.

    Signing words, another sentence, or a person's name in a line or a sentence of its own: the date is then theirs.
    """
    if _SIGNED.search(lead):
        return True
    sentences = [match.end() for match in _SENTENCE_END.finditer(lead)]
    if sentences and not _leads_to_date(lead[sentences[-1] :], labels):
        return True
    lines = [each.end() for each in re.finditer(r"\n", lead)]
    return any(name_after(lead, at, reach=2) is not None for at in lines)


def labelled(text: str, start: int, end: int, labels: Phrases, year_end: str | None) -> str | None:
    """The date that a label near `text[start:end]` gives, as in "Approval date: 3 May 2025", if labels give only one."""
    low, high = max(0, start - _NEAR), min(len(text), end + _NEAR)
    given: set[str] = set()
    for match in labels.finditer(text[low:high]):
        at = low + match.end()
        day = next(find_dates(text[at : at + _LABEL_REACH]), None)
        if (
            _OPENS.search(text[max(0, low + match.start() - _LINE) : low + match.start()])
            and day is not None
            and day.iso is not None
            and day.iso != year_end
            and _LABEL_ENDS.match(text[at : at + day.start])
        ):
            given.add(day.iso)
    return given.pop() if len(given) == 1 else None


_LABEL_REACH, _NEAR, _LINE = 40, 1200, 200
_OPENS = re.compile(r"(?:\A|[\n|(])[ \t•*–—-]*\Z")
"""Before a label: it opens a line, a cell of a table or a bracket."""
_LABEL_ENDS = re.compile(
    r"(?:\sdate)?(?:\s*\([^()]{0,12}\))?[\s:|.,–—-]{0,6}(?:on[\s:]{1,3})?(?:the\s)?(?:\w+day,?\s)?$",
    re.IGNORECASE,
)


def _dated_before(text: str, met: Phrases, year_end: str | None) -> str | None:
    """The date that stands before the approving words: "On 28 January 2025 the board approved"."""
    for day in find_dates(text):
        lead = _ON.search(text, 0, day.start) if day.iso not in (None, year_end) else None
        if lead is not None and (
            lead.start() == 0 or _CLAUSE.search(lead[0]) or _ends_in(text[: lead.start()], met)
        ):
            return day.iso
    return None


_ON = re.compile(r"\W*\b(?:on|of|in)\s+(?:the\s+)?(?:\w+day,?\s+)?\Z", re.IGNORECASE)
_CLAUSE = re.compile(r"[.:;,]\s")


def _ends_in(lead: str, words: Phrases) -> bool:
    """Whether one of these closes what stands before a date: "for the year ended", "reviewed on"."""
    return any(_NO_WORD.fullmatch(lead, each.end()) for each in words.finditer(lead))


_NO_WORD = re.compile(r"\W*")


def _leads_to_date(gap: str, labels: Phrases) -> bool:
    """Whether nothing parts a date from what stands before the gap, but a label: "approval date:", "on", "of the firm on"."""
    return _JOINS.fullmatch(gap) is not None or labels.fullmatch(_NO_WORDS.sub("", gap)) is not None


_JOINS = re.compile(r"\W*(?:of\s[\w\s&.,'’()-]{2,60}?\s(?:on|dated)|dated?|on|in)?\W*", re.IGNORECASE)
_NO_WORDS = re.compile(r"\A\W+|\W+\Z")
