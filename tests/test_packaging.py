"""What ships is declared: generic package names are listed, and each with its data files."""

from __future__ import annotations

import fnmatch
import tomllib

from tests.conftest import PROJECT

SETUP = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
NOT_SHIPPED = {"tests", "benchmarks", "tools", "docs"}


def test_every_package_is_declared() -> None:
    packages = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - NOT_SHIPPED
    assert packages == set(SETUP["tool"]["setuptools"]["packages"])
    assert packages | {"benchmarks", "tools"} == set(SETUP["tool"]["mypy"]["packages"])


def test_every_data_file_is_declared() -> None:
    declared = SETUP["tool"]["setuptools"]["package-data"]
    for package in SETUP["tool"]["setuptools"]["packages"]:
        folder = PROJECT / package
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                patterns = [pattern.replace("**/*", "*") for pattern in declared.get(package, [])]
                assert any(fnmatch.fnmatch(name, pattern) for pattern in patterns), (
                    f"{package}/{name} would not ship"
                )


def test_what_a_newcomer_looks_for_is_there() -> None:
    for name in ("LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", ".ci/run"):
        assert (PROJECT / name).is_file(), name
    assert not list(PROJECT.glob("*.db"))
