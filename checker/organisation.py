"""Whose statement it is, as the text says it, and which legal form its name shows."""

from __future__ import annotations

import re
from collections import Counter

from checker.assessment import LegalForm
from checker.document import Document

_SUFFIX = r"(?:Limited|LIMITED|Ltd\b\.?|LTD\b|plc\b|PLC\b|Plc\b|LLP\b|C\.?I\.?C\.?\b|Inc\b\.?|FZCO\b|SE\b|AG\b|GmbH\b)"
_WORD = r"(?:[A-Z][\w&’'.-]*|&|\([A-Z][\w .&]*\)|of|and|the|for|UK&I)"
COMPANY = re.compile(rf"(?<![\w])([A-Z][\w&’'.-]*(?: {_WORD}){{0,6}} {_SUFFIX})")
"""A name that ends in a company's legal form."""
_BODY = re.compile(
    r"(?<!\w)((?:The )?(?:University of [A-Z]\w+(?: [A-Z]\w+)*|(?:[A-Z][\w'’&]+ ){1,4}(?:University|Council|College|NHS (?:Foundation )?Trust|Housing Association|Society)))(?!\w)"
)
_LEADING = re.compile(
    r"^(?:(?:The|This|Of|And|For|Statement|Modern Slavery|Slavery|By|On|Board|Copyright|Directors)\s+)+",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(r"^(?:UN|United Nations|European|World)\b")
_READ = 6000
_ENDS = 1500
_OPENING = 500
_AT_AN_END = 2
"""A name in the title, the opening or the end is more often whose statement it is than one in between."""
_LEAST = 2
"""Of several names, one that stands only once and in the middle is nobody's in particular."""


def organisation(document: Document) -> str | None:
    """The organisation named most often at both ends of the text; None when none is named with its legal form."""
    text = f"{document.title}\n{document.text[:_READ]}\n{document.text[-_ENDS:]}"
    counts: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for match in (*COMPANY.finditer(text), *_BODY.finditer(text)):
        name = _LEADING.sub("", " ".join(match[1].split()))
        key = re.sub(r"\W+", " ", name).strip().lower().replace(" limited", " ltd")
        spelt.setdefault(key, name.rstrip("."))
        if not _INTERNATIONAL.match(name):
            at_an_end = match.start() < len(document.title) + _OPENING or match.start() > len(text) - _ENDS
            counts[key] += _AT_AN_END if at_an_end else 1
    best, count = next(iter(counts.most_common(1)), ("", 0))
    return spelt[best] if count >= _LEAST or len(counts) == 1 else None


def legal_form_of(name: str | None, text: str) -> LegalForm:
    """The legal form, from the name first, then from what the text says; a company when nothing says otherwise."""
    if name and re.search(r"\bLLP\b", name):
        return LegalForm.LLP
    if name and re.search(r"\buniversity\b", name, re.IGNORECASE):
        return LegalForm.UNIVERSITY
    if name and re.search(r"\b(?:council|nhs|constabulary|fire and rescue)\b", name, re.IGNORECASE):
        return LegalForm.PUBLIC_BODY
    if re.search(
        r"limited liability partnership|approved by the members of the llp|designated member",
        text,
        re.IGNORECASE,
    ):
        return LegalForm.LLP
    if (
        re.search(r"\bour (?:board of )?trustees\b|registered charity", text, re.IGNORECASE)
        and "shareholder" not in text.lower()
    ):
        return LegalForm.CHARITY
    return LegalForm.COMPANY
