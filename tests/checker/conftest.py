"""Documents from a few lines of text, read as the product reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker import Document, load_rulebook, read
from checker.rulebook import Rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def document() -> Callable[[str], Document]:
    return lambda text: read(text.encode(), source="statement.txt")


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which the program that reads scans is not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
