"""Loads the rulebook: the law, the guidance and good practice as data, each with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker.phrases import Compiler, PhraseError, Phrases
from checker.prepared import prepare, prepared

FILE = Path(__file__).with_suffix(".toml")
PREPARED = FILE.with_suffix(".json")
_LEAST = 0.05
"""Below this a rule's words stand in a sentence about something else."""
BASES = frozenset({"law", "guidance", "good_practice", "quality", "preview"})


class RulebookError(ValueError):
    """The rulebook cannot be used; the message names the entry."""


class Rule(NamedTuple):
    """One thing that counts towards an area, found by phrases. `level` is 1 or 2, `points` count towards met.

    `eti` is the rung of the ETI framework, 1 to 3. `meets` and `misses` are example sentences, written for the tests.
    """

    id: str
    basis: str
    level: int
    eti: int
    points: int
    says: str
    meets: str
    misses: str
    pattern: Phrases
    general: bool
    """Found in general words only, which meet nothing by themselves."""
    label: str | None
    """The evidence model's label that finds what the rule is about, where it is another than the area's."""


class Requirement(NamedTuple):
    """A mandatory requirement or a reporting area, with its source and its advice for each verdict.

    `least`: what the evidence model must give a sentence at least for a rule to count in it, 0 to 1.
    `needs`: where given, a sentence counts only if each of them is said in it or right above it.
    """

    id: str
    kind: str
    basis: str
    reference: str
    title: str
    asks: str
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    advice: Mapping[str, str]
    advice_by_form: Mapping[str, Mapping[str, str]]
    needs: tuple[Phrases, ...]
    not_meant: Phrases | None
    """Words in which a rule's words mean something else."""
    least: float
    asked: bool
    """Whether it counts what is required of suppliers, and takes what is expected of them for a beginning."""
    denials_tell: bool
    """Whether what the organisation says it does not do, or does not know, tells of it as well as what it does."""
    about_itself: bool
    """Whether it asks for what the organisation is: a good quote need not speak of slavery or of suppliers."""
    rules: tuple[Rule, ...]

    def advise(self, verdict: str, legal_form: str | None) -> str:
        """What to do about `verdict`, in the words for that legal form."""
        special = self.advice_by_form.get(legal_form or "", {})
        return special.get(verdict) or self.advice.get(verdict, "")


class ObservationRule(NamedTuple):
    """Something worth saying that decides nothing. `says` maps an outcome to a sentence."""

    id: str
    basis: str
    reference: str
    title: str
    asks: str
    says: Mapping[str, str]


class Signal(NamedTuple):
    """A sign of what kind a document is."""

    points: int
    where: str
    says: str
    times: int
    pattern: Phrases


class Naming(NamedTuple):
    """How a text says whose statement it is: the words of names, those around them, and what shows a legal form."""

    forms: tuple[str, ...]
    forms_abroad: tuple[str, ...]
    bodies: tuple[str, ...]
    bodies_of: tuple[str, ...]
    made_by: Phrases
    made_by_weakly: Phrases
    makes: Phrases
    not_ours: Phrases
    before: frozenset[str]
    before_first: frozenset[str]
    heading: frozenset[str]
    generic: frozenset[str]
    others: frozenset[str]
    topic: frozenset[str]
    name_shows: Mapping[str, Phrases]
    text_shows: Mapping[str, Phrases]
    name_denies: Mapping[str, Phrases]
    text_denies: Mapping[str, Phrases]
    beside_name_shows: Mapping[str, Phrases]


class Rulebook(NamedTuple):
    """One version of the rules, compiled."""

    version: str
    requirements: tuple[Requirement, ...]
    observations: Mapping[str, ObservationRule]
    warnings: Mapping[str, str]
    """What each warning says, by its code."""
    cues: Mapping[str, Phrases]
    kinds: Mapping[str, tuple[Signal, ...]]
    organisation: Naming
    approval: Mapping[str, Phrases]
    around_approval: Mapping[str, Phrases]
    signing: Phrases
    around_signature: Mapping[str, Phrases]
    qualifying_roles: Mapping[str, Phrases]
    other_roles: Phrases
    words: Mapping[str, Sequence[str]]

    def requirement(self, requirement: str) -> Requirement:
        """The requirement of that id; KeyError if the rulebook has none."""
        for each in self.requirements:
            if each.id == requirement:
                return each
        raise KeyError(requirement)

    def said_warning(self, warning: str) -> str:
        """A warning in words: the rulebook's for its own codes; a reader's notes are in words already."""
        return self.warnings.get(warning, warning)

    def cue(self, name: str, text: str) -> re.Match[str] | None:
        """Where in `text` the first phrase of the cue list `name` stands."""
        return self.cues[name].search(text)


@cache
def load() -> Rulebook:
    """The rulebook that ships with this version, compiled once for each process."""
    text = FILE.read_text("utf-8")
    ready = prepared(text, PREPARED.read_text("utf-8"))
    return parse(text) if ready is None else _rulebook(ready.raw, Compiler(ready.raw["words"], ready.clues))


def parse(text: str) -> Rulebook:
    """A rulebook from its TOML text. An unknown key, a missing one or a phrase it cannot read raises RulebookError."""
    return _parsed(text)[0]


def prepared_file(text: str) -> str:
    """What `load` reads in place of the rulebook `text`, to be kept beside it: see `checker.prepared`."""
    _, raw, compiler = _parsed(text)
    return prepare(text, raw, compiler.clues)


def _parsed(text: str) -> tuple[Rulebook, dict[str, Any], Compiler]:
    import tomllib  # noqa: PLC0415 - a cold start waits for each module, and the prepared file does without

    try:
        raw = tomllib.loads(text)
        words = Compiler(raw["words"])
        return _rulebook(raw, words), raw, words
    except (KeyError, TypeError, PhraseError, tomllib.TOMLDecodeError) as error:
        raise RulebookError(f"the rulebook cannot be used: {error}") from error


def _rulebook(raw: dict[str, Any], words: Compiler) -> Rulebook:
    signature = raw["signature"]
    return Rulebook(
        version=raw["version"],
        requirements=tuple(_requirement(each, words) for each in raw["requirement"]),
        observations={each["id"]: _observation(each) for each in raw["observation"]},
        warnings=raw["warnings"],
        cues={name: _pattern(phrases, words, name) for name, phrases in raw["cues"].items()},
        kinds={each["kind"]: tuple(_signal(s, words) for s in each["signals"]) for each in raw["kinds"]},
        organisation=_naming(raw["organisation"], words),
        approval={
            name: _pattern(phrases, words, f"approval.{name}") for name, phrases in raw["approval"].items()
        },
        around_approval={
            name: _pattern(phrases, words, f"approval_around.{name}")
            for name, phrases in raw["approval_around"].items()
        },
        signing=_pattern(signature["signing"], words, "signature.signing"),
        around_signature={
            name: _pattern(phrases, words, f"signature.around.{name}")
            for name, phrases in signature["around"].items()
        },
        qualifying_roles={
            form: _pattern(phrases, words, f"signature.qualifying.{form}")
            for form, phrases in signature["qualifying"].items()
        },
        other_roles=_pattern(signature["other"], words, "signature.other"),
        words=raw["words"],
    )


def _naming(raw: dict[str, Any], words: Compiler) -> Naming:
    values: dict[str, Any] = {}
    for name, value in raw.items():
        where = f"organisation.{name}"
        if name in _NAME_ENDS:
            values[name] = tuple(value)
        elif isinstance(value, dict):
            values[name] = {form: _pattern(each, words, f"{where}.{form}") for form, each in value.items()}
        else:
            values[name] = frozenset(value) if name in _NAME_WORDS else _pattern(value, words, where)
    return Naming(**values)


_NAME_ENDS = frozenset({"forms", "forms_abroad", "bodies", "bodies_of"})
_NAME_WORDS = frozenset({"before", "before_first", "heading", "generic", "others", "topic"})


def _requirement(raw: dict[str, Any], words: Compiler) -> Requirement:
    known = {
        "id",
        "kind",
        "basis",
        "reference",
        "title",
        "asks",
        "counts",
        "does_not_count",
        "advice",
        "needs",
        "not_meant",
        "least",
        "asked",
        "denials_tell",
        "about_itself",
        "rule",
    }
    unknown = {key for key in raw if key not in known and not key.startswith("advice_")}
    if unknown:
        raise RulebookError(f"requirement {raw.get('id')!r} has unknown keys: {', '.join(sorted(unknown))}")
    if raw["basis"] not in BASES:
        raise RulebookError(f"requirement {raw['id']!r} has the unknown basis {raw['basis']!r}")
    return Requirement(
        id=raw["id"],
        kind=raw["kind"],
        basis=raw["basis"],
        reference=raw["reference"],
        title=raw["title"],
        asks=raw["asks"],
        counts=tuple(raw["counts"]),
        does_not_count=tuple(raw["does_not_count"]),
        advice=raw["advice"],
        advice_by_form={key.removeprefix("advice_"): raw[key] for key in raw if key.startswith("advice_")},
        needs=tuple(_pattern(each, words, f"{raw['id']}.needs") for each in raw.get("needs", ())),
        not_meant=_pattern(raw["not_meant"], words, f"{raw['id']}.not_meant") if "not_meant" in raw else None,
        least=raw.get("least", _LEAST),
        asked=raw.get("asked", False),
        denials_tell=raw.get("denials_tell", False),
        about_itself=raw.get("about_itself", False),
        rules=tuple(_rule(each, words) for each in raw.get("rule", ())),
    )


def _rule(raw: dict[str, Any], words: Compiler) -> Rule:
    unknown = raw.keys() - _RULE_KEYS - {"general", "label"}
    if unknown:
        raise RulebookError(f"rule {raw.get('id')!r} has unknown keys: {', '.join(sorted(unknown))}")
    if raw["basis"] not in BASES or raw["level"] not in (1, 2) or raw["eti"] not in (1, 2, 3):
        raise RulebookError(f"rule {raw['id']!r} has an unknown basis, level or ETI rung")
    values = {key: raw[key] for key in _RULE_KEYS if key != "phrases"}
    return Rule(
        **values,
        pattern=_pattern(raw["phrases"], words, raw["id"]),
        general=raw.get("general", False),
        label=raw.get("label"),
    )


_RULE_KEYS = frozenset({"id", "basis", "level", "eti", "points", "says", "phrases", "meets", "misses"})


def _observation(raw: dict[str, Any]) -> ObservationRule:
    if raw["basis"] not in BASES:
        raise RulebookError(f"observation {raw['id']!r} has the unknown basis {raw['basis']!r}")
    return ObservationRule(raw["id"], raw["basis"], raw["reference"], raw["title"], raw["asks"], raw["says"])


def _signal(raw: dict[str, Any], words: Compiler) -> Signal:
    pattern = _pattern(raw["phrases"], words, raw["says"])
    return Signal(raw["points"], raw["where"], raw["says"], raw.get("times", 1), pattern)


def _pattern(phrases: Sequence[str], words: Compiler, name: str) -> Phrases:
    try:
        pattern = words.compile(phrases)
    except PhraseError as error:
        raise RulebookError(f"{name}: {error}") from error
    if pattern is None:
        raise RulebookError(f"{name} has no phrases")
    return pattern
