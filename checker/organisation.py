"""Whose statement it is, as the text says it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from checker.bodies import Named, companies, initials, name_at, name_until, public_bodies, titled
from checker.document import Document
from checker.phrases import Phrases
from checker.rulebook import Naming, Rulebook

_READ = 6000
_ENDS = 1500
_OPENING = 500
_TITLE_LINES = 4
_LONGEST_TITLE = 140
_LONGEST_HEAD = 60
_LEAST = 2.0
"""A name that stands only once and in the middle, with no word that says so, is nobody's in particular."""
_LEAST_FORMLESS = 3.0
_SURELY, _TITLED, _MAKES, _WEAKLY = 4.0, 3.0, 1.5, 1.0
_AGAIN = 0.25
"""The same sign a second time says little more."""
_MOST_MENTIONS = 10
_MENTION = 0.25
_MENTIONED = 2
_ABROAD = 1.5
"""Of a British company and a sister abroad the statement under the British Act is sooner the first one's."""


def organisation(document: Document, rulebook: Rulebook) -> str | None:
    """The organisation that the text says it is the statement of; None when it does not say.

    Names with a legal form, or of a council, university and the like, count by where and how often they stand; others
    only where words such as "statement is made by" point at them.
    """
    naming = rulebook.organisation
    # Beginning and end overlap in a short text, where a single mention weighs as much as two in a long one.
    text = f"{document.title}\n{document.text[:_READ]}\n{document.text[-_ENDS:]}"
    points: defaultdict[str, float] = defaultdict(float)
    spelt: dict[str, Named] = {}
    signs: Counter[tuple[str, float]] = Counter()

    def count(name: Named, worth: float) -> None:
        key = _key(name.words)
        spelt.setdefault(key, name)
        signs[key, worth] += 1
        points[key] += worth if signs[key, worth] == 1 else worth * _AGAIN

    theirs = {match.end() for match in naming.not_ours.finditer(text)}
    firms = list(companies(text, naming))
    for name in (*firms, *public_bodies(text, naming)):
        key = _key(name.words)
        spelt.setdefault(key, name)
        at_an_end = name.start < len(document.title) + _OPENING or name.start > len(text) - _ENDS
        if not _is_after(text, name.start, theirs):
            points[key] += 2.0 if at_an_end else 1.0
    for name in _pointed_at(text, naming.made_by, naming):
        count(name, _SURELY)
    for name in _pointed_at(text, naming.made_by_weakly, naming):
        count(name, _WEAKLY)
    for match in naming.makes.finditer(text):
        before = name_until(text, match.start(), naming)
        if before is not None and not _is_after(text, before.start, theirs):
            count(before, _MAKES)
    for name, worth in _heading(document.title, text, naming):
        count(name, worth)
    low = text.lower()
    for key, name in spelt.items():
        mentions = low.count(name.words.lower()) if " " in name.words else text.count(name.words)
        points[key] += _MENTION * min(_MOST_MENTIONS, mentions)
        if not name.has_form and signs[key, _TITLED] == 0 and not _is_a_name(name.words, mentions, text):
            points[key] = 0.0
    stands_for = {
        _key(called[1]): _key(name.words) for name in firms if (called := _CALLED.match(text, name.end))
    }
    return _best(points, spelt, stands_for)


_CALLED = re.compile(r"[\s,]{0,2}\([^()“\"]{0,40}[“\"']([A-Z][\w&’' -]{1,40}?)[”\"']")


def _heading(title: str, text: str, naming: Naming) -> Iterator[tuple[Named, float]]:
    """Names in the title and the first lines, beside the statement's own or alone as paper is headed, and their worth."""
    for line in dict.fromkeys((title, *text.strip().split("\n")[:_TITLE_LINES])):
        for words in titled(line, naming) if len(line) <= _LONGEST_TITLE else ():
            yield Named(0, 0, words, has_form=False), _TITLED
        head = name_at(line, 0, naming) if len(line) <= _LONGEST_HEAD else None
        if head is not None and " " in head.words and line[head.end :].lstrip()[:1] in ("", "("):
            yield head, _WEAKLY


def _pointed_at(text: str, phrases: Phrases, naming: Naming) -> Iterator[Named]:
    for match in phrases.finditer(text):
        name = name_at(text, match.end(), naming)
        if name is not None:
            yield name


def _is_after(text: str, start: int, ends: set[int]) -> bool:
    return any(start - back in ends for back in range(7)) and "\n" not in text[max(0, start - 3) : start]


def _is_a_name(words: str, mentions: int, text: str) -> bool:
    """Whether words that other words point at are a name: written so more than once, and never in small letters."""
    return mentions >= _MENTIONED and (
        " " in words or re.search(rf"(?<![\w@./-]){re.escape(words.lower())}(?![\w@-]|\.\w)", text) is None
    )


def _best(points: dict[str, float], spelt: dict[str, Named], stands_for: dict[str, str]) -> str | None:
    """The name with the most points. One without its legal form lends them to the name that says it in full."""
    for key, name in sorted(spelt.items(), key=lambda each: len(each[0])):
        whole = None if name.has_form else stands_for.get(key) or _in_full(key, points, spelt)
        if whole is not None:
            points[whole] += points[key]
        if whole is not None or (not name.has_form and _SHORT.fullmatch(name.words)):
            points[key] = 0.0
    enough = {
        key: worth - (_ABROAD if spelt[key].is_abroad else 0.0)
        for key, worth in points.items()
        if worth >= (_LEAST if spelt[key].has_form else _LEAST_FORMLESS)
    }
    best = max(enough, key=lambda key: enough[key], default=None)
    return None if best is None else spelt[best].words


_SHORT = re.compile(r"[A-Z]{1,5}")
"""Initials, which stand for a name rather than being one."""


def _in_full(key: str, points: dict[str, float], spelt: dict[str, Named]) -> str | None:
    """The longer name that a name without a legal form, or initials, stand for: its own with the form above all."""
    if _SHORT.fullmatch(spelt[key].words):
        longer = [other for other in spelt if " " in other and _opens(initials(other), key)]
    else:
        longer = [other for other in spelt if spelt[other].has_form and f"{other} ".startswith(f"{key} ")]
        alone = [other for other in longer if other.count(" ") == key.count(" ") + 1]
        if alone:
            ahead = max(points[other] for other in alone) + _SURELY
            longer = [
                other for other in longer if points[other] > ahead and not spelt[other].is_abroad
            ] or alone
        elif " " in key:
            longer = []
        for of_the_country in (" uk", " gb"):
            if not longer and key.endswith(of_the_country):
                at_home = key.removesuffix(of_the_country)
                longer = [other for other in spelt if spelt[other].has_form and other in _with_form(at_home)]
            if not longer and points.get(f"{key}{of_the_country}", 0.0) >= _LEAST:
                longer = [f"{key}{of_the_country}"]
    return max(longer, key=lambda other: points[other], default=None)


def _opens(spelt: tuple[str, ...], key: str) -> bool:
    return any(each.startswith(key) for each in spelt)


def _with_form(key: str) -> tuple[str, ...]:
    return f"{key} ltd", f"{key} plc"


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().lower().replace(" limited", " ltd").removeprefix("the ")
