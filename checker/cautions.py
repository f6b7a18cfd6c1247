"""What a reader should be warned of, whatever the kind: gaps, dummy text, other laws. Stable codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.document import BlockKind, Document
from checker.rulebook import Rulebook

_PROMISED_WORDS = 250
_SAID = 4
"""So many sentences, or so many on the subject, are more than the announcement of a text to come."""
_SENTENCE = 4
"""Words; what has fewer may be a button or a line of the page's frame."""
_BRACKETED = re.compile(
    r"<[a-z][a-z ]{2,40}>|\[(?!\d{1,3}\])[^\]\n]{2,100}\]|\{\{[^}\n]{2,40}\}\}|<<[^>\n]{2,40}>>|(?<!_)_{6,}+\s*+\(\w{1,40}\)"
)
_DOTTED = re.compile(r"(?<![.…])(?:\.{8,}+|…{3,}+)[ \t]*+$", re.MULTILINE)
"""A dotted line to be filled in; those of a table of contents lead to a page number."""
_MARKS = r"[Xx]{1,2}[/.][Xx]{1,2}[/.]\w{2,4}|(?:DD|dd)/(?:MM|mm)/(?:YY|yy)\w{0,2}|X{3,8}"
_PIECES = (*(one + sign for one in "Xx" for sign in "/."), "DD/", "dd/", "XXX")
"""How dates to come are marked, and pieces of which each holds one: to look for all takes a tenth of the time."""
_PLACEHOLDERS = 3
_WORDS_EACH = 400
"""A text with fewer than one in so many words has a form in it rather than being one."""


def cautions(document: Document, rulebook: Rulebook, prose: int) -> Iterator[str]:
    """The codes that apply. `prose`: how many of its sentences are on the subject."""
    text = document.text
    if (
        any(_looks_unfilled(bracket, rulebook) for bracket in _bracketed(text))
        or _dotted(text) >= _PLACEHOLDERS
        or _is_marked(text, tuple(rulebook.words["blank"]))
        or rulebook.cue("placeholder", text)
    ):
        yield "unfilled_placeholder"
    if rulebook.cue("dummy_text", text):
        yield "lorem_ipsum"
    if document.words < _PROMISED_WORDS and prose < _SAID and _is_to_come(document, rulebook):
        yield "missing_content"
    if rulebook.cue("other_laws", text):
        yield "multi_law"


def _is_to_come(document: Document, rulebook: Rulebook) -> bool:
    """Whether it says so, and little else: a short statement may say where it will be published."""
    if rulebook.cue("to_come", document.text) is None:
        return False
    told = (
        each
        for each in document.sentences
        if document.blocks[each.block].kind is not BlockKind.HEADING
        and len(each.text.split()) >= _SENTENCE
        and rulebook.cue("to_come", each.text) is None
    )
    return sum(1 for _ in told) < _SAID


def _bracketed(text: str) -> list[str]:
    """What stands in brackets of any kind, or over a line for it, where the text has any."""
    if not any(sign in text for sign in ("<", "[", "{{", "______")):
        return []
    return [match[0] for match in _BRACKETED.finditer(text)]


def _dotted(text: str) -> int:
    """How many dotted lines are to be filled in."""
    return len(_DOTTED.findall(text)) if "........" in text or "………" in text else 0


def _is_marked(text: str, blanks: tuple[str, ...]) -> bool:
    """Whether something is written where a date or a name is to come. Before a colon it heads a column of a table."""
    return any(each in text for each in (*_PIECES, *blanks)) and _marks(blanks).search(text) is not None


@cache
def _marks(blanks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_MARKS}|(?:{'|'.join(map(re.escape, blanks))})(?!\s*:))\b")


def _looks_unfilled(bracket: str, rulebook: Rulebook) -> bool:
    """Square brackets also hold references and corrections; a placeholder names, or asks for, what is to replace it."""
    words = bracket.strip("[]{}<>_ ()").replace("_", " ")
    if _REFERENCE.search(words):
        return False
    order = rulebook.cue("fill_in_order", words)
    return bool(_CROSSES.search(words) or rulebook.cue("to_fill_in", words) or (order and not order.start()))


_REFERENCE = re.compile(r"https?:|sic\b", re.IGNORECASE)
_CROSSES = re.compile(r"\bx+\b", re.IGNORECASE)


def is_template(document: Document, rulebook: Rulebook) -> bool:
    """Several placeholders, so that the text is not yet anyone's."""
    told = sum(1 for _ in rulebook.cues["placeholder"].finditer(document.text))
    found = told + len(_bracketed(document.text)) + _dotted(document.text)
    return found >= max(_PLACEHOLDERS, document.words // _WORDS_EACH)
