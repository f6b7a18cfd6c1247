"""Text as XML can hold it: Word documents, workbooks and feeds are made of it."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without what XML 1.0 has no place for: control characters, half surrogates, the last two of the plane."""
    return _NOT_XML.sub("", text)
