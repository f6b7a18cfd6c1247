"""The half of the register that says what persons decided and what else is known of each firm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from registry import areas, declarations, groups, questions, reviews, scopes, texts, versions
from registry.connection import writing
from registry.dates import timestamp
from registry.errors import explained
from registry.questions import Question


class Knowledge:
    """What `Registry` can do about what is known. Every write is one transaction."""

    _db: Database
    path: Path

    def record_review(self, firm_id: int, decision: reviews.Decision, now: datetime) -> reviews.Row:
        """Keep a person's verdict beside the machine's; it wins from now on. RegistryError when it cannot be."""
        with writing(self._db, self.path):
            return reviews.record_review(self._db, firm_id, decision, now)

    def record_reply(self, firm_id: int, answer: reviews.Answer, now: datetime) -> int:
        """Keep a firm's own answer; it changes no verdict. Its id."""
        with writing(self._db, self.path):
            return reviews.record_reply(self._db, firm_id, answer, now)

    def reviews(self) -> list[reviews.Row]:
        """What persons said last on each requirement of each document, beside the machine's, the oldest first."""
        with explained(self.path):
            return reviews.all_reviews(self._db)

    def search(self, text: str, *, district: str | None = None, limit: int = 50) -> list[texts.Hit]:
        """The sentences of the statements now shown that hold all of `text`, the best first."""
        with explained(self.path):
            return texts.search(self._db, text, district=district, limit=limit)

    def record_scope(self, firm_id: int, decision: scopes.ScopeDecision, now: datetime) -> None:
        """Keep what a firm's scope is taken to be, and why."""
        with writing(self._db, self.path):
            scopes.record_scope(self._db, firm_id, decision, now)

    def link_parent(self, firm_id: int, parent: scopes.Parent, source: str, by: str, now: datetime) -> bool:
        """Keep who a firm's parent is, as a person says; whether that is new."""
        with writing(self._db, self.path):
            return scopes.link_parent(self._db, firm_id, parent, source, timestamp(now), by)

    def scope_view(self, firm_id: int) -> scopes.ScopeView:
        """What is known about a firm's scope, and what the figures suggest."""
        with explained(self.path):
            return scopes.scope_view(self._db, firm_id)

    def statement_versions(self, firm_id: int) -> list[versions.Version]:
        """The texts of the firm's statement that were kept, the oldest first."""
        with explained(self.path):
            return versions.versions(self._db, firm_id)

    def shared_texts(self, firm_id: int) -> list[versions.SharedText]:
        """The firms that now show much of the same text."""
        with explained(self.path):
            return versions.shared_texts(self._db, firm_id)

    def group_statement(self, firm_id: int) -> groups.GroupStatement | None:
        """The document that stands for this firm and others, and whether it names each; None if there is none."""
        with explained(self.path):
            return groups.group_statement(self._db, firm_id)

    def mismatches(
        self, firm_id: int | None = None, *, district: str | None = None
    ) -> list[declarations.Mismatch]:
        """Where what firms told the GOV.UK registry, and what their sites and home pages show, do not agree."""
        with explained(self.path):
            return declarations.mismatches(self._db, firm_id, district)

    def questions(self, *, answered: bool = False) -> list[Question]:
        """The pairs of firms that may be one and of which nobody has said; or those of which somebody has."""
        with explained(self.path):
            return questions.questions(self._db, answered=answered)

    def answer(self, question_id: int, said: str, by: str, now: datetime) -> Question:
        """Keep whether two firms are the `same`, which puts them together, or `different`. RegistryError if it cannot."""
        with writing(self._db, self.path):
            return questions.answer(self._db, question_id, said, by, now)

    def decide_area(self, decision: areas.AreaDecision, now: datetime) -> int | None:
        """Keep whether a firm belongs to the area; its id if it is in the register."""
        with writing(self._db, self.path):
            return areas.decide_area(self._db, decision, now)

    def places(self) -> list[areas.Place]:
        """Where each firm is registered, and the district it is counted in."""
        with explained(self.path):
            return areas.places(self._db)

    def place(self, districts: Mapping[int, str], now: datetime) -> None:
        """Count these firms (by id) in these districts from now on."""
        with writing(self._db, self.path):
            areas.place(self._db, districts, now)

    def area_decisions(self) -> list[areas.AreaDecision]:
        """What people decided on single firms' belonging to the area, the newest for each."""
        with explained(self.path):
            return areas.area_decisions(self._db)
