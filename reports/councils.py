"""What a report says of the districts themselves: that they change, and what is not known of the new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

from reports.letter import said_day


class Council(Protocol):
    """A local authority district: code ("" while it has none), name, first and last day as far as they are known."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def begins(self) -> date | None: ...
    @property
    def ends(self) -> date | None: ...


def about_councils(known: Sequence[Council], day: date, counted: Collection[str]) -> Iterator[str]:
    """Sentences on districts that have ended by `day` or are to end; `counted` are the names firms are counted under."""
    ended = [each for each in known if each.ends and each.ends < day and each.name in counted]
    new = [each for each in known if _is_new(each, known)]
    there = [each for each in new if each.begins and each.begins <= day]
    if ended and there:
        begun = min(each.begins for each in there if each.begins)
        yield (
            f"{_names(ended)} ended on {said_day(begun - timedelta(days=1))}; the councils since then are "
            f"{_names(there)}. The register still counts firms in the districts of before, because "
            "no list of postcodes leads to the new ones yet."
        )
    ahead = [each for each in new if each.begins and each.begins > day]
    if ahead:
        begins = min(each.begins for each in ahead if each.begins)
        yield (
            f"By today's plans these districts end on {said_day(begins - timedelta(days=1))}, and {_names(ahead)} take "
            "their place. Reports up to then keep the districts of their own time."
        )
    without = [each for each in new if not each.code]
    if without and (there or ahead):
        yield f"The official codes of {_names(without)} are not known yet."


def _is_new(council: Council, known: Sequence[Council]) -> bool:
    """Whether it takes the place of others: it begins once one of them has ended."""
    return any(each.ends and council.begins and each.ends < council.begins for each in known)


def _names(councils: Sequence[Council]) -> str:
    names = [each.name for each in councils]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
