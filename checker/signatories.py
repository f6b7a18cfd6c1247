"""All who may have signed: by a role beside a name, by signing words, by the firm that they signed for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.bearers import LAST, Signatory, bearers, line_start
from checker.dates import find_dates
from checker.names import name_after, name_before
from checker.phrases import Phrases
from checker.roles import roles, tidy
from checker.rulebook import Rulebook
from checker.signing import is_not_yet

_REACH, _DATED = 90, 30
_SIGN = "sign"
"""Of the words of signing those that begin so speak of a signature itself; the others may speak of an approval."""
_OUR = re.compile(r"\s*(?:our|the)\b", re.IGNORECASE)
"""What is "endorsed by our managing director", who is not named, is not thereby signed."""
_BEFORE_SHARED = re.compile(r"(?<=[a-z])[ \t]?[,(\n][ \t]{0,20}\Z")
_BEHIND_SHARED = re.compile(r"\)?[ \t]*(?=\n|$)")
_FOR_COMPANY = re.compile(
    r"\n[ \t]*(?:[Ff]or(?: and on behalf of)?|[Oo]n behalf of)[ \t]+(?:the[ \t]+)?[A-Z]"
)
"""Under a name: the firm its bearer signs for."""
_NEXT_LINE = re.compile(r"(?:[^\n.]|\.(?!\s)){0,100}(?:\.\s{1,4}|\n\s{0,4})")


def signatories(text: str, rulebook: Rulebook, legal_form: str) -> Iterator[Signatory]:
    """Everyone who may have signed, with what shows it; one place may show several."""
    qualifying = rulebook.qualifying_roles.get(legal_form, rulebook.qualifying_roles["company"])
    yield from bearers(text, roles(text, qualifying, rulebook))
    for match in rulebook.signing.finditer(text):
        name = name_after(text, match.end())
        if name is not None:
            yield _named(text, name, match.start(), name[1])
        elif not _is_no_signature(text, match, rulebook):
            yield from _nameless(text, match, qualifying, rulebook)
    yield from _several(text, qualifying, rulebook)
    for line in _FOR_COMPANY.finditer(text, max(0, len(text) - LAST)):
        name = name_before(text, line.start())
        if name is not None and not text[line_start(text, name[0]) : name[0]].strip():
            yield _named(text, name, *name)


def _named(text: str, name: tuple[int, int], start: int, end: int) -> Signatory:
    return Signatory(tidy(text[slice(*name)]), None, qualifies=False, start=start, end=end)


def _several(text: str, qualifying: Phrases, rulebook: Rulebook) -> Iterator[Signatory]:
    """The last of several names, under which or after which stands the role they share: "Directors"."""
    for shared in rulebook.around_signature["shared"].finditer(text):
        before = _BEFORE_SHARED.search(text[max(0, shared.start() - _BEFORE) : shared.start()])
        behind = _BEHIND_SHARED.match(text, shared.end())
        if before is None or behind is None or shared[0][0].islower():
            continue
        name = name_before(text, shared.start() - len(before[0]))
        if name is not None and qualifying.search(shared[0].removesuffix("s")):
            yield Signatory(
                tidy(text[slice(*name)]), shared[0], qualifies=True, start=name[0], end=behind.end()
            )


_BEFORE = 24


def _is_no_signature(text: str, signing: re.Match[str], rulebook: Rulebook) -> bool:
    """Whether the words only sound like signing: "signed off", "endorsed by our director", "must be signed"."""
    start, end = signing.span()
    around = rulebook.around_signature
    another = around["no_signing"].search(text, start, end + _REACH)
    if another is not None and another.start() == start:
        return True
    approves = around["approving"].fullmatch(signing[0]) is not None
    return bool(approves and _OUR.match(text, end)) or is_not_yet(text, start, rulebook)


def _nameless(
    text: str, signing: re.Match[str], qualifying: Phrases, rulebook: Rulebook
) -> Iterator[Signatory]:
    """What signing words without a name beside them show: a role, whose bearer the line below may name, or less."""
    start, end = signing.span()
    reach = text[end : end + _REACH]
    shown = qualifying.search(reach)
    role = shown or rulebook.other_roles.search(reach)
    if role is not None:
        end += role.end()
        below = _name_below(text, end) if signing[0].lower().startswith(_SIGN) else None
        name = None if below is None else tidy(text[slice(*below)])
        qualifies = below is not None and shown is not None
        yield Signatory(name, tidy(role[0]), qualifies, start, end if below is None else below[1])
        return
    for_them = rulebook.around_signature["for_the_board"].search(text, start, end + _REACH)
    if for_them is not None and for_them.start() == start:
        end = for_them.end()
        dated = next(find_dates(text[end : end + _DATED]), None)
        yield Signatory(None, None, qualifies=False, start=start, end=end + (dated.end if dated else 0))


def _name_below(text: str, at: int) -> tuple[int, int] | None:
    """The name that closes the line after a sentence which says in which role its bearer signs."""
    line = _NEXT_LINE.match(text, at)
    name = name_after(text, line.end(), reach=2) if line else None
    return name if name and text[name[1] : name[1] + 1] in ("", "\n") else None
