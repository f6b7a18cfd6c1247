"""Telling list items by the mark they start with."""

from __future__ import annotations

import re
from typing import Final

_GLYPHS: Final = "•●▪■◦‣⁃∙·○➢➤►▶✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
_BULLET: Final = re.compile(rf"^(?:[{_GLYPHS}»*+–—-]\s+|[{_GLYPHS}](?=\S)|o\s+(?=[^\W\d_]))")
_LETTERED: Final = re.compile(r"^(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[a-z]\.|\d{1,2}\.(?=\s+[a-z]))\s+")
_COUNTED: Final = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")


def is_item(text: str) -> bool:
    """Whether the text starts with a bullet, a letter or a number in a bracket, or a number and a small letter."""
    return bool(_BULLET.match(text) or _LETTERED.match(text))


def is_counted(text: str) -> bool:
    """Whether the text starts with a number and a full stop or bracket: a list item, or a heading."""
    return bool(_COUNTED.match(text))


def has_bullet(text: str) -> bool:
    """Whether the text starts with a bullet."""
    return bool(_BULLET.match(text))


def unbulleted(text: str) -> str:
    """The text without its bullet. A number or a letter stays, for the text may refer to it."""
    mark = _BULLET.match(text)
    return text[mark.end() :] if mark else text
