"""Another organisation's name where a firm's own should stand: a text taken over from someone else, or put on the wrong site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from checker.bodies import Named, initials, name_at, name_until, titled
from checker.document import Document
from checker.rulebook import Naming, Rulebook

_READ: Final = 30_000
"""Characters; a name further down is seldom that of whoever speaks."""
_NEAR: Final = 80
_LONGEST: Final = 60
_SENTENCE: Final = 200
_FEW: Final = 4
_MOST_PLACES: Final = 40
_GAP: Final = 6
"""Characters between "our supplier" and the supplier's name: blanks, quotation marks, "the"."""
_WORD: Final = re.compile(r"[^\W_]+")
_TITLE: Final = 200


def stranger(document: Document, rulebook: Rulebook, own: str | None) -> Named | None:
    """The first organisation that makes the statement, or speaks in it, and is no kin of `own`; None where all are.

    Kin share a word of their names, or initials, or stand together with words such as subsidiary and trading as.
    """
    if own is None:
        return None
    naming = rulebook.organisation
    for name in (*_of_title(document, naming), *_speakers(document, rulebook, own)):
        if (
            len(name.words) <= _LONGEST
            and not _same(name.words, own, naming)
            and not _are_kin(document, rulebook, name.words)
        ):
            return name
    return None


def _of_title(document: Document, naming: Naming) -> Iterator[Named]:
    """The site's name in the title of the page, where the text never says it."""
    low = document.text.lower()
    for words in titled(document.title[:_TITLE], naming):
        telling = _telling(words, naming)
        if (
            telling
            and not any(word in low for word in telling)
            and not any(each in low for each in initials(words))
        ):
            yield Named(0, 0, words, has_form=False)


def _speakers(document: Document, rulebook: Rulebook, own: str) -> Iterator[Named]:
    text = document.text[:_READ]
    naming = rulebook.organisation
    theirs: set[int] | None = None  # looked for where there is a name to ask of
    for count, match in enumerate(rulebook.cues["speaks_as"].finditer(text)):
        if count >= _MOST_PLACES:
            return
        name = name_until(text, match.start(), naming)
        if (
            name is None
            or _same(name.words, own, naming)
            or not rulebook.cue("on_subject", _sentence_from(text, match.end()))
            or not _is_named(document, name, naming)
        ):
            continue
        if theirs is None:
            theirs = {found.end() + gap for found in naming.not_ours.finditer(text) for gap in range(_GAP)}
        if name.start not in theirs:
            yield name
    for match in rulebook.cues["signs_for"].finditer(text):
        name = name_at(text, match.end(), naming)
        if name is not None and _telling(name.words, naming):
            yield name


def _sentence_from(text: str, start: int) -> str:
    """What follows, to the end of the sentence."""
    end = text.find(". ", start, start + _SENTENCE)
    return text[start : end if end > 0 else start + _SENTENCE]


def _is_named(document: Document, name: Named, naming: Naming) -> bool:
    """Whether it is surely an organisation's name: with a legal form, or short and written more than once."""
    words = name.words.split()
    if words[-1].strip(".") in naming.forms:
        return True
    return len(words) <= _FEW and document.text.count(name.words) > 1


def _are_kin(document: Document, rulebook: Rulebook, words: str) -> bool:
    """Whether the text says somewhere beside the name what it has to do with the firm."""
    at, text = document.text.find(words), document.text
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        if rulebook.cue("kin", text[max(0, at - _NEAR) : at + len(words) + _NEAR]):
            return True
        at = text.find(words, at + len(words))
    return False


def _same(one: str, other: str, naming: Naming) -> bool:
    first, second = _telling(one, naming), _telling(other, naming)
    if first & second or not first:
        return True
    return any(
        not set(initials(_formless(a, naming))).isdisjoint(word.lower() for word in b)
        or _glued(a) in _glued(b)
        for a, b in ((one, _WORD.findall(other)), (other, _WORD.findall(one)))
    )


def _formless(words: str, naming: Naming) -> str:
    """The name without its legal form: nobody spells that in the initials."""
    forms = {"the", *_forms(naming.forms, naming.forms_abroad)}
    return " ".join(word for word in words.split() if word.strip(".,").lower() not in forms)


def _glued(words: str | list[str]) -> str:
    return "".join(_WORD.findall(words) if isinstance(words, str) else words).lower()


def _telling(words: str, naming: Naming) -> frozenset[str]:
    """The words of a name that could not be anyone's."""
    anyones = naming.generic | naming.in_many_names | _forms(naming.forms, naming.forms_abroad)
    return frozenset(
        word
        for word in (each.lower() for each in _WORD.findall(words))
        if len(word) > 2 and word not in anyones and not word.isdigit()
    )


@cache
def _forms(*forms: tuple[str, ...]) -> frozenset[str]:
    """The legal forms of one word, in small letters."""
    return frozenset(form.lower() for each in forms for form in each if " " not in form)
