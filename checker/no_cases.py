"""Sentences that only say that no cases were found or reported: no step, and no measure of one."""

from __future__ import annotations

import re

from checker.answers import Answers
from checker.rulebook import Requirement

_OPENING = 90
"""Characters before it: room for "During the year to March the line that our staff can ring received"."""
_FIGURE = re.compile(r"(?<![\w.])(?!(?:19|20)\d\d\b)\d[\d,.]*(?:\s?%|\s+[a-z])")
"""A number of something, which a year or the day of a month is not."""


def only_finds_nothing(text: str, requirement: Requirement, answers: Answers) -> bool:
    """Whether all that the sentence tells of the area is that nothing was found: no figure, and no other of its rules."""
    found = answers.cue("nothing_found", text)
    if found is None or found.start() > _OPENING or _FIGURE.search(text):
        return False
    places = answers.every("nothing_found", text)
    return all(
        any(place.start() <= match.start() and match.end() <= place.end() for place in places)
        or (match.start() <= found.start() and found.end() <= match.end())
        for rule in requirement.rules
        for match in rule.pattern.finditer(text)
    )
