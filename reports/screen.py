"""An assessment as one screen of plain text: the verdict, what the law asks, the areas, what to do next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from checker.assessment import Assessment, Evidence, Finding, Overall, Verdict
from checker.dates import the_year_to
from checker.rulebook import Rulebook

HEADLINES = {
    Overall.COMPLIANT: "Nothing that the law asks for is missing from this statement.",
    Overall.INCOMPLETE: "This statement lacks something that the law asks for.",
    Overall.UNCLEAR: "Nothing is missing outright, but a person should look at something.",
    Overall.OUT_OF_DATE: "The year this statement covers ended more than 18 months ago: a newer one is due.",
    Overall.NOT_A_STATEMENT: "This is not a slavery and human trafficking statement.",
    Overall.UNREADABLE: "This document could not be read, so nothing is said of it.",
}
MARKS = {
    Verdict.MET: "met",
    Verdict.PARTLY: "partly",
    Verdict.NOT_MET: "not met",
    Verdict.NOT_APPLICABLE: "n/a",
    Verdict.NOT_CHECKED: "not checked",
}
KINDS = {
    "statement": "a slavery and human trafficking statement",
    "policy_only": "a policy",
    "template": "a template that has not been filled in",
    "landing": "a page that leads to a document",
    "supplier_code": "a code for suppliers",
    "report_with_statement": "a report with a statement in it",
    "report": "a report",
    "guide": "guidance for others",
    "other_law": "a text under another law",
    "empty": "a page with next to no text",
    "other": "something else",
}
CAVEAT = (
    "This reads words, not deeds: it cannot say whether there is slavery in a business. A person has the last word. "
    "To report a concern: Modern Slavery & Exploitation Helpline 08000 121 700; in an emergency 999."
)
ON_THE_WEB = "Not checked: a file cannot show what is on the web site. See to that when it is published."
ON_ITS_ADDRESS = "Not checked: only this one address was looked at, not the home page and the site around it."
ABOUT_AREAS = (
    "None of the six is a duty, but readers look for them. Partly: only planned, or only in general words. "
    "Level 1 is where to start, level 2 is fuller."
)
_ON_THE_WEB = ("published", "homepage_link")
_AT_ITS_ADDRESS = {
    "published": "See that this address is on the organisation's own web site, or that its site links to it.",
    "homepage_link": "See that the home page links to this address, by a name that says what it is.",
}
_QUOTE = 220
_NO_STATEMENT = "Publish a statement that says it is made under section 54, for which financial year, and what was done in it."
_FIRST_THINGS_FIRST = (
    ("mandatory", Verdict.NOT_MET),
    ("mandatory", Verdict.PARTLY),
    ("mandatory", Verdict.NOT_CHECKED),
    ("area", Verdict.NOT_MET),
    ("area", Verdict.PARTLY),
)
_INSTEAD = {
    "landing": "Check the document that this page leads to.",
    "template": "Fill in what is left open, take out what does not apply, and check it again.",
    "empty": "Check the document itself: a text that is a picture, or that scripts put on the page, cannot be seen here.",
}
"""What to do first, by the kind of what is no statement."""
_INDENT = " " * 14


def headline(assessment: Assessment) -> str:
    """The verdict in a sentence, with what it rests on."""
    told, verdict = HEADLINES[assessment.verdict], assessment.verdict
    lacking, unclear = _which(assessment, Verdict.NOT_MET), _which(assessment, Verdict.PARTLY)
    if verdict is Overall.INCOMPLETE:
        return f"{told.removesuffix('.')}: {lacking}."
    if verdict is Overall.UNCLEAR and unclear:
        return f"{told.removesuffix('.')}: {unclear}."
    if verdict is Overall.OUT_OF_DATE and lacking:
        return f"{told} It also lacks something that the law asks for: {lacking}."
    return told


def _which(assessment: Assessment, verdict: Verdict) -> str:
    return ", ".join(
        each.requirement.replace("_", " ")
        for each in assessment.findings
        if each.kind == "mandatory" and each.verdict is verdict
    )


def said_year(end: str) -> str:
    """The financial year that ends on `end`, as precisely as that is known."""
    return f"for {the_year_to(end)}"


def said_words(number: int) -> str:
    """How long a text is."""
    return "1 word" if number == 1 else f"{number} words"


def said_level(finding: Finding) -> str:
    """The level of an area that is met, of the guidance's two; "" for none."""
    return f", level {finding.level} of 2" if finding.level else ""


def left_to_the_web(assessment: Assessment) -> str:
    """Why what only a web site shows was left unchecked, in a sentence; "" if it was not."""
    if not any(assessment.finding(each).verdict is Verdict.NOT_CHECKED for each in _ON_THE_WEB):
        return ""
    return ON_ITS_ADDRESS if _is_address(assessment) else ON_THE_WEB


def advice_on(finding: Finding, assessment: Assessment) -> str:
    """What is to be done; of a page that was fetched from its address nothing that is said of a file."""
    if (
        _is_address(assessment)
        and finding.requirement in _ON_THE_WEB
        and finding.verdict is Verdict.NOT_CHECKED
    ):
        return _AT_ITS_ADDRESS[finding.requirement]
    return finding.advice


def _is_address(assessment: Assessment) -> bool:
    return (assessment.document.source or "").startswith(("http://", "https://"))


def assessment_screen(assessment: Assessment, rulebook: Rulebook, *, width: int, full: bool) -> str:
    """The screen, `width` columns wide. `full` shows every quote and all advice."""
    return "\n".join(_lines(assessment, rulebook, min(max(width, 60), 110), full=full))


def _lines(assessment: Assessment, rulebook: Rulebook, width: int, *, full: bool) -> Iterator[str]:
    yield from textwrap.wrap(headline(assessment), width)
    yield from textwrap.wrap(_about(assessment), width, initial_indent="  ", subsequent_indent="  ")
    for warning in assessment.document.warnings:
        yield from textwrap.wrap(
            f"Note: {rulebook.said_warning(warning)}", width, initial_indent="  ", subsequent_indent="  "
        )
    if assessment.verdict is Overall.NOT_A_STATEMENT:
        reasons = [each.text for each in assessment.observations if each.rule == "kind"]
        yield from textwrap.wrap(" ".join(reasons), width, initial_indent="  ", subsequent_indent="  ")
        if not full:
            yield ""
            yield from textwrap.wrap(f"{next_line(assessment)} (--full judges the text all the same.)", width)
            yield ""
            yield from textwrap.wrap(CAVEAT, width)
            return
    yield ""
    yield "What the law asks, s.54"
    if (left := left_to_the_web(assessment)) and not full:
        yield from textwrap.wrap(left, width, initial_indent="  ", subsequent_indent="  ")
    for finding in assessment.findings:
        if finding.kind == "mandatory":
            yield from _finding(finding, assessment, rulebook, width, full=full)
    yield ""
    score = "" if assessment.score is None else f" (disclosure score {assessment.score} of 100)"
    yield f"What it may cover, s.54(5){score}"
    yield from textwrap.wrap(ABOUT_AREAS, width, initial_indent="  ", subsequent_indent="  ")
    for finding in assessment.findings:
        if finding.kind == "area":
            yield from _finding(finding, assessment, rulebook, width, full=full)
    if assessment.observations:
        yield ""
        yield "Worth knowing (none of this changes the verdict)"
        for observation in assessment.observations:
            basis = observation.basis.replace("_", " ")
            yield from textwrap.wrap(f"- {observation.text} [{basis}]", width, subsequent_indent="  ")
    step = next_line(assessment)
    if step:
        yield ""
        yield from textwrap.wrap(step, width)
    yield ""
    yield from textwrap.wrap(CAVEAT, width)


def what_it_is(assessment: Assessment) -> str:
    """What was checked, whose it is and for which year, as far as that is known."""
    document, statement = assessment.document, assessment.statement
    parts = [f"{document.source or 'The text'}: {KINDS[document.kind]}"]
    if statement.organisation:
        # Of a firm is only its statement; anything else may merely name one.
        parts.append(f"{'of' if statement.is_statement else 'from'} {statement.organisation}")
    if statement.financial_year_end:
        parts.append(said_year(statement.financial_year_end))
    return " ".join(parts)


def _about(assessment: Assessment) -> str:
    document = assessment.document
    pages = f"{document.pages} page{'s' if document.pages > 1 else ''}, " if document.pages else ""
    return f"{what_it_is(assessment)} ({pages}{said_words(document.words)}; rulebook {assessment.rulebook})"


def _finding(
    finding: Finding, assessment: Assessment, rulebook: Rulebook, width: int, *, full: bool
) -> Iterator[str]:
    title = rulebook.requirement(finding.requirement).title
    yield from textwrap.wrap(
        f"{title} [{finding.reference}]{said_level(finding)}",
        width,
        initial_indent=f"  {MARKS[finding.verdict]:<11} ",
        subsequent_indent=_INDENT,
    )
    for evidence in finding.evidence if full else finding.evidence[:1]:
        yield from _quote(evidence, width, full=full)
    untold = finding.verdict is Verdict.NOT_CHECKED and finding.requirement not in _ON_THE_WEB
    needs_doing = untold or finding.verdict in (Verdict.NOT_MET, Verdict.PARTLY)
    advice = advice_on(finding, assessment)
    if advice and (full or needs_doing):
        yield from _wrapped(f"→ {advice}", width)


def _quote(evidence: Evidence, width: int, *, full: bool) -> Iterator[str]:
    words = " ".join(evidence.quote.split())
    if not full and len(words) > _QUOTE:
        words = words[:_QUOTE].rsplit(" ", 1)[0] + " …"
    page = f" (p. {evidence.page})" if evidence.page else ""
    yield from _wrapped(f"“{words}”{page}", width)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT)


def next_line(assessment: Assessment) -> str:
    """The one thing to do first, in a line that says so where the law does not ask it; "" for nothing."""
    step, is_asked = _next(assessment)
    return f"Next{'' if is_asked else ', beyond what the law asks'}: {step}" if step else ""


def _next(assessment: Assessment) -> tuple[str, bool]:
    """What to do first, and whether the law asks it: that comes before what it allows."""
    if assessment.verdict is Overall.NOT_A_STATEMENT:
        return _INSTEAD.get(assessment.document.kind, _NO_STATEMENT), True
    if assessment.verdict is Overall.OUT_OF_DATE:
        return "Publish a statement for the latest financial year.", True
    for kind, verdict in _FIRST_THINGS_FIRST:
        for finding in assessment.findings:
            at_hand = verdict is not Verdict.NOT_CHECKED or finding.requirement not in _ON_THE_WEB
            if (
                (finding.kind, finding.verdict) == (kind, verdict)
                and finding.requirement != "published"
                and at_hand
            ):
                return finding.advice, kind == "mandatory"
    undated = [
        each.text for each in assessment.observations if each.rule in ("approval_date", "year_end_date")
    ]
    if undated:
        return undated[0], False
    to_place = {Verdict.NOT_CHECKED, Verdict.NOT_MET}
    advice = (advice_on(each, assessment) for each in assessment.findings if each.verdict in to_place)
    return next(advice, ""), True
