"""`s54 letter`: what it says, what it does not, and whom it refuses."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import docx
import pytest

from demo.web import serve_web
from tests.commands.small_web import FIRMS, write_web
from tests.conftest import S54

BY = ("--by", "A. Coordinator", "--reply-to", "business@nasn.example")
READER = ("--by", "B. Reader")


def text_of(path: Path) -> str:
    """All text of a Word document, tables included, in its order."""
    document = docx.Document(str(path))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


@pytest.fixture
def own(surveyed: S54, s54: S54) -> S54:
    """The crawled register, to write to."""
    shutil.copy(surveyed.db, s54.db)
    for firm, requirement, verdict in (
        ("wherrycroft", "approval", "partly"),
        ("wherrycroft", "signature", "not_met"),
        ("wherrycroft", "training", "not_met"),
        ("tuckthorpe", "published", "not_met"),
        ("marramdyke", "financial_year", "met"),
    ):
        assert s54("review", firm, requirement, verdict, *READER).returncode == 0
    return s54


def test_it_says_what_was_found_and_what_could_not_be_found(own: S54) -> None:
    contact = ("--contact", "Ms R. Hale", "--role", "Company Secretary", "--by", "A. Coordinator")
    assert own("followup", "add", "wherrycroft", "check", *contact).returncode == 0
    done = own("letter", "wherrycroft", "--output", "w.docx", *BY)
    assert (done.returncode, done.stdout) == (0, "")
    said = text_of(own.folder / "w.docx")
    for part in (
        "Dear Ms R. Hale,", "21 November 2026", "http://wherrycroft.example/", "Approved by the board", "s.54(6)",
        "We could not find this.", "Not clear to us from this:", "None of this is asked by law.", "Covered by a group:",
        "business@nasn.example", "08000 121 700", "19 December 2026", "Training about slavery", "Yours sincerely,",
    ):  # fmt: skip
        assert part in said, part
    assert "As far as we know, Wherrycroft Construction Group Limited is one of these" in said
    assert "you have not" not in said.lower()
    assert "breach" not in said.lower()
    assert said.index("What the law asks") < said.index("Guidance and good practice")
    events = own.rows("followup", "list", "wherrycroft")
    assert [(each["step"], each["channel"]) for each in events] == [("check", None), ("note", "letter")]
    with sqlite3.connect(own.db) as db:
        assert db.execute("SELECT cited, forced_because FROM letters").fetchall() == [
            ('["approval", "signature", "training"]', None)
        ]
    db.close()


def test_that_a_statement_is_old_is_confirmed_as_that(own: S54) -> None:
    assert own("review", "marramdyke", "financial_year", "--withdraw", *READER).returncode == 0
    refused = own("letter", "marramdyke", *BY)
    assert (
        "confirmed that its newest statement covers the year to 2024-03-31; look by hand for"
        in refused.stderr
    )
    assert "s54 review 99100005 financial_year --confirm" in refused.stderr


def test_no_statement_and_an_old_one_have_their_own_words(own: S54) -> None:
    assert own("letter", "tuckthorpe", "--output", "t.docx", *BY).returncode == 0
    none_found = text_of(own.folder / "t.docx")
    assert "could not find a slavery and human trafficking statement" in none_found
    assert "Dear Company Secretary," in none_found
    assert "Yours faithfully," in none_found
    # There is nothing to mend: what would put it right is a whole statement.
    for part in ("This is what makes one:", "Have the board approve", "Have a director sign",
                 "Publish the statement", "Put a link that names the statement"):  # fmt: skip
        assert part in none_found, part
    assert own("letter", "marramdyke", "--output", "m.docx", *BY).returncode == 0
    assert "The newest we could find covers the year that ended on 31 March 2024." in text_of(
        own.folder / "m.docx"
    )


def test_what_no_person_has_confirmed_is_not_cited(own: S54) -> None:
    refused = own("letter", "holtsedge", *BY)
    assert refused.returncode == 2
    assert "s54 review 99100012 homepage_link --confirm" in refused.stderr
    forced = own("letter", "holtsedge", "--force", "--reason", "in a hurry", *BY)
    assert forced.returncode == 2
    assert list(own.folder.glob("*.docx")) == []
    assert own.rows("followup", "list", "holtsedge") == []


@pytest.mark.parametrize(
    ("firm", "says"),
    [
        ("gorsefold", "below threshold"),
        ("dunmarl", "could not check"),
        ("pightlebrook", "no website"),
        ("fenmarsh", "nothing that the law asks for"),
    ],
)
def test_whom_it_refuses(own: S54, firm: str, says: str) -> None:
    done = own("letter", firm, "--output", "no.docx", *BY)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert not (own.folder / "no.docx").exists()


def test_force_asks_where_the_statement_is_and_keeps_the_reason(own: S54) -> None:
    assert "--reason" in own("letter", "dunmarl", "--force", *BY).stderr
    done = own("letter", "dunmarl", "--output", "d.docx", "--force", "--reason", "asked by the chair", *BY)
    assert done.returncode == 0, done.stderr
    said = text_of(own.folder / "d.docx")
    assert "We could not look at the statement itself" in said
    assert "What the law asks" not in said
    assert "the site was out of order" in said
    for untrue in ("We looked at your", "on the day we looked", "what we could not find"):
        assert untrue not in said
    (event,) = own.rows("followup", "list", "dunmarl")
    assert event["note"] == "Letter d.docx; forced: asked by the chair"


def test_a_firm_that_may_be_out_of_scope_is_told_so_and_partners_are_not_a_board(own: S54) -> None:
    assert own("scope", "larkmere", "unknown", "--reason", "no accounts yet").returncode == 0
    assert own("review", "larkmere", "approval", "not_met", *READER).returncode == 0
    why = ("--force", "--reason", "a draft to look at", "--draft")
    assert own("letter", "larkmere", "--output", "n.docx", *why, *BY).returncode == 0
    said = text_of(own.folder / "n.docx")
    assert "Whether Larkmere Thrupp LLP is one of these we do not know" in said
    assert "As far as we know" not in said
    assert (
        own("letter", "larkmere", "--kind", "second_letter", "--output", "s.docx", *why, *BY).returncode == 0
    )
    said = text_of(own.folder / "s.docx")
    assert "Copy: the senior partner" in said
    assert "the members' own task" in said
    assert "the board" not in said.partition("What we looked at")[0]


def test_a_look_too_long_ago_is_no_ground_for_a_letter(own: S54) -> None:
    done = own("--today", "2026-12-06", "letter", "tuckthorpe", *BY)
    assert done.returncode == 2
    assert "last looked at on 2026-11-21; look again first: s54 crawl --firm 99100006" in done.stderr


def test_the_ladder_decides_which_letter_and_when(own: S54) -> None:
    assert own("letter", "tuckthorpe", "--output", "1.docx", *BY).returncode == 0
    early = own("letter", "tuckthorpe", "--output", "2.docx", *BY)
    assert "not due before 2026-12-26" in early.stderr
    again = own(
        "letter",
        "tuckthorpe",
        "--kind",
        "second_letter",
        "--output",
        "2.docx",
        "--force",
        "--reason",
        "x",
        *BY,
    )
    assert again.returncode == 0, again.stderr
    said = text_of(own.folder / "2.docx")
    assert "We last wrote to you on 21 November 2026" in said
    assert "We have looked again since" not in said
    assert "Copy: the chair of the board" in said
    assert [each["step"] for each in own.rows("followup", "list", "tuckthorpe")] == ["note", "second_letter"]


def test_mail_merge_writes_to_whom_it_can_and_says_why_not_to_others(own: S54) -> None:
    done = own("letter", "--all", "--output", "letters", *BY)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (own.folder / "letters").iterdir()) == [
        "marramdyke-hotels-limited-99100005.docx",
        "tuckthorpe-packaging-limited-99100006.docx",
        "wherrycroft-construction-group-limited-99100004.docx",
    ]
    assert "below threshold" in done.stdout
    assert "3 letters written" in done.stderr
    twice = own("letter", "--all", "--output", "letters", *BY)
    assert "0 letters written" in twice.stderr
    only = own("letter", "--all", "--status", "out_of_date", "--district", "Norwich", *BY)
    assert only.stderr == "nobody to write to: no firm in Norwich has the status out of date\n"


def test_a_draft_leaves_no_trace_in_the_case(own: S54) -> None:
    assert own("letter", "tuckthorpe", "--draft", "--output", "t.docx", *BY).returncode == 0
    assert own.rows("followup", "list") == []
    assert (own.folder / "t.docx").exists()


def test_what_cannot_be_written_is_said_and_not_recorded(own: S54) -> None:
    done = own("letter", "tuckthorpe", "--output", "nowhere/t.docx", *BY)
    assert done.returncode == 2
    assert "nowhere/t.docx cannot be written" in done.stderr
    assert own.rows("followup", "list") == []


def test_hostile_names_make_a_sound_document_in_the_right_place(s54: S54) -> None:
    name = "../../Evil <b>&amp; Sons\x01"
    (s54.folder / "firms.csv").write_text(f'name,website,scope\n"{name}",,in_scope\n', encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    done = s54("letter", "evil", "--force", "--reason", "a test", *BY)
    assert done.returncode == 0, done.stderr
    (path,) = s54.folder.glob("*.docx")
    assert path.name == "evil-b-amp-sons-1.docx"
    said = text_of(path)
    assert "<b>&amp; Sons" in said
    assert "within 30 days" in said


def test_it_goes_to_the_address_that_a_register_gives(own: S54) -> None:
    (own.folder / "house.csv").write_text(
        "CompanyName, CompanyNumber,RegAddress.CareOf,RegAddress.POBox,RegAddress.AddressLine1, RegAddress.AddressLine2,"
        "RegAddress.PostTown,RegAddress.County,RegAddress.PostCode,CompanyCategory,Accounts.AccountCategory\n"
        "WHERRYCROFT CONSTRUCTION GROUP LIMITED,99100004,,,THE JOINERY WORKS,QUAY ROAD,GREAT YARMOUTH,,NR30 1AA,"
        "Private Limited Company,GROUP\n",
        encoding="utf-8",
    )
    assert own("import", "house.csv").returncode == 0
    assert own("letter", "wherrycroft", "--output", "w.docx", *BY).returncode == 0
    assert (
        "Wherrycroft Construction Group Limited\nTHE JOINERY WORKS\nQUAY ROAD\nGREAT YARMOUTH\nNR30 1AA\n"
        in text_of(own.folder / "w.docx")
    )


def test_a_partly_signature_is_quoted_and_called_unclear(own: S54) -> None:
    assert own("review", "marramdyke", "signature", "partly", "--note", "no role", *READER).returncode == 0
    assert own("letter", "marramdyke", "--output", "m.docx", *BY).returncode == 0
    said = text_of(own.folder / "m.docx")
    assert "Not clear to us from this:\n“Crispin Oadby-Vane" in said
    assert "Give the signatory's full name and the role" in said
    # What a person doubts is not listed among what was found.
    assert "Signed by a director, or the equivalent (s.54(6))" not in said


def test_a_statement_that_is_gone_is_told_of_and_so_is_the_link_that_still_leads_to_it(
    s54: S54, tmp_path: Path
) -> None:
    """What the firm has to do may be to put a page back; and only pages that are there are said to have been looked at."""
    sites = write_web(tmp_path / "web")
    site = {"sallowcare.example": sites["sallowcare.example"]}
    rows = [FIRMS.splitlines()[0], *(row for row in FIRMS.splitlines() if row.startswith("Sallow"))]
    (s54.folder / "firms.csv").write_text("\n".join(rows), encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    with serve_web(site) as web:
        assert s54("crawl", "--delay", "0", **web.environment).returncode == 0
        with contextlib.closing(sqlite3.connect(s54.db)) as db, db:
            db.execute("UPDATE visits SET finished_at = '2001-11-03T09:00:00Z'")
        (sites["sallowcare.example"] / "statement.html").unlink()
        again = s54("crawl", "--stale-after", "0", "--delay", "0", **web.environment)
        assert again.returncode == 0, again.stderr
    assert s54("review", "sallow", "published", "--confirm", *READER).returncode == 0
    written = s54("letter", "sallow", "--output", "s.docx", "--force", "--reason", "the clock", *BY)
    assert written.returncode == 0, written.stderr
    said = text_of(s54.folder / "s.docx")
    assert (
        "When we looked on 3 November 2001, there was one at http://sallowcare.example/statement.html, for the year that "
        "ended on 31 March 2026. The link “Modern slavery statement” on your home page leads nowhere."
    ) in said
    assert "; 1 page of the site" in said


def test_who_has_answered_is_not_written_to_before_the_answer_is_read(own: S54) -> None:
    assert own("letter", "tuckthorpe", "--output", "1.docx", *BY).returncode == 0
    kept = own("reply", "tuckthorpe", "It is on our group's site", "--by", "Secretary")
    assert "s54 followup add 99100006 replied --by NAME" in kept.stderr
    later = ("--today", "2026-11-27")
    step = ("followup", "add", "tuckthorpe")
    assert own(*later, *step, "note", "--next", "2026-11-27", "--on", "2026-11-21", *BY[:2]).returncode == 0
    refused = own(*later, "letter", "tuckthorpe", "--output", "2.docx", *BY)
    assert "it has answered on 2026-11-21: read it with s54 show" in refused.stderr
    assert not (own.folder / "2.docx").exists()
    assert own(*later, *step, "replied", "--on", "2026-11-21", *BY[:2]).returncode == 0
    assert own(*later, *step, "check", *BY[:2]).returncode == 0
    done = own(*later, "letter", "tuckthorpe", "--output", "3.docx", *BY)
    assert done.returncode == 0, done.stderr


def test_a_closed_case_is_opened_again_only_if_something_else_is_said_of_the_firm(own: S54) -> None:
    assert own("followup", "add", "tuckthorpe", "check", *BY[:2]).returncode == 0
    assert own("followup", "close", "tuckthorpe", "no_answer", *BY[:2]).returncode == 0
    later = ("--today", "2026-11-30")
    refused = own(*later, "letter", "tuckthorpe", "--output", "1.docx", *BY)
    assert "its case was closed on 2026-11-21 (no answer), and nothing has changed since" in refused.stderr
    assert "99100006" not in own(*later, "followup", "due", "--unopened", "--format", "csv").stdout
    # Someone takes the confirmation back and gives it again: there is something new to say.
    assert own(*later, "review", "tuckthorpe", "published", "met", *READER).returncode == 0
    assert own(*later, "review", "tuckthorpe", "published", "not_met", *READER).returncode == 0
    rows = {
        row["company_number"]: row
        for row in own.rows("--today", "2026-11-30", "followup", "due", "--unopened")
    }
    assert (rows["99100006"]["closed_on"], rows["99100006"]["closed_because"]) == ("2026-11-21", "no_answer")
    assert (
        "closed 2026-11-21: no answer" in own(*later, "followup", "due", "--unopened", COLUMNS="200").stdout
    )
    done = own(*later, "letter", "tuckthorpe", "--output", "1.docx", *BY)
    assert done.returncode == 0, done.stderr
