"""`s54 recheck`: judge archived documents again, without fetching."""

from __future__ import annotations

import click

from archive import Archive
from checker import load_rulebook
from commands.output import counted
from commands.progress import Progress
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings


@click.command()
@click.option(
    "--all", "every", is_flag=True, help="Also documents that were last judged under the present rulebook."
)
@pass_settings
def recheck(settings: Settings, every: bool) -> None:
    """Judge archived documents again, after the rulebook or the model has changed. Nothing is fetched.

    \b
    Example:
      s54 recheck
    """
    from survey.recheck import recheck as judge_again  # noqa: PLC0415 - what runs child processes; `s54 --help` need not wait for it

    rulebook = load_rulebook().version
    with opened(settings) as registry:
        documents = registry.documents_to_recheck(None if every else rulebook)
        progress = Progress(len(documents), "documents")
        failed, lost, why = 0, 0, ""
        for done in judge_again(registry, Archive(settings.archive), documents, today=settings.today):
            failed += done.problem is not None
            if done.is_lost:
                lost, why = lost + 1, done.problem or ""
            progress.step(f"{done.document.firm_name}: {done.problem or 'judged'}")
        progress.end()
    if lost and lost == len(documents):
        raise InputError(f"the archive holds none of {counted(lost, 'documents')}; {why}")
    if not documents:
        click.echo(
            f"nothing to judge again: no document here was last judged under another rulebook than {rulebook}"
        )
        return
    judged = counted(len(documents) - failed, "documents")
    click.echo(
        f"{judged} judged under rulebook {rulebook}, {failed} could not be read; "
        f"'s54 digest --since {settings.today}' lists what is said otherwise now"
    )
