"""The signature, s.54(6): who signed, in which role, and whether the role shows a director, member or partner."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checker.dates import find_dates
from checker.document import Document
from checker.names import name_after, name_before, without_letters
from checker.phrases import Phrases
from checker.rulebook import Rulebook

_LIGHTEST = 3.0
_SIGNING_REACH = 220
"""How many characters before a name the word "signed" may stand and still speak of it."""
_APPROVED_REACH = 150
"""So near after "approved by the board" a name with a role is a signature, wherever in the document it stands."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: `text[start:end]` shows it. `qualifies` is whether the role shows what s.54(6) asks for."""

    name: str | None
    role: str | None
    qualifies: bool
    start: int
    end: int
    weight: float = 0.0
    signed_on: str | None = None


def signature(document: Document, rulebook: Rulebook, legal_form: str) -> Signature | None:
    """The signature the text shows, the best if there are several; None when it shows none."""
    best = _best(_candidates(document.text, rulebook, legal_form), document, rulebook)
    if best is None or best.name is None or best.role is None:
        parted = _best(_in_glued(document.text, rulebook, legal_form), document, rulebook)
        if parted is not None and parted.name is not None and parted.role is not None:
            best = parted
    return None if best is None else replace(best, signed_on=_signed_on(best, document.text))


def _best(candidates: Iterable[Signature], document: Document, rulebook: Rulebook) -> Signature | None:
    weighed = (replace(each, weight=_weight(each, document, rulebook)) for each in candidates)
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
        yield replace(each, start=start, end=end)


def _rank(candidate: Signature) -> tuple[bool, bool, float, int]:
    whole = candidate.name is not None and candidate.role is not None
    return whole, candidate.qualifies and whole, candidate.weight, -candidate.start


@dataclass(frozen=True, slots=True)
class _Role:
    """A role in the text, `text[start:end]`; of roles held together ("Director and Company Secretary") all of them."""

    start: int
    end: int
    qualifies: bool


def _candidates(text: str, rulebook: Rulebook, legal_form: str) -> Iterator[Signature]:
    qualifying = rulebook.qualifying_roles.get(legal_form, rulebook.qualifying_roles["company"])
    first, number, last_end = -1, 0, 0
    for role in _together(text, _roles(text, qualifying, rulebook.other_roles)):
        if first < 0 or not _BESIDE.fullmatch(text, last_end, role.start):
            first, number = role.start, 0
        else:
            number += 1
        last_end = role.end
        name = _in_column(text, role.start) or _name_before(text, first)
        if name is not None:
            words = _role_words(text, name[1] if number == 0 else role.start, role)
            who = _nth_name(
                text, name, number, is_alone=not re.match(_BESIDE_NEXT, text[role.end : role.end + 60])
            )
            if who is not None:
                yield Signature(who, words, role.qualifies, name[0], role.end)
            continue
        label = _LABEL.match(text, role.end)
        after = name_after(text, label.end(), reach=2) if label else None
        if after is not None:
            words = _clean(text[role.start : role.end])
            yield Signature(_clean(text[after[0] : after[1]]), words, role.qualifies, role.start, after[1])
    for match in rulebook.signing.finditer(text):
        name = name_after(text, match.end())
        if name is not None:
            yield Signature(
                _clean(text[name[0] : name[1]]), None, qualifies=False, start=match.start(), end=name[1]
            )
            continue
        reach = text[match.end() : match.end() + 90]
        if _NO_SIGNING.match(reach) or (match[0].lower().startswith(_SAYS_SO) and _OUR.match(reach)):
            continue
        role_only = qualifying.search(reach) or rulebook.other_roles.search(reach)
        if role_only is not None:
            yield Signature(
                None,
                _clean(role_only[0]),
                qualifies=False,
                start=match.start(),
                end=match.end() + role_only.end(),
            )


_LABEL = re.compile(
    r"(?:\s(?:of|for)\s[\w &’'()-]{2,50}?:)?(?:['’]s)?\W{0,3}(?:full\s)?(?:name|signature)?[\s:,._–-]{1,40}",
    re.IGNORECASE,
)
"""What may stand between a role and the name after it: "Director's name:", "Chair of the Board:"."""
_DIVIDERS = re.compile(r"[,|–—(;]|\s-\s|\s{3,}")


def _name_before(text: str, role: int) -> tuple[int, int] | None:
    """The name before the role: right before it, or before the line or the part of the line that holds the role.

    Titles are made of any words ("Mill & Bakery Director"), so where the words next to the role are no name the one
    that ends where the title must have begun is taken.
    """
    name = name_before(text, role)
    if name is not None:
        return name
    line = text.rfind("\n", 0, role) + 1
    if role - line > _LONGEST_TITLE or _SENTENCE.search(text, line, role):
        return None
    for divider in reversed(list(_DIVIDERS.finditer(text, line, role))):
        name = name_before(text, divider.start())
        if name is not None:
            return name
    return name_before(text, line)


_LONGEST_TITLE = 70
_SENTENCE = re.compile(r"[.!?:]\s|\b(?:is|are|was|were|has|have|will|by|the|our|to|with)\b", re.IGNORECASE)


_NO_SIGNING = re.compile(r"\s*-?(?:off|up)\b", re.IGNORECASE)
_SAYS_SO = ("approved", "endorsed", "authorised")
_OUR = re.compile(r"\s*(?:our|the)\b", re.IGNORECASE)
"""What is "endorsed by our managing director", who is not named, is not thereby signed."""


def _roles(text: str, qualifying: Phrases, other: Phrases) -> Iterator[_Role]:
    """Every role in the text; one that does not qualify ("HR director") wins over the qualifying word in it."""
    lesser = list(other.finditer(text))
    starts = [match.start() for match in lesser]
    for match in qualifying.finditer(text):
        nearest = bisect_right(starts, match.start()) - 1
        if nearest < 0 or lesser[nearest].end() <= match.start():
            yield _Role(match.start(), match.end(), qualifies=True)
    for match in lesser:
        of_a_company = match[0].lower().endswith("director of") and re.match(
            _COMPANY_NAMED, text[match.end() : match.end() + 120]
        )
        yield _Role(match.start(), match.end(), qualifies=bool(of_a_company))


_COMPANY_NAMED = r"\s(?:the [Cc]ompany\b|(?:[A-Z][\w&’'-]*\s){1,6}(?:Limited|Ltd|LTD|plc|PLC|LLP|Inc)\b)"
"""A director of the company, unlike a director of operations, is what s.54(6) asks for."""


_AND = re.compile(
    r"[ \xa0]*(?:and|&|,|/|\+)[ \xa0]*(?:(?!the\b|our\b)[\w-]+[ \xa0]){0,3}|(?<=and)[ \xa0]", re.IGNORECASE
)


def _together(text: str, roles: Iterator[_Role]) -> Iterator[_Role]:
    """The roles in order, those of one person as one: a company secretary who is a director too signs as a director."""
    held: _Role | None = None
    for role in sorted(roles, key=lambda each: (each.start, -each.end)):
        if held is not None and role.start < held.end:
            held = _Role(held.start, max(held.end, role.end), held.qualifies)
        elif held is not None and _AND.fullmatch(text, held.end, role.start):
            held = _Role(held.start, role.end, held.qualifies or role.qualifies)
        else:
            if held is not None:
                yield held
            held = role
    if held is not None:
        yield held


_BESIDE = re.compile(r"[ \xa0]{1,3}(?:[A-Z][\w&]+[ \xa0]){0,2}")
_BESIDE_NEXT = r"[ \xa0]{1,3}(?:[A-Z][\w&]+[ \xa0]){0,2}(?:Director|Officer|President|Chair|Chairman|Secretary|Executive|Trustee)\b"


def _nth_name(text: str, name: tuple[int, int], number: int, *, is_alone: bool) -> str | None:
    """The name that goes with the role: of two who sign side by side, names first and roles after, their own."""
    words = _clean(text[name[0] : name[1]])
    parts = words.split()
    if len(parts) == 4 and (number or not is_alone):
        return " ".join(parts[2 * number : 2 * number + 2]) or None
    return words if number == 0 else None


def _in_column(text: str, role: int) -> tuple[int, int] | None:
    """The name above the role in a table with a column for each who signed."""
    line = text.rfind("\n", 0, role) + 1
    above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)]
    end = text.find("\n", role)
    cells = text[line : len(text) if end < 0 else end].strip("| ").count("|")
    if not cells or above.strip("| ").count("|") != cells:
        return None
    column = text[line:role].lstrip("| ").count("|")
    head = "|".join(above.split("|")[: column + 1 + (len(above) - len(above.lstrip("| ")) > 0)])
    name = name_before(text, line - 1 - len(above) + len(head))
    return name if name and text[slice(*name)] == head.rpartition("|")[2].strip() else None


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:.–-")


def _role_words(text: str, after_name: int, role: _Role) -> str:
    """The role as written: from its modifiers ("Group", "Interim") to the end of the line, within reason."""
    lead = text[after_name : role.start]
    dates = list(find_dates(lead))
    lead = lead[dates[-1].end :] if dates else lead
    lead = re.sub(
        r"^[\s,;:|()–—_.-]*(?:(?:role|position|title|job title|name / title)\W+)?",
        "",
        lead.rpartition("\n")[2],
        flags=re.I,
    )
    tail = re.match(
        r"(?:\s(?:of|for|and|&)\s[\w &,’'()-]{2,50}?)?(?=[\n.;,]|\s\d|\s{2}|$)",
        text[role.end : role.end + 70],
    )
    words = lead[-50:] + text[role.start : role.end] + (tail[0] if tail else "")
    return _clean(without_letters(re.sub(r"^(?:a|an|the|our|as)\s", "", words)))


_RUNS_ON = re.compile(
    r"\s*,?\s*(?:is|are|was|were|has|have|had|will|leads?|chairs?|said|says|who|reports?|oversees?|to|in|with|on|through)\b"
    r"|\s+(?:and\s+)?[a-z]+s\s(?:the|our|a)\b"
)
_MENTION = re.compile(
    r"\b(?:our|the|by our|to our|contact|led by|chaired by|reports to|responsibility of|email)\W+$", re.I
)


def _weight(candidate: Signature, document: Document, rulebook: Rulebook) -> float:
    """How much the place looks like a signature: signing words before, the end of the text, no running sentence."""
    text = document.text
    before = text[max(0, candidate.start - _SIGNING_REACH) : candidate.start]
    weight = 0.0
    if rulebook.signing.search(before + text[candidate.start : candidate.end]):
        weight += 4
    elif rulebook.approval["explicit"].search(before[-_APPROVED_REACH:]):
        weight += 2
    left = len(text) - candidate.end
    if left < max(900, len(text) * 0.12):
        weight += 3
    elif candidate.end < max(600, len(text) * 0.1):
        weight += 1
    if candidate.name and candidate.role:
        weight += 0.5 + _stands_alone(candidate, text)
    if _is_short_line(candidate, text):
        weight += 1.5
    after = text[candidate.end : candidate.end + 90]
    if any(day.iso for day in find_dates(after)):
        weight += 1.5
    if _RUNS_ON.match(after):
        weight -= 3
    if _MENTION.search(text[max(0, candidate.start - 25) : candidate.start]):
        weight -= 3
    return weight


def _stands_alone(candidate: Signature, text: str) -> float:
    """Name and role between sentences rather than within one: a point for each side that ends there."""
    before = text[max(0, candidate.start - 3) : candidate.start]
    after = text[candidate.end : candidate.end + 40]
    opens = re.search(r"(?:^|[.:!?)\d_]\s*|\n\s*)$", before) is not None
    closes = re.match(r"\s*(?:$|\n|\d|[A-Z][a-z]|Date)", after) is not None and not _RUNS_ON.match(after)
    return float(opens) + float(closes)


def _is_short_line(candidate: Signature, text: str) -> bool:
    """Whether the place is a line of its own rather than a part of a running sentence."""
    line_start = text.rfind("\n", 0, candidate.start) + 1
    line_end = text.find("\n", candidate.end)
    line_end = len(text) if line_end < 0 else line_end
    return candidate.start - line_start < 12 and line_end - candidate.end < 60


def _signed_on(found: Signature, text: str) -> str | None:
    """The date beside the signature: within 160 characters after it, or labelled as its date within 60 before."""
    following = text[found.end : found.end + 160]
    for day in find_dates(following):
        if day.iso and not re.search(
            r"(?:year|period|review|approved)\W+(?:\w+\W+){0,3}$", following[: day.start], re.I
        ):
            return day.iso
    before = text[max(0, found.start - 60) : found.end]
    dates = [day for day in find_dates(before) if day.iso]
    if not dates:
        return None
    beside = not before[dates[-1].end : len(before) - (found.end - found.start)].strip(" _.,:;\n\t-–—/")
    alone = re.search(r"(?:^|[.\n])\s*$", before[: dates[-1].start]) is not None
    return dates[-1].iso if (beside and alone) or re.search(r"date|signed", before, re.I) else None
