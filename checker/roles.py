"""The roles in a text, and whether each shows a director, a member or a partner, as s.54(6) asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from checker.bodies import companies
from checker.dates import find_dates
from checker.names import without_letters, without_stamp
from checker.phrases import Phrases
from checker.rulebook import Rulebook


class Role(NamedTuple):
    """A role in the text, `text[start:end]`; of roles held together ("Director and Company Secretary") all of them."""

    start: int
    end: int
    qualifies: bool


def roles(text: str, qualifying: Phrases, rulebook: Rulebook) -> Iterator[Role]:
    """Every role in the text, in order. `qualifying` titles show what s.54(6) asks for, others by themselves do not."""
    return _together(text, _each(text, qualifying, rulebook))


def _each(text: str, qualifying: Phrases, rulebook: Rulebook) -> Iterator[Role]:
    """Every role in the text; one that does not qualify ("HR director") wins over the qualifying word in it.

    A title that this legal form's list holds qualifies, whatever it shows in others: a partner of a partnership.
    """
    lesser = list(rulebook.other_roles.finditer(text))
    starts = [match.start() for match in lesser]
    qualified: set[int] = set()
    for match in qualifying.finditer(text):
        nearest = bisect_right(starts, match.start()) - 1
        if nearest >= 0 and lesser[nearest].span() == match.span():
            qualified.add(nearest)
        elif nearest >= 0 and lesser[nearest].end() > match.start():
            continue
        yield Role(match.start(), match.end(), qualifies=True)
    for match in (each for place, each in enumerate(lesser) if place not in qualified):
        yield Role(match.start(), match.end(), qualifies=_is_of_the_company(text, match, rulebook))


def _is_of_the_company(text: str, role: re.Match[str], rulebook: Rulebook) -> bool:
    """Whether it is a director of the company, who unlike a director of operations is what s.54(6) asks for."""
    if not role[0].lower().endswith("director of"):
        return False
    said = rulebook.around_signature["of_the_company"].search(text, role.start(), role.end() + _COMPANY)
    if said is not None and said.start() < role.end():
        return True
    after = text[role.end() : role.end() + _COMPANY].replace("\n", " ")
    firm = next(companies(after, rulebook.organisation), None)
    return firm is not None and _NAME.fullmatch(after, 0, firm.end) is not None


_COMPANY = 120
_NAME = re.compile(r"(?:\s[A-Z\d&(][\w&’'()-]*)+(?:\s[a-z]+)?")
"""Capitalised words, but for a form such as "plc": the director of Buying for a company is another."""


_AND = re.compile(
    r"[ \xa0]*(?:and|&|,|/|\+)[ \xa0]*(?:(?!the\b|our\b)[\w-]+[ \xa0]){0,3}|(?<=and)[ \xa0]", re.IGNORECASE
)

_UNDER = re.compile(r"[^\n.;:]{0,30}\n[ \t]*")
_LINE_END = re.compile(r"[ \t]*(?:\n|$)")
"""A line of a signature that holds a role alone, under a line that ends in one: "Country Lead, UK / Director"."""


def _together(text: str, roles: Iterator[Role]) -> Iterator[Role]:
    """The roles in order, those of one person as one: a company secretary who is a director too signs as a director."""
    held: Role | None = None
    for role in sorted(roles, key=lambda each: (each.start, -each.end)):
        if held is not None and role.start < held.end:
            held = Role(held.start, max(held.end, role.end), held.qualifies)
        elif held is not None and (
            _AND.fullmatch(text, held.end, role.start)
            or (_UNDER.fullmatch(text, held.end, role.start) and _LINE_END.match(text, role.end))
        ):
            held = Role(held.start, role.end, held.qualifies or role.qualifies)
        else:
            if held is not None:
                yield held
            held = role
    if held is not None:
        yield held


def role_words(text: str, after_name: int, role: Role) -> str:
    """The role as written: from its modifiers ("Group", "Interim") to the end of the line, within reason."""
    lead = text[after_name : role.start]
    dates = list(find_dates(lead))
    lead = lead[dates[-1].end :] if dates else lead
    lead = re.sub(
        r"^[\s,;:|()·•–—_.-]*(?:(?:role|position|title|job title|designation|capacity|name / title)\W+)?",
        "",
        without_stamp(lead.rpartition("\n")[2].rpartition(" | ")[2]),
        flags=re.I,
    )
    tail = re.match(
        (r"(?:\s" if text[role.start : role.end].lower().endswith(" of") else r"(?:\s(?:of|for|and|&)\s")
        + r"[\w &,’'()-]{2,50}?)?(?=[\n.;,]|\s\d|\s{2}|$)",
        text[role.end : role.end + 70],
    )
    words = lead[-50:] + _unglued(text[role.start : role.end]) + (tail[0] if tail else "")
    return tidy(_BEFORE_DATE.sub("", without_letters(_CAPACITY.sub("", words))))


def _unglued(role: str) -> str:
    """The role without what extraction glued to its end: "ChairPage", "Chief Executivepage"."""
    *first, last = role.split(" ")
    return " ".join((*first, _GLUED.sub("", last)))


_GLUED = re.compile(r"(?<=[a-z])(?:[A-Z].*|page)$")
_BEFORE_DATE = re.compile(r"\s(?:on|dated)(?:\sthe)?$")


_CAPACITY = re.compile(
    r"^(?:in\s(?:his|her|their|the|my)\s(?:capacity|role|position)\sas\s)?(?:(?:a|an|the|our|as)\s)?"
)


def tidy(words: str) -> str:
    """The words on one line, without the punctuation at their ends."""
    return " ".join(words.split()).strip(" ,;:.–-")
