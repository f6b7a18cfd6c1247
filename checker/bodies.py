"""Names of organisations in a text: those that close with a legal form, and those that other words point at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from checker.rulebook import Naming

_REST = r"[\w&’'.®™+-]{0,40}"
_WITHIN = ("of", "and", "the", "for", "de", "le", "la", "van", "von", "upon")
"""Small words that may stand in a name."""
_WORD = rf"(?:[A-Z0-9]{_REST}|&|\+|\([A-Z][\w .&’'-]{{0,40}}\)|{'|'.join(_WITHIN)})"
_GAP = "[ \xa0]"
_QUOTES = " \t\xa0,.:;?!'’‘\"“”®™"
_WORDS = re.compile(r"\([^()]*\)|[^ \xa0\n]+")
_INITIALS = re.compile(r"(?:[A-Z]\.)+|(?:Co|St|Ste|Bros|Messrs|Wm|Jos|Chas|Geo|Ltd)\.|\w+\.\w+")
_SENTENCE_WORD = 4
"""A full stop after so many letters ends a sentence rather than shortens a word of the name."""


class Named(NamedTuple):
    """An organisation's name in a text: `text[start:end]` holds it, `words` is how it is written."""

    start: int
    end: int
    words: str
    has_form: bool = True
    is_abroad: bool = False


def companies(text: str, naming: Naming) -> Iterator[Named]:
    """The names in `text` that close with a company's legal form."""
    for match in _company(naming.forms, naming.forms_abroad).finditer(text):
        start = _first_word(text, match.start(), match.start("form"), naming)
        words = " ".join(text[start : match.end()].split())
        if start < match.start("form") and not _is_generic(words[: match.start("form") - start], naming):
            is_abroad = match["form"].lower() in {form.lower() for form in naming.forms_abroad}
            yield Named(start, match.end(), _trimmed(words), is_abroad=is_abroad)


def public_bodies(text: str, naming: Naming) -> Iterator[Named]:
    """The names in `text` that show a university, a council or the like."""
    taken: list[tuple[int, int]] = []
    for kinds, make in ((naming.bodies_of, _body_of), (naming.bodies, _body)):
        if not any(kind in text for kind in kinds):
            continue
        for match in make(kinds).finditer(text):
            start = _first_word(text, match.start(), match.start("kind"), naming)
            words = _governed(_trimmed(" ".join(text[start : match.end()].split())), naming)
            within = any(low < match.end() and match.start() < high for low, high in taken)
            if not within and not _is_generic(words, naming):
                taken.append((start, match.end()))
                yield Named(start, match.end(), words)


def _governed(words: str, naming: Naming) -> str:
    """The organisation, where the words name the council that governs it: "Fen Trust Council"."""
    before = words.removesuffix(" Council")
    kinds = tuple(f" {kind}" for kind in naming.governed_by_council)
    return before if before.endswith(kinds) else words


def name_at(text: str, start: int, naming: Naming) -> Named | None:
    """The capitalised words that begin at `start`, give or take quotation marks and "the", as a name."""
    match = _POINTED_AT.match(text, start)
    if match is None:
        return None
    start, end = match.span("name")
    for word in _WORDS.finditer(text, start, end):
        closes = word[0].strip(_QUOTES) in naming.forms
        if closes or (word[0].endswith(".") and not _INITIALS.fullmatch(word[0])):
            end = word.end()
            break
    return _named(text, start, end, naming)


def name_until(text: str, end: int, naming: Naming) -> Named | None:
    """The capitalised words that stand right before `end`, as a name."""
    low = max(0, end - 90)
    last = text[low:end].rstrip(_PARTING).rsplit(None, 1)[-1:]
    if not last or (last[0].islower() and _SMALL.fullmatch(last[0]) and last[0] not in _WITHIN):
        return None  # as before nearly every "we"
    match = _POINTED_FROM.search(text[low:end])
    return None if match is None else _named(text, low + match.start("name"), low + match.end("name"), naming)


def titled(line: str, naming: Naming) -> Iterator[str]:
    """Names in a title on the subject: "Modern Slavery Statement | Fenmarsh Foods", "Fenmarsh Foods: slavery statement"."""
    low = line.lower()
    if not any(word in low for word in naming.topic) or naming.kept_by.search(line):
        return
    for part in _PARTS.split(line[:200]):
        words = [each for each in part.split() if each.strip(_QUOTES)]
        runs: list[list[str]] = [[]]
        for word in words:
            if _bare(word) in naming.generic and word[:1] != "(" and not (runs[-1] and word in _JOINING):
                runs.append([])
            else:
                runs[-1].append(word)
        for run in (runs[0], runs[-1]):
            while run and run[-1] in _JOINING:
                run.pop()
            name = _trimmed(" ".join(run))
            if name[:1].isupper() and not _is_generic(name, naming):
                yield name
                break


def initials(name: str) -> tuple[str, ...]:
    """The name's first letters in small, with and without those of its small words; "uk" counts whole."""
    words = re.findall(r"[^\W_]+", name.lower())
    spelt = [word if word in ("uk", "gb") else word[0] for word in words]
    telling = [each for each, word in zip(spelt, words, strict=True) if word not in _JOINING]
    return "".join(spelt), "".join(telling)


_PARTS = re.compile(r"\s*[|–—:»•·\n]\s*|\s-\s")
_JOINING = frozenset({"and", "of", "&", "for", "the", "+"})
_LISTED = rf"(?:[A-Z][\w’'-]{{1,30}},{_GAP}(?=[A-Z][\w’'-]{{1,30}}{_GAP}(?:and|&){_GAP}[A-Z]))?"
"""The first of three partners: "Minter, Wold & Wells"."""
_NAME = rf"(?P<name>{_LISTED}[A-Z0-9]{_REST}(?:{_GAP}{_WORD}){{0,7}})"
_POINTED_AT = re.compile(rf"[\s:,;“”\"'‘’(–—-]{{0,6}}(?:(?:the|The|THE)\s)?[“\"'‘]?{_NAME}")
_PARTING = " \xa0,:;“”\"'‘’(–—-"
_POINTED_FROM = re.compile(rf"(?<![\w&’'.-]){_NAME}[{_PARTING}]{{0,6}}\Z")
_SMALL = re.compile(r"[a-z]+")


@cache
def _company(forms: tuple[str, ...], abroad: tuple[str, ...]) -> re.Pattern[str]:
    spelt = {form for each in (*forms, *abroad) for form in (each, each.upper())}
    closing = "|".join(
        re.escape(form).replace(r"\ ", _GAP) + (r"(?![a-z]|[A-Z]{2})" if len(form) > 5 else r"(?!\w)")
        for form in sorted(spelt, key=lambda form: (-len(form), form))
    )
    return re.compile(
        rf"(?<!\w)(?:[A-Z]|\d+[A-Z]){_REST}(?:{_GAP}{_WORD}){{0,7}}?,?{_GAP}(?P<form>{closing})"
    )


@cache
def _body(bodies: tuple[str, ...]) -> re.Pattern[str]:
    closing = "|".join(sorted(bodies, key=lambda body: (-len(body), body))).replace(" ", _GAP)
    return re.compile(
        rf"(?<!\w)(?:[A-Z][\w’'&.-]{{0,30}}{_GAP}(?:(?:of|and|&|upon|the|for){_GAP}){{0,2}}){{1,5}}?(?P<kind>{closing})(?!\w)"
        rf"(?:{_GAP}(?:for|of){_GAP}(?:the{_GAP})?[A-Z][\w’'-]{{1,30}}(?:{_GAP}(?:(?:and|&){_GAP})?[A-Z][\w’'-]{{1,30}}){{0,2}})?"
    )


@cache
def _body_of(bodies_of: tuple[str, ...]) -> re.Pattern[str]:
    opening = "|".join(sorted(bodies_of, key=lambda body: (-len(body), body))).replace(" ", _GAP)
    word = r"[A-Z][\w’'-]{1,30}"
    return re.compile(
        rf"(?<!\w)(?P<kind>{opening}){_GAP}(?:the{_GAP})?{word}(?:{_GAP}(?:of{_GAP})?{word}){{0,3}}(?:{_GAP}(?:and|&){_GAP}{word}(?![\w’'-]|{_GAP}[A-Z]))?"
    )


def _first_word(text: str, start: int, end: int, naming: Naming) -> int:
    """Where the name begins: after headings, roles and other words that extraction or grammar put before it."""
    first = start
    for match in _WORDS.finditer(text, start, end):
        word = match[0]
        bare = _bare(word)
        glued = _glued(naming.before).match(word)
        if glued is not None:
            first = match.start() + glued.end()
        elif (bare in naming.before and word[0].isupper()) or (
            match.start() == first and bare in naming.before_first
        ):
            first = _next(text, match.end(), end)
        elif word[0].isupper() and bare in naming.heading and match.start() == first:
            following = _next(text, match.end(), end)
            without = text[following:end].strip()
            if " " in without or text.count(without) > text.count(text[first:end].strip()):
                first = following
        elif (match.start() == first and bare.isdigit()) or (
            word.endswith(".")
            and match.end() < end
            and len(bare) >= _SENTENCE_WORD
            and not _INITIALS.fullmatch(word)
        ):
            first = _next(text, match.end(), end)
    return first


def _next(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \xa0,":
        at += 1
    return at


@cache
def _glued(before: frozenset[str]) -> re.Pattern[str]:
    """Words that stand before a name, glued to it and to what stands before them: "McAreeDirectorFenmarsh"."""
    long = sorted(word for word in before if len(word) > 6)
    spelt = "|".join([word.title() for word in long] + [word.upper() for word in long])
    return re.compile(rf"(?:[\w’'-]{{0,40}})(?:{spelt})(?=[A-Z][A-Za-z])")


def _named(text: str, start: int, end: int, naming: Naming) -> Named | None:
    start = _first_word(text, start, end, naming)
    kept = end
    for match in _WORDS.finditer(text, start, end):
        if _owns(text, start, match):
            kept = match.end() - 2
            break
        closes = match[0].strip(_QUOTES) in naming.forms
        if closes or (match[0].endswith(".") and not _INITIALS.fullmatch(match[0])):
            kept = match.end() - match[0].endswith(".")
            break
    found = list(_WORDS.finditer(text, start, kept))
    while found and (
        _bare(found[-1][0]) in _JOINING or _bare(found[-1][0]) in naming.before or _is_abbreviation(found)
    ):
        found.pop()
    if not found:
        return None
    words = " ".join(each[0] for each in found)
    words = _whole(words, text) or _trimmed(words)
    if (
        len(words) < 2
        or words.startswith(naming.forms)
        or words[0].islower()
        or words.isdigit()
        or _is_generic(words, naming)
    ):
        return None
    return Named(start, found[-1].end(), words, has_form=False)


def _is_abbreviation(words: Sequence[re.Match[str]]) -> bool:
    """Whether the last word gives the name's initials in brackets: "Marsh Vale Trust (MVT)"."""
    last = _ABBREVIATION.fullmatch(words[-1][0])
    return last is not None and len(words) > 1 and last[1].startswith(words[0][0][:1])


_ABBREVIATION = re.compile(r"\(([A-Z]{3,8})\)")


def _owns(text: str, start: int, word: re.Match[str]) -> bool:
    """Whether the name ends here and what it has follows, "Fen Foods Group's UK sites", unlike "Mack's Bakery"."""
    if not word[0].endswith(("’s", "'s")) or " " not in text[start : word.end()]:
        return False
    return text.count(text[start : word.end() - 2]) > text.count(text[start : word.end()])


def _whole(words: str, text: str) -> str | None:
    """The name, where it is one that closes with 's itself: never written without, nor always with what it has.

    "Mack's is a bakery" speaks of Mack's, "Mack's staff" may speak of Mack.
    """
    name = words.strip(_AROUND)
    if not name.endswith(("’s", "'s")) or text.count(name) < text.count(name[:-2]):
        return None
    return name if re.search(rf"{re.escape(name)}{_HAS_NOTHING}", text) else None


_HAS_NOTHING = (
    r"(?:[.,;:)]|[ \xa0\n]+(?:is|are|was|has|have|had|will|does|did|for|on|under|and|to|in|with)\b)"
)


def _is_generic(name: str, naming: Naming) -> bool:
    """Whether the words could be anyone's, or are those of a body that many statements name."""
    words: Sequence[str] = [_bare(word) for word in name.split()]
    low = " ".join(words)
    return low in naming.others or all(
        word in naming.generic or word in naming.before or word in _JOINING or not word or word[0].isdigit()
        for word in words
    )


def _bare(word: str) -> str:
    return word.strip(_QUOTES + "()&*").lower().removesuffix("'s").removesuffix("’s")


_AROUND = ' \t\xa0,:;"“”‘*-–—'


def _trimmed(words: str) -> str:
    name = words.strip(_AROUND)
    for ending in ("’s", "'s", "’", "'"):
        name = name.removesuffix(ending)
    return name.rstrip(".,?!") if not _INITIALS.fullmatch(name.split()[-1] if name.split() else "") else name
