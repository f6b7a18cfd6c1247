"""Which legal form an organisation has, as its name and the text show: it decides who approves and who signs."""

from __future__ import annotations

from checker.assessment import LegalForm
from checker.rulebook import Rulebook

_BESIDE = 60
"""So many characters after the name its form may stand: "Fen Growers (a limited partnership)"."""


def legal_form_of(name: str | None, text: str, rulebook: Rulebook) -> LegalForm:
    """The legal form, from the name first, then from what the text says; a company when nothing says otherwise."""
    naming = rulebook.organisation
    for form, phrases in naming.name_shows.items():
        if name and phrases.search(name):
            return LegalForm(form)
    if name:
        at = text.find(name)
        beside = text[at + len(name) : at + len(name) + _BESIDE] if at >= 0 else ""
        for form, phrases in naming.beside_name_shows.items():
            match = phrases.search(beside)
            if match is not None and not beside[: match.start()].strip(" ,(-–"):
                return LegalForm(form)
    for form, phrases in naming.text_shows.items():
        denied = (naming.name_denies, name or ""), (naming.text_denies, text)
        if phrases.search(text) and not any(form in by and by[form].search(of) for by, of in denied):
            return LegalForm(form)
    return LegalForm.COMPANY
