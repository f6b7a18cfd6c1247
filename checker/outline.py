"""The outline of bare rows of sentences: which are headings, which lead a list in. Guessed, for nobody marked them.

Annotated files come with full stops, colons and bullets or without, and with headings run into the sentence below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from checker.characters import word_set

LEAD_IN = 240
"""How much of a line that leads a list in is kept, from its end, in characters."""

_LONGEST_HEADING = 70
_MOST_HEADING_WORDS = 9
_MOST_REPEATS = 2  # what stands on every page is no heading of what follows
_SENTENCE_WORDS = frozenset({"have", "been", "will", "were", "they", "that", "which", "this", "has", "are"})
_BROKEN_OFF = word_set(
    "a about activities against aim all also an and any are areas as at be been being below by can commitments commits"
    " companies comprises consider consists continue countries cover covered covering covers criteria each eg elements"
    " ensure entities following for from goals had has have how i.e ie if in include includes including indicators"
    " initiatives intend into involve involves is its measures must not objectives of on or our plan plans points"
    " policies principles priorities questions reasons require requires should steps such targets tasks that the their"
    " these things this those through to topics under upon via was ways we were when where whether which who will with"
    " within would"
)  # last words of a line that leads in, or that goes on in the next row
_ANNOUNCES = re.compile(r"\b(?:following|as follows|below|namely|such as)\b", re.IGNORECASE)
_ANNOUNCED_WITHIN = 200
_OPENING = (
    r"(?:We|Our|The|This|These|Those|In|It|As|All|Any|Each|Every|If|To|For|During|At|By|With|Where|When|There|They"
    r"|While|Through|Throughout|Following|From|No|Since|Over|Within|Under|Both|Some|Many|Given|Although|Should|Based"
    r"|On|Having|Because|Also|An?|I)"
)
_SMALL = r"(?:and|of|the|in|for|to|our|on|with|or|by|an?|from|&|its|their|against|at|into|-)"
_LARGE = r"(?:\d[\d.]*|[(]?[A-Z][\w&,/()-]*:?)"
_RUN_IN = re.compile(
    rf"({_LARGE}(?:\s+(?:{_LARGE}|{_SMALL})){{0,8}}?(?<=[a-z):A-Z]{{3}}))\s+(?={_OPENING}\s+[a-z0-9(A-Z])"
)  # "Our Supply Chain We buy ...": a heading and the first words of its first sentence
_CAPITALS_RUN_IN = re.compile(
    r"(?:\d[\d.]*\s+)?((?:[A-Z][A-Z&,'’/-]+\s+){2,})(?=[A-Z][a-z]|[A-Z]\s)"
)  # "OUR SUPPLY CHAIN Acme buys ..."
_NO_HEADING = re.compile(rf"{_OPENING}|.*\s{_SMALL}")
_ITEM = re.compile(
    r"\W*(?!(?:We|Our|The|This|These|It|In|As|All|If|For|To ensure|There|Where|When|During|At|By|With|Any|Each)\b)"
)  # rather than a sentence with a subject of its own


class Standing(NamedTuple):
    """Where a row stands: the texts of the heading above and of the line that leads its list in; "" for none."""

    heading: str
    parent: str
    is_heading: bool


def outline_of(sentences: Sequence[str], repeats: Sequence[int]) -> list[Standing]:
    """Where each of a statement's bare sentences stands, in order; `repeats` says how often each text occurs in it."""
    found = []
    heading = parent = item = ""
    for index, text in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else ""
        is_heading = looks_like_heading(text, following)
        if not is_heading and (run_in := _heading_run_in(text)):
            heading, parent = run_in, ""
        found.append(Standing(heading, parent, is_heading))
        if is_heading:
            if repeats[index] <= _MOST_REPEATS:
                heading, parent = text, ""
        elif _leads_in(text, sentences[index + 1 : index + 3]):
            parent, item = text[-LEAD_IN:], _first_word(following)
        elif parent and not _ITEM.match(following) and _first_word(following) != item:
            parent = ""
    return found


def looks_like_heading(text: str, following: str) -> bool:
    """Short, mostly capitals, not broken off. Full stops tell nothing: annotated files often have them stripped."""
    words = text.rstrip(" .").split()
    if not words or len(words) > _MOST_HEADING_WORDS or len(text) > _LONGEST_HEADING:
        return False
    if words[-1][-1] in ";,:" or not (text[0].isupper() or text[0].isdigit()):
        return False
    if following[:1].islower() or not _SENTENCE_WORDS.isdisjoint(words):
        return False
    long = [word for word in words if len(word) > 3]
    return len(words) <= 3 or sum(word[0].isupper() for word in long) * 3 >= 2 * len(long)


def _heading_run_in(text: str) -> str:
    """The heading that an annotated file has run into its first sentence; "" for none."""
    found = _RUN_IN.match(text)
    if found and not _NO_HEADING.fullmatch(found[1]):
        return found[1]
    found = _CAPITALS_RUN_IN.match(text)
    return found[1] if found else ""


def _leads_in(text: str, following: Sequence[str]) -> bool:
    """The line breaks off where a list would follow, with a colon or without."""
    text = text.rstrip()
    words = text.split()
    if len(words) <= 2 or text[-1] in ".?!;":
        return False
    if text[-1] == ":" or words[-1].lower().strip(",()") in _BROKEN_OFF:
        return True
    return _ANNOUNCES.search(text[-_ANNOUNCED_WITHIN:]) is not None and _are_items(following)


def _are_items(rows: Sequence[str]) -> bool:
    """The first reads as an item of a list, or the two open with the same word."""
    return any(map(_ITEM.match, rows[:1])) or (len(rows) > 1 and len({_first_word(row) for row in rows}) == 1)


def _first_word(text: str) -> str:
    return next(iter(text.split(maxsplit=1)), "")
