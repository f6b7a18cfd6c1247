"""What a business sees of its own statement."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from demo.pages import write_sites
from tests.conftest import PROJECT, S54, TODAY


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    write_sites(folder, date.fromisoformat(TODAY))
    return folder


def one(folder: Path, host: str, pattern: str) -> Path:
    (path,) = (folder / host).rglob(pattern)
    return path


def test_json_is_the_contracts(s54: S54, web: Path) -> None:
    done = s54("check", str(one(web, "brecksward.example", "*.pdf")), "--format", "json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "document",
        "statement",
        "rulebook",
        "verdict",
        "score",
        "findings",
        "observations",
    ]
    assert list(answer["document"]) == [
        "source", "sha256", "media_type", "pages", "words", "read_with", "kind", "warnings",
    ]  # fmt: skip
    assert list(answer["findings"][0]) == [
        "requirement", "kind", "basis", "reference", "verdict", "confidence", "level", "eti_level", "evidence", "advice",
    ]  # fmt: skip
    assert answer["document"]["kind"] == "statement"
    assert answer["verdict"] == "compliant"
    assert answer["statement"]["organisation"] == "Brecksward Logistics Limited"
    assert answer["statement"]["financial_year_end"] == "2025-12-31"
    assert [each["requirement"] for each in answer["findings"]][:2] == ["published", "homepage_link"]
    quoted = [each for each in answer["findings"] if each["evidence"]]
    assert all(each["evidence"][0]["page"] >= 1 for each in quoted)


def test_one_screen_with_the_gap_and_one_next_step(s54: S54, web: Path) -> None:
    page = next(path for path in (web / "wherrycroft.example").rglob("*.html") if "slavery" in path.name)
    done = s54("check", str(page))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) <= 60
    assert "not met     Signed by a director" in done.stdout
    assert done.stdout.count("Next: ") == 1
    assert "08000 121 700" in done.stdout


def test_full_shows_more(s54: S54, web: Path) -> None:
    path = str(one(web, "brecksward.example", "*.pdf"))
    assert len(s54("check", path, "--full").stdout) > len(s54("check", path).stdout)


def test_the_legal_form_decides_who_approves(s54: S54) -> None:
    text = (
        b"Modern slavery statement\n\nThis statement is made by Larkbread under section 54 of the Modern Slavery Act 2015 for "
        b"the financial year ended 31 March 2026. We audited our suppliers. We trained staff to see modern slavery.\n\n"
        b"Signed: Hesper Quill, Partner"
    )
    verdicts = {}
    for form in ("company", "partnership"):
        done = s54("check", "-", "--legal-form", form, "--format", "json", given=text)
        findings = {each["requirement"]: each["verdict"] for each in json.loads(done.stdout)["findings"]}
        verdicts[form] = (findings["approval"], findings["signature"], done.returncode)
    assert verdicts["partnership"] == ("not_applicable", "met", 0)
    assert verdicts["company"][0] == "not_met"
    assert verdicts["company"][2] == 1


def test_today_decides_what_is_out_of_date(s54: S54, web: Path) -> None:
    path = str(one(web, "brecksward.example", "*.pdf"))
    done = s54("--today", "2028-01-01", "check", path)
    assert "more than 18 months ago" in done.stdout


def test_control_characters_do_not_reach_the_terminal(s54: S54) -> None:
    done = s54(
        "check",
        "-",
        given=b"Modern slavery statement\n\n\x1b[31mWe audit our suppliers for modern slavery.\x07 " * 9,
    )
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


HANGS = """
import sys, threading
from commands import check, sources
from cli import main

def for_ever(*_, **__):
    threading.Event().wait()

def given(name):
    if name == sys.argv[1]:
        check._SECONDS = 0.1
        check.readable = check.read = for_ever
    return sources.read_source(name)

first = "new.md"
if sys.argv[1].startswith("http:"):
    first, check._SECONDS, sources.read_source = sys.argv[1], 0.1, for_ever
check.read_source = given
main(["check", first, "--previous", "old.md"])
"""


@pytest.mark.parametrize("name", ["new.md", "old.md", "http://slow.test/"])
def test_a_document_that_keeps_its_reader_busy_for_ever_is_named(s54: S54, name: str) -> None:
    for each in ("new.md", "old.md"):
        (s54.folder / each).write_text("Modern slavery statement", encoding="utf-8")
    environment = s54.environment | {
        "PYTHONPATH": os.pathsep.join([str(PROJECT), s54.environment["PYTHONPATH"]])
    }
    done = subprocess.run(
        [sys.executable, "-c", HANGS, name], cwd=s54.folder, env=environment, capture_output=True, text=True, check=False,
        timeout=600,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"s54: {name} takes more than ")


def test_nothing_is_written(s54: S54) -> None:
    s54("check", "-", given=b"Modern slavery statement")
    assert list(s54.folder.iterdir()) == []


def test_explain_names_rules_and_words(s54: S54, web: Path) -> None:
    done = s54("check", str(one(web, "brecksward.example", "*.pdf")), "--explain")
    assert done.returncode == 0, done.stderr
    assert "rule policies.named: it names a policy that bears on slavery" in done.stdout
    assert "the model gives it" in done.stdout
    assert "the words “" in done.stdout


MADE_BY = (
    "# Modern slavery statement\n\nThis statement is made by {} under section 54 of the Modern Slavery Act 2015 for the "
    "financial year ended 31 March {}.\n\nIn the year we visited eleven suppliers of barley and talked to forty of their "
    "workers about pay.\n\nApproved by the board of directors on 8 June {}.\n\nSigned: Ada Marsh, Director\n"
)


@pytest.mark.parametrize(
    ("other", "doubt"),
    [
        (MADE_BY.format("Alder Malt Limited", 2025, 2025), ""),
        (MADE_BY.format("Birch Cable Limited", 2025, 2025), "is a statement of Birch Cable Limited, not of Alder Malt"),
        ("# Delivery notes\n\nThe vans leave Thetford at six, and are back by noon.\n" * 9, ", not a statement"),
    ],
)  # fmt: skip
def test_a_file_to_compare_with_that_is_likely_the_wrong_one_is_doubted(
    s54: S54, other: str, doubt: str
) -> None:
    (s54.folder / "new.md").write_text(MADE_BY.format("Alder Malt Limited", 2026, 2026), encoding="utf-8")
    (s54.folder / "old.md").write_text(other, encoding="utf-8")
    done = s54("check", "new.md", "--previous", "old.md", "--format", "json")
    assert doubt in done.stderr
    assert bool(doubt) == ("is it the right file?" in done.stderr)
    json.loads(done.stdout)
