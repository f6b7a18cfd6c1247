"""The first thing a newcomer runs."""

from __future__ import annotations

from tests.conftest import S54


def test_demo_needs_neither_network_nor_database(s54: S54) -> None:
    done = s54("demo", http_proxy="http://127.0.0.1:9", S54_DB=str(s54.folder / "mine.db"))
    assert done.returncode == 0, done.stderr
    assert "12 added" in done.stdout
    assert "Wherrycroft Construction Group Limited (99100004" in done.stdout
    assert "s54 check FILE" in done.stdout
    assert done.stdout.count("could not check") == 1
    assert max(map(len, done.stdout.splitlines())) <= 120
    assert list(s54.folder.iterdir()) == []


def test_rules_are_printed_whole_and_one_by_one(s54: S54) -> None:
    whole = s54("rules").stdout
    assert "WHAT THE LAW ASKS" in whole
    assert whole.count("[s.54(") >= 12
    assert s54("rules", "approval").stdout.count("[s.54(") == 1
    assert [row["requirement"] for row in s54.rows("rules")][-1] == "training"
