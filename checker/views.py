"""What the evidence model is shown of a statement: its sentences in order, each with its surroundings.

The same view is made of a document as read and of bare rows of sentences, so that what is learned from rows holds for
documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from checker.document import BlockKind, Document

_LEAD_IN = 240
_LONGEST_HEADING = 70
_MOST_HEADING_WORDS = 9
_SENTENCE_WORDS = frozenset({"have", "been", "will", "were", "they", "that", "which", "this", "has", "are"})
_CAPITALS_FIRST = re.compile(
    r"(?:\d[\d.]*\s+)?((?:[A-Z][A-Z&,'’/-]+\s+){2,})(?=[A-Z][a-z]|[A-Z]\s)"
)  # "OUR SUPPLY CHAIN We buy ...": a heading glued to its first sentence
_BROKEN_OFF = frozenset(
    [
        "by", "to", "following", "including", "include", "includes", "are", "is", "we", "steps",
        "actions", "measures", "activities", "areas", "initiatives", "commitments", "objectives",
        "priorities", "goals", "targets", "below", "that", "and",
    ]
)  # fmt: skip
_LISTED = re.compile(
    r"\W*(?!(?:We|Our|The|This|These|It|In|As|All|If|For|To ensure|There|Where|When|During|At|By|With|Any|Each)\b)"
)  # a bullet rather than a sentence with a subject of its own
_NOT_LETTERS = re.compile(r"\W+")


class SentenceView(NamedTuple):
    """A sentence and where it stands. Neighbours are its neighbours in the list of views.

    `heading` and `parent` are the texts of the heading above and of the line that introduces the list; "" for none.
    `place` counts from 0 among the statement's `sentences`; `repeats` says how often the same text occurs in it.
    """

    text: str
    heading: str
    parent: str
    is_heading: bool
    place: int
    sentences: int
    repeats: int


def views_of(document: Document) -> list[SentenceView]:
    """A view of each sentence of `document`, in its order, with the headings and list parents its reader found."""
    blocks = document.blocks
    repeats = _repeats([sentence.text for sentence in document.sentences])
    views = []
    for index, sentence in enumerate(document.sentences):
        block = blocks[sentence.block]
        heading = blocks[block.heading] if block.heading is not None else None
        parent = blocks[block.parent] if block.parent is not None else None
        views.append(
            SentenceView(
                text=sentence.text,
                heading=document.text[heading.start : heading.end] if heading else "",
                parent=document.text[max(parent.start, parent.end - _LEAD_IN) : parent.end] if parent else "",
                is_heading=block.kind is BlockKind.HEADING,
                place=index,
                sentences=len(document.sentences),
                repeats=repeats[index],
            )
        )
    return views


def views_of_rows(sentences: Sequence[str]) -> list[SentenceView]:
    """A view of each of a statement's bare sentences in reading order; headings and list parents are guessed."""
    repeats = _repeats(sentences)
    views: list[SentenceView] = []
    heading = parent = ""
    for index, text in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else ""
        is_heading = _looks_like_heading(text, following)
        views.append(
            SentenceView(text, heading, parent, is_heading, index, len(sentences), repeats[index]),
        )
        if is_heading:
            if repeats[index] <= 2:  # what stands on every page is no heading of what follows
                heading, parent = text, ""
            continue
        if glued := _CAPITALS_FIRST.match(text):
            heading = glued[1]
        if _leads_in(text):
            parent = text[-_LEAD_IN:]
        elif parent and not _LISTED.match(following):
            parent = ""
    return views


def _repeats(sentences: Sequence[str]) -> list[int]:
    alike = [_NOT_LETTERS.sub(" ", text.lower()) for text in sentences]
    counts = Counter(alike)
    return [counts[each] for each in alike]


def _looks_like_heading(text: str, following: str) -> bool:
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


def _leads_in(text: str) -> bool:
    """The line breaks off where a list would follow, with a colon or without."""
    words = text.rstrip(" .;").split()
    return len(words) > 2 and (words[-1].endswith(":") or words[-1].lower() in _BROKEN_OFF)
