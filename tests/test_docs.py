"""The docs cannot drift: every command explains itself with an example and appears in them."""

from __future__ import annotations

import re

import click
import pytest

from checker import load_rulebook
from cli import COMMANDS, main
from crawler.records import Reason
from registry import STATUSES
from tests.conftest import PROJECT


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help
    assert f"s54 {name}" in command.help.split("Example:")[1]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"


def test_the_readme_opens_with_two_commands_and_names_the_main_ones() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", readme, re.S)
    assert all(len(block.strip().splitlines()) == 1 for block in blocks[:2])
    assert "s54 demo" in blocks[0]
    assert "pytest" in blocks[1]
    for name in ("import", "crawl", "check", "firms", "show"):
        assert f"s54 {name}" in readme


def test_every_rule_reason_and_status_is_documented() -> None:
    rules = (PROJECT / "docs/rules.md").read_text(encoding="utf-8")
    book = load_rulebook()
    for identifier in [
        *(each.id for each in book.requirements),
        *book.observations,
        *(rule.id for each in book.requirements for rule in each.rules),
    ]:
        assert f"`{identifier}`" in rules
    crawling = (PROJECT / "docs/how-to-crawl.md").read_text(encoding="utf-8")
    assert [reason for reason in Reason if f"`{reason}`" not in crawling] == []
    verdicts = (PROJECT / "docs/reading-a-verdict.md").read_text(encoding="utf-8")
    known = {"no_website": "no web site known", "not_checked": "not checked"}
    assert [
        status for status in STATUSES if known.get(status, status.replace("_", " ")) not in verdicts
    ] == []


def test_links_between_pages_lead_somewhere() -> None:
    for page in [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
