"""The rulebook: the law, the guidance and good practice as data, each with its source. `checker.rulebook_file` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.phrases import Phrases


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
    under: Phrases | None
    """Headings and lead-ins under which an item that names one of `item` counts as well: "Risks", above where they lie."""
    item: Phrases | None


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
    needed: bool
    """Whether a sentence that lacks what the area needs does not even begin it, unless it says that nothing was found."""
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
    governed_by_council: tuple[str, ...]
    kept_by: Phrases
    made_by: Phrases
    made_by_weakly: Phrases
    makes: Phrases
    not_ours: Phrases
    before: frozenset[str]
    before_first: frozenset[str]
    heading: frozenset[str]
    generic: frozenset[str]
    in_many_names: frozenset[str]
    others: frozenset[str]
    topic: frozenset[str]
    name_shows: Mapping[str, Phrases]
    text_shows: Mapping[str, Phrases]
    name_denies: Mapping[str, Phrases]
    text_denies: Mapping[str, Phrases]
    role_shows: Mapping[str, Phrases]
    role_denies: Mapping[str, Phrases]
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
    months: Mapping[str, int]
    """Terms, by what they are for."""

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
