"""One spelling for each company number, name and web host, so that the same firm is known again."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_NUMBER = re.compile(r"\d{1,8}")
_PREFIXED_NUMBER = re.compile(r"([A-Z]{2})(\d{1,6})")
_LEGAL_ENDINGS = {
    "limited": "ltd",
    "public limited company": "plc",
    "limited liability partnership": "llp",
    "community interest company": "cic",
}


def company_number(text: str) -> str:
    """As Companies House writes it: eight characters, zeros restored ("75278" is "00075278")."""
    squeezed = re.sub(r"\s+", "", text).upper()
    if _NUMBER.fullmatch(squeezed):
        return squeezed.zfill(8)
    if found := _PREFIXED_NUMBER.fullmatch(squeezed):
        return found[1] + found[2].zfill(6)
    return squeezed


def name_key(name: str) -> str:
    """A name without case, accents, punctuation and the several ways of writing its legal form."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # "p.l.c." and "C.I.C." are one word, "Smith & Co. Ltd." are three.
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain).replace("'", "").replace("\u2019", "")
    plain = " ".join(re.findall(r"\w+", plain)) or name.strip().casefold()
    for ending, short in _LEGAL_ENDINGS.items():
        if plain.endswith(f" {ending}"):
            return f"{plain.removesuffix(ending)}{short}"
    return plain


def host_key(website: str | None) -> str:
    """The host of a bare host or URL, lower case, without "www." and port; "" for none."""
    text = (website or "").strip()
    if not text:
        return ""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        # An address that no URL parser takes still tells one firm from another.
        host = text.casefold()
    return host.rstrip(".").removeprefix("www.")


_FORMS = frozenset(
    {"ltd", "limited", "plc", "llp", "lp", "cic", "uk", "group", "holdings", "the", "company", "co"}
)


def telling_name(name: str) -> str:
    """What sets a firm's name apart in running text: without "The" before it and its legal form and the like after it."""
    words = name_key(name).split()
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    return " ".join(words)


def names_firm(sentence: str, name: str) -> bool:
    """Whether the sentence names the firm, with or without its legal form, whatever the capitals."""
    return f" {telling_name(name)} " in f" {name_key(sentence)} "
