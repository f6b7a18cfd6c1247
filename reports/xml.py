"""Text as XML can hold it: Word documents, workbooks and feeds are made of it."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without most control characters, half surrogates and the last two of a plane: XML 1.0 has no place for them."""
    return _NOT_XML.sub("", text)
