"""What a document is: a statement, or something that stands where a statement should be. With reasons."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.assessment import Kind
from checker.cautions import cautions, is_template
from checker.document import BlockKind, Document
from checker.rulebook import Rulebook, Signal
from checker.section import LONG_WORDS, Section, statement_section
from checker.voice import own_text, speaks_for_itself, speaks_to_others

_OPENING = 600
_TITLE = 200
_LONGEST_LINE = 120
_TITLE_LINES = 3
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
_SEARCHED_FROM = 3000
"""Words; what is longer is looked through for a statement in it, whatever it calls itself."""
_REPORT_WORDS = 2500
"""Shorter ones are often statements whose first heading happens to speak of reporting or of assessing risks."""
_LONGEST_LANDING = 250
_LEAST_PROSE = 2
"""Sentences on the subject, of eight words or more, that any real statement has."""
_TELLING = 3
"""Sentences; a page that is titled a statement and has fewer has no text."""
_REPORT_ELSEWHERE = 0.4
"""The share of its words, at least, that a report has outside the statement in it."""
_REPORT_PROSE = 0.2
"""A report of whose sentences a smaller share is on the subject only mentions it."""
_UNFILLED = (Kind.TEMPLATE, ["its placeholders have not been filled in"])
_ANNEXED = ("of_itself", "called_a_year")
"""What a statement annexed to a policy says, and the policy's own section on the yearly statement does not."""
_YEAR = re.compile(r"(?<!Act )20\d\d")
_FILE = re.compile(r"\.(?:pdf|docx?|odt)(?:$|[?#])", re.IGNORECASE)


class KindFound(NamedTuple):
    """The kind, the signs that decided it, and warnings (stable codes) a reader should see."""

    kind: Kind
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    section: Section | None = None
    """Where the statement stands in a report that holds one."""


def kind_of(document: Document, rulebook: Rulebook) -> KindFound:
    """What kind the document is. The signals and their points are the rulebook's."""
    prose = sum(rulebook.cue("on_subject", each.text) is not None for each in document.full_sentences)
    warnings = tuple(cautions(document, rulebook, prose))
    places = _Places(document, rulebook)
    signs = _Signs(
        {kind: [each for each in signals if places.has(each)] for kind, signals in rulebook.kinds.items()}
    )
    section = _section(document, rulebook, signs)
    kind, why = _decide(document, rulebook, signs, warnings, section, prose)
    return KindFound(kind, tuple(why), warnings, section if kind is Kind.REPORT_WITH_STATEMENT else None)


def _section(document: Document, rulebook: Rulebook, signs: _Signs) -> Section | None:
    """The statement within what is long, or calls itself a report or a policy and has much else."""
    is_long = document.words > _SEARCHED_FROM
    is_policy = signs.titled("policy_only") and not signs.titled("statement")
    if not (is_long or is_policy or signs.opens("report")):
        return None
    section = statement_section(document, rulebook)
    if section is None or (is_long and not is_policy):
        return section
    told = document.text[section.start : section.end]
    if is_policy and not (_YEAR.search(told) and all(rulebook.cue(cue, told) for cue in _ANNEXED)):
        return None
    inside = len(told.split())
    return section if inside <= (1 - _REPORT_ELSEWHERE) * document.words else None


class _Signs(NamedTuple):
    """The signals that are there, by the kind they speak for."""

    found: dict[str, list[Signal]]

    def points(self, kind: str) -> int:
        return sum(signal.points for signal in self.found[kind])

    def reasons(self, kind: str) -> list[str]:
        return [signal.says for signal in self.found[kind]]

    def titled(self, kind: str) -> bool:
        """Whether the title says that it is of this kind."""
        return any(signal.where.endswith("title") for signal in self.found[kind])

    def opens(self, kind: str) -> bool:
        """Whether its title or its first lines say so."""
        return any(signal.where.endswith(("title", "opening")) for signal in self.found[kind])

    @property
    def goes_by_its_name_only(self) -> bool:
        """Whether it is called a statement, and nothing in its text is what statements say: news, a search for one."""
        return not any(
            signal.where in ("own", "text") and signal.points >= _LEAST_SAID
            for signal in self.found["statement"]
        )


class _Places:
    """The parts of a document that signals look at. `own` is the text without what asks, or tells others their duty."""

    def __init__(self, document: Document, rulebook: Rulebook) -> None:
        heading = _first_heading(document)
        own = own_text(document, rulebook)
        self._texts = {
            "title": f"{document.title[:_TITLE]}\n{heading}",
            "opening": document.text[:_OPENING],
            "text": document.text,
            "own": own,
            "own_title": "\n".join(
                each for each in (document.title[:_TITLE], heading) if not speaks_to_others(each, rulebook)
            ),
            "own_opening": own[:_OPENING],
        }

    def has(self, signal: Signal) -> bool:
        """Whether the signal is there, as often as it asks for."""
        found = signal.pattern.finditer(self._texts[signal.where])
        return sum(1 for _, _ in zip(range(signal.times), found, strict=False)) >= signal.times


def _first_heading(document: Document) -> str:
    first = next((block for block in document.blocks if block.kind is BlockKind.HEADING), None)
    if first is None or first.start >= _OPENING:
        return "" if document.title else _first_lines(document)
    heading = document.text[first.start : min(first.end, first.start + _TITLE)]
    # In a plain text nothing marks a title, and the first line that reads as a heading may be that of a part.
    return (
        f"{_first_lines(document)}\n{heading}" if document.read_with == "plain" and first.start else heading
    )


def _first_lines(document: Document) -> str:
    """What stands for a title in a text without one: its first lines, where they are short and no sentences.

    The statement's name often stands under the firm's.
    """
    lines: list[str] = []
    for line in document.text[:_OPENING].lstrip("\n").split("\n", _TITLE_LINES)[:_TITLE_LINES]:
        if len(line) > _LONGEST_LINE or line.rstrip().endswith((".", ";", "!", ":")):
            break
        lines.append(line.rstrip())
    return "\n".join(lines)


def _decide(
    document: Document,
    rulebook: Rulebook,
    signs: _Signs,
    warnings: tuple[str, ...],
    section: Section | None,
    prose: int,
) -> tuple[Kind, list[str]]:
    statement = signs.points("statement")
    rivals = {kind: signs.points(kind) for kind in signs.found if kind != "statement"}
    rival = max(rivals, key=lambda kind: rivals[kind])
    only_names_a_policy = rival == "policy_only" and signs.titled("statement") and not signs.titled(rival)
    by_name_only = signs.goes_by_its_name_only and not only_names_a_policy
    speaks = speaks_for_itself(document, rulebook, titled=signs.titled("statement"))
    said = signs.opens("statement") or statement >= _CERTAIN_POINTS
    if speaks and not by_name_only and said and document.words >= _SHORT_WORDS:
        prose = max(prose, _LEAST_PROSE)  # some say "slavery" in the title and never again
    told: tuple[Kind, list[str]] | None
    if signs.titled("statement") and _is_unfilled(document, rulebook, warnings):
        told = _UNFILLED
    elif (
        prose == 0
        or "missing_content" in warnings
        or (statement < _CERTAIN_POINTS and (prose < _LEAST_PROSE or document.words < _SHORT_WORDS))
    ):
        another = _of_another_kind(document, rulebook, signs, rival, warnings)
        told = another or _without_text(document, rulebook)
    else:
        told = _not_meant(document, rulebook, warnings) or _report(document, rulebook, signs, section, prose)
    if told is not None:
        return told
    long_report = _is_long_report(document, signs, rival)
    outweighed = long_report or rivals[rival] >= statement
    if section is not None and rivals[rival] >= _LEAST_POINTS and outweighed:
        told_within = ["a part of it says that it is made under the Act"]
        if rival == "report":
            return Kind.REPORT_WITH_STATEMENT, told_within
        if rival == "policy_only":  # which its statement rests on: all of it is judged
            return Kind.STATEMENT, told_within
    if (
        statement >= _LEAST_POINTS
        and statement >= rivals[rival]
        and not long_report
        and speaks
        and not by_name_only
    ):
        return _under_another_law(document, rulebook) or (Kind.STATEMENT, signs.reasons("statement"))
    if rivals[rival] >= _LEAST_POINTS or long_report:
        return Kind(rival), signs.reasons(rival)
    return Kind.OTHER, ["nothing marks it as a modern slavery statement"]


def _is_long_report(document: Document, signs: _Signs, rival: str) -> bool:
    """Whether it is too long for a statement, or calls itself a report, however much it says of one kept elsewhere."""
    if document.words > LONG_WORDS and rival in ("report", "guide") and signs.points(rival):
        return signs.opens(rival) or not signs.opens("statement")
    is_report = rival == "report" and document.words > _REPORT_WORDS
    return is_report and signs.titled("report") and not signs.titled("statement")


def _report(
    document: Document, rulebook: Rulebook, signs: _Signs, section: Section | None, prose: int
) -> tuple[Kind, list[str]] | None:
    """What opens as a report, is not called a statement, and has much besides one, or next to nothing of one."""
    if not signs.opens("report") or signs.titled("statement"):
        return None
    if section is not None:
        return Kind.REPORT_WITH_STATEMENT, ["a part of it says that it is made under the Act"]
    if prose < _REPORT_PROSE * len(document.full_sentences):
        return Kind.REPORT, signs.reasons("report")
    return None


def _under_another_law(document: Document, rulebook: Rulebook) -> tuple[Kind, list[str]] | None:
    if rulebook.cue("other_laws", document.text) and not rulebook.cue("any_uk_law", document.text):
        return Kind.OTHER_LAW, ["it is made under the law of another country, and does not name the Act"]
    return None


def _of_another_kind(
    document: Document, rulebook: Rulebook, signs: _Signs, rival: str, warnings: tuple[str, ...]
) -> tuple[Kind, list[str]] | None:
    """What says little about slavery because it is about something else, and says so itself: a policy, a report."""
    named = signs.points(rival) >= _CERTAIN_POINTS
    told = signs.titled(rival) or rival == "other_law"
    long_enough = document.words >= (_TITLED_WORDS if told else _SHORT_WORDS)
    if named and long_enough and "missing_content" not in warnings and not _leads_on(document, rulebook):
        return Kind(rival), signs.reasons(rival)
    return None


def _is_unfilled(document: Document, rulebook: Rulebook, warnings: tuple[str, ...]) -> bool:
    filled = "unfilled_placeholder" not in warnings or not is_template(document, rulebook)
    return "lorem_ipsum" in warnings or not filled


def _not_meant(
    document: Document, rulebook: Rulebook, warnings: tuple[str, ...]
) -> tuple[Kind, list[str]] | None:
    """What reads as a statement, and is nobody's yet, answers to another country's law, or only introduces one."""
    if _is_unfilled(document, rulebook, warnings):
        return _UNFILLED
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
    named = rulebook.cue("title", f"{document.title}\n{_first_heading(document)}")
    is_short = document.words < _LONGEST_LANDING
    offers = named and is_short and any(_FILE.search(href) for href, _ in document.links)
    if offers or _leads_on(document, rulebook) or rulebook.cue("moved_on", document.text):
        return Kind.LANDING, ["it says nothing itself and leads on to a document"]
    if document.words < _TITLED_WORDS or (named and len(document.full_sentences) < _TELLING):
        return Kind.EMPTY, ["it has next to no text on the subject"]
    return Kind.OTHER, ["it has no sentence on the subject"]


def _leads_on(document: Document, rulebook: Rulebook) -> bool:
    """Whether the page links to a file about the subject."""
    return any(
        _FILE.search(href) and rulebook.cue("on_subject", _spaced(href, text))
        for href, text in document.links
    )


def _spaced(href: str, text: str) -> str:
    return re.sub(r"[-_/.%+]+", " ", f"{href} {text}")
