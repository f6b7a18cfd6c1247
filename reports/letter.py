"""A letter to a firm: what was looked at, what was found, what could not be found, what would put it right.

Pure: facts in, blocks out. It cites only what a person has confirmed, says "we could not find" and never "you have
not", and keeps what the law asks apart from what the guidance and good practice do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.rulebook import Rulebook
from reports.letter_blocks import Block, Bullets, Grid, Heading, Paragraph
from reports.letter_facts import Gap, LetterFacts

KINDS = ("note", "reminder", "second_letter")
"""The letters of the ladder, in their order."""

GUIDANCE = "https://www.gov.uk/government/publications/transparency-in-supply-chains-a-practical-guide"
REGISTRY = "https://modern-slavery-statement-registry.service.gov.uk"
ASSESSMENT_TOOL = "https://supplierregistration.cabinetoffice.gov.uk/msat"
SIGNPOSTS = (
    ("Emergency", "999 (police, not urgent: 101)"),
    ("Modern Slavery & Exploitation Helpline, all hours", "08000 121 700"),
    ("Salvation Army referral line, all hours", "0800 808 3733"),
    ("Crimestoppers", "0800 555 111"),
    ("Norfolk safeguarding, adults and children", "0344 800 8020"),
)
"""Where to turn about a person who may be exploited."""

_SCOPE = (
    "the Act asks this of organisations with a total turnover of £36 million or more, subsidiaries included. If yours is "
    "less, tell us and we will note it."
)
_SELF_CHECK = (
    "the program we use (Section 54, open source) reads a draft on your own computer, quotes what it finds, and sends "
    "nothing anywhere. Or send us a draft and we will go through it with you."
)

_WHY_THE_BOARD = "approving the statement is the board's own task"
_WHY_THEM = {
    "llp": "approving the statement is the members' own task",
    "partnership": "a partner has to sign the statement",
}
"""Why the second letter is copied to the top, by legal form; s.54(6)."""


def letter(facts: LetterFacts, rulebook: Rulebook) -> list[Block]:
    """The letter, block by block, from the sender's name to the signature."""
    return [
        *_head(facts),
        *_opening(facts),
        *_looked_at(facts),
        *_found(facts),
        *_law(facts, rulebook),
        *_beyond_the_law(facts, rulebook),
        *_reply(facts),
        *_help(),
        *_close(facts),
    ]


def _head(facts: LetterFacts) -> Iterator[Block]:
    yield Paragraph(f"{facts.sender.organisation}\n{facts.sender.reply_to}")
    yield Paragraph(said_day(facts.occasion.today))
    to = [facts.addressee, facts.addressee_role, facts.firm, facts.address, facts.postcode]
    yield Paragraph("\n".join(part for part in to if part))
    yield Paragraph(
        f"Dear {facts.addressee or (facts.addressee_role or 'Sir or Madam').removeprefix('The ')},"
    )
    yield Heading(_subject(facts), title=True)


def _subject(facts: LetterFacts) -> str:
    if not facts.could_look:
        return f"Where to find the modern slavery statement of {facts.firm}"
    if facts.statement_url is None:
        return f"A modern slavery statement for {facts.firm}: we could not find one"
    return f"The modern slavery statement of {facts.firm}: what we found, and what we could not find"


def _opening(facts: LetterFacts) -> Iterator[Block]:
    before = facts.occasion.written_before
    earlier = f" on {said_day(before)}" if before else " before"
    if facts.occasion.kind == "reminder":
        yield Paragraph(
            f"We wrote to you{earlier}. Letters go astray, and so do answers, so here is where things stand as we last saw "
            "them. If you have replied already, thank you; please tell us so."
        )
    elif facts.occasion.kind == "second_letter":
        again = before and facts.looked_on and facts.looked_on > before and facts.could_look
        yield Paragraph(
            f"We last wrote to you{earlier}. {'We have looked again since. ' if again else ''}A copy of this letter goes to "
            f"{_copied_to(facts)}, because {_WHY_THEM.get(facts.legal_form or '', _WHY_THE_BOARD)} under the Act."
        )
    else:
        yield Paragraph(
            "We look at how local businesses publish the statement that section 54 of the Modern Slavery Act 2015 asks "
            f"of larger ones, and offer help where it is wanted. {_why_you(facts)} {_what_for(facts)}"
        )
    yield Paragraph(
        "We do not enforce the Act; only the Secretary of State can."
        + (
            " We say what we could see on the day we looked, and we may have missed something: if so, please tell us."
            if facts.could_look
            else ""
        )
    )


def _why_you(facts: LetterFacts) -> str:
    if facts.in_scope:
        return (
            f"As far as we know, {facts.firm} is one of these; if it is not, please tell us, as said below."
        )
    return (
        f"Whether {facts.firm} is one of these we do not know; if it is not, the Act asks nothing of it, and a line to say "
        "so is all we need."
    )


def _what_for(facts: LetterFacts) -> str:
    if facts.could_look:
        return (
            "We looked at your web site. This letter says what we found, what we could not find, and what would put it "
            "right."
        )
    return "We could not look at your statement, so this letter says nothing about it and only asks where it can be read."


def _looked_at(facts: LetterFacts) -> Iterator[Block]:
    yield Heading("What we looked at")
    rows = [("Web site", facts.website or "none known to us")]
    if facts.statement_url:
        rows.append(("Statement", facts.statement_url))
    if facts.looked_on:
        pages = f"; {facts.pages} page{'' if facts.pages == 1 else 's'} of the site" if facts.pages else ""
        rows.append(("When", f"{said_day(facts.looked_on)}{pages}"))
    confirmed = max((gap.confirmed_on for gap in (*facts.law, *facts.areas)), default=None)
    if confirmed:
        how = "Read by a program. A person then looked for what we say below we could not find or read clearly, last on "
        rows.append(("How", how + said_day(confirmed)))
    yield Grid((), tuple(rows))


def _found(facts: LetterFacts) -> Iterator[Block]:
    if not facts.could_look:
        yield Paragraph(
            f"We could not look at the statement itself: {facts.could_not_look_because}. Would you tell us where it can "
            "be read?"
            if facts.website
            else "We know of no web site of yours. An organisation without one gives a copy of its statement to anyone "
            "who asks in writing, within 30 days of the day the request is received (section 54(8)). Please take this "
            "letter as that request, or tell us the address of your web site."
        )
        return
    if facts.statement_url is None:
        yield Paragraph(
            "We looked through the site, its home page and the places where statements usually stand, and could not "
            "find a slavery and human trafficking statement."
            + (f" We did find {facts.instead}, which is not a statement by itself." if facts.instead else "")
        )
        yield from _lost(facts)
    elif facts.found:
        yield Heading("What we found")
        yield Bullets(tuple((f"{each.title} ({each.reference})", each.quote) for each in facts.found))


def _lost(facts: LetterFacts) -> Iterator[Block]:
    """What there was before, and what still leads to it: often a page has only moved."""
    said = []
    if facts.seen_before:
        seen = facts.seen_before
        year = f", for the year that ended {seen.year_end}" if seen.year_end else ""
        said.append(f"When we looked on {said_day(seen.last_seen)}, there was one at {seen.url}{year}.")
    if facts.dead_link:
        said.append(f"The link “{facts.dead_link}” on your home page leads nowhere.")
    if said:
        yield Paragraph(
            " ".join(
                [
                    *said,
                    "If the statement has only moved, please point the link at it, and tell us where it is.",
                ]
            )
        )


def _law(facts: LetterFacts, rulebook: Rulebook) -> Iterator[Block]:
    if not facts.law:
        return
    if facts.whole_statement:
        yield Heading("What the law asks, and we could not find")
        yield Paragraph(
            "A slavery and human trafficking statement for each financial year, on the web site (section 54(1) and (7)). "
            "This is what makes one:"
        )
        yield Bullets(
            tuple((f"{each.title} ({each.reference}):", each.quote) for each in facts.whole_statement)
        )
        return
    unclear = any(gap.verdict == "partly" for gap in facts.law)
    yield Heading(
        f"What the law asks, and we could not find{' or could not read clearly' if unclear else ''}"
    )
    rows = tuple((f"{_title(gap, rulebook)}\n{gap.reference}", _seen(gap), gap.advice) for gap in facts.law)
    yield Grid(("What the Act asks", "What we saw", "What would put it right"), rows)


def _title(gap: Gap, rulebook: Rulebook) -> str:
    if gap.is_age:
        return "A statement for each financial year"
    return rulebook.requirement(gap.requirement).title


def _seen(gap: Gap) -> str:
    if gap.is_age:
        return gap.quotes[0]
    quoted = "\n".join(f"“{quote}”" for quote in gap.quotes[:2])
    if gap.verdict == "partly":
        return f"Not clear to us from this:\n{quoted}" if quoted else "We could not read this clearly."
    return f"We could not find this. The nearest was:\n{quoted}" if quoted else "We could not find this."


def _beyond_the_law(facts: LetterFacts, rulebook: Rulebook) -> Iterator[Block]:
    if facts.areas:
        yield Heading("What the Act lets a statement cover, and the guidance encourages")
        yield Paragraph("None of this is asked by law. It is what readers and buyers look for.")
        yield Bullets(
            tuple(
                (f"{_title(gap, rulebook)} ({gap.reference})",
                 ("we could not find this. " if gap.verdict == "not_met" else "we found little on this. ") + gap.advice)
                for gap in facts.areas
            )
        )  # fmt: skip
    yield Heading(f"Guidance and good practice: not law{' either' if facts.areas else ''}")
    yield Bullets(
        (
            (
                "Within six months:",
                "by the statutory guidance (5.4) a statement should be out at most six months after the year's end.",
            ),
            ("The GOV.UK registry:", f"entering the statement there as well is voluntary ({REGISTRY})."),
            (
                "Earlier statements:",
                "keeping them on the site beside the new one lets readers see what changed.",
            ),
        )
    )


def _reply(facts: LetterFacts) -> Iterator[Block]:
    yield Heading("If this does not apply to you, or we have it wrong")
    yield Bullets(
        (
            ("Not in scope:", _SCOPE),
            ("Covered by a group:", "if a parent's statement covers you, tell us where it is and where it names you."),
            ("Published already:", "if there is a statement we missed, or you have changed it since, send us its address."),
        )
    )  # fmt: skip
    yield Paragraph(
        f"Please reply to {facts.sender.reply_to}"
        + (f", if you can by {said_day(facts.occasion.answer_by)}" if facts.occasion.answer_by else "")
        + ". We keep your answer beside what we found. Nothing is said of your organisation in public on the strength "
        "of this letter."
    )


def _help() -> Iterator[Block]:
    yield Heading("Help, free of charge")
    yield Bullets(
        (
            ("A self-check:", _SELF_CHECK),
            ("The statutory guidance:", GUIDANCE),
            ("The government's Modern Slavery Assessment Tool:", ASSESSMENT_TOOL),
        )
    )  # fmt: skip
    yield Paragraph(
        "If you are worried about somebody, please do not write to us: "
        + "; ".join(f"{name} {number}" for name, number in SIGNPOSTS)
        + ".",
        small=True,
        leads=True,
    )


def _close(facts: LetterFacts) -> Iterator[Block]:
    yield Paragraph("Yours sincerely," if facts.addressee else "Yours faithfully,", leads=True)
    yield Paragraph("\n".join(["", "", facts.sender.name, facts.sender.role, facts.sender.organisation]))
    if facts.occasion.kind == "second_letter":
        yield Paragraph(f"Copy: {_copied_to(facts)}", small=True)


def _copied_to(facts: LetterFacts) -> str:
    return "the senior partner" if facts.legal_form in _WHY_THEM else "the chair of the board"


def said_day(day: date) -> str:
    """The day as letters have it: 21 November 2026."""
    return f"{day.day} {day:%B} {day.year}"
