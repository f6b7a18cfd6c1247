"""A statement inside a long report: where it begins and ends, and the report with everything else blanked out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from checker.document import Block, Document, Sentence
from checker.rulebook import Rulebook

LONG_WORDS = 9000
"""Beyond this a document is a report first: real statements have 300 to 7,000 words, the longest seen 10,730."""
_LONGEST_HEADING = 120
_MOST_TITLES = 200
"""So many lines that name a statement are looked at as its title: a hostile text has thousands."""
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
    report = _Report(document, rulebook)
    best: Section | None = None
    most = _LEAST_SENTENCES - 1
    for index in islice(report.titles(), _MOST_TITLES):
        section = _grown(report, index)
        length = len(_inside(document, section))
        if length > most and report.says_so(section):
            best, most = section, length
    return best


class _Report:
    """A report that may hold a statement. What is asked of a block or a sentence is asked once, whoever asks."""

    def __init__(self, document: Document, rulebook: Rulebook) -> None:
        self.document, self.rulebook = document, rulebook
        self._speaking: dict[int, bool] = {}

    def titles(self) -> Iterator[int]:
        """The indexes of the blocks that name a statement as its title does."""
        for index, block in enumerate(self.document.blocks):
            if block.end - block.start <= _LONGEST_HEADING and self.rulebook.cue("title", self._text(index)):
                yield index

    def speaks(self, index: int) -> bool:
        """Whether a block is on the subject, or speaks of the statement; False beyond the last."""
        if index >= len(self.document.blocks):
            return False
        if index not in self._speaking:
            text = self._text(index)
            self._speaking[index] = any(
                self.rulebook.cue(cue, text) is not None for cue in ("on_subject", "statement_words")
            )
        return self._speaking[index]

    def says_so(self, section: Section) -> bool:
        """Whether the section says of itself that it is made under the Act."""
        return any(section.start <= start and end <= section.end for start, end in self._under_the_act)

    @cached_property
    def _under_the_act(self) -> list[tuple[int, int]]:
        """Where this very statement is said to be made under the Act, and not one that is kept elsewhere."""
        made = self.rulebook.cues["made_under_the_act"].finditer(self.document.text)
        return [match.span() for match in made] + [
            (each.start, each.end)
            for each in self.document.sentences
            if self.rulebook.cue("under_the_act", each.text)
            and not self.rulebook.cue("kept_elsewhere", each.text)
        ]

    def _text(self, index: int) -> str:
        block = self.document.blocks[index]
        return self.document.text[block.start : block.end]


def _grown(report: _Report, index: int) -> Section:
    """From the heading at `index` to where the subject is left: the next heading of its rank, or a long silence."""
    blocks = report.document.blocks
    first = last = blocks[index]
    quiet = 0
    for place in range(index + 1, len(blocks)):
        speaks = report.speaks(place)
        ahead = range(place + 1, place + 1 + _AHEAD)
        if _opens_another(blocks[place], first) and not speaks and not any(map(report.speaks, ahead)):
            break
        quiet = 0 if speaks else quiet + 1
        if quiet > _QUIET_BLOCKS:
            break
        if speaks or quiet <= 3:
            last = blocks[place]
    return Section(first.start, last.end, first.page, last.page)


def _opens_another(block: Block, first: Block) -> bool:
    return 0 < block.level <= (first.level or 99)


def _inside(document: Document, section: Section) -> tuple[Sentence, ...]:
    """The sentences that stand wholly in the section."""
    first = bisect_left(document.sentences, section.start, key=lambda each: each.start)
    return document.sentences[
        first : bisect_right(document.sentences, section.end, key=lambda each: each.end)
    ]


def only(document: Document, section: Section) -> Document:
    """The document with everything outside the section blanked out, so that every offset still holds."""
    text = document.text
    masked = " " * section.start + text[section.start : section.end] + " " * (len(text) - section.end)
    return document._replace(text=masked, sentences=_inside(document, section))
