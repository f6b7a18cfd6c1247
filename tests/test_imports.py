"""Who may import whom, and how long a module may be. Data flows one way; only survey and the commands know all parts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import COMMANDS
from tests.conftest import PROJECT

PACKAGES = (
    "archive", "checker", "commands", "crawler", "data", "demo", "evaluation", "registry", "reports", "sources", "survey",
    "training",
)  # fmt: skip
OURS = {*PACKAGES, "cli"}
MAY_IMPORT = {
    "archive": set(),
    "checker": set(),
    "crawler": set(),
    "data": set(),
    "demo": set(),
    "registry": set(),
    "sources": {"data"},
    "evaluation": {"checker"},
    "training": {"checker", "evaluation"},
    "reports": {"checker", "registry"},
    "survey": {"archive", "checker", "crawler", "registry"},
    "commands": OURS - {"cli"},
    "cli": {"commands"},
}
NETWORK = {
    "scrapy",
    "twisted",
    "urllib.request",
    "http.client",
    "http.server",
    "socket",
    "requests",
    "aiohttp",
}
DATABASE = {"sqlite3", "sqlite_utils"}
SQL = re.compile(
    r"^\s*(?:SELECT\s.+\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+TABLE\s)",
    re.S,
)


def modules() -> list[Path]:
    found = [PROJECT / "cli.py"]
    for package in PACKAGES:
        found += sorted((PROJECT / package).rglob("*.py"))
    return found


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide who imports whom"
            assert node.module
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_only_what_it_may(path: Path) -> None:
    owner = path.relative_to(PROJECT).parts[0].removesuffix(".py")
    names = set(imported(path))
    roots = {name.split(".")[0] for name in names}
    assert roots & OURS - {owner} <= MAY_IMPORT[owner]
    if owner in ("checker", "evaluation", "reports", "registry", "sources"):
        assert not {
            name for name in names if any(name == each or name.startswith(each + ".") for each in NETWORK)
        }
    if owner != "registry":
        assert not roots & DATABASE


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_holds_one_noun_and_speaks_sql_only_in_the_registry(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 400
    if path.relative_to(PROJECT).parts[0] != "registry":
        texts = [
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [text for text in texts if SQL.search(text)]


def test_the_checker_has_no_clock_of_its_own() -> None:
    for path in sorted((PROJECT / "checker").rglob("*.py")):
        assert not re.search(
            r"\b(?:date\.today|datetime\.now|time\.time)\(", path.read_text(encoding="utf-8")
        ), path


def test_every_command_is_three_hops_from_the_cli() -> None:
    """cli.COMMANDS names a function in commands/, and each public command there is named."""
    listed = set(COMMANDS.values())
    there = set()
    for path in sorted((PROJECT / "commands").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any(
                re.match(r"click\.(command|group)\b", ast.unparse(each)) for each in node.decorator_list
            ):
                there.add(f"commands.{path.stem}:{node.name}")
    assert listed == there
