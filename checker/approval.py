"""Approval by the board or its equivalent, s.54(6): explicit, not explicit, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from checker.abroad import is_of_another
from checker.approval_date import approved_on, labelled
from checker.approver import By, approver
from checker.bodies import companies
from checker.document import Document, Sentence
from checker.rulebook import Rulebook

__all__ = ["Approval", "By", "approval", "is_answered_no"]


class Approval(NamedTuple):
    """What the text says of its approval: `text[start:end]` says it. `approved_on` is ISO 8601 or None."""

    by: By
    start: int = 0
    end: int = 0
    approved_on: str | None = None
    said: tuple[int, int] = (0, 0)
    """Where the approving words themselves stand, in a sentence that may say much else before."""


NONE = Approval(By.NOBODY)
_END = 1200
"""Within so many characters of the end, "approved by the board" speaks of the statement without naming it."""


def approval(
    document: Document,
    rulebook: Rulebook,
    *,
    members_approve: bool,
    year_end: str | None,
    organisation: str | None = None,
) -> Approval:
    """The best approval the text shows. `members_approve` is for limited liability partnerships, s.54(6)(b).

    `year_end` is the end of the financial year, which is never taken for the date of approval. `organisation` is
    whose statement it is, as far as that is known: another's board cannot approve for it.
    """
    best = NONE
    for sentence, window in _windows(document):
        found = _in_window(document, sentence, window, rulebook, members_approve=members_approve)
        if found.by is By.BOARD and _is_anothers(document, found, rulebook, organisation):
            found = found._replace(by=By.ANOTHER)
        if found.by > best.by or (found.by == best.by and found.by and not best.approved_on):
            dated = _dated(document, found, rulebook, year_end)
            if dated.by > best.by or dated.approved_on:
                best = dated
    if best.by not in (By.BOARD, By.ANOTHER):
        glued = _glued(document, rulebook, year_end)
        if glued is not None and not (best.said[0] < glued.end and glued.start < best.said[1]):
            best = glued
    if best.approved_on or best.by in (By.NOBODY, By.AWAITED):
        return best
    return best._replace(
        approved_on=labelled(document.text, *best.said, rulebook.around_approval["date_label"], year_end),
    )


def _dated(document: Document, found: Approval, rulebook: Rulebook, year_end: str | None) -> Approval:
    """The same approval with the date that stands with it, if one does; where another's is awaited it may be that one's."""
    if found.by is By.AWAITED:
        return found
    date = approved_on(
        document.text, found.start, found.end, found.said[1], rulebook.around_approval, year_end
    )
    return found if date is None else found._replace(end=date.end, approved_on=date.iso)


def _glued(document: Document, rulebook: Rulebook, year_end: str | None) -> Approval | None:
    """The same words without the spaces between them, as some PDFs give them."""
    squeezed = "".join(_LETTERS.findall(document.text)).lower()
    verbs, bodies = (
        "|".join("".join(filter(str.isalnum, phrase)) for phrase in rulebook.words[name])
        for name in ("approve", "board")
    )
    match = re.search(rf"(?:{verbs})(?:by|onbehalfof)(?:the|our|its)?(?:{bodies})", squeezed)
    if match is None:
        return None
    letters = ((index, letter) for index, letter in enumerate(document.text) if letter.isalnum())
    places = [index for index, letter in letters for _ in letter.lower()]  # a few letters become two
    start, end = places[match.start()], places[match.end() - 1] + 1
    around = document.text[max(0, start - 80) : end]
    goes_on = re.split(r"[.\n]", document.text[end : end + 60])[0]
    if (
        _is_elsewhere(around, rulebook)
        or is_answered_no(document.text, start, end, rulebook)
        or any(rulebook.approval[name].search(around + goes_on) for name in ("never", "not"))
    ):
        return None
    return _dated(document, Approval(By.BOARD, start, end, said=(start, end)), rulebook, year_end)


_LETTERS = re.compile(r"[^\W_]+")


def _windows(document: Document) -> Iterator[tuple[Sentence, int]]:
    """Each sentence with the end of what it may run on into: extraction breaks sentences at line ends."""
    for index, sentence in enumerate(document.sentences):
        end = sentence.end
        following = document.sentences[index + 1 : index + 3]
        for other in following:
            if document.text[end - 1] in ".!?" or other.end - sentence.start > 400:
                break
            end = other.end
        yield sentence, end


def _in_window(
    document: Document, sentence: Sentence, window: int, rulebook: Rulebook, *, members_approve: bool
) -> Approval:
    rules = rulebook.approval
    text = document.text[sentence.start : window]
    own = text[: sentence.end - sentence.start]
    unsaid: bool | None = None  # most sentences speak of no approval, and need not be asked
    for name, by in _ORDER:
        pattern = rules["explicit_llp"] if members_approve and name == "explicit" else rules[name]
        match = pattern.search(text)
        if match is None or match.start() >= len(own):
            continue
        if unsaid is None:
            awaited = _awaited(document, sentence, own, rulebook)
            if awaited is not None:
                return awaited
            unsaid = _is_unsaid(own, match, rulebook) or is_answered_no(
                document.text, sentence.start + match.start(), sentence.start + match.end(), rulebook
            )
        if unsaid:
            return NONE
        if by is By.BOARD and rulebook.around_approval["apart"].search(match[0]):
            continue
        if not _about_statement(document, sentence, text, match, rulebook):
            continue
        who = approver(match, own, rulebook) if by is By.BOARD else by
        if who is By.BOARD and _BLANK.match(document.text, sentence.start + match.end()):
            who = By.WEAK
        if who is By.WEAK and (again := pattern.search(text, match.start() + 1)) is not None:
            who, match = max((who, match), (approver(again, own, rulebook), again), key=lambda each: each[0])
        said = (sentence.start + match.start(), sentence.start + match.end())
        return Approval(who, sentence.start, max(sentence.end, said[1]), said=said)
    return NONE


_BLANK = re.compile(
    r"[ \xa0|:,]{0,5}(?:on[ \xa0:]{1,3}|dated?[ \xa0:]{1,3}){0,2}(?:[\[<][^\]>\n]{0,40}[\]>]|_{3}|\.{4}|…)",
    re.IGNORECASE,
)
"""Where the date of an approval is still to be filled in."""


def _awaited(document: Document, sentence: Sentence, text: str, rulebook: Rulebook) -> Approval | None:
    """The statement's approval by somebody that waits for another's, unless that by the first is still to come too."""
    rules, found = rulebook.approval, rulebook.around_approval["awaited"].search(text)
    if (
        found is None
        or any(each.start() <= found.start() for each in rules["never"].finditer(text))
        or not _about_statement(document, sentence, text, found, rulebook)
    ):
        return None
    said = (sentence.start + found.start(), sentence.start + found.end())
    return Approval(By.AWAITED, sentence.start, sentence.end, said=said)


def is_answered_no(text: str, start: int, end: int, rulebook: Rulebook) -> bool:
    """Whether words of approval in `text[start:end]` are a form's, and answered so: "Approved by the board: No"."""
    questions = rulebook.around_approval["asked"].finditer(text[start:end])
    asked = (_ASKED.match(text, start + each.end()) for each in questions)
    return any(_opens_with_no(text, each.end(), rulebook) for each in asked if each)


def _opens_with_no(text: str, at: int, rulebook: Rulebook) -> bool:
    """Whether an answer at that place, up to the end of its line or cell or to the next label, is none."""
    ends = (end for end in range(at + 1, min(len(text), at + _ANSWER) + 1) if _ENDS.match(text, end))
    answers = (text[at:end] for end in ends)
    return any(each in "-–" or rulebook.around_approval["answered_no"].fullmatch(each) for each in answers)


_ANSWER = 20
_ASKED = re.compile(r"(?:[ \xa0][^.:?|\n]{0,40})?[ \xa0]?[:?|][\s|]{0,3}")
_ENDS = re.compile(r"[ \xa0.]*(?=\n|\||$|[A-Z][\w ]{1,40}:)")


def _is_unsaid(text: str, said: re.Match[str], rulebook: Rulebook) -> bool:
    """Whether the sentence says that the approval is not given, or that something else was approved.

    `said` are its approving words. What another clause tells of the next statement takes nothing from them.
    """
    rules = rulebook.approval
    if any(not _of_another_time(text, each, said, rulebook) for each in rules["never"].finditer(text)):
        return True
    around = rulebook.around_approval
    if rules["not"].search(text) and around["said_of_it"].search(text) is None:
        return True
    beside = around["beside"].search(text)
    return beside is not None and rules["elsewhere"].search(text) is not None


def _of_another_time(text: str, never: re.Match[str], said: re.Match[str], rulebook: Rulebook) -> bool:
    """Whether an approval to come is that of a later statement: so says its own clause, after the approving words."""
    start = max((each.end() for each in _CLAUSE.finditer(text, 0, never.start())), default=0)
    if start < said.end() or rulebook.approval["weak"].fullmatch(said[0]):
        return False
    following = _CLAUSE.search(text, never.end())
    clause = text[start : following.start() if following else len(text)]
    return rulebook.around_approval["another_time"].search(clause) is not None


_CLAUSE = re.compile(r"[;,:(]\s|\s(?:and|but)\s")


_ORDER = (("explicit", By.BOARD), ("other", By.OTHER), ("unattributed", By.UNATTRIBUTED))


def _about_statement(
    document: Document, sentence: Sentence, text: str, match: re.Match[str], rulebook: Rulebook
) -> bool:
    """Whether it is the statement that was approved, not a policy or a supplier."""
    near = text[max(0, match.start() - 120) : match.end() + 60]
    if rulebook.approval["subject"].search(near):
        return True
    if _is_elsewhere(near, rulebook):
        return False
    at_the_end = len(document.text) - sentence.end < _END
    before = document.text[max(0, sentence.start - 200) : sentence.start]
    return at_the_end or (len(text) < 160 and rulebook.approval["subject"].search(before) is not None)


def _is_elsewhere(text: str, rulebook: Rulebook) -> bool:
    """Whether the text names something else that boards approve; the name of a body may hold such a word."""
    text = _named_body(tuple(rulebook.words["named_body"])).sub(" ", text)
    other_things = rulebook.around_approval["other_things"]
    return rulebook.approval["elsewhere"].search(text) is not None or other_things.search(text) is not None


@cache
def _named_body(kinds: tuple[str, ...]) -> re.Pattern[str]:
    closing = "|".join(kind.title() for kind in kinds)
    return re.compile(rf"[A-Z][a-z]+(?:,? (?:(?:and|&) )?[A-Z][a-z]+){{0,4}} (?:{closing})")


def _is_anothers(document: Document, found: Approval, rulebook: Rulebook, organisation: str | None) -> bool:
    """Whether the board is plainly that of a company abroad, and the statement a British company's."""
    sentence = document.text[found.start : found.end + _BOARD_OF]
    near = found.said[1] - found.start + _BOARD_OF
    boards = [each for each in companies(sentence, rulebook.organisation) if each.start < near]
    return is_of_another(document, sentence, boards, rulebook, organisation)


_BOARD_OF = 60
"""So many characters after the approving words the board's company may be named."""
