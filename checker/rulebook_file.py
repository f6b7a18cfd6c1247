"""Reads the rulebook from its file, and refuses one that says what it does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from checker.phrases import Compiler, PhraseError, Phrases
from checker.prepared import prepare, prepared
from checker.rulebook import Naming, ObservationRule, Requirement, Rule, Rulebook, Signal

FILE = Path(__file__).with_name("rulebook.toml")
PREPARED = FILE.with_suffix(".json")
_LEAST = 0.05
"""Below this a rule's words stand in a sentence about something else."""
BASES = frozenset({"law", "guidance", "good_practice", "quality", "preview"})


class RulebookError(ValueError):
    """The rulebook cannot be used; the message names the entry."""


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
        cues=_patterns(raw["cues"], words, "cues"),
        kinds={each["kind"]: tuple(_signal(s, words) for s in each["signals"]) for each in raw["kinds"]},
        organisation=_naming(raw["organisation"], words),
        approval=_patterns(raw["approval"], words, "approval"),
        around_approval=_patterns(raw["approval_around"], words, "approval_around"),
        signing=_pattern(signature["signing"], words, "signature.signing"),
        around_signature=_patterns(signature["around"], words, "signature.around"),
        qualifying_roles=_patterns(signature["qualifying"], words, "signature.qualifying"),
        other_roles=_pattern(signature["other"], words, "signature.other"),
        words=raw["words"],
        months={name: _months(name, value) for name, value in raw["months"].items()},
    )


def _months(name: str, value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise RulebookError(f"months.{name} is no number of months: {value!r}")
    return value


def _naming(raw: dict[str, Any], words: Compiler) -> Naming:
    values: dict[str, Any] = {}
    for name, value in raw.items():
        where = f"organisation.{name}"
        if name in _NAME_ENDS:
            values[name] = tuple(value)
        elif isinstance(value, dict):
            values[name] = _patterns(value, words, where)
        else:
            values[name] = frozenset(value) if name in _NAME_WORDS else _pattern(value, words, where)
    return Naming(**values)


_NAME_ENDS = frozenset({"forms", "forms_abroad", "bodies", "bodies_of", "governed_by_council"})
_NAME_WORDS = frozenset({"before", "before_first", "heading", "generic", "in_many_names", "others", "topic"})


def _requirement(raw: dict[str, Any], words: Compiler) -> Requirement:
    unknown = {key for key in raw.keys() - _REQUIREMENT_KEYS if not key.startswith("advice_")}
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
        needed=raw.get("needed", False),
        not_meant=_pattern(raw["not_meant"], words, f"{raw['id']}.not_meant") if "not_meant" in raw else None,
        least=raw.get("least", _LEAST),
        asked=raw.get("asked", False),
        denials_tell=raw.get("denials_tell", False),
        about_itself=raw.get("about_itself", False),
        rules=tuple(_rule(each, words) for each in raw.get("rule", ())),
    )


_REQUIREMENT_KEYS = frozenset(
    {
        "id", "kind", "basis", "reference", "title", "asks", "counts", "does_not_count", "advice", "needs", "needed", "not_meant",
        "least", "asked", "denials_tell", "about_itself", "rule",
    }
)  # fmt: skip


def _rule(raw: dict[str, Any], words: Compiler) -> Rule:
    unknown = raw.keys() - _RULE_KEYS - {"general", "label", "under", "item"}
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
        under=_pattern(raw["under"], words, f"{raw['id']}.under") if "under" in raw else None,
        item=_pattern(raw["item"], words, f"{raw['id']}.item") if "item" in raw else None,
    )


_RULE_KEYS = frozenset({"id", "basis", "level", "eti", "points", "says", "phrases", "meets", "misses"})


def _observation(raw: dict[str, Any]) -> ObservationRule:
    if raw["basis"] not in BASES:
        raise RulebookError(f"observation {raw['id']!r} has the unknown basis {raw['basis']!r}")
    return ObservationRule(raw["id"], raw["basis"], raw["reference"], raw["title"], raw["asks"], raw["says"])


def _signal(raw: dict[str, Any], words: Compiler) -> Signal:
    pattern = _pattern(raw["phrases"], words, raw["says"])
    return Signal(raw["points"], raw["where"], raw["says"], raw.get("times", 1), pattern)


def _patterns(raw: Mapping[str, Sequence[str]], words: Compiler, where: str) -> dict[str, Phrases]:
    return {name: _pattern(phrases, words, f"{where}.{name}") for name, phrases in raw.items()}


def _pattern(phrases: Sequence[str], words: Compiler, name: str) -> Phrases:
    try:
        pattern = words.compile(phrases)
    except PhraseError as error:
        raise RulebookError(f"{name}: {error}") from error
    if pattern is None:
        raise RulebookError(f"{name} has no phrases")
    return pattern
