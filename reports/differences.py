"""What changed between two statements of a firm, sentence by sentence, as people would say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_ALIKE = 0.5
"""Two sentences that share at least so many of their words, 0-1, are one sentence that was changed."""
_MOST_WORDS = 30_000_000
"""To be looked up, each word of one text in each sentence of the other: about a second. Where it would take more, no pairs
are sought among the sentences that differ: all are removed and added."""
_FIGURES = re.compile(
    r"\d[\d,./]*|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:st|nd|rd|th)\b"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence: `was` None when it was added, `now` None when it was removed.

    `figures_only` says that nothing but dates and numbers differs.
    """

    was: str | None
    now: str | None
    figures_only: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a text.

    `unchanged` is the share of the newer text's words, 0-1, in sentences that stood in the older one word for word;
    `unchanged_but_figures` counts those, too, in which only dates and numbers differ.
    """

    unchanged: float
    unchanged_but_figures: float
    changes: tuple[Change, ...]

    @property
    def in_words(self) -> str:
        """One line: how much is the same, how many sentences are not."""
        counted = {
            "changed": sum(each.was is not None and each.now is not None for each in self.changes),
            "added": sum(each.was is None for each in self.changes),
            "removed": sum(each.now is None for each in self.changes),
        }
        told = ", ".join(f"{number} {how}" for how, number in counted.items() if number)
        same = f"{_percent(self.unchanged)} of the text is unchanged"
        if _percent(self.unchanged) != _percent(self.unchanged_but_figures):
            same += f", {_percent(self.unchanged_but_figures)} but for dates and figures"
        return f"{same}; sentences: {told}" if told else same


def difference(older: Sequence[str], newer: Sequence[str]) -> Difference:
    """What became of the sentences of `older` in `newer`: those changed or added in its order, then those removed.

    A sentence that only moved counts as unchanged.
    """
    gone, come = _not_in(older, newer), _not_in(newer, older)
    pairs = _paired(gone, come)
    changes = [_change(gone[pairs[place]] if place in pairs else None, now) for place, now in enumerate(come)]
    changes += [Change(was, None) for place, was in enumerate(gone) if place not in pairs.values()]
    total = sum(_words(each) for each in newer)
    changed = sum(_words(each) for each in come)
    figures = sum(_words(each.now) for each in changes if each.now and each.figures_only)
    return Difference(
        unchanged=1 - changed / total if total else 0.0,
        unchanged_but_figures=1 - (changed - figures) / total if total else 0.0,
        changes=tuple(changes),
    )


def _not_in(sentences: Sequence[str], others: Sequence[str]) -> list[str]:
    """The sentences that the others lack, each as often as they lack it, in their order."""
    there = Counter(map(_plain, others))
    left = []
    for sentence in sentences:
        if there[_plain(sentence)] > 0:
            there[_plain(sentence)] -= 1
        else:
            left.append(sentence)
    return left


def _paired(gone: Sequence[str], come: Sequence[str]) -> dict[int, int]:
    """Which of `come` (by place) is which of `gone`, the most alike first."""
    old, new = ([frozenset(_plain(each).split()) for each in sentences] for sentences in (gone, come))
    if sum(map(len, old)) * len(new) > _MOST_WORDS:
        return {}
    scored = ((_alike(was, now), i, j) for i, was in enumerate(old) for j, now in enumerate(new))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(
        (each for each in scored if each[0] >= _ALIKE), key=lambda each: (-each[0], each[1], each[2])
    ):
        if i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)
    return pairs


def _change(was: str | None, now: str) -> Change:
    return Change(was, now, was is not None and _bare(was) == _bare(now))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def _bare(sentence: str) -> str:
    return " ".join(_FIGURES.sub("#", sentence.casefold()).split())


def _words(sentence: str) -> int:
    return len(sentence.split())


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"
