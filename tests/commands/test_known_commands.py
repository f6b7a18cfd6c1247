"""What people decide, ask and answer on the command line, on a register that was really crawled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import S54

GOVUK = (
    "OrganisationName,CompanyNumber,Address,StatementURL,EmailAddressNoURL,StatementStartDate,StatementEndDate,"
    "StatementIncludesTraining,Turnover,SectorType,LastUpdated\r\n"
    'FENMARSH FOODS LIMITED,99100001,"1 Street\r\nNorwich\r\nNR2 1NH",http://fenmarshfoods.example/x,,01/04/2024,'
    "31/03/2025,Yes,Over £500 million,Private,01/10/2026\r\n"
)


@pytest.fixture
def mine(surveyed: S54, tmp_path: Path) -> S54:
    """The same register, to write into."""
    shutil.copytree(surveyed.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("web"))
    return S54(tmp_path / "copy", surveyed.environment)


def test_a_review_wins_in_every_view_and_can_be_withdrawn(mine: S54) -> None:
    by = ("--by", "A. Reader")
    done = mine("review", "holtsedge", "homepage_link", "met", *by, "--note", "It is in the menu")
    assert done.returncode == 0, done.stderr
    assert "A. Reader decides “met” on “homepage link”; the machine says “not met”" in done.stdout
    (row,) = [each for each in mine.rows("firms") if each["name"].startswith("Holtsedge")]
    assert row["status"] == "compliant"
    assert "homepage_link" not in row["missing"]
    shown = mine("show", "holtsedge", "--history").stdout
    assert "Decided by A. Reader on 2026-11-21 (It is in the menu); the machine says not met." in shown
    assert "incomplete → compliant" in shown
    assert "no longer lacks by law: homepage link" in shown
    assert "a person's decision" in shown
    (finding,) = [each for each in mine.rows("show", "holtsedge") if each["requirement"] == "homepage_link"]
    assert (finding["verdict"], finding["machine_verdict"], finding["review_counts"]) == (
        "met",
        "not_met",
        True,
    )
    assert mine("review", "holtsedge", "homepage_link", "--withdraw", *by).returncode == 0
    assert "incomplete" in mine("show", "holtsedge").stdout
    assert mine("review", "holtsedge", "homepage_link", *by).returncode == 2
    assert mine("review", "holtsedge", "homepage_link", "met", "--confirm", *by).returncode == 2
    assert "Confirmed by" not in mine("show", "holtsedge").stdout


def test_advice_follows_the_verdict_that_counts(mine: S54) -> None:
    assert mine("review", "fenmarsh", "signature", "not_met", "--by", "A. Reader").returncode == 0
    (finding,) = [each for each in mine.rows("show", "fenmarsh") if each["requirement"] == "signature"]
    assert finding["machine_verdict"] == "met"
    assert finding["advice"].startswith("Have a director sign the statement")


def test_the_history_of_a_firm_the_law_may_not_ask_says_nothing_of_lacking(mine: S54) -> None:
    assert mine("scope", "holtsedge", "unknown", "--reason", "its accounts are late").returncode == 0
    changes = mine("show", "holtsedge", "--history").stdout.partition("What was said of it")[2]
    assert "not checked → found with gaps, scope unknown; not found in it: homepage link" in " ".join(
        changes.split()
    )
    assert "lacks" not in changes


def test_what_is_no_statement_is_not_shown_as_one(mine: S54) -> None:
    shown = mine("show", "gorsefold").stdout
    assert "No statement, but a template that has not been filled in: http://" in shown
    assert "It is no statement: what follows is what its text shows all the same." in shown
    assert "  Statement: " not in shown


def test_nothing_found_is_confirmed_and_an_answer_is_shown(mine: S54) -> None:
    assert mine("review", "tuckthorpe", "published", "--confirm", "--by", "A. Reader").returncode == 0
    assert (
        mine("reply", "tuckthorpe", "-", "--by", "B. Clerk", given=b"It is on our group's site.").returncode
        == 0
    )
    shown = mine("show", "tuckthorpe").stdout
    assert "Confirmed by A. Reader" in shown
    assert "“It is on our group's site.”" in shown
    assert mine("reply", "tuckthorpe").returncode == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_an_answer_is_read_as_its_program_saved_it(mine: S54, encoding: str) -> None:
    answer = "“It is on our café’s site”, says Zoë."
    done = mine("reply", "fenmarsh", "-", given=answer.encode(encoding), PYTHONIOENCODING="utf-8:strict")
    assert done.returncode == 0, done.stderr
    assert answer in mine("show", "fenmarsh").stdout


def test_search_shows_the_sentence_and_the_firm(mine: S54) -> None:
    rows = mine.rows("search", "recruitment fees")
    assert rows
    assert all("recruitment fee" in row["sentence"].lower() for row in rows)
    assert {"name", "district", "scope", "statement_url"} <= set(rows[0])
    assert mine("search", "??").returncode == 2


def test_scope_with_its_grounds(mine: S54) -> None:
    assert mine("scope", "gorsefold", "in_scope").returncode == 2
    done = mine(
        "scope",
        "gorsefold",
        "in_scope",
        "--reason",
        "group accounts",
        "--figure",
        "41000000",
        "--source",
        "accounts",
    )
    assert done.returncode == 0, done.stderr
    assert "in scope: group accounts, £41,000,000 (the coordinator, accounts, 2026-11-21)" in done.stdout
    assert "breaking" not in done.stdout
    covered = mine("scope", "tuckthorpe", "covered_by_group", "--reason", "named in it")
    assert "name the group's parent" in covered.stderr
    covered = mine(
        "scope", "tuckthorpe", "covered_by_group", "--reason", "named in it", "--parent", "fenmarsh"
    )
    assert "Parent: Fenmarsh Foods Limited" in covered.stdout
    assert "not named in it" in mine("show", "tuckthorpe").stdout


def test_deadlines_are_columns_of_their_own(mine: S54) -> None:
    rows = mine.rows("firms", "--deadline", "late", "--sort", "due")
    assert [(row["name"], row["due_on"], row["deadline"]) for row in rows] == [
        ("Marramdyke Hotels Limited", "2025-09-30", "late")
    ]
    assert "due_on" not in mine.rows("firms")[0]
    assert mine("firms", "--in-scope", "--scope", "voluntary").returncode == 2


def test_reconcile_names_the_mismatch(mine: S54) -> None:
    (mine.folder / "govuk.csv").write_bytes(GOVUK.encode())
    done = mine("import", "govuk.csv")
    assert done.returncode == 0, done.stderr
    (row,) = [each for each in mine.rows("reconcile", "fenmarsh") if each["about"] == "financial_year"]
    assert (row["declared"], row["found"]) == ("2025-03-31", "2026-03-31")
    assert "a newer one" in row["text"]
    assert "On what the registers do not agree" in mine("show", "fenmarsh").stdout


def test_areas_and_questions(mine: S54) -> None:
    assert mine("area", "exclude", "fenmarsh", "--reason", "only its accountant").returncode == 0
    assert "Fenmarsh" not in mine("firms").stdout
    assert [row["name"] for row in mine.rows("firms", "--outside")] == ["Fenmarsh Foods Limited"]
    (mine.folder / "more.csv").write_text(
        "name,website\nTuckthorp Packaging Ltd,other.example\n", encoding="utf-8"
    )
    done = mine("import", "more.csv")
    assert "1 of them may be a firm that was known already" in done.stderr
    (question,) = mine.rows("questions")
    done = mine("answer", str(question["id"]), "same")
    assert "are now one firm" in done.stdout
    assert len(mine.rows("firms")) == 11
    assert mine("answer", "99", "same").returncode == 2
    assert "no area 'atlantis'" in mine("--area", "atlantis", "import", "more.csv").stderr


def test_diff_says_when_there_is_nothing_to_compare(mine: S54) -> None:
    assert "Nothing to compare: one version" in mine("diff", "larkmere").stdout
    assert "Nothing to compare: no statement" in mine("diff", "tuckthorpe").stdout
    assert mine.rows("diff", "larkmere") == []
