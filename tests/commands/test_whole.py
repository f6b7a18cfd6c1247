"""A file is written whole or not at all, and nothing else is put in its place."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from commands.settings import InputError
from commands.whole import written_whole


def test_what_fails_midway_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("before")

    def break_off() -> None:
        with written_whole(path, "") as unfinished:
            unfinished.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"report.html": "before"}
    with written_whole(path, "") as unfinished:
        unfinished.write_text("after")
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"report.html": "after"}


def test_a_link_leads_to_the_file_as_before(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    file, link = tmp_path / "kept" / "report.html", tmp_path / "link.html"
    file.write_text("before")
    link.symlink_to(file)
    with written_whole(link, "") as unfinished:
        unfinished.write_text("after")
    assert link.is_symlink()
    assert file.read_text() == "after"


def test_nothing_takes_the_place_of_a_pipe_or_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR)
    try:
        with written_whole(pipe, "") as unfinished:
            unfinished.write_bytes(b"through it")
        assert os.read(end, 100) == b"through it"
    finally:
        os.close(end)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder; name a file"), written_whole(tmp_path, ""):
        pass
    path = tmp_path / "nowhere" / "report.html"
    with (
        pytest.raises(InputError, match=r"report\.html cannot be written \(.*\); try elsewhere"),
        written_whole(path, "try elsewhere") as unfinished,
    ):
        unfinished.write_text("x")
