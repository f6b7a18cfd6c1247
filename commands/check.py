"""`s54 check`: one statement, in private."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from checker import Assessment, Context, Document, UnreadableError, judge, load_rulebook, read, readable
from checker.assessment import LegalForm, Observation, Overall, Verdict
from commands.output import width
from commands.settings import InputError, Settings, pass_settings
from commands.sources import Source, read_source
from reports.as_json import assessment_json, unreadable_json
from reports.screen import KINDS, assessment_screen


@click.command()
@click.argument("source")
@click.option(
    "--legal-form",
    type=click.Choice([form.value for form in LegalForm]),
    help="The organisation's legal form, which decides who approves and signs. Default: as its name shows.",
)
@click.option("--previous", metavar="FILE", help="Last year's statement, to see how much has changed since.")
@click.option("--explain", is_flag=True, help="Say for each quoted sentence which rules and words counted.")
@click.option("--full", is_flag=True, help="Show every quote and all advice.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@pass_settings
def check(
    settings: Settings,
    source: str,
    legal_form: str | None,
    previous: str | None,
    explain: bool,
    full: bool,
    form: str,
) -> None:
    """Check one statement before it is published. Nothing is stored or sent anywhere.

    SOURCE is a PDF, DOCX, HTML, Markdown or text file, a URL, or - for standard input. Exit code 0: nothing that the
    law asks for is missing; 1: something is; 2: it cannot be read.

    \b
    Example:
      s54 check web/wherrycroft.example/anti-slavery.html
      s54 check our-statement.pdf
      s54 check --legal-form llp --full draft.docx
      s54 check draft.docx --previous statement-2025.pdf
      s54 check draft.docx --format html > check.html
    """
    given = _got(source)
    context = Context(today=settings.today, legal_form=LegalForm(legal_form) if legal_form else None)
    with _bounded(given.name):
        try:
            document = readable(given.body, source=given.name, media_type=given.media_type)
        except UnreadableError as error:
            if form == "json":
                click.echo(unreadable_json(given.name, error.problem, str(error), load_rulebook().version))
            raise InputError(str(error)) from error
        assessment = judge(document, load_rulebook(), context)
    if previous is not None:
        compared = _compared(document, assessment, previous, context)
        assessment = assessment._replace(observations=(*assessment.observations, compared))
    if form == "json":
        click.echo(assessment_json(assessment))
    elif form == "html":
        from reports.check_page import check_page  # noqa: PLC0415 - a cold start waits for each module

        click.echo(check_page(assessment, load_rulebook(), full=full))
    else:
        click.echo(assessment_screen(assessment, load_rulebook(), width=width(), full=full))
        if explain:
            from reports.explanation import explanation  # noqa: PLC0415 - as above

            click.echo("\n" + explanation(document, assessment, load_rulebook(), width=min(width(), 110)))
    sys.exit(1 if has_shortfall(assessment) else 0)


_SECONDS = 60.0
"""The longest a document may take here; real ones take under two. Some PDFs keep their reader busy for ever."""


def _got(source: str) -> Source:
    """What SOURCE names. A server may take as long as a reader; a person at the keyboard may take longer."""
    if source == "-":
        return read_source(source)
    with _bounded(source, "come; save the file, and check that"):
        return read_source(source)


@contextmanager
def _bounded(
    name: str, what: str = "read; give another copy of it, such as the original DOCX"
) -> Iterator[None]:
    """Ends the process with one line if reading hangs: a reader in C code cannot be interrupted any other way."""

    def give_up() -> None:
        sys.stderr.write(f"s54: {name} takes more than {_SECONDS:.0f} seconds to {what}\n")
        sys.stderr.flush()
        os._exit(2)

    timer = threading.Timer(_SECONDS, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _compared(new: Document, assessment: Assessment, previous: str, context: Context) -> Observation:
    """How much of the statement stood in last year's too. Says on stderr where the other file is not likely last year's."""
    from checker.compare import compare  # noqa: PLC0415 - as above

    before = _got(previous)
    with _bounded(before.name):
        try:
            old = read(before.body, source=before.name, media_type=before.media_type)
        except UnreadableError as error:
            raise InputError(f"{previous}: {error}") from error
        doubt = _in_doubt(assessment, judge(old, load_rulebook(), context))
    if doubt:
        click.echo(f"{previous} {doubt}: is it the right file?", err=True)
    return compare(new, old, load_rulebook())


def _in_doubt(new: Assessment, old: Assessment) -> str:
    """Why the other file may be the wrong one, as the rest of a sentence; "" if nothing speaks for that."""
    if not old.statement.is_statement:
        return f"is {KINDS[old.document.kind]}, not a statement"
    ours, theirs = new.statement.organisation, old.statement.organisation
    if ours and theirs and not set(ours.casefold().split()) & set(theirs.casefold().split()) - _FORMS:
        return f"is a statement of {theirs}, not of {ours}"
    return ""


_FORMS = frozenset(
    {"the", "of", "and", "&", "group", "limited", "ltd", "plc", "llp", "uk", "(uk)", "holdings"}
)
"""Words that names of strangers share."""


def has_shortfall(assessment: Assessment) -> bool:
    """Whether a mandatory requirement is not met, or the document is no statement at all."""
    if assessment.verdict is Overall.NOT_A_STATEMENT:
        return True
    return any(each.kind == "mandatory" and each.verdict is Verdict.NOT_MET for each in assessment.findings)
