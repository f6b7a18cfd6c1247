"""What the help shows as an example works when it is pasted, in the folder that `s54 demo --keep` leaves."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli import main
from tests.conftest import PROJECT, S54, clean_environment

ELSEWHERE = ("s54 demo", "s54 explore")
"""What has tests of its own: the first makes the folder, the second needs an extra and goes on until it is stopped."""


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo leaves behind. Read only: it is shared."""
    folder = tmp_path_factory.mktemp("kept")
    done = S54(folder, clean_environment())("demo", "--keep", "demo")
    assert done.returncode == 0, done.stderr
    assert "cd demo; s54 show fenmarsh --history" in done.stdout
    return folder / "demo"


@pytest.fixture
def kept(left: Path, tmp_path: Path) -> S54:
    """The same, for one example to be tried in: each is to work without those before it."""
    shutil.copytree(left, tmp_path / "demo")
    return S54(tmp_path / "demo", clean_environment())


def first_examples(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """Each command with the first example of its help; of a group, those of its commands too."""
    lines = (command.help or "").splitlines()
    yield path, next((line.strip() for line in lines if line.strip().startswith("s54 ")), "")
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            each = command.get_command(context, name)
            assert each is not None
            yield from first_examples(each, f"{path} {name}")


EXAMPLES = [each for each in first_examples(main, "s54") if not each[1].startswith(ELSEWHERE)]


@pytest.mark.parametrize("example", [line for _, line in EXAMPLES], ids=[path for path, _ in EXAMPLES])
def test_the_first_example_works(kept: S54, example: str) -> None:
    program, *arguments = shlex.split(example)
    assert program == "s54"
    done = kept(*arguments, given=b"y\n")
    assert done.returncode == (1 if arguments[0] == "check" else 0), done.stderr


def test_the_steps_of_the_page_on_following_up_work_one_after_the_other(kept: S54) -> None:
    page = (PROJECT / "docs" / "follow-up.md").read_text(encoding="utf-8")
    first, *steps = page.partition("```\n")[2].partition("```")[0].splitlines()
    assert first.startswith("s54 demo --keep demo; cd demo ")
    said = ""
    for step in steps:
        program, *arguments = shlex.split(step, comments=True)
        assert program == "s54"
        done = kept(*arguments)
        assert done.returncode == 0, (step, done.stderr)
        said += done.stderr
    assert "1 letter written to letters" in said


def test_a_folder_with_something_in_it_is_left_alone(s54: S54) -> None:
    (s54.folder / "demo").mkdir()
    mine = s54.folder / "demo" / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    done = s54("demo", "--keep", "demo")
    assert (done.returncode, done.stderr) == (2, "s54: demo is not empty; name a new folder\n")
    assert list(mine.parent.iterdir()) == [mine]


def test_an_empty_register_says_how_to_fill_it(s54: S54) -> None:
    done = s54("firms", "--format", "json")
    assert done.stdout == "[]\n"
    assert "holds no firms yet: 's54 import --norfolk'" in done.stderr


def test_a_register_whose_firms_are_none_of_those_asked_for_is_not_called_empty(s54: S54) -> None:
    (s54.folder / "firms.csv").write_text("name,website\nTuckthorpe Packaging Ltd,\n", encoding="utf-8")
    assert s54("import", "firms.csv").returncode == 0
    assert s54("area", "exclude", "tuckthorpe", "--reason", "only its accountant").returncode == 0
    for asked in ((), ("--status", "missing")):
        done = s54("firms", *asked, "--format", "json")
        assert (done.stdout, done.stderr) == ("[]\n", "")
