"""A statement inside a long report: where it begins and ends, and the report with everything else blanked out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from checker.document import Block, Document, Sentence
from checker.rulebook import Rulebook

LONG_WORDS = 9000
"""Beyond this a document is a report first: real statements have 300 to 7,000 words, the longest seen 10,730."""
_LONGEST_HEADING = 120
_LEAST_SENTENCES = 5
_AHEAD = 2
"""A heading of the same rank ends the section unless one of so many blocks after it is still on the subject."""
_QUIET_BLOCKS = 12
"""So many blocks in a row that say nothing of the subject end the section."""


class Section(NamedTuple):
    """The part `text[start:end]` that is the statement, on these pages (from 1; None without pages)."""

    start: int
    end: int
    first_page: int | None
    last_page: int | None


def statement_section(document: Document, rulebook: Rulebook) -> Section | None:
    """The statement in a report, if one says of itself that it is made under the Act; None otherwise."""
    best: tuple[int, Section] | None = None
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        if block.end - block.start > _LONGEST_HEADING or not rulebook.cue("title", text):
            continue
        section = _grown(document, rulebook, index)
        inside = document.text[section.start : section.end]
        sentences = [
            each for each in document.sentences if section.start <= each.start and each.end <= section.end
        ]
        if (
            len(sentences) >= _LEAST_SENTENCES
            and (best is None or len(sentences) > best[0])
            and (rulebook.cue("made_under_the_act", inside) or _says_so(sentences, rulebook))
        ):
            best = (len(sentences), section)
    return best[1] if best else None


def _says_so(sentences: Iterable[Sentence], rulebook: Rulebook) -> bool:
    """Whether one speaks of this very statement and the Act, and not of one that is kept elsewhere."""
    return any(
        rulebook.cue("under_the_act", each.text) and not rulebook.cue("kept_elsewhere", each.text)
        for each in sentences
    )


def _grown(document: Document, rulebook: Rulebook, index: int) -> Section:
    """From the heading at `index` to where the subject is left: the next heading of its rank, or a long silence."""
    first = document.blocks[index]
    last, quiet = first, 0
    for place, block in enumerate(document.blocks[index + 1 :], start=index + 1):
        speaks = _speaks(document, rulebook, block)
        following = document.blocks[place + 1 : place + 1 + _AHEAD]
        if (
            _opens_another(block, first)
            and not speaks
            and not any(_speaks(document, rulebook, each) for each in following)
        ):
            break
        quiet = 0 if speaks else quiet + 1
        if quiet > _QUIET_BLOCKS:
            break
        if speaks or quiet <= 3:
            last = block
    return Section(first.start, last.end, first.page, last.page)


def _speaks(document: Document, rulebook: Rulebook, block: Block) -> bool:
    text = document.text[block.start : block.end]
    return rulebook.cue("on_subject", text) is not None or rulebook.cue("statement_words", text) is not None


def _opens_another(block: Block, first: Block) -> bool:
    return 0 < block.level <= (first.level or 99)


def only(document: Document, section: Section) -> Document:
    """The document with everything outside the section blanked out, so that every offset still holds."""
    text = document.text
    masked = " " * section.start + text[section.start : section.end] + " " * (len(text) - section.end)
    inside = tuple(
        each for each in document.sentences if section.start <= each.start and each.end <= section.end
    )
    return document._replace(text=masked, sentences=inside)
