"""The rulebook as read before: its TOML text parsed and its phrases looked through, so that no short check waits for it.

`rulebook.toml` is the rulebook. `rulebook.json` says the same and what of it is slow to work out; it counts only while
it was made of the very text at hand (`tools/prepare_rulebook.py` makes it, a test holds it to that).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from checker.wording import Clue


class Prepared(NamedTuple):
    """A parsed rulebook and the clues of its phrases."""

    raw: dict[str, Any]
    clues: Mapping[str, Clue]


def prepare(text: str, raw: Mapping[str, Any], clues: Mapping[str, Clue]) -> str:
    """The file for the rulebook `text`, which parses to `raw`: JSON. Kinds of words are listed once and numbered."""
    kinds: dict[frozenset[str], int] = {}
    for clue in clues.values():
        for kind in clue.needed:
            kinds.setdefault(kind, len(kinds))
    numbered = {
        phrase: [" ".join(sorted(clue.starts)), *(kinds[kind] for kind in clue.needed)]
        for phrase, clue in clues.items()
    }
    return json.dumps(
        {
            "of": _mark(text),
            "rulebook": raw,
            "kinds": [" ".join(sorted(kind)) for kind in kinds],
            "clues": numbered,
        },
        ensure_ascii=False,
        indent=0,
        default=str,  # its date
    )


def prepared(text: str, file: str) -> Prepared | None:
    """What the `file` says of the rulebook `text`; None when it was made of another text."""
    found = json.loads(file)
    if found["of"] != _mark(text):
        return None
    kinds = [frozenset(kind.split()) for kind in found["kinds"]]
    starts: dict[str, frozenset[str]] = {}
    clues = {}
    for phrase, (first, *needed) in found["clues"].items():
        if first not in starts:
            starts[first] = frozenset(first.split())
        clues[phrase] = Clue(starts[first], tuple([kinds[kind] for kind in needed]))
    return Prepared(found["rulebook"], clues)


def _mark(text: str) -> int:
    return zlib.crc32(text.encode())
