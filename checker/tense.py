"""How a sentence speaks of what it names, by what stands in it and above it: as done, planned, denied, or asked of others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.answers import Answers, Asked
from checker.clause import OPENING, Tense, clause_around, of_clause
from checker.document import BlockKind, Document, Sentence
from checker.rulebook import Rulebook

__all__ = ["Tense", "Tenses", "tells_the_law", "tense_of"]

_LEAD_IN = 240
_SHORT_CELL = 40
_LONGEST_ENTRY = 200
_DEEPEST = 4
_LOOSE_LIST = 8
_LONGEST_LIST = 60
_LONGEST_TABLE = 200
"""Headings above one another, sentences, items and rows that are looked back over for what stands above them."""
_OWN_SUBJECT = re.compile(
    r"\W*(?:we|our|the|this|these|it|its|they|all|each|every|in|during|as|at|since|to date|last)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•●▪‣◦]\s*$")
_COMMITTED = re.compile(r"\bcommitted to\W*$", re.IGNORECASE)
_DENIES_ALL = re.compile(r"\bnot(?: yet)?\W*$", re.IGNORECASE)
_LEADS_IN = re.compile(r":\s*$|\b(?:the following|as follows)\b", re.IGNORECASE)
_CELLS = re.compile(r"[ \t]{0,4}\|[ \t]{0,4}|(?<=\w):\s+")
"""What parts the name of an entry from its values: "Suppliers visited: none yet", a row that lost its table."""
_EDGES = " \t\n.;,-–—"
_NOT_DONE = re.compile(
    r"(?:none|nil|zero|not(?: yet)?)(?: \w+ly)?(?: been)? \w+(?:ed|en|one|ade|un|ut|eld|et|pt)(?: out| up| in| on)?"
    r"(?: (?:yet|so far|to date|this year|in the year))?",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\W*(?:$|(?:for|in|by|from|this|next|until|before|after|within|on)\b)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s+")


def tense_of(
    document: Document, sentence: Sentence, rulebook: Rulebook, span: tuple[int, int] | None = None
) -> Tense:
    """How the clause that holds `span` speaks of it; all of the sentence when None.

    An item of a list inherits from the line that introduces the list, a fragment from its heading, and a row of a table
    says in a cell how it stands.
    """
    return Tenses(document, rulebook).of(sentence, span)


class Tenses:
    """The same for one document, whose six areas ask for the same sentences again and again."""

    __slots__ = ("_above", "_document", "_said", "answers")

    def __init__(self, document: Document, rulebook: Rulebook) -> None:
        self._document = document
        self.answers = Answers(rulebook)
        self._above: dict[int, Tense | None] = {}
        self._said: dict[tuple[int, tuple[int, int] | None], Tense] = {}

    def of(self, sentence: Sentence, span: tuple[int, int] | None = None) -> Tense:
        """As `tense_of`."""
        start = sentence.start
        if start not in self._above:
            self._above[start] = self._from_above(sentence)
        above = self._above[start]
        if above is not None:
            return above
        if (start, span) not in self._said:
            clause, inside = (sentence.text, None) if span is None else clause_around(sentence.text, *span)
            self._said[start, span] = of_clause(clause, inside, sentence.text, self.answers)
        return self._said[start, span]

    def _from_above(self, sentence: Sentence) -> Tense | None:
        if tells_the_law(sentence.text, self.answers) or _is_of_others(sentence.text, self.answers):
            return Tense.NOBODYS
        return _of_entry(sentence.text, self.answers) or _inherited(self._document, sentence, self.answers)


def tells_the_law(text: str, answers: Asked) -> bool:
    """Whether it says what the Act asks, or opens in the Act's words or with what slavery is: no deed by anyone."""
    if answers.cue("act_asks", text):
        return True
    found = answers.cue("the_act", text) or answers.cue("definition", text)
    return found is not None and found.start() <= OPENING


def _is_of_others(text: str, answers: Answers) -> bool:
    """Whether it opens with what another organisation is or does."""
    found = answers.cue("another_does", text)
    return found is not None and found.start() <= OPENING


def _of_entry(text: str, answers: Answers) -> Tense | None:
    """What the values of an entry say of its name: "Suppliers visited: none yet", "Site visits: planned for May".

    That cases were counted and came to none is a result; and where another value is a figure, so is this one.
    """
    if len(text) > _LONGEST_ENTRY:
        return None
    name, *cells = (each.strip(_EDGES) for each in _CELLS.split(text.strip(" |\n")))
    values = [each for each in cells if each and len(each) <= _SHORT_CELL]
    if any(_is_nothing(each, answers) for each in values):
        is_result = any(any(map("123456789".__contains__, each)) for each in values)
        return None if is_result or answers.cue("counted_none", f"{name}: none") else Tense.DENIED
    for each in values:
        found = answers.cue("stands_planned", each)
        if found is not None and found.start() == 0 and _WHEN.match(each, found.end()):
            return Tense.PLANNED
    return None


def _is_nothing(value: str, answers: Answers) -> bool:
    """Whether a value says "none": "0", "none set", "not yet carried out"; but not "none found", which is a result."""
    if value in ("0", "0%") or answers.is_all("stands_at_nothing", value):
        return True
    return _NOT_DONE.fullmatch(value) is not None and answers.cue("no_denial", value) is None


def _inherited(document: Document, sentence: Sentence, answers: Answers) -> Tense | None:
    if document.blocks[sentence.block].kind is BlockKind.TABLE_ROW:
        return _row(document, sentence, answers) or _of_headings(document, sentence, answers)
    own = _OWN_SUBJECT.match(sentence.text) is not None
    if not (own and answers.cue("done", sentence.text)):
        lead_in = _lead_in(document, sentence)
        tense = _of_line_above(lead_in, answers) if lead_in else None
        if tense is not None:
            return tense
    return None if own else _of_headings(document, sentence, answers)


def _of_headings(document: Document, sentence: Sentence, answers: Answers) -> Tense | None:
    """What the nearest of the headings above says that says anything.

    "Measuring our work and next steps" stands above results too.
    """
    counted = answers.cue("counted_none", sentence.text)
    told = (
        _of_heading(heading, answers)
        for heading in _headings(document, sentence)
        if not (counted and answers.cue("measured_above", heading))
    )
    return next((tense for tense in told if tense is not None), None)


def _headings(document: Document, sentence: Sentence) -> Iterator[str]:
    """The heading above the sentence and those above that one, the nearest first."""
    place = document.blocks[sentence.block].heading
    for _ in range(_DEEPEST):
        if place is None:
            return
        block = document.blocks[place]
        yield document.text[block.start : block.end]
        place = block.heading


def _of_line_above(line: str, answers: Answers) -> Tense | None:
    if tells_the_law(line, answers):
        return Tense.NOBODYS
    if answers.cue("kept", line):
        return None
    if _DENIES_ALL.search(line) or answers.cue("denied", line):
        return Tense.DENIED
    if answers.cue("expected_of_others", line) or answers.cue("required_of_others", line):
        return Tense.EXPECTED
    planned = _last(line, answers, "planned", "planned_above", "conditional")
    if _COMMITTED.search(line) or planned > _last(line, answers, "done", "steps"):
        return Tense.PLANNED
    return None


def _last(line: str, answers: Answers, *names: str) -> int:
    """Where the last of these cues starts; -1 for none."""
    return max((found.start() for name in names for found in answers.every(name, line)), default=-1)


def _of_heading(heading: str, answers: Answers) -> Tense | None:
    """Headings name their subject in few words: only those count that can mean nothing else."""
    if answers.cue("expected_of_others", heading) or answers.cue("required_of_others", heading):
        return Tense.EXPECTED
    if answers.cue("planned_above", heading) and not answers.cue("kept", heading):
        return Tense.PLANNED
    return None


def _lead_in(document: Document, sentence: Sentence) -> str:
    """The last sentence of the line that introduces the list; lists that lost their layout are recognised by it."""
    parent = document.blocks[sentence.block].parent
    if parent is not None:
        block = document.blocks[parent]
        text = document.text[max(block.start, block.end - _LEAD_IN) : block.end]
        return _SENTENCE_END.split(text.rstrip())[-1]
    at = bisect_left(document.sentences, sentence.start, key=lambda each: each.start)
    if _is_item(document, sentence):
        for each in reversed(document.sentences[max(0, at - _LONGEST_LIST) : at]):
            if each.block != sentence.block or not _is_item(document, each):
                return each.text[-_LEAD_IN:]
    if _OWN_SUBJECT.match(sentence.text):
        return ""
    for each in reversed(document.sentences[max(0, at - _LOOSE_LIST) : at]):
        own = _OWN_SUBJECT.match(each.text) is not None
        if _LEADS_IN.search(each.text) or (own and each.text.rstrip().endswith(";")):
            return each.text[-_LEAD_IN:]
        if own or document.blocks[each.block].kind is BlockKind.HEADING:
            return ""
    return ""


def _is_item(document: Document, sentence: Sentence) -> bool:
    """Whether a bullet stands right before it in a run of text."""
    return _BULLET.search(document.text[max(0, sentence.start - 3) : sentence.start]) is not None


def _row(document: Document, sentence: Sentence, answers: Answers) -> Tense | None:
    """What a short cell of the row says of how the action stands; else what the table's first row says of all of it."""
    for cell in sentence.text.split(" | ")[1:]:
        if len(cell) <= _SHORT_CELL and ";" not in cell:  # "nine audited; one postponed" is no one state
            if answers.cue("stands_denied", cell) and not answers.cue("counted_none", sentence.text):
                return Tense.DENIED
            if answers.cue("stands_planned", cell):
                return Tense.PLANNED
            if answers.cue("stands_done", cell):
                return Tense.DONE
    first = sentence.block
    while (
        first > max(0, sentence.block - _LONGEST_TABLE)
        and document.blocks[first - 1].kind is BlockKind.TABLE_ROW
    ):
        first -= 1
    if first == sentence.block:
        return None
    block = document.blocks[first]
    return _of_heading(document.text[block.start : min(block.end, block.start + _LEAD_IN)], answers)
