"""`s54 show`: one firm whole."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import click

from checker import load_rulebook
from commands.decisions import answers, decided, other_decisions, review_row
from commands.firms import deadline_line, said
from commands.known import Known, changes, conflicts
from commands.links import LINK_STATES
from commands.looks import looked
from commands.output import Column, emit, format_option, indented, plain, table, width, wrapped
from commands.register import firm_named, opened
from commands.settings import Settings, pass_settings
from registry import CaseEvent, FirmHistory, Judged
from reports.screen import KINDS

Record = Mapping[str, object]
_MANY = 8

_STATEMENTS = (
    Column("financial_year_end", "year end"),
    Column("verdict", "verdict"),
    Column("score", "score"),
    Column("first_seen", "first seen"),
    Column("last_seen", "last seen"),
    Column("url", "where", least=20),
)
_FINDINGS = (
    Column("requirement", "requirement"),
    Column("verdict", "verdict"),
    Column("advice", "advice", least=20),
)


@click.command()
@click.argument("firm")
@click.option(
    "--history",
    "whole",
    is_flag=True,
    help="Also each change of its standing, and what became of its statement.",
)
@format_option
@pass_settings
def show(settings: Settings, firm: str, form: str, *, whole: bool) -> None:
    """Show one firm whole: its status, each finding with its quote, what else was seen, and its statements so far.

    FIRM is a company number, an exact name, or a unique part of the name or the web host. As csv or json: one row for
    each finding.

    \b
    Example:
      s54 show 99100004
      s54 show fenmarsh --history
    """
    with opened(settings) as registry:
        history = registry.firm_history(firm_named(registry, firm).id, settings.today)
        events = registry.case_events(history.firm.id)
        known = Known.of(registry, history) if form == "table" else None
    if known is not None:
        wide = min(width(), 110)
        lines = [
            *screen(history, wide, known.caution),
            *follow_up(events, wide),
            *known.screen(wide),
            *conflicts(history, wide),
        ]
        click.echo("\n".join([*lines, *(changes(history, wide) if whole else ())]))
        return
    emit(_rows(history), _FINDINGS, form)


def _rows(history: FirmHistory) -> list[dict[str, object]]:
    if history.current is None:
        return []
    return [
        {
            "firm": history.firm.name,
            "status": history.status.status,
            **{
                key: finding[key]
                for key in ("requirement", "kind", "basis", "reference", "verdict", "level", "confidence")
            },
            "machine_verdict": finding["machine_verdict"],
            **review_row(finding["review"]),
            "quote": plain(" / ".join(str(each["quote"]) for each in _records(finding["evidence"]))),
            "advice": _advice(finding, history.firm.legal_form),
        }
        for finding in history.current.findings
    ]


def _advice(finding: Record, legal_form: str | None) -> str:
    """What is to be done, by the verdict that counts: a person's may differ from the one the machine's advice is for."""
    if finding["verdict"] == finding["machine_verdict"]:
        return str(finding["advice"])
    return (
        load_rulebook().requirement(str(finding["requirement"])).advise(str(finding["verdict"]), legal_form)
    )


def _records(value: object) -> Sequence[Record]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> Sequence[str]:
    return value if isinstance(value, list) else []


def follow_up(events: Sequence[CaseEvent], wide: int) -> Iterator[str]:
    """What was done about the firm, newest last."""
    if events:
        yield ""
        yield "Follow-up"
        for event in events[-8:]:
            then = f"; next {event.next_on}" if event.next_on else ""
            step = event.step.replace("_", " ")
            note = f": {event.note}" if event.note else ""
            yield from wrapped(f"{event.happened_on} {step} by {event.recorded_by}{then}{note}", wide)


def screen(history: FirmHistory, wide: int, caution: str | None = None) -> Iterator[str]:
    """The lines of the screen, `wide` columns wide; `caution` is what to know of the statement before relying on it."""
    firm, status = history.firm, history.status
    yield plain(firm.label)
    known = [firm.district, firm.sector, firm.kind, f"scope: {status.scope.replace('_', ' ')}"]
    yield from wrapped("; ".join(part for part in known if part), wide)
    yield f"  Status on this day: {said(status.as_json())}"
    if status.scope != "in_scope" and history.current is not None:
        yield from wrapped(
            "Not known to be in scope: what follows is about the text, and the law may ask nothing of the firm.",
            wide,
        )
    for line in deadline_line(status):
        yield from wrapped(line, wide)
    if status.statement_url:
        yield from wrapped(f"{_shown_as(history)}: {plain(status.statement_url)} ({_where(history)})", wide)
        if caution:
            yield from wrapped(f"→ {caution}", wide)
    yield from looked(history, wide)
    if history.current is not None:
        yield from _judged(history.current, history.firm.legal_form, wide)
    yield from other_decisions(history, wide)
    yield from answers(history, wide)
    if history.statements:
        yield ""
        yield "Statements seen"
        rows = [
            {
                **row,
                "verdict": str(row["verdict"] or "not judged").replace("_", " "),
                "first_seen": str(row["first_seen_at"])[:10],
                "last_seen": str(row["last_seen_at"])[:10],
            }
            for row in history.statements
        ]
        yield from ("  " + line for line in table(rows, _STATEMENTS, wide - 2))
    failures = [each for each in history.failures if _matters(each, history)]
    if failures:
        yield ""
        yield "What gave nothing"
        for failure in failures[:_MANY]:
            yield from wrapped(f"{failure['url']}: {failure['reason']}, {failure['detail']}", wide)


def _shown_as(history: FirmHistory) -> str:
    """What the document shown is: only a statement is called one."""
    if history.status.status == "could_not_check":
        return "Could not be read"
    kind = history.status.statement_kind
    if kind is None or kind in ("statement", "report_with_statement"):
        return "Statement"
    return f"No statement, but {KINDS[kind]}"


def _where(history: FirmHistory) -> str:
    """Where the document shown stands, and what the home page has to do with it."""
    visit = history.shown_visit
    state = visit["link_state"] if visit and history.status.homepage_link is not None else None
    linked = "linked from the home page" if history.status.homepage_link else LINK_STATES[state]
    shown = [each for each in history.documents if each["url"] == history.status.statement_url]
    if any(each["rendered"] for each in shown):
        linked = f"a page that scripts make, read in a browser; {linked}"
    return f"on another web site; {linked}" if any(each["elsewhere"] for each in shown) else linked


def _matters(failure: Record, history: FirmHistory) -> bool:
    """A site without robots.txt, or one that answers at another of its addresses, is nothing to tell."""
    home_was_seen = history.latest_visit is not None and history.latest_visit["homepage_url"] is not None
    return not (home_was_seen and failure["role"] in ("home", "robots", "usual_path", "probe", "sitemap"))


def _judged(judged: Judged, legal_form: str | None, wide: int) -> Iterator[str]:
    rulebook = load_rulebook()
    assessment = judged.assessment
    yield ""
    yield f"Findings under rulebook {assessment['rulebook']} on {str(assessment['created_at'])[:10]}"
    if not assessment["is_statement"]:
        yield from wrapped("It is no statement: what follows is what its text shows all the same.", wide)
    for warning in _texts(assessment["warnings"]):
        yield from wrapped(f"Note: {rulebook.said_warning(warning)}", wide)
    for finding in judged.findings:
        requirement = rulebook.requirement(str(finding["requirement"]))
        verdict = str(finding["verdict"]).replace("_", " ")
        advice = _advice(finding, legal_form)
        level = f", level {finding['level']} of 2" if finding["level"] else ""
        yield from textwrap.wrap(
            f"{requirement.title} [{finding['reference']}]{level}",
            wide,
            initial_indent=f"  {verdict:<12} ",
            subsequent_indent=" " * 15,
        )
        for evidence in _records(finding["evidence"])[:1]:
            page = f" (p. {evidence['page']})" if evidence["page"] else ""
            yield from indented(f"“{_short(str(evidence['quote']))}”{page}", wide)
        yield from decided(finding, wide)
        if finding["verdict"] in ("not_met", "partly") and advice:
            yield from indented(f"→ {advice}", wide)
    if judged.observations:
        yield ""
        yield "Worth knowing (none of this changes the verdict)"
        for observation in judged.observations:
            basis = str(observation["basis"]).replace("_", " ")
            yield from textwrap.wrap(
                f"- {observation['text']} [{basis}]", wide, initial_indent="  ", subsequent_indent="    "
            )


def _short(quote: str) -> str:
    words = plain(quote)
    return words if len(words) <= 220 else words[:220].rsplit(" ", 1)[0] + " …"
