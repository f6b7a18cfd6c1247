"""Generates what the docs show, so that they cannot drift. Called from cog blocks; `cog --check` in CI compares.

python -m cogapp -r README.md docs/*.md       writes it anew
python -m cogapp --check README.md docs/*.md  fails where it differs
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from checker import load_rulebook
from checker.rulebook_file import FILE
from cli import COMMANDS, main
from demo.pages import write_sites
from registry import open_registry

TODAY = "2026-11-21"
"""The day on which the docs' examples are run."""


@cache
def s54(*arguments: str, columns: int = 100) -> str:
    """What `s54` prints on stdout, in a folder of its own, on the docs' day."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if "_proxy" not in name.lower() and "S54_" not in name
    }
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, str(PROJECT / "cli.py"), "--today", TODAY, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env=kept | {"COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.stdout.rstrip()


def demo(part: str) -> str:
    """One part of what `s54 demo` prints: "list" or "firm"."""
    text = s54("demo", columns=128)
    listing, firm = text.split("\nOne firm whole")
    listing = listing[listing.index("How they stand") :].strip()
    firm = firm.split("\nWhat to do next")[0]
    return fenced(listing if part == "list" else firm[firm.index("\n") :].strip())


def check_example() -> str:
    """What `s54 check` says of the demo statement that does the least the law asks."""
    with TemporaryDirectory() as folder:
        write_sites(Path(folder), date.fromisoformat(TODAY))
        (page,) = (Path(folder) / "staithewell.example").rglob("*slavery*.html")
        return fenced(f"$ s54 check {page.name}\n{s54('check', str(page))}")


def fenced(text: str) -> str:
    """The text as a code block."""
    return f"```text\n{text}\n```"


def commands() -> str:
    """The help of every command, as the terminal shows it."""
    parts = [_help(main, "s54")]
    context = click.Context(main, info_name="s54")
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        parts.append(f"## s54 {name}\n\n{_help(command, name, context)}")
        if isinstance(command, click.Group):
            within = click.Context(command, info_name=name, parent=context)
            for part, its in command.commands.items():
                parts.append(f"### s54 {name} {part}\n\n{_help(its, part, within)}")
    return "\n\n".join(parts)


def _help(command: click.Command, name: str, parent: click.Context | None = None) -> str:
    with click.Context(
        command, info_name=name, parent=parent, max_content_width=100, terminal_width=100
    ) as context:
        return fenced(command.get_help(context))


def rules() -> str:
    """The rulebook as Markdown."""
    rulebook = load_rulebook()
    lines = [f"Rulebook {rulebook.version}."]
    for requirement in rulebook.requirements:
        lines += ["", f"## `{requirement.id}` {requirement.title}", ""]
        lines += [
            f"*{requirement.kind}, {requirement.basis}, {requirement.reference}.* {requirement.asks}",
            "",
        ]
        lines += [f"- Counts: {'; '.join(requirement.counts)}."]
        lines += [f"- Does not count: {'; '.join(requirement.does_not_count)}."]
        lines += [
            f"- {verdict.replace('_', ' ')}: {advice}" for verdict, advice in requirement.advice.items()
        ]
        if requirement.rules:
            lines += [
                "",
                "| rule | level | points | basis | a sentence counts when it |",
                "| --- | --- | --- | --- | --- |",
            ]
            lines += [
                f"| `{rule.id}` | {rule.level} | {rule.points} | {rule.basis.replace('_', ' ')} | {rule.says} |"
                for rule in requirement.rules
            ]
    lines += [
        "",
        "## Observations: said, never counted",
        "",
        "| id | basis | source | what it is about |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{each.id}` | {each.basis.replace('_', ' ')} | {each.reference} | {each.asks} |"
        for each in rulebook.observations.values()
    ]
    return "\n".join(lines)


LISTS = {
    "Who approved it": (("approval", None), ("approval_around", None)),
    "Who signed it": (("signature", None), ("signature.around", None)),
    "Which legal form it has": tuple(
        (f"organisation.{name}", None)
        for name in (
            "name_shows",
            "beside_name_shows",
            "text_shows",
            "name_denies",
            "text_denies",
            "role_shows",
            "role_denies",
        )
    ),
    "What is still to be filled in": (
        ("cues", ("placeholder", "dummy_text", "to_fill_in", "fill_in_order")),
        ("words", ("blank",)),
    ),
}
"""By headings the tables of the rulebook whose lists are shown, and which of their lists where not all are."""


def lists() -> str:
    """The lists of words that decide whether a formality is met, each below its plain words, and the lists they name."""
    tables = _tables(FILE.read_text(encoding="utf-8"))
    lines: list[str] = []
    named: set[str] = set()
    for heading, parts in LISTS.items():
        lines += ["", f"### {heading}"]
        for table, only in parts:
            for plain, found in tables[table]:
                shown = {key: phrases for key, phrases in found.items() if only is None or key in only}
                if shown and not plain:
                    raise ValueError(f"no plain words stand above {', '.join(shown)} in the rulebook")
                if shown:
                    lines += ["", plain, "", *(f"- `{key}`: {_words(each)}" for key, each in shown.items())]
                    named |= {
                        name for each in shown.values() for name in re.findall(r"{(\w+)}", " ".join(each))
                    }
    words = {key: each for _, found in tables["words"] for key, each in found.items() if key in named}
    lines += ["", "### Words in braces", "", *(f"- `{key}`: {_words(each)}" for key, each in words.items())]
    return "\n".join(lines)


def _tables(text: str) -> dict[str, list[tuple[str, dict[str, list[str]]]]]:
    """For each table of the rulebook its lists in groups, each group with the comment that stands above it."""
    tables: dict[str, list[tuple[str, dict[str, list[str]]]]] = {}
    name, comment, above = "", "", False
    for line in text.splitlines():
        if line.startswith("["):
            # What stands above the table's name is about all of it.
            name, above = line.strip("[]"), False
            tables.setdefault(name, []).append((comment, {}))
        elif line.startswith("# "):
            comment = f"{comment} {line[2:]}" if above else line[2:]
            above = True
        elif match := re.match(r"([\w.]+) = \[\"", line):
            if above:
                tables[name].append((comment, {}))
            tables[name][-1][1][match[1]] = tomllib.loads(f"found = {line[match.end() - 2 :]}")["found"]
            above = False
        else:
            comment, above = "", False
    return tables


def _words(phrases: list[str]) -> str:
    return ", ".join(f"`{phrase}`" for phrase in phrases)


def schema() -> str:
    """The register's tables, from a database made on the spot."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "registry.db"
        open_registry(path).close()
        db = sqlite3.connect(path)
        try:
            rows = db.execute(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' "
                "AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
            ).fetchall()
        finally:
            db.close()
    return "\n\n".join(f"## {name}\n\n```sql\n{sql.strip()}\n```" for name, sql in rows)


def accuracy() -> str:
    """How well the evidence model does, from the figures that CI holds it to."""
    found = json.loads((PROJECT / "tests" / "evaluation" / "recorded.json").read_text(encoding="utf-8"))
    lines = [
        "| by sentence | precision | recall | F1 | 95% interval | sentences | F1 by statement |",
        "| --- | ---: | ---: | ---: | --- | ---: | ---: |",
    ]
    for name, each in found["columns"].items():
        low, high = each["f1_interval"]
        lines.append(
            f"| {name} | {each['precision']:.2f} | {each['recall']:.2f} | {each['f1']:.2f} | {low:.2f} to {high:.2f} "
            f"| {each['support']} | {each['statement_f1']:.2f} |"
        )
    for name, label in (
        ("requirements", "mean of the eight requirements"),
        ("peer", "mean of the published model's six"),
    ):
        low, high = found["intervals"][name]
        lines.append(
            f"| **{label}** | | | **{found['sentence'][name]:.2f}** | {low:.2f} to {high:.2f} | | {found['statement'][name]:.2f} |"
        )
    return "\n".join(lines)
