"""Finds a person's name that ends, or begins, at a given place in a text."""

from __future__ import annotations

import re

from checker.dates import find_dates

_LETTER = "A-ZÀ-ÖØ-ÞĀ-ɏ"
_SMALL = "a-zß-öø-ÿĀ-ɏ"
"""Beyond Latin-1 capitals and small letters alternate: taken as both, for lists of them take long to compile."""
_TOKEN = re.compile(
    rf"(?:(?:(?:Mc|Mac|Fitz|De|Le|Van)|[{_LETTER}]['’])[{_LETTER}][{_SMALL}]+(?:-[{_LETTER}][{_SMALL}]+)*"  # McAree, O’Connor
    rf"|(?:Ste?|Dr|Mrs?|Ms|Prof|Revd?|Cllr)\.(?=[ \xa0][{_LETTER}])"  # St. John, Prof. Hallam
    rf"|[{_LETTER}][{_SMALL}]+(?:['’-][{_LETTER}{_SMALL}](?:['’][{_LETTER}])?[{_SMALL}]+)*"  # Smith-Jones
    rf"|[{_LETTER}]{{2,}}(?:['’-][{_LETTER}]+)*"  # SMITH
    rf"|[{_LETTER}](?:\.|(?![{_LETTER}{_SMALL}]))"  # an initial
    r"|(?:van|von|de|der|den|da|di|du|dos|das|la|le|al|el|bin|bint|ibn|ap|ab|ferch|ter|ten|zu|af)(?=\s))"
)
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady", "baroness", "viscount", "earl", "prof", "professor", "cllr",
     "councillor", "rev", "revd", "reverend", "canon", "captain", "colonel", "hon"}
)  # fmt: skip
_AFTER_NAMES = frozenset(
    {"obe", "mbe", "cbe", "kbe", "dbe", "gbe", "bem", "kc", "qc", "jp", "dl", "cb", "kcb", "cmg", "kcmg", "lvo", "mvo", "cvo", "fca", "aca",
     "fcca", "acca", "cpa", "acma", "fcma", "cgma", "fcips", "mcips", "fcipd", "mcipd", "ceng", "ieng", "frs", "frsa", "frics", "mrics", "fciob",
     "mciob", "fiod", "cdir", "ba", "bsc", "beng", "ma", "msc", "mba", "meng", "mphil", "phd", "dphil", "llb", "llm", "hons", "rgn"}
)  # fmt: skip
"""Honours and qualifications, which are no part of a name."""
_LETTERS_AFTER = re.compile(r"[A-Z]{2,}[a-z]+[A-Za-z]*")
"""The letters of other bodies' members begin with two capitals and go on small, as no name does: "FREng"."""


_NO_VOWEL = re.compile(r"[b-df-hj-np-tv-xz]{2,5}")
"""A firm's initials in small before a role: "dps Group CEO"."""


def _is_after_names(word: str) -> bool:
    return word.lower() in _AFTER_NAMES or _LETTERS_AFTER.fullmatch(word) is not None


_NEVER = frozenset(
    ["act", "acting", "action", "actions", "activities", "address", "agency", "all", "also", "an", "and", "annual", "anti", "any", "approval", "approved", "are", "as", "at", "audit", "august", "available", "behalf", "board", "brand", "brands", "business", "businesses", "by", "chair", "chairman", "chairperson", "chairwoman", "charity", "chief", "city", "co", "code", "commercial", "commitment", "committee", "company", "compliance", "conclusion", "conduct", "confidential", "construction", "contact", "contents", "corporate", "council", "country", "county", "date", "dated", "day", "december", "declaration", "department", "designated", "development", "digital", "director", "directors", "document", "due", "duty", "east", "email", "employment", "end", "energy", "engineering", "england", "english", "environmental", "ethical", "europe", "european", "events", "executive", "executives", "external", "farms", "february", "fields", "finance", "financial", "first", "food", "foods", "for", "forced", "foundation", "foundation", "framework", "friday", "from", "full", "further", "future", "gb", "general", "global", "governance", "governing", "great", "green", "group", "guidance", "guiding", "head", "health", "holding", "holdings", "home", "hospital", "hotel", "house", "housing", "hr", "human", "in", "industries", "information", "initiative", "insurance", "interim", "international", "introduction", "investment", "is", "january", "joint", "july", "june", "key", "labour", "leader", "leadership", "legal", "limited", "llp", "logistics", "london", "ltd", "manager", "management", "managing", "manufacturing", "march", "marketing", "may", "member", "members", "mission", "modern", "monday", "name", "national", "network", "new", "next", "no", "norfolk", "non", "norwich", "north", "november", "objective", "objectives", "october", "of", "office", "officer", "on", "operating", "operations", "our", "owner", "page", "part", "partner", "partners", "partnership", "people", "place", "plan", "plc", "policies", "policy", "position", "president", "pact", "principal", "principles", "print", "process", "procurement", "produce", "product", "production", "products", "programme", "progress", "property", "public", "published", "purchase", "purchasing", "quality", "reference", "regional", "registered", "report", "reporting", "research", "resources", "responsibility", "responsible", "retail", "review", "reviewed", "revised", "rights", "risk", "road", "role", "sales", "saturday", "school", "scotland", "secretary", "section", "security", "senior", "september", "service", "services", "signature", "signed", "slavery", "social", "solutions", "south", "spain", "standard", "standards", "statement", "steps", "strategic", "strategy", "street", "structure", "sunday", "supplier", "suppliers", "supply", "sustainability", "systems", "team", "technical", "technologies", "technology", "telephone", "thank", "the", "their", "these", "this", "thursday", "title", "to", "together", "trade", "trading", "trafficking", "training", "transparency", "transport", "trust", "trustee", "trustees", "tuesday", "uk", "united", "university", "update", "updated", "us", "usa", "vendor", "version", "vice", "wales", "we", "website", "wednesday", "west", "with", "work", "works", "world", "year", "years", "you", "your", "yours", "sincerely", "faithfully", "introduction", "ceo", "cfo", "coo", "md", "dr2", "authorised", "authorized", "confidentiality", "stronger", "deputy", "lead", "alliance", "association", "consumer", "federation", "forum", "goods", "software", "representative", "complaint", "topic"]
)  # fmt: skip
_SEPARATORS = " \t\n\r\xa0,;:|()[]–—_-./\\“”\"'’·•"
_ADDRESS = re.compile(r"[\w.+-]{1,60}@[\w.-]{1,60}$")
_MODIFIERS = frozenset(
    {"vice", "deputy", "group", "joint", "interim", "acting", "executive", "non", "co", "regional", "senior", "uk", "gb", "global",
     "european", "europe", "the", "our", "and", "role", "position", "title", "job", "name", "print", "sole", "for", "in", "his", "her",
     "their", "capacity", "designation", "managing", "commercial", "associate", "founding", "founder", "owner", "company", "md", "ceo",
     "as", "roi", "uki", "uk&i", "emea", "divisional", "area", "country", "national", "international", "operations", "operating",
     "chief", "marketing", "sales", "hr", "human", "resources", "finance", "financial", "technical", "legal", "people", "supply",
     "chain", "procurement", "purchasing", "sustainability", "compliance", "business", "development", "director", "directors",
     "director's", "director'", "&", "a", "an", "its", "being", "one", "principal", "president", "chair", "chairman", "general", "counsel",
     "secretary", "head", "of", "quality", "information", "technology", "customer", "customers", "strategy", "trading", "buying",
     "property", "estates", "digital", "risk", "audit", "member", "brand", "retail", "production", "manufacturing", "logistics",
     "transport", "corporate", "affairs", "services", "asset", "investment", "research", "engineering", "health", "safety",
     "environment", "environmental", "esg", "planning", "projects", "programme", "communications", "partner", "trustee", "governor",
     "lead", "manager", "hon", "honorary", "prif", "weithredwr", "cadeirydd", "cyfarwyddwr", "arweinydd", "rheolwr", "gyfarwyddwr",
     "ymddiriedolwr", "ysgrifennydd", "dynodedig"}
)  # fmt: skip
_CLOSING = "Group|Holdings|Products|Services|Solutions|Industries|Foods|Farms|Logistics|Systems|Technologies|International"
"""What stands before a company's legal form, or closes its name."""
_COMPANY = re.compile(
    rf"(?:[{_LETTER}&][\w&’'-]*[ \xa0]+|\([\w ]+\)\s*){{0,6}}(?:Ltd|Limited|plc|PLC|LLP|Inc)\.?\s*$"
)


def name_before(text: str, position: int, reach: int = 90) -> tuple[int, int] | None:
    """Where the name stands that ends at `position`, give or take separators, role words or a company's name."""
    low = max(0, position - reach)
    end = _before_stamp(text, low, _skip_back(text, low, position))
    end = _before_stamp(text, low, _before_date(text, low, end))
    company = _COMPANY.search(text[low:end])
    if company is not None:
        end = _skip_back(text, low, low + company.start())
    tokens = list(_TOKEN.finditer(text, low, end))
    chosen: list[re.Match[str]] = []
    for token in reversed(tokens):
        edge = chosen[-1].start() if chosen else end
        between = text[token.end() : edge]
        if (
            len(chosen) == 5
            or (chosen and not _is_close(token, between) and not _is_peerage(text[low:edge]))
            or (not chosen and between.strip(_SEPARATORS))
            or (chosen and _word(chosen[-1]) in _TITLES and _word(token) not in _TITLES)
        ):
            break
        if _is_no_name(token) or (token.start() > 0 and text[token.start() - 1] in "@/#"):
            break
        chosen.append(token)
    return _span(chosen[::-1])


def name_after(text: str, position: int, reach: int = 60) -> tuple[int, int] | None:
    """Where the first name stands that begins within `reach` characters after `position`."""
    window = min(len(text), position + reach)
    start = position
    while start < window:
        first = _TOKEN.search(text, start, window + 40)
        if first is None or first.start() > window:
            return None
        chosen: list[re.Match[str]] = []
        token: re.Match[str] | None = first
        while token is not None and len(chosen) < 5 and not _is_no_name(token):
            if chosen and _word(token) in _TITLES and _word(chosen[-1]) not in _TITLES:
                break
            chosen.append(token)
            following = _TOKEN.search(text, token.end(), min(len(text), token.end() + 40))
            close = following is not None and _is_close(token, text[token.end() : following.start()])
            token = following if close else None
        span = _span(chosen)
        if span is not None:
            return span
        start = chosen[-1].end() if chosen else first.end()
    return None


def _is_no_name(token: re.Match[str]) -> bool:
    """Whether the word is part of nobody's name: a month is only where it opens one, "Councillor June Appleby"."""
    if _word(token) not in _NEVER:
        return False
    return not (
        _word(token) in _GIVEN_MONTHS
        and _OPENS.search(token.string, max(0, token.start() - 20), token.start())
        and _SURNAME.match(token.string, token.end())
    )


_GIVEN_MONTHS = frozenset({"april", "may", "june", "august"})
_OPENS = re.compile(r"(?:^|[\n:|]|\b(?:M[rsx]{1,2}|Miss|Dr|Dame|Lady|Cllr|Councillor|Prof(?:essor)?)\.?)\s*$")
_SURNAME = re.compile(rf"[ \xa0](?:[{_LETTER}]\.?[ \xa0])?[{_LETTER}][{_SMALL}]+")
_CLOSE = re.compile(r"[ \xa0]{1,3}|[ \xa0]\((?=\w)|\)[ \xa0]")


def _is_close(token: re.Match[str], between: str) -> bool:
    """Whether what follows may belong to the same name; initials need no space between them."""
    return _CLOSE.fullmatch(between) is not None or (between == "" and token[0].endswith("."))


_PEERAGE = re.compile(r"\b(?:Lord|Lady|Baroness|Baron|Viscount|Earl)[ \xa0][^,.\n]{2,30} of $", re.IGNORECASE)


def _is_peerage(before: str) -> bool:
    """Whether the name goes on before "of": "Lord Faversham of Thetford"."""
    return _PEERAGE.search(before) is not None


_STAMP = re.compile(
    r"(?<=\s)(?:(?:docusign(?:ed)?|adobe(?: sign)?|envelope|signature|signer|id|ref|by|number)[ :.]{1,3}){0,4}"
    r"(?=[a-f-]{0,40}\d)[\da-f][\da-f-]{5,40}(?:\.{3}|…)?$"
    r"|(?<=\s)(?:electronically |digitally |docu)sign(?:ed)?(?: by)?:?$",
    re.IGNORECASE,
)
"""What an electronic signature leaves between the name and the role: "DocuSigned by: 7F3A99B0C21D4E8"."""


def _before_stamp(text: str, low: int, end: int) -> int:
    """Where the text ends without the mark of an electronic signature that closes it."""
    stamp = _STAMP.search(text, low, end)
    return end if stamp is None else _skip_back(text, low, stamp.start())


def without_stamp(role: str) -> str:
    """The words of a role without the mark of an electronic signature that stood before it in one line."""
    return _STAMPED.sub("", role)


_STAMPED = re.compile(r"^.*\b(?=[A-F-]{0,40}\d)[\dA-F][\dA-F-]{5,40}(?:\.{3}|…)?\s+")


def _before_date(text: str, low: int, end: int) -> int:
    """Where the text ends without a date that closes it: names are often dated before the role is given."""
    last = None
    for last in find_dates(text[low:end]):  # noqa: B007 - the last of them
        pass
    if last is None or last.iso is None or low + last.end < end:
        return end
    label = re.search(
        r"(?:\b(?:on|date[d]?)\b[\s:,]*(?:the\s+)?)?$", text[low : low + last.start], re.IGNORECASE
    )
    return _skip_back(text, low, low + (label.start() if label else last.start))


def without_letters(role: str) -> str:
    """The words of a role without the letters after the name that stood before it: "OBE, Chairman"."""
    words = role.split()
    while words and _is_after_names(words[0].strip(",.()")):
        words = words[1:]
    return " ".join(words)


def _word(token: re.Match[str]) -> str:
    return token[0].strip(".").lower().removesuffix("'s").removesuffix("’s")


def _skip_back(text: str, low: int, end: int) -> int:
    """Steps back over separators, words that belong to a role, and the letters after a name."""
    while True:
        while end > low and text[end - 1] in _SEPARATORS:
            end -= 1
        address = _ADDRESS.search(text, low, end) if text.find("@", low, end) >= 0 else None
        if address is not None:
            end = address.start()
            continue
        match = re.search(r"[\w&'’]+$", text[low:end])
        if match is None:
            return end
        word, start = match[0], match.start()
        if word.lower() not in _MODIFIERS:
            glued = re.search(rf"(?<=[{_SMALL}])[{_LETTER}][{_SMALL}]+$", word)  # "PuriInterim" from PDF
            word, start = (word, start) if glued is None else (glued[0], start + glued.start())
        in_brackets = (
            word.lower() in _TITLES and text[low + start - 1 : low + start] == "("
        )  # "E. Snell (Ms)"
        if (
            word.lower() not in _MODIFIERS
            and not in_brackets
            and not _is_after_names(word)
            and not _NO_VOWEL.fullmatch(word)
        ):
            return end
        end = low + start


def _span(chosen: list[re.Match[str]]) -> tuple[int, int] | None:
    while chosen and _is_after_names(chosen[-1][0].strip(".")):
        chosen = chosen[:-1]
    names = [token for token in chosen if _word(token) not in _TITLES]
    is_titled = bool(chosen) and len(names) == 1 < len(chosen) and len(names[0][0]) > 2
    if not is_titled and (len(names) < 2 or not any(len(token[0].strip(".")) > 2 for token in names)):
        return None
    if names[-1][0][0].islower() or len(names[-1][0].strip(".")) < 2:
        return None
    if _NO_PERSON.match(names[-1].string, chosen[-1].end()):
        return None
    return chosen[0].start(), chosen[-1].end()


_NO_PERSON = re.compile(
    rf"\s*(?:(?:plc|PLC|Ltd|Limited|LLP|SE|Inc|GmbH|AG|NV|BV|@|\((?:UK|GB)\))(?![a-z])"
    rf"|[ \xa0](?:{_CLOSING})[ \xa0](?:plc|PLC|Ltd|Limited|LLP|Inc)\b|[ \xa0](?:{_CLOSING})[ \xa0]*(?:\n|$))"
)
"""What follows the name of a company, or is part of an address."""
