"""Single values of a register: each checked and brought to one spelling, or refused with the reason."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from datetime import date
from urllib.parse import SplitResult, urlsplit

SCOPES = (
    "in_scope",
    "presumed_in_scope",
    "below_threshold",
    "voluntary",
    "public_body",
    "covered_by_group",
    "out_of_scope",
    "dissolved",
    "unknown",
)
LEGAL_FORMS = ("company", "llp", "partnership", "charity", "university", "public_body")
TURNOVER_BANDS = (
    "Under £36 million",
    "£36 million to £60 million",
    "£60 million to £100 million",
    "£100 million to £500 million",
    "Over £500 million",
)
"""As the GOV.UK registry words them."""

# The longest texts worth keeping; a longer cell is a sign of rows run together.
_LONGEST = 2000
_LONGEST_ADDRESS = 400

_DIGITS = re.compile(r"\d{1,8}")
_PREFIXED = re.compile(r"([A-Z]{2})(\d{1,6})")
# Irregular but real: industrial and provident societies (IP12345R), Scottish ones (SP1234RS), old Irish (R0000123).
_IRREGULAR = re.compile(r"[A-Z]{2}\d{5}[A-Z]|[A-Z]{2}\d{4}[A-Z]{2}|R0\d{6}")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_BRITISH_YEAR_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
_YEAR_DAY = re.compile(r"\d\d-\d\d")
_AMOUNT = re.compile(r"£?(\d+(?:\.\d+)?)(m|million|bn|billion)?")
_TIMES = {"": 1, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


class ValueProblemError(ValueError):
    """The value cannot be what its column asks for; the message says why and what is expected."""


def text(value: str) -> str:
    """White space made single, and nothing in it that cannot be seen; refused when too little or too much is left."""
    squeezed = _squeezed(value)
    if not squeezed:
        raise ValueProblemError("holds nothing that can be seen")
    if len(squeezed) > _LONGEST:
        raise ValueProblemError(f"is longer than {_LONGEST} characters")
    return squeezed


def _squeezed(value: str) -> str:
    """On one line, without what only steers whatever shows it: control characters, directions, places to break."""
    if not value.isprintable():
        kinds = ((letter, unicodedata.category(letter)) for letter in value)
        value = "".join(" " if kind == "Cc" else letter for letter, kind in kinds if kind not in ("Cf", "Cs"))
    return " ".join(value.split())


def address(value: str) -> str:
    """A postal address, its lines parted by line breaks or else by commas; each once, without a postcode at the end."""
    parts = value.splitlines() if "\n" in value.strip() else value.split(",")
    lines = list(dict.fromkeys(line for part in parts if (line := _squeezed(part).strip(" ,"))))
    squeezed = re.sub(r"\s+", "", lines[-1]).upper() if lines else ""
    if _POSTCODE.fullmatch(squeezed):
        lines.pop()
    if sum(map(len, lines)) > _LONGEST_ADDRESS:
        raise ValueProblemError(f"is longer than {_LONGEST_ADDRESS} characters")
    return "\n".join(lines)


def company_number(value: str) -> str:
    """Eight characters as Companies House writes them; zeros that a spreadsheet lost are restored."""
    squeezed = re.sub(r"[\s.\-]+", "", value).upper()
    if _DIGITS.fullmatch(squeezed) and int(squeezed):
        return squeezed.zfill(8)
    if found := _PREFIXED.fullmatch(squeezed):
        return found[1] + found[2].zfill(6)
    if _IRREGULAR.fullmatch(squeezed):
        return squeezed
    raise ValueProblemError(
        f"{value!r} is not a company number (eight characters such as 01234567 or OC301234)"
    )


def postcode(value: str) -> str:
    """Upper case with one space: "nr11aa" is "NR1 1AA"."""
    found = _POSTCODE.fullmatch(re.sub(r"\s+", "", value).upper())
    if found is None:
        raise ValueProblemError(f"{value!r} is not a postcode (such as NR1 1AA)")
    return f"{found[1]} {found[2]}"


def website(value: str) -> str:
    """A bare host or an http(s) URL, as written. What could never be visited is refused."""
    site = value.strip()
    if re.search(r"\s|[,;|]", site):
        raise ValueProblemError(f"{value!r} is not one web site (a host such as firm.co.uk, or a URL)")
    try:
        parts = _split(site)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("", "http", "https") or "@" in parts.netloc or not host or not _is_host(host):
        raise ValueProblemError(f"{value!r} is not a web site (a host such as firm.co.uk, or a URL)")
    return site


def root(value: str) -> str:
    """The web site that an address lies on: its scheme, if it has one, and its host; "" for what is no address."""
    try:
        parts = _split(website(value))
    except ValueProblemError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme else parts.netloc


def host(value: str) -> str:
    """The host of an address, lower case, without "www." and port; "" for what is no address."""
    try:
        return (_split(website(value)).hostname or "").removeprefix("www.")
    except ValueProblemError:
        return ""


def _split(site: str) -> SplitResult:
    return urlsplit(site if "//" in site else f"//{site}")


def url(value: str) -> str:
    """An absolute http(s) URL."""
    address = website(value)
    if not address.lower().startswith(("http://", "https://")):
        raise ValueProblemError(f"{value!r} is not a URL (it begins with https:// or http://)")
    return address


def scope(value: str) -> str:
    """One of SCOPES."""
    return _one_of(value, SCOPES)


def legal_form(value: str) -> str:
    """One of LEGAL_FORMS."""
    return _one_of(value, LEGAL_FORMS)


def turnover_band(value: str) -> str:
    """One of TURNOVER_BANDS."""
    plain = {band.casefold(): band for band in TURNOVER_BANDS}
    found = plain.get(text(value).casefold())
    if found is None:
        raise ValueProblemError(f"{value!r} is not one of: {'; '.join(TURNOVER_BANDS)}")
    return found


def turnover(value: str) -> int:
    """Whole pounds: "36000000", "£36,000,000", "36m", "1.2 billion"."""
    found = _AMOUNT.fullmatch(re.sub(r"[\s,]+", "", value).casefold())
    if found is None or len(found[1]) > 15:
        raise ValueProblemError(f"{value!r} is not an amount in pounds (such as 36000000)")
    return round(float(found[1]) * _TIMES[found[2] or ""])


def day(value: str) -> str:
    """A date as ISO 8601: "2026-03-31", or "31/03/2026" as British registers write it."""
    squeezed = value.strip().partition("T")[0].partition(" ")[0]
    try:
        if found := _BRITISH_DAY.fullmatch(squeezed):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(squeezed).isoformat()
    except ValueError as error:
        raise ValueProblemError(f"{value!r} is not a date (such as 2026-03-31 or 31/03/2026)") from error


def year_day(value: str) -> str:
    """A day of any year as "03-31", from that, "31/03" or a whole date."""
    squeezed = value.strip()
    if found := _BRITISH_YEAR_DAY.fullmatch(squeezed):
        squeezed = f"{int(found[2]):02}-{int(found[1]):02}"
    text_of_day = squeezed if _YEAR_DAY.fullmatch(squeezed) else day(squeezed)[5:]
    try:
        date.fromisoformat(f"2024-{text_of_day}")
    except ValueError as error:
        raise ValueProblemError(f"{value!r} is not a day of the year (such as 03-31 or 31/03)") from error
    return text_of_day


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    plain = re.sub(r"[\s-]+", "_", value.strip().casefold())
    if plain not in allowed:
        raise ValueProblemError(f"{value!r} is not one of: {', '.join(allowed)}")
    return plain


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return True
    try:
        ascii_host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return False
    labels = ascii_host.rstrip(".").split(".")
    if ascii_host == "localhost":
        return True
    return len(labels) > 1 and not labels[-1].isdigit() and all(_LABEL.fullmatch(label) for label in labels)
