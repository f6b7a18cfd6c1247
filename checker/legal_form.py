"""Which legal form an organisation has, as its name and the text show: it decides who approves and who signs."""

from __future__ import annotations

from collections.abc import Iterator

from checker.assessment import LegalForm
from checker.rulebook import Rulebook

_MENTIONS = 10
"""So many places where the name stands are looked at: it opens a title before it opens a sentence."""
_BESIDE = 60
"""So many characters after the name its form may stand: "Fen Growers (a limited partnership)"."""


def legal_form_of(name: str | None, text: str, rulebook: Rulebook) -> LegalForm:
    """The legal form, from the name first, then from what the text says; a company when nothing says otherwise."""
    naming = rulebook.organisation
    for form, phrases in naming.name_shows.items():
        if name and phrases.search(name):
            return LegalForm(form)
    for beside in _beside(name, text) if name else ():
        for form, phrases in naming.beside_name_shows.items():
            match = phrases.search(beside)
            if match is not None and not beside[: match.start()].strip(" ,(-–"):
                return LegalForm(form)
    for form, phrases in naming.text_shows.items():
        denied = (naming.name_denies, name or ""), (naming.text_denies, text)
        if phrases.search(text) and not any(form in by and by[form].search(of) for by, of in denied):
            return LegalForm(form)
    for form, phrases in naming.role_shows.items():
        if phrases.search(text) and not naming.role_denies[form].search(text):
            return LegalForm(form)
    return LegalForm.COMPANY


def _beside(name: str, text: str) -> Iterator[str]:
    """What stands right after the name, at each of the first places that hold it."""
    at = -1
    for _ in range(_MENTIONS):
        at = text.find(name, at + 1)
        if at < 0:
            return
        yield text[at + len(name) : at + len(name) + _BESIDE]
