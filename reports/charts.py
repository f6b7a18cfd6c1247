"""The report's charts: lines of stacked bars, each the same figures as the table beside it. Pure."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checker.rulebook import Rulebook
from registry import NOT_LOOKED, Overview, Stood

GROUPS = {
    "compliant": "nothing missing",
    "unclear": "in doubt",
    "incomplete": "gaps found",
    "out_of_date": "out of date",
    "missing": "none found",
    "not_looked": "not looked at",
}
"""How firms in scope are counted: each group and its name."""

_SECTORS = 12
_LABEL = 58
"""Characters of a label that go on one line above its bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart and of the table beside it: a label, and firms by group, in the chart's order."""

    label: str
    counts: tuple[int, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The label, whole, on as many lines as it takes above its bar."""
        return tuple(textwrap.wrap(self.label, _LABEL)) or ("",)

    @property
    def total(self) -> int:
        """All firms of the line."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, what they say in a sentence, and the groups they are made of (key for the pattern, name)."""

    name: str
    title: str
    says: str
    first: str
    groups: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]


def charts(found: Overview, rulebook: Rulebook, scoped: list[Stood]) -> Iterable[Chart]:
    """Every chart of the report: over time, by district and sector, requirement by requirement."""
    groups = tuple(GROUPS.items())
    yield Chart(
        "trend", "Quarter by quarter", "Firms in scope at the end of each quarter.", "at the end of", groups,
        tuple(Bar(_quarter(day, found.end), _counts(Counter(_regrouped(counts)))) for day, counts in found.trend),
    )  # fmt: skip
    if found.district is None:
        yield Chart(
            "districts", "By district", "Firms in scope in each district.", "district", groups,
            tuple(_bars(scoped, lambda each: each.district or "district not known")),
        )  # fmt: skip
    bars = sorted(_bars(scoped, lambda each: each.sector or "sector not known"), key=lambda bar: -bar.total)
    rest = bars[_SECTORS:]
    if rest:
        together = tuple(map(sum, zip(*(bar.counts for bar in rest), strict=True)))
        bars = [*bars[:_SECTORS], Bar(f"{len(rest)} other sectors", together)]
    yield Chart(
        "sectors", "By sector", "Firms in scope in the largest sectors, as their registers name them.", "sector",
        groups, tuple(bars),
    )  # fmt: skip
    yield _requirements(found, rulebook, "mandatory", "What the law asks for, s.54(1)–(7)",
                        "How many statements of firms in scope show each thing that the law asks of such a firm.")  # fmt: skip
    yield _requirements(found, rulebook, "area", "What a statement may cover, s.54(5)",
                        "None of these is asked by law; they show what statements tell their readers.")  # fmt: skip


def _requirements(found: Overview, rulebook: Rulebook, kind: str, title: str, says: str) -> Chart:
    groups = (
        ("compliant", "found"),
        ("unclear", "not clear"),
        ("missing", "not found"),
        ("not_looked", "cannot tell"),
    )
    answered = {each.requirement: each.verdicts for each in found.requirements}
    bars = []
    for each in rulebook.requirements:
        verdicts = answered.get(each.id)
        if each.kind == kind and verdicts:
            known = tuple(verdicts.get(name, 0) for name in ("met", "partly", "not_met"))
            bars.append(Bar(each.title, (*known, sum(verdicts.values()) - sum(known))))
    return Chart(kind, title, says, "requirement", groups, tuple(bars))


def _bars(scoped: list[Stood], key: Callable[[Stood], str]) -> list[Bar]:
    by: dict[str, Counter[str]] = {}
    for each in scoped:
        by.setdefault(key(each), Counter())[group(each.status)] += 1
    return [Bar(label, _counts(by[label])) for label in sorted(by, key=str.casefold)]


def _counts(counted: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(counted.get(group, 0) for group in GROUPS)


def _regrouped(counts: Mapping[str, int]) -> Counter[str]:
    together: Counter[str] = Counter()
    for status, count in counts.items():
        together[group(status)] += count
    return together


def group(status: str) -> str:
    """The group in which a firm of that status is counted."""
    return "not_looked" if status in NOT_LOOKED else status


def _quarter(day: date, end: date) -> str:
    said = f"{day.year} Q{(day.month - 1) // 3 + 1}"
    return f"{said}, so far" if day == end and day.month % 3 else said
