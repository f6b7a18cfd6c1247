"""What every test may lean on."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A noisy machine must not fail a property by its clock, and the gate must say the same of the same tree each time; whoever
# runs the tests by hand still looks for new examples.
settings.register_profile("by hand", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "by hand")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def attempts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which each attempt to leave this machine is written, by this process and by all that it starts."""
    record = tmp_path_factory.mktemp("loopback") / "attempts.txt"
    record.touch()
    os.environ["LOOPBACK_ONLY"] = str(record)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(PROJECT / "tests" / "loopback"), before)))
    importlib.import_module("tests.loopback.sitecustomize")
    return record


@pytest.fixture(autouse=True)
def stays_on_this_machine(attempts: Path) -> Iterator[None]:
    """No test asks the network, not even for a name that it knows not to be there."""
    before = attempts.stat().st_size
    yield
    with attempts.open(encoding="utf-8") as file:
        file.seek(before)
        made = file.read()
    assert not made, f"a test is to touch nothing but loopback:\n{made}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and sites beside the project; the test is skipped where there is none."""
    folder = Path(os.environ.get("S54_SHARED") or PROJECT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the real data in {folder.name}/data beside the project")
    return folder


TODAY = "2026-11-21"


@dataclass(frozen=True)
class S54:
    """Runs `s54` as people do: in a process of its own, in a folder of its own."""

    folder: Path
    environment: dict[str, str]

    @property
    def db(self) -> Path:
        return self.folder / "registry.db"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-W", "error", str(PROJECT / "cli.py"), "--today", TODAY, *arguments]

    def __call__(
        self, *arguments: str, given: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(*arguments),
            input=given,
            capture_output=True,
            cwd=self.folder,
            env=self.environment | environment,
            timeout=600,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        done = self(*arguments, "--format", "json")
        assert done.returncode == 0, done.stderr
        rows: list[dict[str, Any]] = json.loads(done.stdout)
        return rows


def clean_environment() -> dict[str, str]:
    """The environment without proxies, database or day from outside, on a terminal 120 columns wide."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if "_proxy" not in name.lower() and "S54_" not in name
    }
    return kept | {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def s54(tmp_path: Path) -> S54:
    """The command, with a folder to itself."""
    return S54(tmp_path, clean_environment())
