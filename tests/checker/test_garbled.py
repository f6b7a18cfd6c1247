"""Texts whose letters came out as numbers."""

from __future__ import annotations

import pytest

from checker.document import UnreadableError
from checker.read import read

TEXT = "The board of Fenland Flour Ltd approved this statement on 3 May 2026. It is the firm’s first."


def marks(text: str, shift: int = 0) -> str:
    return "".join(f"(cid:{ord(letter) - shift})" for letter in text)


@pytest.mark.parametrize("shift", [0, 29, 31])
def test_numbers_that_are_letters_are_read(shift: int) -> None:
    document = read(marks(TEXT, shift).encode(), source="statement.txt")
    assert document.text == TEXT
    assert len(document.sentences) == 2


def test_numbers_that_are_none_are_said_to_be_garbled() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(marks(TEXT, 7).encode(), source="statement.txt")
    assert caught.value.problem == "broken"
    assert "garbled" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_few_numbers_stay() -> None:
    text = "(cid:127) We audit our suppliers every second year.\n(cid:127) We train the buyers."
    assert "(cid:127) We audit" in read(text.encode(), source="statement.txt").text


def test_numbers_no_letter_has_do_not_crash() -> None:
    with pytest.raises(UnreadableError):
        read(b"(cid:55296)(cid:999999)(cid:0)" * 50, source="statement.txt")
