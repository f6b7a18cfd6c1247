"""The signature, s.54(6): who signed, in which role, and whether the role shows a director, member or partner."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.abroad import signs_for_another
from checker.dates import find_dates
from checker.document import Document
from checker.names import name_after, name_before
from checker.phrases import Phrases
from checker.roles import Role, role_words, roles, tidy
from checker.rulebook import Rulebook
from checker.signing import is_not_yet, signed_on, weight

_LIGHTEST = 3.0


class Signature(NamedTuple):
    """Who signed: `text[start:end]` shows it. `qualifies` is whether the role shows what s.54(6) asks for."""

    name: str | None
    role: str | None
    qualifies: bool
    start: int
    end: int
    weight: float = 0.0
    signed_on: str | None = None
    is_anothers: bool = False
    """A director, but of a company abroad, where the statement is a British company's."""

    @property
    def is_whole(self) -> bool:
        """Whether both a name and a role are there."""
        return self.name is not None and self.role is not None


def signature(
    document: Document,
    rulebook: Rulebook,
    legal_form: str,
    *,
    year_end: str | None = None,
    organisation: str | None = None,
) -> Signature | None:
    """The signature the text shows, the best if there are several; None when it shows none.

    `year_end` is the end of the financial year, which is not taken for the date of signing unless it is said to be.
    `organisation` is whose statement it is, as far as that is known: another's director cannot sign for it.
    """
    candidates = [
        each._replace(is_anothers=signs_for_another(document, each.start, each.end, rulebook, organisation))
        if each.is_whole and each.qualifies
        else each
        for each in _candidates(document.text, rulebook, legal_form)
    ]
    best = _best(candidates, document, rulebook)
    if best is None or not best.is_whole:
        parted = _best(_in_glued(document.text, rulebook, legal_form), document, rulebook)
        if parted is not None and parted.is_whole:
            best = parted
    if best is None:
        return None
    places = [best, *(each for each in candidates if each.is_whole and each.name == best.name)]
    dates = (signed_on(document.text, each.start, each.end, rulebook, year_end) for each in places)
    return best._replace(signed_on=next(filter(None, dates), None))


def _best(candidates: Iterable[Signature], document: Document, rulebook: Rulebook) -> Signature | None:
    weighed = (
        each._replace(weight=weight(document.text, each.start, each.end, rulebook, is_whole=each.is_whole))
        for each in candidates
    )
    return max((each for each in weighed if each.weight >= _LIGHTEST), key=_rank, default=None)


_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bVan)(?<!\bFitz)(?=[A-Z][a-z])")


def _in_glued(text: str, rulebook: Rulebook, legal_form: str) -> Iterator[Signature]:
    """Candidates in a text whose lines extraction ran together: "operationsAda SnellDirectorLarkbread"."""
    cuts = [match.start() for match in _GLUED.finditer(text)]
    if not cuts:
        return
    pieces = [text[low:high] for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    spaces = [cut + number for number, cut in enumerate(cuts)]
    for each in _candidates(" ".join(pieces), rulebook, legal_form):
        start, end = (place - bisect_left(spaces, place) for place in (each.start, each.end))
        yield each._replace(start=start, end=end)


def _rank(candidate: Signature) -> tuple[bool, bool, bool, float, int]:
    qualifies = candidate.qualifies and candidate.is_whole
    return candidate.is_whole, qualifies, not candidate.is_anothers, candidate.weight, -candidate.start


def _candidates(text: str, rulebook: Rulebook, legal_form: str) -> Iterator[Signature]:
    qualifying = rulebook.qualifying_roles.get(legal_form, rulebook.qualifying_roles["company"])
    yield from _by_role(text, roles(text, qualifying, rulebook))
    for match in rulebook.signing.finditer(text):
        name = name_after(text, match.end())
        if name is not None:
            yield Signature(
                tidy(text[name[0] : name[1]]), None, qualifies=False, start=match.start(), end=name[1]
            )
        elif not _is_no_signature(text, match, rulebook):
            yield from _nameless(text, match, qualifying, rulebook.other_roles)
    for each in _SEVERAL.finditer(text):
        name = name_before(text, each.start())
        if name is not None and qualifying.search(each["role"].removesuffix("s")):
            yield Signature(
                tidy(text[slice(*name)]), each["role"], qualifies=True, start=name[0], end=each.end()
            )
    for line in _FOR_COMPANY.finditer(text, max(0, len(text) - _LAST)):
        name = name_before(text, line.start())
        if name is not None and not text[_line_start(text, name[0]) : name[0]].strip():
            yield Signature(tidy(text[slice(*name)]), None, qualifies=False, start=name[0], end=name[1])


_SEVERAL = re.compile(
    r"(?<=[a-z])[ \t]?[,(\n][ \t]*(?P<role>(?:Joint |Managing |Designated )*(?:Directors|Partners|Trustees|Members|Governors))\)?[ \t]*(?=\n|$)"
)
"""Under the names of several, or after them: the role they share."""


def _by_role(text: str, found: Iterable[Role]) -> Iterator[Signature]:
    """Each role with the name before it, or after it."""
    first, number, last_end = -1, 0, 0
    for role in found:
        if first < 0 or not _BESIDE.fullmatch(text, last_end, role.start):
            first, number = role.start, 0
        else:
            number += 1
        last_end = role.end
        name = _in_column(text, role.start) or _name_before(text, first)
        if name is not None:
            words = role_words(text, name[1] if number == 0 else role.start, role)
            is_alone = number == 0 and not re.match(_BESIDE_NEXT, text[role.end : role.end + 60])
            row = [name] if is_alone else _row(text, name)
            if len(row) == 1:
                who = _nth_name(text, name, number, is_alone=is_alone)
            else:
                who = tidy(text[slice(*row[number])]) if number < len(row) else None
            if who is not None:
                yield Signature(who, words, role.qualifies, row[0][0], role.end)
            continue
        label = _LABEL.match(text, role.end)
        after = name_after(text, label.end(), reach=2) if label else None
        words = tidy(text[role.start : role.end])
        if label is not None and after is not None:
            words += label["of"] or ""
            yield Signature(tidy(text[after[0] : after[1]]), words, role.qualifies, role.start, after[1])
        elif role.qualifies and _closes(text, role):
            yield Signature(None, words, qualifies=False, start=role.start, end=role.end)


def _closes(text: str, role: Role) -> bool:
    """Whether the role has a line to itself under the statement's last words: who holds it may stand in a picture."""
    left = len(text) - role.end
    if (
        left > _LAST
        or not _OWN_LINE.match(text, role.end)
        or text[_line_start(text, role.start) : role.start].strip()
    ):
        return False
    return "statement" in text[max(0, role.start - _CLOSING) : role.start].lower()


_LAST, _CLOSING = 400, 300
_FOR_COMPANY = re.compile(
    r"\n[ \t]*(?:[Ff]or(?: and on behalf of)?|[Oo]n behalf of)[ \t]+(?:the[ \t]+)?[A-Z]"
)
"""Under a name: the firm its bearer signs for."""
_OWN_LINE = re.compile(r"[ \t]*(?:\n|$)")


def _is_no_signature(text: str, signing: re.Match[str], rulebook: Rulebook) -> bool:
    """Whether the words only sound like signing: "signed off", "endorsed by our director", "must be signed"."""
    reach = text[signing.end() : signing.end() + _REACH]
    says_so = signing[0].lower().startswith(_SAYS_SO) and _OUR.match(reach)
    return bool(_NO_SIGNING.match(reach) or says_so) or is_not_yet(text, signing.start(), rulebook)


def _nameless(text: str, signing: re.Match[str], qualifying: Phrases, other: Phrases) -> Iterator[Signature]:
    """What signing words without a name beside them show: a role, whose bearer the line below may name, or less."""
    start, end = signing.span()
    reach = text[end : end + _REACH]
    shown = qualifying.search(reach)
    role = shown or other.search(reach)
    if role is not None:
        end += role.end()
        below = _name_below(text, end) if signing[0].lower().startswith("sign") else None
        name = None if below is None else tidy(text[slice(*below)])
        qualifies = below is not None and shown is not None
        yield Signature(name, tidy(role[0]), qualifies, start, end if below is None else below[1])
    elif signing[0].lower().startswith("signed") and (for_them := _ON_BEHALF.match(text, end)):
        end = for_them.end()
        dated = next(find_dates(text[end : end + _DATED]), None)
        yield Signature(None, None, qualifies=False, start=start, end=end + (dated.end if dated else 0))


_REACH, _DATED = 90, 30
_ON_BEHALF = re.compile(
    r"\W{1,3}(?:(?:on|for)\W+)?(?:and\W+on\W+)?(?:their|its)\W+behalf|\W{1,3}(?:on\W+behalf\W+of|by|for)\W+(?:the|our|its)\W+(?:\w+\W+)?(?:board|directors|trustees|governors|members)\b",
    re.IGNORECASE,
)
"""That it is signed for the board is said, if not by whom."""
_NEXT_LINE = re.compile(r"(?:[^\n.]|\.(?!\s)){0,100}(?:\.\s{1,4}|\n\s{0,4})")


def _name_below(text: str, at: int) -> tuple[int, int] | None:
    """The name that closes the line after a sentence which says in which role its bearer signs."""
    line = _NEXT_LINE.match(text, at)
    name = name_after(text, line.end(), reach=2) if line else None
    return name if name and text[name[1] : name[1] + 1] in ("", "\n") else None


_LABEL = re.compile(
    r"(?:(?P<of>\s(?:of|for)\s[\w &’'-]{2,50}?)\)?\s?[:|])?(?:['’]s)?\W{0,3}(?:full\s)?(?:name|signature)?[\s:,._–-]{1,40}",
    re.IGNORECASE,
)
"""What may stand between a role and the name after it: "Director's name:", "Chair of the Board:"."""
_DIVIDERS = re.compile(r"[,|–—(;·•]|\s-\s|\s{3,}")


def _name_before(text: str, role: int) -> tuple[int, int] | None:
    """The name before the role: right before it, or before the line or the part of the line that holds the role.

    Titles are made of any words ("Mill & Bakery Director"), so where the words next to the role are no name the one
    that ends where the title must have begun is taken.
    """
    name = name_before(text, role)
    if name is not None:
        return name
    line = _line_start(text, role)
    if role - line > _LONGEST_TITLE or _SENTENCE.search(text, line, role):
        return None
    for divider in reversed(list(_DIVIDERS.finditer(text, line, role))):
        name = name_before(text, divider.start())
        if name is not None:
            return name
    return name_before(text, line)


def _line_start(text: str, at: int) -> int:
    """Where the line begins, or as far back as any line with a signature is long: some texts have no lines."""
    low = max(0, at - _LONGEST_LINE)
    return max(low, text.rfind("\n", low, at) + 1)


_LONGEST_LINE = 400
_LONGEST_TITLE = 70
_SENTENCE = re.compile(
    r"[.!?:]\s|\b(?:is|are|was|were|has|have|will|by|(?<!of )the|our|to|with)\b", re.IGNORECASE
)


_NO_SIGNING = re.compile(r"\s*-?(?:off|up)\b", re.IGNORECASE)
_SAYS_SO = ("approved", "endorsed", "authorised")
_OUR = re.compile(r"\s*(?:our|the)\b", re.IGNORECASE)
"""What is "endorsed by our managing director", who is not named, is not thereby signed."""


_BESIDE = re.compile(r"[ \xa0]{1,3}(?:[A-Z][\w&]+[ \xa0]){0,2}")
_BESIDE_NEXT = r"[ \xa0]{1,3}(?:[A-Z][\w&]+[ \xa0]){0,2}(?:Director|Officer|President|Chair|Chairman|Secretary|Executive|Trustee)\b"


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
    line = _line_start(text, role)
    above = text[_line_start(text, max(0, line - 1)) : max(0, line - 1)]
    end = text.find("\n", role, role + _LONGEST_LINE)
    cells = text[line : role + _LONGEST_LINE if end < 0 else end].strip("| ").count("|")
    if not cells or above.strip("| ").count("|") != cells:
        return None
    column = text[line:role].lstrip("| ").count("|")
    head = "|".join(above.split("|")[: column + 1 + (len(above) - len(above.lstrip("| ")) > 0)])
    name = name_before(text, line - 1 - len(above) + len(head))
    return name if name and text[slice(*name)] == head.rpartition("|")[2].strip() else None
