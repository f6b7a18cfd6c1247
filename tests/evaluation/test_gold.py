"""Annotated files as people save them, and the one line that says what is wrong with the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.gold import GoldError, read_gold

GOOD = 'statement_id,order,sentence,risk,approval,note\ns1,1,"We buy tea,\nand coffee",0,1,x\ns2,1,Ours,,0,\ns1,2,Signed,1,,\n'


def gold(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "gold.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_reads_statements_in_file_order(tmp_path: Path, encoding: str, newline: str) -> None:
    read = read_gold(gold(tmp_path, GOOD.replace("\n", newline), encoding))
    assert read.columns == ("approval", "risk")
    assert read.keys == (("s1", "1"), ("s2", "1"), ("s1", "2"))
    first, second = read.statements
    assert (first.id, first.rows) == ("s1", (0, 2))
    assert first.sentences == (f"We buy tea,{newline}and coffee", "Signed")
    assert first.labels == {"approval": (True, None), "risk": (False, True)}
    assert second.labels == {"approval": (False,), "risk": (None,)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column statement_id, order, sentence"),
        ("statement_id,sentence,risk\ns,x,0\n", "no column order"),
        ("statement_id,order,sentence,grievance\ns,1,x,0\n", "no column to judge by"),
        ("statement_id,order,sentence,risk\n", "holds no sentences"),
        ("statement_id,order,sentence,risk,risk\ns,1,x,0,1\n", "names the column risk twice"),
        ('statement_id,order,sentence,risk\ns,1,"two\nlines",0\ns,2,x,yes\n', "line 4: risk is 'yes'"),
        ("statement_id,order,sentence,risk\ns,1,x,2\n", "line 2: risk is '2'; write 0, 1 or leave it blank"),
        ("statement_id,order,sentence,risk\ns,1,x\n", "line 2 has 3 cells where the header has 4"),
        ("statement_id,order,sentence,risk\n,1,x,0\n", "line 2 has no statement_id"),
        ('statement_id,order,sentence,risk\ns,1,"x"y,0\n', "not a CSV file"),
    ],
)
def test_says_what_is_wrong_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(GoldError) as raised:
        read_gold(gold(tmp_path, text))
    assert said in str(raised.value)
    assert str(raised.value).startswith("gold.csv")
    assert "\n" not in str(raised.value)


def test_names_files_that_are_no_text_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is not UTF-8"):
        read_gold(gold(tmp_path, GOOD.replace("Ours", "café"), "latin-1"))
    with pytest.raises(GoldError, match="cannot be read"):
        read_gold(tmp_path / "none.csv")
    with pytest.raises(GoldError, match="cannot be read"):
        read_gold(tmp_path)
    with pytest.raises(GoldError, match=r"^\. cannot be read"):
        read_gold(Path())
