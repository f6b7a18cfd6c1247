"""Characters as readers hand them over, made into characters a rule can match."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
# Soft hyphen, zero-width and direction marks, byte order mark, and the two non-characters readers leave behind.
_INVISIBLE: Final = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
_INVISIBLE_LAST: Final = (0xFFFE, 0xFFFF)
_CONTROLS: Final = tuple(c for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c).strip())
_TABLE: Final[dict[int, str | None]] = {
    **dict.fromkeys((*_INVISIBLE, *_INVISIBLE_LAST, *_CONTROLS), None),
    **LIGATURES,
}
_UNUSUAL: Final = re.compile(r"[^\t\n\v\f\r -~]")
# Private-use glyphs (symbol fonts) and lone surrogates mean nothing outside the file they came from.
_UNPRINTABLE: Final = re.compile("[\ue000-\uf8ff\ud800-\udfff]|[\U000f0000-\U0010ffff]")
# Rules to sign on and dots of a table of contents; a hundred thousand of them are an attack on whoever looks for them.
_LEADER: Final = re.compile(r"([_.…·*=~#–—-])\1{99,}")
_SPACED: Final = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")


def clean(text: str) -> str:
    """`text` in NFC on one line: ligatures expanded, invisible characters gone, white space collapsed.

    Letter-spaced words ("S T A T E M E N T") are closed up; wider gaps between them part the words. Of a rule or
    leader ("______", "......") of a hundred characters and more, a hundred are kept.
    """
    if _UNUSUAL.search(text):
        text = _UNPRINTABLE.sub(" ", text.translate(_TABLE))
        text = unicodedata.normalize("NFC", text)
    if len(text) > 100 and _LEADER.search(text):
        text = _LEADER.sub(lambda found: found.group()[:100], text)
    if _SPACED.search(text):
        text = _SPACED.sub(lambda found: found.group().replace(" ", ""), text)
    return " ".join(text.split())


def word_set(words: str) -> frozenset[str]:
    """The set of the words in `words`, for tables of words that read better as lines of text."""
    return frozenset(words.split())
