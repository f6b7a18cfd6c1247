"""UK statements as experts' files have them: bare of marks, headings run into what they head.

Learned from beside the statements themselves, so that the model reads both; nothing is measured on these copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from checker.outline import looks_like_heading
from evaluation.gold import GoldStatement
from training.statements import COPIED, Statement

_BULLET = re.compile(r"^\s*(?:[•\-–*●▪·]\s+|o\s+(?=[A-Z]))")
_APOSTROPHE = re.compile(r"['’‘]")
_END_MARKS = " .!?:;,"

_Said = Mapping[str, bool | None]


def copies_of(statements: Iterable[Statement]) -> list[Statement]:
    """A bare copy of each UK statement, of the same firm."""
    return [replace(each, law=COPIED, gold=_bare(each.gold)) for each in statements if each.law == "uk"]


def _bare(gold: GoldStatement) -> GoldStatement:
    """Without marks; a heading is one row with what follows, which is all that either is."""
    rows: list[tuple[str, _Said]] = []
    heading: tuple[str, _Said] | None = None
    following = [*gold.sentences[1:], ""]
    for at, (sentence, after) in enumerate(zip(gold.sentences, following, strict=True)):
        text = " ".join(_APOSTROPHE.sub("", _BULLET.sub("", sentence)).rstrip(_END_MARKS).split())
        said: _Said = {label: labels[at] for label, labels in gold.labels.items()}
        if heading is not None:
            text, said, heading = f"{heading[0]} {text}", _either(heading[1], said), None
        if text and after and looks_like_heading(sentence, after) and not looks_like_heading(after, ""):
            heading = text, said
        elif text:
            rows.append((text, said))
    return replace(
        gold,
        sentences=tuple(text for text, _ in rows),
        rows=tuple(range(len(rows))),
        labels={label: tuple(said[label] for _, said in rows) for label in gold.labels},
    )


def _either(one: _Said, other: _Said) -> _Said:
    return {
        label: None if one[label] is None or other[label] is None else bool(one[label] or other[label])
        for label in one
    }
