"""What spans more than one firm or more than one look, over a web that is really crawled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.web import serve_web
from tests.commands.conftest import only_read
from tests.commands.small_web import FIRMS, REGISTRY, readable, write_web
from tests.conftest import S54, clean_environment


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S54]:
    """The firms and what they told the registry, loaded and crawled. Read only: it is shared."""
    folder = tmp_path_factory.mktemp("small-web")
    s54 = S54(folder, clean_environment())
    (folder / "firms.csv").write_text(FIRMS, encoding="utf-8")
    (folder / "govuk.csv").write_text(REGISTRY, encoding="utf-8")
    assert s54("import", "firms.csv", "govuk.csv").returncode == 0
    _crawl(s54, write_web(folder / "web"))
    with only_read(s54):
        yield s54


@pytest.fixture
def own(looked: S54, tmp_path: Path) -> S54:
    """The same, to write to."""
    shutil.copytree(looked.folder, tmp_path / "own")
    return S54(tmp_path / "own", looked.environment)


def _crawl(s54: S54, sites: dict[str, Path], *arguments: str) -> None:
    with serve_web(sites) as web:
        done = s54("crawl", "--delay", "0", "--stale-after", "0", *arguments, **web.environment)
    assert done.returncode == 0, done.stderr


def test_each_mismatch_with_the_registry_is_named(looked: S54) -> None:
    rows = looked.rows("reconcile")
    told = {(str(row["name"]).split()[0], row["about"]): str(row["text"]) for row in rows}
    assert "its site carries a newer one" in told["Norbreck", "financial_year"]
    assert "that it has no web site; one was looked at" in told["Sallow", "website"]
    assert told["Teasel", "training"] == "It declares training; none was found in its statement."
    assert "leads nowhere (http_404)" in told["Bulrush", "link"]
    assert ("Sallow", "training") not in told


def test_one_document_stands_for_those_it_names(looked: S54) -> None:
    said = " ".join(looked("show", "norbreck cold").stdout.split())
    assert "One document for 3 firms, published by Norbreck Group Limited" in said
    assert "- Norbreck Cold Stores Limited (subsidiary): not named in it" in said
    assert (
        "- Norbreck Foods Limited (shows): named: “This statement is made by Norbreck Group Limited" in said
    )


def test_whoever_shows_a_statement_that_does_not_name_it_is_looked_at_before_it_is_relied_on(
    own: S54,
) -> None:
    (own.folder / "ices.csv").write_text(
        "name,website,company_number,district,scope\nNorbreck Ices Limited,norbreckices.example,99200009,Norwich,in_scope\n",
        encoding="utf-8",
    )
    assert own("import", "ices.csv").returncode == 0
    sites = write_web(own.folder / "later")
    _crawl(own, {"norbreckices.example": sites["norbreckfoods.example"]}, "--firm", "norbreckices")
    shown = " ".join(own("show", "99200009").stdout.split())
    assert "→ This firm is not named in it, and other firms show it too" in shown
    assert "This firm is not named in it" not in own("show", "99200002").stdout


def test_firms_that_share_a_web_site_are_each_shown_with_their_own_statement(s54: S54) -> None:
    site = s54.folder / "site"
    site.mkdir()
    firms = {"osier.html": "Osier Mills Limited", "sedge.html": "Sedge Haulage Limited"}
    for page, name in firms.items():
        (site / page).write_text(readable(name), encoding="utf-8")
    links = "".join(
        f"<a href='/{page}'>Modern slavery statement: {name}</a> " for page, name in firms.items()
    )
    (site / "index.html").write_text(
        f"<title>Osier and Sedge</title><footer>{links}</footer>", encoding="utf-8"
    )
    listed = "".join(
        f"{name},shared.example,9930000{i},Norwich,in_scope\n" for i, name in enumerate(firms.values())
    )
    (s54.folder / "firms.csv").write_text(
        f"name,website,company_number,district,scope\n{listed}", encoding="utf-8"
    )
    assert s54("import", "firms.csv").returncode == 0
    _crawl(s54, {"shared.example": site})
    found = {str(row["name"]): str(row["statement_url"]).rpartition("/")[2] for row in s54.rows("firms")}
    assert found == {name: page for page, name in firms.items()}


def test_a_copied_text_and_the_name_left_in_it(looked: S54) -> None:
    said = " ".join(looked("show", "teasel").stdout.split())
    assert "The same text as Sallow Care Limited" in said
    assert "Names another company, Sallow Care Limited: “Every home of Sallow Care Limited" in said
    assert "Names another company" not in looked("show", "sallow").stdout
    # That a register says nothing of the scope is no disagreement.
    assert "unknown (govuk.csv" not in said


def test_a_scan_is_read_by_a_person_until_there_is_something_to_read(own: S54) -> None:
    status = {str(row["name"]): row for row in own.rows("firms")}["Bulrush Mills Limited"]
    assert (status["status"], status["reason"], status["missing"]) == ("could_not_check", "unreadable", [])
    assert status["statement_url"] == "http://bulrush.example/statement.pdf"
    unseen = own("letter", "bulrush", "--by", "A", "--reply-to", "a@b.example")
    assert "could not check" in unseen.stderr

    assert (
        "nothing on approval" in own("review", "bulrush", "approval", "--confirm", "--by", "B. Reader").stderr
    )
    read = ("--by", "B. Reader", "--note", "read the paper")
    done = own("review", "bulrush", "approval", "met", *read)
    assert "status now unclear" in done.stdout
    assert own("review", "bulrush", "signature", "not_met", *read).returncode == 0
    assert (
        own(
            "reply", "bulrush", "It is on page 2", "--requirement", "signature", "--by", "Secretary"
        ).returncode
        == 0
    )
    said = own("show", "bulrush").stdout
    assert "met          approval" in said
    assert "not met      signature" in said
    assert "“It is on page 2”" in said
    (row,) = [each for each in own.rows("firms") if each["name"] == "Bulrush Mills Limited"]
    assert (row["status"], row["missing"]) == ("incomplete", ["signature"])
    assert own.rows("firms", "--to-review") == []

    # The firm puts a text in the scan's place: the machine's verdict counts, and the person is asked again.
    sites = write_web(own.folder / "later")
    (sites["bulrush.example"] / "statement.pdf").unlink()
    page = sites["bulrush.example"] / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("statement.pdf", "statement.html"), encoding="utf-8"
    )
    (sites["bulrush.example"] / "statement.html").write_text(
        readable("Bulrush Mills Limited"), encoding="utf-8"
    )
    _crawl(own, sites, "--firm", "bulrush")
    (row,) = own.rows("firms", "--to-review")
    assert row["to_review"] == ["approval", "signature"]
    assert "approval, signature" in own("firms", "--to-review").stdout
    assert (row["name"], row["status"], "signature" in row["missing"]) == (
        "Bulrush Mills Limited",
        "compliant",
        False,
    )
    said = own("show", "bulrush").stdout
    assert said.count("To be reviewed again: B. Reader on 2026-11-21 decided") == 2
    assert "“It is on page 2”" in said
