"""What checking a file loads: a person waits for every module."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.checker.papers import lines, pdf
from tests.conftest import PROJECT

HEAVY = {"scrapy", "twisted", "sqlite_utils", "sqlite3", "trafilatura", "sklearn", "scipy", "multiprocessing"}
OTHER_READERS = {"bs4", "lxml", "docx", "pdfminer"}
RUN = """
import sys
from cli import main
try:
    main(["check", sys.argv[1]])
except SystemExit:
    pass
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(path: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(path)], capture_output=True, text=True, cwd=PROJECT, check=True
    )
    assert path.name in done.stdout
    return set(done.stderr.splitlines()[-1].split())


STATEMENT = (
    "# Modern slavery statement\n\nThis statement is made under section 54 of the Modern Slavery Act 2015.\n\n"
    "We audit our suppliers. The board approved it on 3 May 2026."
)


def test_a_pdf_loads_no_crawler_no_database_and_no_other_reader(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(pdf([lines(STATEMENT)] * 5))
    modules = loaded(path)
    assert {"click", "pypdfium2", "checker"} <= modules
    assert not modules & (HEAVY | OTHER_READERS)


def test_a_web_page_loads_no_crawler_and_no_database(tmp_path: Path) -> None:
    path = tmp_path / "statement.html"
    path.write_text(f"<html><body><p>{STATEMENT}</p></body></html>")
    modules = loaded(path)
    assert "bs4" in modules
    assert not modules & (HEAVY | (OTHER_READERS - {"bs4", "lxml"}))


def test_a_check_says_all_and_how_it_went_although_it_ends_at_once(tmp_path: Path) -> None:
    path = tmp_path / "statement.md"
    path.write_text(STATEMENT, encoding="utf-8")
    command = [sys.executable, "cli.py", "check", str(path), "--full"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=PROJECT)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Signed" in done.stdout
    assert done.stdout.endswith("\n")
