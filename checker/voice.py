"""In whose voice a document speaks: a firm's of itself, or somebody's who asks, advises, reports on or orders others."""

from __future__ import annotations

import re
from typing import Final

from checker.document import Document, Sentence
from checker.rulebook import Rulebook

_ENOUGH: Final = 3
"""Sentences in which a firm speaks of what it does about the subject; news and guides have one or two, if any."""
_SHORTEST: Final = 40
_FIRST, _LINE = 5, 100
"""So many blocks, so short, are looked at for the year."""
_YEAR: Final = re.compile(r"20\d\d")
_GLUED: Final = 12
"""Characters a word: where extraction has lost the spaces, the small words that tell a voice cannot be seen."""


def own_text(document: Document, rulebook: Rulebook) -> str:
    """The text with every sentence blanked out that a firm does not say of itself; all else stays in its place."""
    pieces, at = [], 0
    for sentence in document.sentences:
        if speaks_to_others(sentence.text, rulebook):
            pieces += [document.text[at : sentence.start], " " * (sentence.end - sentence.start)]
            at = sentence.end
    return "".join((*pieces, document.text[at:]))


def speaks_to_others(text: str, rulebook: Rulebook) -> bool:
    """Whether it asks, or tells its readers or others what they must do."""
    return text.rstrip().endswith("?") or rulebook.cue("to_others", text) is not None


def speaks_for_itself(document: Document, rulebook: Rulebook, *, titled: bool) -> bool:
    """Whether it speaks of itself as a statement, or tells in the first person what a firm does about slavery.

    `titled`: its title calls it a statement; then what it tells may be about anything.
    """
    if len(document.text) > _GLUED * document.words or (titled and _says_its_year(document, rulebook)):
        return True
    told = 0
    for sentence in document.sentences:
        if speaks_to_others(sentence.text, rulebook) or rulebook.cue("kept_elsewhere", sentence.text):
            continue
        if rulebook.cue("of_itself", sentence.text) or (
            titled and rulebook.cue("approved_on", sentence.text)
        ):
            return True
        told += _tells(sentence, rulebook, titled=titled)
    return told >= _ENOUGH


def _says_its_year(document: Document, rulebook: Rulebook) -> bool:
    """Whether one of the first lines gives the financial year that it is for, as a statement's title page does."""
    for block in document.blocks[:_FIRST]:
        line = document.text[block.start : min(block.end, block.start + _LINE + 1)]
        if len(line) <= _LINE and _YEAR.search(line) and rulebook.cue("called_a_year", line):
            return True
    return False


def _tells(sentence: Sentence, rulebook: Rulebook, *, titled: bool) -> bool:
    if sentence.end - sentence.start < _SHORTEST or not rulebook.cue("own_deed", sentence.text):
        return False
    on_subject = rulebook.cue("on_subject", sentence.text) or rulebook.cue("statement_words", sentence.text)
    return titled or on_subject is not None
