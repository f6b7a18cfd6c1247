"""What every test may lean on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and sites beside the project; the test is skipped where there is none."""
    folder = Path(os.environ.get("S54_SHARED") or PROJECT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the real data in {folder.name}/data beside the project")
    return folder
