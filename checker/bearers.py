"""Who stands beside the roles in a text: the name before a role, behind its label, or above it in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.names import name_after, name_before
from checker.roles import Role, role_words, tidy

LAST = 400
"""Characters before the end, among which a statement closes."""


class Signatory(NamedTuple):
    """A name, a role or both: `text[start:end]` shows them. `qualifies` is whether the role shows what s.54(6) asks for."""

    name: str | None
    role: str | None
    qualifies: bool
    start: int
    end: int


def bearers(text: str, roles: Iterable[Role]) -> Iterator[Signatory]:
    """Each role with the name before it, or after it; a role alone where it closes the text."""
    for run in _runs(text, roles):
        for number, role in enumerate(run):
            name = _in_column(text, role.start) or _name_before(text, run[0].start)
            found = _labelled(text, role) if name is None else _named(text, name, run, number)
            if found is not None:
                yield found


def _runs(text: str, roles: Iterable[Role]) -> Iterator[list[Role]]:
    """The roles in order, those beside each other in one line together: of two who sign, names first and roles after."""
    run: list[Role] = []
    for role in roles:
        if run and not _BESIDE.fullmatch(text, run[-1].end, role.start):
            yield run
            run = []
        run.append(role)
    if run:
        yield run


_BESIDE = re.compile(r"[ \xa0]{1,3}(?:[A-Z][\w&]+[ \xa0]){0,2}")


def _named(text: str, name: tuple[int, int], run: list[Role], number: int) -> Signatory | None:
    """The role of that number in the run with its name; `name` is the last before the run, or the one above the role."""
    role = run[number]
    words = role_words(text, name[1] if number == 0 else role.start, role)
    row = [name] if len(run) == 1 else _row(text, name)
    if len(row) == 1:
        who = _nth_name(text, name, number, is_alone=len(run) == 1)
    else:
        who = tidy(text[slice(*row[number])]) if number < len(row) else None
    return None if who is None else Signatory(who, words, role.qualifies, row[0][0], role.end)


def _labelled(text: str, role: Role) -> Signatory | None:
    """The role as the label of a name, or by itself under the statement's last words."""
    label = _LABEL.match(text, role.end)
    after = name_after(text, label.end(), reach=2) if label else None
    words = tidy(text[role.start : role.end])
    if label is not None and after is not None:
        name = tidy(text[after[0] : after[1]])
        return Signatory(name, words + (label["of"] or ""), role.qualifies, role.start, after[1])
    if role.qualifies and _closes(text, role):
        return Signatory(None, words, qualifies=False, start=role.start, end=role.end)
    return None


_LABEL = re.compile(
    r"(?:(?P<of>\s(?:of|for)\s[\w &’'-]{2,50}?)\)?\s?[:|])?(?:['’]s)?\W{0,3}(?:full\s)?(?:name|signature)?[\s:,._–-]{1,40}",
    re.IGNORECASE,
)
"""What may stand between a role and the name after it: "Director's name:", "Chair of the Board:"."""


def _closes(text: str, role: Role) -> bool:
    """Whether the role has a line to itself under the statement's last words: who holds it may stand in a picture."""
    left = len(text) - role.end
    if (
        left > LAST
        or not _OWN_LINE.match(text, role.end)
        or text[line_start(text, role.start) : role.start].strip()
    ):
        return False
    return "statement" in text[max(0, role.start - _CLOSING) : role.start].lower()


_CLOSING = 300
_OWN_LINE = re.compile(r"[ \t]*(?:\n|$)")


_DIVIDERS = re.compile(r"[,|–—(;·•]|\s-\s|\s{3,}")


def _name_before(text: str, role: int) -> tuple[int, int] | None:
    """The name before the role: right before it, or before the line or the part of the line that holds the role.

    Titles are made of any words ("Mill & Bakery Director"), so where the words next to the role are no name the one
    that ends where the title must have begun is taken.
    """
    name = name_before(text, role)
    if name is not None:
        return name
    line = line_start(text, role)
    if role - line > _LONGEST_TITLE or _SENTENCE.search(text, line, role):
        return None
    for divider in reversed(list(_DIVIDERS.finditer(text, line, role))):
        name = name_before(text, divider.start())
        if name is not None:
            return name
    return name_before(text, line)


def line_start(text: str, at: int) -> int:
    """Where the line begins, or as far back as any line with a signature is long: some texts have no lines."""
    low = max(0, at - _LONGEST_LINE)
    return max(low, text.rfind("\n", low, at) + 1)


_LONGEST_LINE = 400
_LONGEST_TITLE = 70
_SENTENCE = re.compile(
    r"[.!?:]\s|\b(?:is|are|was|were|has|have|will|by|(?<!of )the|our|to|with)\b", re.IGNORECASE
)


def _nth_name(text: str, name: tuple[int, int], number: int, *, is_alone: bool) -> str | None:
    """The name that goes with the role: of two who sign side by side, names first and roles after, their own."""
    words = tidy(text[name[0] : name[1]])
    parts = words.split()
    if len(parts) == 4 and (number or not is_alone):
        return " ".join(parts[2 * number : 2 * number + 2]) or None
    return words if number == 0 else None


def _row(text: str, last: tuple[int, int]) -> list[tuple[int, int]]:
    """The names that stand beside each other in one line, parted by their titles: "Dr Ann Gray Prof. Tom Baker"."""
    row = [last]
    while len(row) < _MOST_BESIDE:
        before = name_before(text, row[0][0])
        if before is None or text[before[1] : row[0][0]].strip(" \xa0"):
            break
        row.insert(0, before)
    return row


_MOST_BESIDE = 4


def _in_column(text: str, role: int) -> tuple[int, int] | None:
    """The name above the role in a table with a column for each who signed."""
    line = line_start(text, role)
    above = text[line_start(text, max(0, line - 1)) : max(0, line - 1)]
    end = text.find("\n", role, role + _LONGEST_LINE)
    cells = text[line : role + _LONGEST_LINE if end < 0 else end].strip("| ").count("|")
    if not cells or above.strip("| ").count("|") != cells:
        return None
    column = text[line:role].lstrip("| ").count("|")
    head = "|".join(above.split("|")[: column + 1 + (len(above) - len(above.lstrip("| ")) > 0)])
    name = name_before(text, line - 1 - len(above) + len(head))
    cell = _NAME_LABEL.sub("", head.rpartition("|")[2].strip())
    return name if name and text[slice(*name)] == cell else None


_NAME_LABEL = re.compile(r"^(?:(?:print |full )?name|signed|signature):\s*", re.IGNORECASE)
"""What the name has before it in its cell."""
