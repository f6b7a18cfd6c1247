"""Texts whose letters came out as numbers, "(cid:77)(cid:111)…": read where the numbers are letters, refused where not."""

from __future__ import annotations

import re
from typing import Final

from checker.characters import word_set
from checker.document import UnreadableError

_MARK: Final = re.compile(r"\(cid:(\d{1,6})\)")
_SHIFTS: Final = (0, 29, 31)
"""What the numbers may be short of character codes: nothing, or as fonts count that begin with the space at 3 or 1."""

_COMMON: Final = word_set("the and of to in our we is a for that with are by on this as be from or it")
_MIN_COMMON: Final = 0.12
"""The share of such words in an English text, at least; statements have 0.25 to 0.4, and other ciphers under 0.05."""


def readable(text: str) -> str:
    """The text with its numbers made letters, where most of it is numbers. UnreadableError where that gives no English.

    A text with a few of them, mostly bullets of a symbol font, stays as it is.
    """
    marks = _MARK.findall(text)
    if sum(map(len, marks)) + 6 * len(marks) <= len(text) / 2:
        return text
    for shift in _SHIFTS:
        letters = _MARK.sub(lambda mark, by=shift: _letter(int(mark.group(1)) + by), text)  # type: ignore[misc]
        if _is_english(letters):
            return letters
    raise UnreadableError(
        "broken",
        "the text is garbled, its letters came out as numbers such as (cid:77): export the document again, as PDF/A or DOCX",
    )


def _letter(code: int) -> str:
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else " "


def _is_english(text: str) -> bool:
    words = re.findall(r"[a-z]+", text[:50_000].casefold())
    return len(words) > 4 and sum(word in _COMMON for word in words) >= _MIN_COMMON * len(words)
