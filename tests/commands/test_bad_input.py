"""Each thing that cannot be used gets one clear line and the right exit code, and what was good is kept."""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.web import Reply, serve_web
from tests.conftest import PROJECT, S54
from tests.crawler.misbehaving import SITES, misbehaving


def one_line(text: str) -> str:
    (line,) = text.strip().splitlines()
    return line


@pytest.fixture
def refused_port() -> Iterator[int]:
    """A port on which nobody listens, and which nobody else can take meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.txt", b""),
        ("empty.pdf", b""),
        (
            "truncated.pdf",
            b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages",
        ),
        ("renamed.docx", b"PK\x05\x06" + b"\x00" * 18),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
    ],
)
def test_a_file_that_cannot_be_read(s54: S54, name: str, body: bytes) -> None:
    (s54.folder / name).write_bytes(body)
    done = s54("check", name)
    assert done.returncode == 2
    assert done.stdout == ""
    assert name in one_line(done.stderr)


@pytest.mark.parametrize("given", ["nowhere.pdf", "."])
def test_no_file_at_all(s54: S54, given: str) -> None:
    done = s54("check", given)
    assert done.returncode == 2
    assert given in one_line(done.stderr)


def test_an_address_that_refuses(s54: S54, refused_port: int) -> None:
    url = f"http://127.0.0.1:{refused_port}/statement.pdf"
    done = s54("check", url)
    assert done.returncode == 2
    assert url in one_line(done.stderr)
    assert "Errno" not in done.stderr


def test_an_empty_name_is_said_to_be_one(s54: S54) -> None:
    assert "no file is named" in one_line(s54("check", "").stderr)


def test_an_address_as_people_read_it(s54: S54) -> None:
    with serve_web({"xn--caf-dma.example": lambda asked: Reply(asked.path.encode())}) as web:
        done = s54("check", "http://café.example/déclaration sur l'esclavage", **web.environment)
    assert done.stderr == ""
    assert "/d%C3%A9claration%20sur%20l'esclavage" in done.stdout


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/a b", "http://127.0.0.1:port/", "http://[::1/", "https://"]
)
def test_what_is_no_address(s54: S54, url: str) -> None:
    done = s54("check", url)
    assert (done.returncode, done.stdout) == (2, "")
    assert url in one_line(done.stderr)


@pytest.mark.parametrize("name", ["garbage", "long-length", "bad-chunks"])
def test_an_answer_that_is_none_or_breaks_off(s54: S54, name: str) -> None:
    with misbehaving({"site.test": SITES[name][0]}) as servers:
        done = s54("check", "http://site.test/", http_proxy=servers.proxy)
    assert (done.returncode, done.stdout) == (2, "")
    assert "http://site.test/" in one_line(done.stderr)


def test_standard_input(s54: S54) -> None:
    text = b"Modern slavery statement\n\nThis statement is made under section 54 of the Modern Slavery Act 2015 by Bread Ltd.\n\nWe audit our suppliers."
    done = s54("check", "-", given=text)
    assert done.returncode == 1
    assert "standard input" in done.stdout


def test_a_register_without_its_columns(s54: S54) -> None:
    (s54.folder / "bad.csv").write_text("name,site\nBread Ltd,bread.test\n")
    done = s54("import", "bad.csv")
    assert done.returncode == 2
    assert "website" in one_line(done.stderr)


def test_what_is_good_is_kept(s54: S54) -> None:
    (s54.folder / "mixed.csv").write_text(
        "name,website,colour\nBread Ltd,bread.test,red\n,,\nBread Ltd,bread.test,blue\nOats Ltd,not a host at all!,\nFlour Ltd,,\n"
    )
    done = s54("import", "missing.csv", "mixed.csv")
    assert done.returncode == 2
    assert "missing.csv" in done.stderr
    assert "colour" in done.stderr
    assert "line 4" in done.stderr
    assert "line 5" in done.stderr
    assert [row["name"] for row in s54.rows("firms")] == ["Bread Ltd", "Flour Ltd"]
    assert s54("import", "mixed.csv").stdout.startswith("mixed.csv: 0 added, 0 updated, 2 unchanged")


def test_the_narrowest_terminal_shows_what_there_is(surveyed: S54) -> None:
    for arguments in (("firms",), ("show", "fenmarsh", "--history"), ("followup", "due")):
        done = surveyed(*arguments, COLUMNS="1")
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_what_the_output_has_no_letter_for_ends_nothing(surveyed: S54) -> None:
    done = subprocess.run(
        surveyed.command("show", "wherrycroft"),
        capture_output=True,
        cwd=surveyed.folder,
        env=surveyed.environment | {"PYTHONIOENCODING": "cp1252"},
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "“Anti-slavery” in the nav ? /anti-slavery.html" in done.stdout.decode("cp1252")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name cannot be any bytes")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("firms", "--district", "K\udcfcche"), 2),
        (("crawl", "--plan", "--district", "K\udcfcche"), 2),
        (("import", "K\udcfcche.csv"), 2),
        (("backup", "K\udcfcche"), 0),
        (("scope", "alder", "unknown", "--reason", "K\udcfcche"), 0),
    ],
)
def test_bytes_that_are_no_text(s54: S54, arguments: tuple[str, ...], code: int) -> None:
    for name in ("firms.csv", "K\udcfcche.csv"):
        (s54.folder / name).write_text("name,website\nAlder Ltd,alder.test\n", encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    done = s54(*arguments)
    assert done.returncode == code, done.stderr
    assert code == 0 or "K\\udcfcche" in one_line(done.stderr)


def test_of_many_problems_the_first_are_told_and_all_are_counted(s54: S54) -> None:
    rows = "".join(f"Firm {number},not a site\n" for number in range(25))
    (s54.folder / "firms.csv").write_text(f"name,website\n{rows}Alpha Ltd,alpha.test\n", encoding="utf-8")
    done = s54("import", "firms.csv")
    *told, last = done.stderr.splitlines()
    assert [line.partition(" 'not")[0] for line in told] == [
        f"firms.csv: line {number}: website" for number in range(2, 22)
    ]
    assert last == "firms.csv: and 5 more problems"
    assert "1 added" in done.stdout


def test_a_database_that_is_none(s54: S54) -> None:
    s54.db.write_text("this is no database, only a note")
    done = s54("firms")
    assert done.returncode == 2
    assert "registry.db" in one_line(done.stderr)
    assert s54.db.read_text().startswith("this is no database")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["firms", "--missing", "haste"], "haste"),
        (["rules", "haste"], "haste"),
        (["show", "nobody"], "nobody"),
        (["--today", "yesterday", "firms"], "yesterday"),
        (["--today", "9999-12-31", "report"], "in no year from 1900 to 2999"),
        (["--today", "0001-01-01", "crawl"], "in no year from 1900 to 2999"),
        (["crawl", "--stale-after", "99999999999"], "--stale-after"),
        (["check", "--legal-form", "guild", "x"], "guild"),
        (["import"], "--norfolk"),
        (["bake"], "bake"),
        (["crawl", "--delay", "nan"], "nan"),
        (["crawl", "--contact", ""], "--contact"),
    ],
)
def test_arguments_that_cannot_be_used(s54: S54, arguments: list[str], named: str) -> None:
    done = s54(*arguments)
    assert done.returncode == 2
    assert named in one_line(done.stderr)


def test_an_ambiguous_firm_lists_the_candidates(s54: S54) -> None:
    (s54.folder / "firms.csv").write_text(
        "name,website\nBread Ltd,bread.test\nBread Baskets Ltd,baskets.test\n"
    )
    assert s54("import", "firms.csv").returncode == 0
    done = s54("show", "bread b")
    assert done.returncode == 0
    done = s54("show", "brea")
    assert done.returncode == 2
    assert "Bread Ltd" in one_line(done.stderr)
    assert "Bread Baskets Ltd" in done.stderr


def test_a_path_that_cannot_be_written(s54: S54, tmp_path: Path) -> None:
    one_firm(s54)
    (tmp_path / "taken").write_text("")
    done = s54("export", "taken", "--format", "csv")
    assert done.returncode == 2
    assert "taken" in one_line(done.stderr)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_an_export_to_the_folder_where_one_is(s54: S54, form: str) -> None:
    one_firm(s54)
    done = s54("export", ".", "--format", form)
    if form == "csv":
        assert done.returncode == 0, done.stderr
        assert (s54.folder / "firms.csv").is_file()
    else:
        assert (done.returncode, ". is a folder" in one_line(done.stderr)) == (2, True)
    assert not list(s54.folder.glob(".*"))


def one_firm(s54: S54, name: str = "Bread Ltd") -> None:
    with (s54.folder / "register.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name", "website"], [name, "bread.test"]])
    assert s54("import", "register.csv").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "option", "text"),
    [
        (("followup", "add", "bread", "check", "--by"), "--by", "  "),
        (("reply", "bread", "It is on page 6", "--by"), "--by", ""),
        (("review", "bread", "published", "not_met", "--by"), "--by", ""),
        (("scope", "bread", "out_of_scope", "--reason", "It said so", "--by"), "--by", ""),
        (("scope", "bread", "covered_by_group", "--reason", "It said so", "--parent"), "--parent", ""),
        (("area", "exclude", "bread", "--reason"), "--reason", ""),
        (("area", "exclude", "bread", "--reason", "It has moved", "--by"), "--by", ""),
        (("answer", "1", "same", "--by"), "--by", ""),
        (("letter", "bread", "--reply-to", "a@b.example", "--by"), "--by", ""),
    ],
)
def test_nobody_and_nothing_are_no_answer(
    s54: S54, arguments: tuple[str, ...], option: str, text: str
) -> None:
    one_firm(s54)
    before = s54.db.read_bytes()
    done = s54(*arguments, text)
    assert done.returncode == 2
    assert f"'{option}': it is empty" in one_line(done.stderr)
    assert s54.db.read_bytes() == before


@pytest.mark.parametrize("command", ["backup", "export", "report"])
def test_there_is_nothing_to_copy_where_there_is_no_register(s54: S54, command: str) -> None:
    done = s54(command, *(["copy"] if command != "report" else []))
    assert done.returncode == 2
    assert "there is no register at registry.db" in one_line(done.stderr)
    assert list(s54.folder.iterdir()) == []


def test_a_name_steers_no_terminal(s54: S54) -> None:
    one_firm(s54, "Bread\x1b]0;owned\x07 \u202eLtd\u200b")
    assert [row["name"] for row in s54.rows("firms")] == ["Bread ]0;owned Ltd"]
    assert "\x1b" not in s54("show", "\x1b[31m").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="closes a pipe of POSIX")
@pytest.mark.parametrize(
    "arguments",
    [["rules"], ["--help"], ["firms", "--format", "csv"], ["firms", "--format", "json"]],
    ids=" ".join,
)
def test_whoever_has_read_enough_is_no_error(s54: S54, arguments: list[str]) -> None:
    one_firm(s54)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(
            s54.command(*arguments), check=False, stdout=closed, stderr=subprocess.PIPE, text=True,
            cwd=s54.folder, env=s54.environment,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check",), "'SOURCE'"),
        (("check", "a", "b"), "(b)"),
        (("check", "--bogus", "a"), "'--bogus'"),
        (("followup", "close", "somebody"), "no_answer"),
        (("followup", "sing"), "'sing'"),
        (("letter", "somebody"), "'--by'"),
    ],
)
def test_a_command_line_that_cannot_be_used_says_where_it_is_explained(
    s54: S54, arguments: tuple[str, ...], told: str
) -> None:
    done = s54(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    line = one_line(done.stderr)
    assert told in line
    assert line.endswith("--help' shows how")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full to play a full disk")
def test_a_full_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "cli.py", "rules"]
        done = subprocess.run(
            command, check=False, stdout=full, stderr=subprocess.PIPE, text=True, cwd=PROJECT
        )
    assert done.returncode == 2
    assert done.stderr.startswith("s54: there is no space left on the disk")
    assert done.stderr.count("\n") == 1
