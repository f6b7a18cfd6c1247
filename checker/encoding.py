"""From bytes to text, for formats that do not say for certain how they are encoded."""

from __future__ import annotations

import codecs
import re
from typing import Final

_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def decode(body: bytes, charset: str | None = None) -> str:
    """The page's text: by byte order mark, else what it or the server declares, else UTF-8, else Windows-1252."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode("utf-8")  # text in another encoding is almost never valid UTF-8
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(body[:4096])
    for name in (declared.group(1).decode("ascii", "ignore") if declared else "", charset or ""):
        try:
            if name and codecs.lookup(name).name != "utf-8":
                return body.decode("cp1252" if codecs.lookup(name).name == "iso8859-1" else name)
        except (LookupError, ValueError):  # no encoding, none of text, or not this one
            continue
    sound = body.decode("utf-8", "ignore")
    letters = len(sound) - len(sound.encode("ascii", "ignore"))
    lost = body.decode("utf-8", "replace").count("\ufffd") - sound.count("\ufffd")
    return body.decode("utf-8" if letters >= lost else "cp1252", "replace")  # damage is rarer than letters
