"""What a document is: a statement, or something that stands where a statement should be. With reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.assessment import Kind
from checker.document import Block, BlockKind, Document
from checker.rulebook import Rulebook, Signal
from checker.section import LONG_WORDS, Section

_OPENING = 600
_TITLE = 200
_LEAST_POINTS = 3
_LEAST_SAID = 2
"""Points of a signal in the text that show more than that the Act is named."""
_CERTAIN_POINTS = 6
"""A short text that says what it is may be the statement that no steps were taken, s.54(4)(b)."""
_SHORT_WORDS = 60
_TITLED_WORDS = 25
"""Words; what has so many and is titled a policy, say, is one, however little it says of slavery."""
_SHORT_LANDING = 130
"""Words; a page that short which offers a file about slavery introduces it, unless it is approved or signed itself."""
_REPORT_WORDS = 2500
"""Shorter ones are often statements whose first heading happens to speak of reporting or of assessing risks."""
_LONGEST_LANDING = 250
_LEAST_PROSE = 2
"""Sentences on the subject, of eight words or more, that any real statement has."""
_BRACKETED = re.compile(
    r"\[(?!\d{1,3}\])[^\]\n]{2,60}\]|\{\{[^}\n]{2,40}\}\}|<<[^>\n]{2,40}>>|_{6,}\s*\(\w+\)"
)
_FILE = re.compile(r"\.(?:pdf|docx?|odt)(?:$|[?#])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindFound:
    """The kind, the signs that decided it, and warnings (stable codes) a reader should see."""

    kind: Kind
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]


def kind_of(document: Document, rulebook: Rulebook, section: Section | None = None) -> KindFound:
    """What kind the document is. The signals and their points are the rulebook's; `section`: a statement within it."""
    warnings = tuple(_warnings(document, rulebook))
    places = _Places(document)
    signs = _Signs(
        {kind: [each for each in signals if places.has(each)] for kind, signals in rulebook.kinds.items()}
    )
    kind, why = _decide(document, rulebook, signs, warnings, section)
    return KindFound(kind, tuple(why), warnings)


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signals that are there, by the kind they speak for."""

    found: dict[str, list[Signal]]

    def points(self, kind: str) -> int:
        return sum(signal.points for signal in self.found[kind])

    def reasons(self, kind: str) -> list[str]:
        return [signal.says for signal in self.found[kind]]

    def titled(self, kind: str) -> bool:
        """Whether the title says that it is of this kind."""
        return any(signal.where == "title" for signal in self.found[kind])

    @property
    def goes_by_its_name_only(self) -> bool:
        """Whether it is called a statement, and nothing in its text is what statements say: news, a search for one."""
        return not any(
            signal.where == "text" and signal.points >= _LEAST_SAID for signal in self.found["statement"]
        )


class _Places:
    """The parts of a document that signals look at."""

    def __init__(self, document: Document) -> None:
        first = next((block for block in document.blocks if block.kind is BlockKind.HEADING), None)
        heading = _text(document, first)[:_TITLE] if first and first.start < _OPENING else ""
        self._texts = {
            "title": f"{document.title[:_TITLE]}\n{heading}",
            "opening": document.text[:_OPENING],
            "text": document.text,
        }

    def has(self, signal: Signal) -> bool:
        """Whether the signal is there, as often as it asks for."""
        found = signal.pattern.finditer(self._texts[signal.where])
        return sum(1 for _, _ in zip(range(signal.times), found, strict=False)) >= signal.times


def _text(document: Document, block: Block | None) -> str:
    return "" if block is None else document.text[block.start : block.end]


def _decide(
    document: Document,
    rulebook: Rulebook,
    signs: _Signs,
    warnings: tuple[str, ...],
    section: Section | None,
) -> tuple[Kind, list[str]]:
    statement = signs.points("statement")
    rivals = {kind: signs.points(kind) for kind in signs.found if kind != "statement"}
    rival = max(rivals, key=lambda kind: rivals[kind])
    prose = sum(
        1
        for each in document.sentences
        if len(each.text.split()) >= 8 and rulebook.cue("on_subject", each.text)
    )
    if (
        prose == 0
        or "missing_content" in warnings
        or (statement < _CERTAIN_POINTS and (prose < _LEAST_PROSE or document.words < _SHORT_WORDS))
    ):
        return _of_another_kind(document, rulebook, signs, rival, warnings) or _without_text(
            document, rulebook
        )
    if told := _not_meant(document, rulebook, warnings):
        return told
    long_report = document.words > LONG_WORDS and rival in ("report", "guide") and rivals[rival] > 0
    # What calls itself a report and not a statement is one, however much it says of a statement published elsewhere.
    if rival == "report" and document.words > _REPORT_WORDS:
        long_report = long_report or (signs.titled("report") and not signs.titled("statement"))
    outweighed = long_report or rivals[rival] >= statement
    if rival == "report" and rivals[rival] >= _LEAST_POINTS and outweighed and section is not None:
        return Kind.REPORT_WITH_STATEMENT, ["a part of it says that it is made under the Act"]
    by_name_only = signs.goes_by_its_name_only
    if statement >= _LEAST_POINTS and statement >= rivals[rival] and not long_report and not by_name_only:
        return _under_another_law(document, rulebook) or (Kind.STATEMENT, signs.reasons("statement"))
    if rivals[rival] >= _LEAST_POINTS or long_report:
        return Kind(rival), signs.reasons(rival)
    return Kind.OTHER, ["nothing marks it as a modern slavery statement"]


def _under_another_law(document: Document, rulebook: Rulebook) -> tuple[Kind, list[str]] | None:
    if rulebook.cue("other_laws", document.text) and not rulebook.cue("any_uk_law", document.text):
        return Kind.OTHER_LAW, ["it is made under the law of another country, and does not name the Act"]
    return None


def _of_another_kind(
    document: Document, rulebook: Rulebook, signs: _Signs, rival: str, warnings: tuple[str, ...]
) -> tuple[Kind, list[str]] | None:
    """What says little about slavery because it is about something else, and says so itself: a policy, a report."""
    named = signs.points(rival) >= _CERTAIN_POINTS
    long_enough = document.words >= (_TITLED_WORDS if signs.titled(rival) else _SHORT_WORDS)
    if named and long_enough and "missing_content" not in warnings and not _leads_on(document, rulebook):
        return Kind(rival), signs.reasons(rival)
    return None


def _not_meant(
    document: Document, rulebook: Rulebook, warnings: tuple[str, ...]
) -> tuple[Kind, list[str]] | None:
    """What reads as a statement, and is nobody's yet, answers to another country's law, or only introduces one."""
    if "lorem_ipsum" in warnings or ("unfilled_placeholder" in warnings and _is_template(document)):
        return Kind.TEMPLATE, ["its placeholders have not been filled in"]
    if rulebook.cue("australian_law", document.text) and not rulebook.cue("uk_law", document.text):
        return Kind.OTHER_LAW, ["it is made under the Australian Act, and does not name the British one"]
    if (
        document.words < _SHORT_LANDING
        and _leads_on(document, rulebook)
        and not rulebook.cue("signed_off", document.text)
    ):
        return Kind.LANDING, ["it says little itself and leads on to a document"]
    return None


def _without_text(document: Document, rulebook: Rulebook) -> tuple[Kind, list[str]]:
    """A page that says nothing itself: it leads on to the document, or it is empty, or about something else."""
    leads_on = _leads_on(document, rulebook)
    named = rulebook.cue("title", f"{document.title}\n{document.text[:_OPENING]}")
    if named and document.words < _LONGEST_LANDING and any(_FILE.search(href) for href, _ in document.links):
        leads_on = leads_on or ["the page is about it, and offers a file"]
    if leads_on or rulebook.cue("moved_on", document.text):
        return Kind.LANDING, ["it says nothing itself and leads on to a document"]
    if document.words < _SHORT_WORDS or rulebook.cue("title", f"{document.title}\n{document.text}"):
        return Kind.EMPTY, ["it has next to no text on the subject"]
    return Kind.OTHER, ["it has no sentence on the subject"]


def _leads_on(document: Document, rulebook: Rulebook) -> list[str]:
    """The files about the subject that the page links to."""
    return [
        href
        for href, text in document.links
        if _FILE.search(href) and rulebook.cue("on_subject", _spaced(href, text))
    ]


def _spaced(href: str, text: str) -> str:
    return re.sub(r"[-_/.%+]+", " ", f"{href} {text}")


def _is_template(document: Document) -> bool:
    """Several placeholders, or so many for its length that the text is not yet anyone's."""
    found = _BRACKETED.findall(document.text)
    return len(found) >= 3


def _warnings(document: Document, rulebook: Rulebook) -> Iterator[str]:
    text = document.text
    brackets = [match for match in _BRACKETED.finditer(text) if _looks_unfilled(match[0])]
    if brackets or rulebook.cue("placeholder", text):
        yield "unfilled_placeholder"
    if re.search(r"lorem ipsum|dolor sit amet", text, re.IGNORECASE):
        yield "lorem_ipsum"
    if rulebook.cue("to_come", text) and document.words < 250:
        yield "missing_content"
    if rulebook.cue("other_laws", text):
        yield "multi_law"


def _looks_unfilled(bracket: str) -> bool:
    """Square brackets also hold references and corrections; a placeholder is a noun phrase asking to be replaced."""
    words = bracket.strip("[]{}<>_ ()").lower()
    return re.search(
        r"\b(?:insert|name|date|company|organisation|organization|position|title|role|year|number|signature|your|address|email|x+|"
        r"director|country|sector|describe|add|enter|detail|details|logo|product|list|text)\b",
        words,
    ) is not None and not re.search(r"https?:|sic\b", words)
