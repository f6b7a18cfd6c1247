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
from checker.outline import LEAD_IN, outline_of

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
                parent=document.text[max(parent.start, parent.end - LEAD_IN) : parent.end] if parent else "",
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
    return [
        SentenceView(text, *standing, index, len(sentences), repeats[index])
        for index, (text, standing) in enumerate(zip(sentences, outline_of(sentences, repeats), strict=True))
    ]


def _repeats(sentences: Sequence[str]) -> list[int]:
    alike = [_NOT_LETTERS.sub(" ", text.lower()) for text in sentences]
    counts = Counter(alike)
    return [counts[each] for each in alike]
