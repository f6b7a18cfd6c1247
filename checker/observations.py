"""What is worth saying but decides nothing: guidance, good practice, and signs of a weak text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.approval import Approval, By
from checker.areas import AreaFound
from checker.assessment import Evidence, Observation, Verdict
from checker.bodies import Named, companies
from checker.dates import add_months, first_day, last_day
from checker.document import Document
from checker.kind import KindFound
from checker.rulebook import Rulebook
from checker.section import Section
from checker.signature import Signature
from checker.steps import StepsFound
from checker.year import FinancialYear

_STOCK = 3


class Seen(NamedTuple):
    """Everything that was made out about one document."""

    year: FinancialYear
    approval: Approval
    signature: Signature | None
    steps: StepsFound
    areas: Mapping[str, AreaFound]
    kind: KindFound
    section: Section | None = None
    organisation: str | None = None
    stranger: Named | None = None
    """Another organisation that speaks in it, or for which it is signed."""


def observe(document: Document, rulebook: Rulebook, seen: Seen) -> Iterator[Observation]:
    """Every observation that applies, in the rulebook's words."""
    words = _words(seen)
    for rule, outcome in _outcomes(document, rulebook, seen):
        entry = rulebook.observations[rule]
        text = entry.says[outcome].format_map(words)
        yield Observation(rule, entry.basis, outcome, text, _evidence(rule, document, seen))


def _words(seen: Seen) -> Mapping[str, str]:
    """What the rulebook's sentences leave open, each by its name."""
    section, stranger = seen.section, seen.stranger
    return {
        "areas": _listed(_only_planned(seen)),
        "lacking": _listed(_lacking(seen)),
        "first": str(section.first_page) if section else "",
        "last": str(section.last_page) if section else "",
        "reasons": "; ".join(seen.kind.reasons),
        "stranger": stranger.words if stranger else "",
        "organisation": str(seen.organisation),
    }


def _listed(areas: Iterable[str]) -> str:
    return ", ".join(area.replace("_", " ") for area in areas)


def _outcomes(document: Document, rulebook: Rulebook, seen: Seen) -> Iterator[tuple[str, str]]:
    if seen.section is not None:
        yield "statement_within", "paged" if seen.section.first_page else "found"
    if not seen.kind.kind.is_statement:
        yield "kind", "found"
    yield from _dates(seen, rulebook.months["published_within"])
    if seen.approval.by is By.BOARD and seen.approval.approved_on is None:
        yield "approval_date", "missing"
    if seen.year.stated and seen.year.end is not None and len(seen.year.end) < len("2025-03-31"):
        yield "year_end_date", "missing"
    if seen.year.contradicts:
        yield "contradictory_dates", "found"
    if "unfilled_placeholder" in seen.kind.warnings:
        yield "unfilled_placeholder", "found"
    if seen.stranger is not None:
        yield "other_organisation", "found"
    if _only_planned(seen):
        yield "promises_only", "found"
    if not seen.steps.none_taken and seen.steps.covers_business != seen.steps.covers_supply_chains:
        yield "own_business_and_supply_chains", "found"
    yield from _wording(document, rulebook)
    if seen.kind.kind.is_statement and _lacking(seen):
        yield "bill_topics", "found"


def _only_planned(seen: Seen) -> list[str]:
    return [area for area, found in seen.areas.items() if found.only_planned]


def _lacking(seen: Seen) -> list[str]:
    return [area for area, found in seen.areas.items() if found.verdict is Verdict.NOT_MET]


def _wording(document: Document, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """What particular wordings show."""
    text = document.text
    if sum(1 for _ in rulebook.cues["stock"].finditer(text)) >= _STOCK:
        yield "stock_phrases", "found"
    if rulebook.cue("no_cases", text):
        yield "no_cases_found", "found"
    if rulebook.cue("group_covered", text) and len(_named(text, rulebook)) < 2:
        yield "group_members_named", "missing"
    if rulebook.cue("earlier_kept", text):
        yield "earlier_statements_kept", "found"


def _named(text: str, rulebook: Rulebook) -> set[str]:
    """The companies that the text names, however often."""
    names = (each.words.casefold() for each in companies(text, rulebook.organisation))
    return {name.replace(" limited", " ltd") for name in names}


def _dates(seen: Seen, months: int) -> Iterator[tuple[str, str]]:
    """The guidance's months for publication, and dates that come before the year's end: where each day that is meant would do."""
    end = seen.year.end if seen.year.stated else None
    made = seen.approval.approved_on or (seen.signature.signed_on if seen.signature else None)
    if end is None or made is None:
        return
    if last_day(made) < first_day(end) and len(end) > len("2025"):
        yield "approved_before_year_end", "found"
    elif first_day(made) > add_months(last_day(end), months):
        yield "six_months", "late"
    elif last_day(end) <= first_day(made) and last_day(made) <= add_months(first_day(end), months):
        yield "six_months", "in_time"


def _evidence(rule: str, document: Document, seen: Seen) -> tuple[Evidence, ...]:
    if rule == "contradictory_dates":
        places = [(each.start, each.end) for each in seen.year.contradicts]
        return tuple(Evidence(document.text[a:b], None, a, b) for a, b in (*seen.year.evidence, *places)[:4])
    if rule == "other_organisation" and seen.stranger is not None and seen.stranger.end:
        start, end = seen.stranger.start, seen.stranger.end
        return (Evidence(document.text[start:end], None, start, end),)
    return ()
