"""How often people overrule the machine, from their reviews."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import S54


def test_reviews_are_counted_by_requirement(surveyed: S54, tmp_path: Path) -> None:
    shutil.copytree(surveyed.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("web"))
    s54 = S54(tmp_path / "copy", surveyed.environment)
    assert s54.rows("evaluate", "--reviews") == []
    by = ("--by", "A. Reader", "--note", "looked at by hand")
    assert s54("review", "wherrycroft", "signature", "--confirm", *by).returncode == 0
    assert s54("review", "fenmarsh", "signature", "partly", *by).returncode == 0
    # What was taken back, or decided anew, is not counted.
    assert s54("review", "fenmarsh", "approval", "not_met", *by).returncode == 0
    assert s54("review", "fenmarsh", "approval", "--withdraw", *by).returncode == 0
    assert s54("review", "wherrycroft", "signature", "met", *by).returncode == 0
    assert s54("review", "wherrycroft", "signature", "--confirm", *by).returncode == 0
    assert s54.rows("evaluate", "--reviews") == [
        {"requirement": "signature", "reviewed": 2, "overruled": 1, "share": 0.5}
    ]
    assert s54("report", "--output", "report.html").returncode == 0
    page = (s54.folder / "report.html").read_text(encoding="utf-8")
    assert "people have looked at 2 findings after it, and overruled 1. They look" in page


def test_without_file_or_reviews_it_says_what_to_give(s54: S54) -> None:
    done = s54("evaluate")
    assert done.returncode == 2
    assert "--reviews" in done.stderr
