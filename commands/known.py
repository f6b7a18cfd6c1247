"""What `s54 show` tells beside the findings: the text over the years, who shares it, whom it names, and why all changed."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Self

from commands.diff import label
from commands.output import plain
from commands.scope import screen as scope_lines
from registry import (
    AREAS,
    MANDATORY,
    STATEMENT_FOUND,
    FirmHistory,
    GroupStatement,
    Registry,
    ScopeView,
    SharedText,
    Version,
    names_left_in,
)
from reports.differences import difference
from reports.standing import CAUSES, said_status

_MANY = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the text of a firm's statement."""

    versions: Sequence[Version]
    shared: Sequence[SharedText]
    group: GroupStatement | None
    left: Mapping[str, str]
    scope: ScopeView

    @classmethod
    def of(cls, registry: Registry, history: FirmHistory) -> Self:
        """Gathered from the register."""
        firm = history.firm
        versions = registry.statement_versions(firm.id)
        group = registry.group_statement(firm.id)
        view = registry.scope_view(firm.id)
        own = [firm.name, *(member.name for member in group.members)] if group else [firm.name]
        own += [str(view.parent["parent_name"])] if view.parent else []
        shown = [each for each in versions if each.is_shown]
        left = names_left_in(shown[-1].sentences, tuple(own)) if shown else {}
        return cls(versions, registry.shared_texts(firm.id), group, left, view)

    @property
    def caution(self) -> str | None:
        """What to know before the status is relied on: the statement shown may not be this firm's at all."""
        if self.group is None or not self.group.members:
            return None
        firm = self.group.members[0]
        others = any(each.how == "shows" for each in self.group.members[1:])
        if firm.how != "shows" or firm.named_in is not None or not others:
            return None
        return (
            "This firm is not named in it, and other firms show it too: see whether it covers this one before you rely on the "
            "status (guidance 5.2.1)"
        )

    def screen(self, wide: int) -> Iterator[str]:
        """The lines; none when there is nothing to tell."""
        if self.scope.decisions or self.scope.parent or self.scope.subsidiaries:
            yield ""
            yield "Whether it is in scope (it is for the firm to say)"
            yield from scope_lines(self.scope, wide)
        lines = [*self._over_the_years(), *self._shared(), *self._left(), *self._members()]
        if lines:
            yield ""
            yield "The text"
            for line in lines:
                yield from textwrap.wrap(line, wide, initial_indent="  ", subsequent_indent="    ")

    def _over_the_years(self) -> Iterator[str]:
        for older, newer in pairwise(self.versions):
            found = difference(older.sentences, newer.sentences)
            yield f"{label(older)} → {label(newer)}: {found.in_words} (s54 diff shows them)"

    def _shared(self) -> Iterator[str]:
        members = {member.firm_id for member in self.group.members} if self.group else set()
        for each in self.shared[:_MANY]:
            if each.firm_id not in members:
                yield (
                    f"The same text as {plain(each.name)}: {each.shared} of {each.longer} longer sentences "
                    "word for word"
                )

    def _left(self) -> Iterator[str]:
        for name, sentence in list(self.left.items())[:_MANY]:
            yield f"Names another company, {plain(name)}: “{_short(sentence)}”"

    def _members(self) -> Iterator[str]:
        if self.group is None:
            return
        yield f"One document for {len(self.group.members)} firms, published by {plain(self.group.owner)}"
        for member in self.group.members:
            named = f"named: “{_short(member.named_in)}”" if member.named_in else "not named in it"
            yield f"- {plain(member.name)} ({member.how}): {named}"


def conflicts(history: FirmHistory, wide: int) -> Iterator[str]:
    """On what the registers do not agree, with who says what and since when."""
    said: dict[str, dict[str, list[str]]] = {}
    for source in history.sources:
        if source["still_says"]:
            for column, value in json.loads(str(source["said"])).items():
                if (column, value) == ("scope", "unknown"):
                    continue
                who = f"{source['source']}, {str(source['first_loaded_at'])[:10]}"
                said.setdefault(column, {}).setdefault(_likened(column, str(value)), [str(value)]).append(who)
    lines = [
        f"{column.replace('_', ' ')}: {'; '.join(f'{plain(each[0])} ({plain(each[1])})' for each in values.values())}"
        for column, values in said.items()
        if len(values) > 1 and column not in ("notes", "sector", "address")
    ]
    if lines:
        yield ""
        yield "On what the registers do not agree"
        for line in lines:
            yield from textwrap.wrap(line, wide, initial_indent="  ", subsequent_indent="    ")


def _likened(column: str, value: str) -> str:
    """A value without the differences that say nothing: capitals, and how a web site is written."""
    plainer = value.casefold()
    if column in ("website", "statement_url"):
        plainer = plainer.rpartition("//")[2].removeprefix("www.").rstrip("/")
    if column == "name":
        plainer = re.sub(r"\bltd\b", "limited", " ".join(re.findall(r"\w+", plainer)))
    return plainer


def changes(history: FirmHistory, wide: int) -> Iterator[str]:
    """Each change of what is said of the firm with its cause, the newest first."""
    yield ""
    yield "What was said of it, and why that changed"
    if not history.changes:
        yield "  Nothing has changed yet."
    if aged := _grown_old(history):
        yield aged
    for each in history.changes:
        line = f"{str(each['changed_at'])[:10]}  {_stood(each, history.status.scope)}"
        # Where there is no statement now, nothing is found in it that was not found before.
        if each["status"] in STATEMENT_FOUND and each["missing"] != each["was_missing"]:
            line += _lacks(each, asked=history.status.scope == "in_scope")
        if each["score"] != each["was_score"]:
            line += f"; score {_dashed(each['was_score'])} → {_dashed(each['score'])}"
        is_first = each["cause"] == "look" and each["was_status"] in (None, "not_checked")
        line += f": {CAUSES['first' if is_first else str(each['cause'])]}"
        yield from textwrap.wrap(line, wide, initial_indent="  ", subsequent_indent="              ")


def _grown_old(history: FirmHistory) -> str | None:
    """The line for a statement that nothing but time has made too old."""
    if history.status.status != "out_of_date" or history.current is None or not history.changes:
        return None
    last, until = history.changes[0], history.current.assessment["current_until"]
    if last["status"] == "out_of_date" or until is None:
        return None
    day = date.fromisoformat(str(until)) + timedelta(days=1)
    was = said_status(str(last["status"]), history.status.scope)
    return f"  {day}  {was} → {said_status('out_of_date', history.status.scope)}: {CAUSES['time']}"


def _stood(change: Mapping[str, object], scope: str) -> str:
    """How the firm stood before the change and after it."""
    reason = change["reason"]
    now = said_status(str(change["status"]), scope, str(reason) if reason else None)
    return f"{said_status(str(change['was_status']), scope)} → {now}" if change["was_status"] else now


def _dashed(score: object) -> str:
    return "-" if score is None else str(score)


def _lacks(change: Mapping[str, object], *, asked: bool) -> str:
    """What is missing now and was not before, and the other way round: what the law asks apart from what it allows.

    `asked`: the law is known to ask it of this firm.
    """
    now = set(json.loads(str(change["missing"])))
    before = set(json.loads(str(change["was_missing"] or "[]")))
    from_law, areas = set(MANDATORY), set(AREAS)
    told = [
        ("now lacks by law" if asked else "not found in it", (now - before) & from_law),
        ("no longer lacks by law" if asked else "now found in it", (before - now) & from_law),
        ("of the six areas not found", (now - before) & areas),
        ("of the six areas now found", (before - now) & areas),
    ]
    return "".join(
        f"; {how}: {', '.join(sorted(each.replace('_', ' ') for each in which))}"
        for how, which in told
        if which
    )


def _short(sentence: str) -> str:
    words = plain(sentence)
    return words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + " …"
