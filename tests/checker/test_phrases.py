from __future__ import annotations

import pytest

from checker.phrases import PhraseError, compile_phrases

LISTS = {"board": ["board of directors", "trustees"], "slavery": ["modern slavery"]}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("train* staff", "we Trained\n staff"),
        ("staff/employees", "our employees"),
        ("approved ... {board}", "approved on 3 May by the Board of Directors"),
        ("whistle-blow*", "a whistleblowing line"),
        ("whistle-blow*", "a whistle blower"),
        ("[all] staff", "staff"),
        ("train [all] staff", "train all staff"),
        ("train [all] staff", "train staff"),
        ("# per cent", "1,250.5 per cent"),
        ("anti-slavery statement", "Anti–Slavery Statement"),
        ("steps taken", "StepsTaken"),
        ("approved", "endedApproved by"),
    ],
)
def test_matches(phrase: str, text: str) -> None:
    pattern = compile_phrases([phrase], LISTS)
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("approved", "disapproved"),
        ("policy", "policyholders"),
        ("approved ...10 {board}", "approved by nobody at all, though there are trustees"),
        ("train staff", "staff train"),
    ],
)
def test_does_not_match(phrase: str, text: str) -> None:
    pattern = compile_phrases([phrase], LISTS)
    assert pattern is not None
    assert not pattern.search(text)


@pytest.mark.parametrize("phrase", ["", "... board", "approved ...", "{nobody}", "approved ...900 board"])
def test_refuses_what_it_cannot_read(phrase: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrases([phrase], LISTS)


def test_refuses_lists_that_contain_each_other() -> None:
    with pytest.raises(PhraseError):
        compile_phrases(["{a}"], {"a": ["{b}"], "b": ["{a}"]})
