"""Who approved a statement, as the words of approval tell: the board, someone for it, or another body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from checker.phrases import Phrases
from checker.rulebook import Rulebook


class By(IntEnum):
    """Who approved the statement, the better the higher."""

    NOBODY = 0
    UNATTRIBUTED = 1
    AWAITED = 2
    """Somebody, and another's approval is awaited: "approved by the executive, subject to ratification by the board"."""
    OTHER = 3
    ANOTHER = 4
    """The board of another organisation: a sister company abroad."""
    WEAK = 5
    BOARD = 6


_COMMITTEES = 40
"""Characters after the board in which it may turn out to be a committee of the board."""
_BY_WHOM = 44
"""Characters after "on behalf of the board" in which it may be told by whom."""
_ONE_BODY = re.compile(
    r"(?i:board(?:['’]s)?(?:\s+(?!(?:and|or|on|by|via|with|after|following|upon|through|the|its|our|at|in)\b)[\w&-]+){1,4})"
    r"|(?i:board(?:['’]s)?)(?: [A-Z][\w-]+)(?:,? (?:(?:and|&) )?[A-Z][\w-]+){0,5} [Cc]ommittee"
)
"""The name of one body, which begins with "board"; in capitals it may hold "and"."""
_BREAK = re.compile(r"[.\n]")
_BY = re.compile(r"\bby\W", re.IGNORECASE)


def approver(said: re.Match[str], sentence: str, rulebook: Rulebook) -> By:
    """Who approved where `said` are the words of approval by a board: a committee of the board is not the board.

    Acting on its behalf is not yet its approval.
    """
    around = rulebook.around_approval
    text = said.string
    if (
        around["delegated"].search(sentence)
        or around["one_of_them"].search(said[0])
        or _names_another(text[said.start() : said.end() + _COMMITTEES], around["not_the_board"])
    ):
        return By.OTHER
    if (
        (around["on_behalf"].search(said[0]) and _is_by_someone(text[said.end() :][:_BY_WHOM], rulebook))
        or any(_is_for_them(each[0], rulebook) for each in _every(around["by_someone_for"], said[0]))
        or rulebook.approval["weak"].fullmatch(said[0])
    ):
        return By.WEAK
    return By.BOARD


def _names_another(text: str, others: Phrases) -> bool:
    """Whether a body that is not the board is named: "board risk committee", unlike "the board and the audit committee"."""
    return any(
        not each[0].lower().startswith("board") or _ONE_BODY.fullmatch(each[0])
        for each in _every(others, text)
    )


def _is_by_someone(after: str, rulebook: Rulebook) -> bool:
    """Whether what follows "on behalf of the board" tells who acted, rather than how."""
    clause = _BREAK.split(after, maxsplit=1)[0]
    return _BY.search(clause) is not None and rulebook.around_approval["by_resolution"].search(clause) is None


def _is_for_them(words: str, rulebook: Rulebook) -> bool:
    """Whether someone acts "on behalf" who is none of those who may: neither the board nor its members."""
    return not _BREAK.search(words) and rulebook.around_approval["themselves"].search(words) is None


def _every(phrases: Phrases, text: str) -> Iterator[re.Match[str]]:
    """Every place where one of the phrases begins, be it within another."""
    found = phrases.search(text)
    while found is not None:
        yield found
        found = phrases.search(text, found.start() + 1)
