"""What a look at one site has come upon so far, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.addresses import most_telling
from crawler.answers import Fetched
from crawler.discover import Candidate
from crawler.outcomes import Problem
from crawler.records import FoundBy, FoundDocument, Judgement, Outcome, Reason

# Kinds of document that firms put where a statement should be. Anything else behind such a link
# (a guide, a news item) is not what the link promised.
_STANDS_IN = frozenset({"policy_only", "template", "landing", "supplier_code", "other_law", "empty"})

# The link is dead, and that is an answer: there is nothing to be seen there.
_ANSWERS = frozenset({Reason.HTTP_404})


@dataclass(frozen=True, slots=True)
class Trail:
    """How a document was come upon: the link, how that was found, and the document on whose page it stood, if any."""

    link: Candidate
    found_by: FoundBy
    parent: FoundDocument | None = None


@dataclass(slots=True)
class _Find:
    document: FoundDocument
    link_year: int | None
    addresses: set[str]
    parent: _Find | None
    children: list[_Find] = field(default_factory=list)

    @property
    def year(self) -> str:
        """The year it covers: as it says, else as its link says, else no older than what it leads to."""
        own = self.document.judgement.year_end or (str(self.link_year) if self.link_year else "")
        return own or max((child.year for child in self.children), default="")


class Findings:
    """Documents, and pages that could not be seen."""

    def __init__(self) -> None:
        self._finds: list[_Find] = []
        self._missed: list[tuple[str, Problem]] = []
        self._pages_seen = 0
        self._pages_missed: list[Problem] = []

    @property
    def has_statement(self) -> bool:
        """Whether a statement is among the documents."""
        return any(find.document.judgement.is_statement for find in self._finds)

    def add(
        self, came: Fetched, trail: Trail, judgement: Judgement, *, stands_in: bool
    ) -> FoundDocument | None:
        """Keep the document if it is a statement, or `stands_in` where one should be. What was kept, or None."""
        answer = came.answer
        addresses = {trail.link.url, *came.addresses}
        for known in self._finds:
            if known.document.sha256 == answer.sha256:
                known.addresses |= addresses
                return known.document
        kept_anyway = judgement.kind in _STANDS_IN or judgement.unreadable is not None
        if not judgement.is_statement and not (stands_in and kept_anyway):
            return None
        document = FoundDocument(
            url=came.url,
            media_type=answer.media_type,
            sha256=answer.sha256,
            size=len(answer.body),
            archived=answer.archived,
            found_by=trail.found_by,
            link_text=trail.link.text,
            judgement=judgement,
        )
        above = next((find for find in self._finds if find.document is trail.parent), None)
        find = _Find(document, trail.link.year, addresses, above)
        if above:
            above.children.append(find)
        self._finds.append(find)
        return document

    def miss(self, url: str, problem: Problem) -> None:
        """Note a link that names the statement, and could not be followed."""
        if problem.reason not in _ANSWERS:
            self._missed.append((url, problem))

    def pass_page(self, problem: Problem | None) -> None:
        """Note a page on the way, seen (None) or not."""
        if problem is None or problem.reason in _ANSWERS:
            self._pages_seen += 1
        else:
            self._pages_missed.append(problem)

    def documents(self) -> tuple[FoundDocument, ...]:
        """The documents: statements first, the newest first of all; then what stands in their place."""
        return tuple(find.document for find in self._in_order())

    def addresses(self) -> frozenset[str]:
        """Every address by which the first document may be linked to; that of the missed link where there is none."""
        finds = self._in_order()
        if not finds:
            return frozenset(url for url, _ in self._missed[:1])
        found: set[str] = set()
        find: _Find | None = finds[0]
        while find:
            found |= find.addresses
            find = find.parent
        return frozenset(found)

    def outcome(self, stopped: Problem | None) -> tuple[Outcome, Problem | None]:
        """What the look adds up to. `stopped` is why the looking was broken off, if it was."""
        if self.has_statement:
            return Outcome.FOUND, None
        unreadable = [
            Problem(Reason.UNREADABLE, find.document.judgement.unreadable)
            for find in self._finds
            if find.document.judgement.unreadable
        ]
        missed = [problem for _, problem in self._missed]
        if unreadable or missed:
            return Outcome.COULD_NOT_LOOK, unreadable[0] if unreadable else most_telling(missed)
        if stopped:
            return Outcome.COULD_NOT_LOOK, stopped
        # With half of the pages on the way unseen, the site was not looked through.
        if len(self._pages_missed) >= 2 and len(self._pages_missed) >= self._pages_seen:
            return Outcome.COULD_NOT_LOOK, most_telling(self._pages_missed)
        return Outcome.NOT_FOUND, None

    def _in_order(self) -> list[_Find]:
        # Sorting is stable: of the same year, what was found first stays first.
        statements = [find for find in self._finds if find.document.judgement.is_statement]
        others: Iterable[_Find] = (find for find in self._finds if not find.document.judgement.is_statement)
        return [*sorted(statements, key=lambda find: find.year, reverse=True), *others]
