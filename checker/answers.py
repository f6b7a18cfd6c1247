"""A rulebook's cues asked of the texts of one document, each answered once however often it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from checker.rulebook import Rulebook


class Asked(Protocol):
    """What can be asked for a cue: a rulebook, or its answers for one document."""

    def cue(self, name: str, text: str) -> re.Match[str] | None:
        """Where in `text` the first phrase of the cue list `name` stands."""


class Answers:
    """For one document, whose areas ask for the same sentences, headings and clauses again and again."""

    __slots__ = ("_every", "_first", "_rulebook")

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._first: dict[tuple[str, str], re.Match[str] | None] = {}
        self._every: dict[tuple[str, str], Sequence[re.Match[str]]] = {}

    def cue(self, name: str, text: str, whole: str | None = None) -> re.Match[str] | None:
        """Where in `text` the first phrase of the cue list `name` stands.

        `whole` is the sentence that `text` is a clause of: what does not stand in it is not looked for in the clause.
        """
        if whole is not None and self.cue(name, whole) is None:
            return None
        asked = name, text
        if asked not in self._first:
            self._first[asked] = self._rulebook.cue(name, text)
        return self._first[asked]

    def every(self, name: str, text: str, whole: str | None = None) -> Sequence[re.Match[str]]:
        """All places in `text` where a phrase of the cue list `name` stands, in order; `whole` as for `cue`."""
        if whole is not None and self.cue(name, whole) is None:
            return ()
        asked = name, text
        if asked not in self._every:
            self._every[asked] = tuple(self._rulebook.cues[name].finditer(text))
        return self._every[asked]

    def first_within(self, name: str, text: str, start: int, end: int) -> int | None:
        """Where within `text[start:end]` the first phrase of the cue list `name` starts."""
        found = self._rulebook.cues[name].search(text, start, end)
        return found.start() if found else None

    def is_all(self, name: str, text: str) -> bool:
        """Whether all of `text` is one phrase of the cue list `name`."""
        return self._rulebook.cues[name].fullmatch(text) is not None

    def is_within(self, name: str, text: str, start: int, end: int) -> bool:
        """Whether a phrase of the cue list `name` stands within `text[start:end]`."""
        return self._rulebook.cues[name].search(text, start, end) is not None
