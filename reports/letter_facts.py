"""What a letter rests on: the firm as the register has it, cut down to what may be said to the firm."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checker.rulebook import Rulebook
from registry import NOT_LOOKED, Contact, FirmHistory, Reviewed
from reports.screen import KINDS as DOCUMENT_KINDS
from reports.standing import REASONS

_QUOTE = 240
_OFFICERS = {
    "llp": "The Designated Members",
    "partnership": "The Partners",
    "charity": "The Company Secretary",
    "university": "The University Secretary",
    "public_body": "The Chief Executive",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs, and where an answer goes."""

    name: str
    role: str
    organisation: str
    reply_to: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which letter of the ladder this is, on which day, when the last was, and by when an answer would help."""

    kind: str
    today: date
    written_before: date | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a person has confirmed could not be found, or not clearly. `is_age`: the newest statement is old."""

    requirement: str
    reference: str
    verdict: str
    quotes: tuple[str, ...]
    advice: str
    confirmed_on: date
    is_age: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Something the law asks for that was found, and its words."""

    title: str
    reference: str
    quote: str


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """A statement that stood on the site and could not be found again: where, until when, and for which year."""

    url: str
    last_seen: date
    year_end: str | None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that a letter says of one firm. `law` and `areas` hold only what a person has confirmed.

    `dead_link` are the words of the home page's link that leads nowhere. `whole_statement` is what makes one, with the advice in place of a quote, where a person has confirmed that there is none.
    """

    firm: str
    address: str | None
    postcode: str | None
    addressee: str | None
    addressee_role: str | None
    website: str | None
    statement_url: str | None
    looked_on: date | None
    pages: int | None
    could_look: bool
    could_not_look_because: str
    in_scope: bool
    legal_form: str | None
    dead_link: str | None
    seen_before: SeenBefore | None
    instead: str | None
    found: tuple[Quoted, ...]
    law: tuple[Gap, ...]
    areas: tuple[Gap, ...]
    whole_statement: tuple[Quoted, ...]
    sender: Sender
    occasion: Occasion


def confirmed_gaps(history: FirmHistory, rulebook: Rulebook) -> list[Gap]:
    """What a person has confirmed could not be found, or not clearly, in the order of the rulebook."""
    decided = {each.requirement: each for each in history.reviews if each.counts}
    findings = _findings(history)
    gaps = []
    for requirement in rulebook.requirements:
        review = decided.get(requirement.id)
        if review is None:
            continue
        if review.verdict in ("not_met", "partly"):
            gaps.append(
                Gap(
                    requirement.id,
                    requirement.reference,
                    review.verdict,
                    _quotes(findings.get(requirement.id, {})),
                    requirement.advise(review.verdict, history.firm.legal_form),
                    _day(review.created_at),
                )
            )
        elif requirement.id == "financial_year" and history.status.status == "out_of_date":
            gaps.append(_age(history, review))
    return gaps


def unconfirmed(history: FirmHistory, rulebook: Rulebook) -> list[str]:
    """Requirements the machine says are lacking, of the law's, which still wait for a person."""
    decided = {each.requirement for each in history.reviews if each.counts}
    if history.status.status == "missing":
        waiting = ["published"]
    elif history.status.status == "out_of_date":
        waiting = ["financial_year", *history.status.missing]
    else:
        waiting = list(history.status.missing)
    mandatory = [each.id for each in rulebook.requirements if each.kind == "mandatory"]
    return [each for each in mandatory if each in waiting and each not in decided]


def letter_facts(
    history: FirmHistory, rulebook: Rulebook, contact: Contact, sender: Sender, occasion: Occasion
) -> LetterFacts:
    """The facts of one firm's letter."""
    status = history.status
    gaps = confirmed_gaps(history, rulebook)
    areas = {each.id for each in rulebook.requirements if each.kind == "area"}
    could_look = status.status not in NOT_LOOKED
    missing = status.status == "missing"
    has_statement = could_look and not missing
    instead = DOCUMENT_KINDS.get(status.statement_kind or "") if not has_statement else None
    visit = history.latest_visit
    return LetterFacts(
        firm=history.firm.name,
        address=history.firm.address,
        postcode=history.firm.postcode,
        addressee=contact.name,
        addressee_role=contact.role
        or (None if contact.name else _OFFICERS.get(history.firm.legal_form or "", "The Company Secretary")),
        website=status.website,
        statement_url=status.statement_url if has_statement else None,
        looked_on=_day(status.checked_at) if status.checked_at else None,
        pages=len(history.read) or None,
        could_look=could_look,
        could_not_look_because=REASONS.get(status.reason or status.status, REASONS["other"]),
        in_scope=status.scope == "in_scope",
        legal_form=history.firm.legal_form,
        dead_link=str(visit["link_text"]) if missing and visit and visit["link_state"] == "dead" else None,
        seen_before=_seen_before(history) if missing else None,
        instead=f"{instead} ({status.statement_url})" if instead and status.statement_url else None,
        found=_found(history, rulebook) if has_statement else (),
        law=tuple(gap for gap in gaps if gap.requirement not in areas) if could_look else (),
        areas=tuple(gap for gap in gaps if gap.requirement in areas) if has_statement else (),
        whole_statement=_whole_statement(history, rulebook)
        if could_look and not has_statement and any(gap.requirement == "published" for gap in gaps)
        else (),
        sender=sender,
        occasion=occasion,
    )


_WHOLE_STATEMENT = ("financial_year", "steps_taken", "approval", "signature", "published", "homepage_link")
"""Where there is no statement yet, what would put it right is all of these, in the order in which it is done."""


def _whole_statement(history: FirmHistory, rulebook: Rulebook) -> tuple[Quoted, ...]:
    form = history.firm.legal_form
    # The Act asks for no approval by a partnership that is no LLP, s.54(6)(c) and (d).
    asked = [
        rulebook.requirement(name) for name in _WHOLE_STATEMENT if (name, form) != ("approval", "partnership")
    ]
    return tuple(Quoted(each.title, each.reference, each.advise("not_met", form)) for each in asked)


def _seen_before(history: FirmHistory) -> SeenBefore | None:
    last = next(iter(history.statements), None)
    # What the newest look saw is no statement, in the eyes of a person.
    if last is None or str(last["last_seen_at"]) >= str(history.status.checked_at):
        return None
    year_end = last["financial_year_end"]
    return SeenBefore(
        str(last["url"]), _day(str(last["last_seen_at"])), _said_partial(str(year_end)) if year_end else None
    )


def _age(history: FirmHistory, review: Reviewed) -> Gap:
    year_end = history.status.financial_year_end or ""
    return Gap(
        "financial_year",
        "s.54(1)",
        "not_met",
        (f"The newest we could find covers the year that ended {_said_partial(year_end)}.",),
        "Publish a statement for the latest financial year, approved and signed.",
        _day(review.created_at),
        is_age=True,
    )


def _found(history: FirmHistory, rulebook: Rulebook) -> tuple[Quoted, ...]:
    findings = _findings(history)
    found = []
    for requirement in rulebook.requirements:
        finding = findings.get(requirement.id)
        if requirement.kind != "mandatory" or not finding or finding["verdict"] != "met":
            continue
        quotes = _quotes(finding)
        if requirement.id == "homepage_link" and history.latest_visit and history.latest_visit["link_text"]:
            quotes = (f"“{history.latest_visit['link_text']}”",)
        elif requirement.id not in ("published", "homepage_link"):
            quotes = tuple(f"“{quote}”" for quote in quotes)
        shown = quotes[0] if quotes and requirement.id != "published" else ""
        found.append(Quoted(requirement.title, requirement.reference, shown))
    return tuple(found)


def _findings(history: FirmHistory) -> dict[str, Mapping[str, object]]:
    if history.current is None:
        return {}
    return {str(finding["requirement"]): finding for finding in history.current.findings}


def _quotes(finding: Mapping[str, object]) -> tuple[str, ...]:
    evidence = finding.get("evidence")
    if not isinstance(evidence, Sequence):
        return ()
    return tuple(_short(str(each["quote"])) for each in evidence)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _QUOTE else words[:_QUOTE].rsplit(" ", 1)[0] + " …"


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _said_partial(text: str) -> str:
    """The date as "in 2023", "in September 2023" or "on 30 September 2023"."""
    parts = [int(part) for part in text.split("-") if part.isdigit()]
    if not parts:
        return "at a date we could not read"
    said = [str(parts[0])]
    if len(parts) > 1:
        said.insert(0, calendar.month_name[parts[1]])
    if len(parts) > 2:
        said.insert(0, str(parts[2]))
    return ("in " if len(parts) < 3 else "on ") + " ".join(said)
