"""What a look at one site has come upon so far, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler import media
from crawler.addresses import most_telling
from crawler.answers import Fetched
from crawler.discover import Candidate
from crawler.outcomes import Problem
from crawler.records import FoundBy, FoundDocument, Judgement, LinkState, Outcome, Reason

# Kinds of document that firms put where a statement should be. Anything else behind such a link
# (a guide, a news item) is not what the link promised.
_STANDS_IN = frozenset({"policy_only", "template", "landing", "supplier_code", "other_law", "empty"})
_POLICIES = frozenset({"policy_only", "supplier_code"})

# The link is dead, and that is an answer: there is nothing to be seen there.
ANSWERS = frozenset({Reason.HTTP_404})


@dataclass(frozen=True, slots=True)
class Trail:
    """How a document was come upon: the link, how that was found, and what lay between.

    `parent` is the document on whose page the link stood; `via` are the addresses of pages between that are no
    document themselves. Whoever links to one of those leads to the document.
    """

    link: Candidate
    found_by: FoundBy
    parent: FoundDocument | None = None
    via: tuple[str, ...] = ()


@dataclass(slots=True)
class _Find:
    document: FoundDocument
    said_year: int | None
    addresses: set[str]
    parent: _Find | None
    children: list[_Find] = field(default_factory=list)

    @property
    def own_year(self) -> str:
        """The year it covers: as it says, else when it was signed, else as the words of its link say."""
        judgement = self.document.judgement
        return judgement.year_end or judgement.dated or (str(self.said_year) if self.said_year else "")

    @property
    def year(self) -> str:
        """The same; without any, no older than what it leads to. Never the address's word: uploads are filed anyhow."""
        return self.own_year or max((child.year for child in self.children), default="")

    @property
    def is_own(self) -> bool:
        """Whether it says for which year it is, which is not too long ago, and names no other organisation as its own."""
        judgement = self.document.judgement
        return bool(self.own_year) and not judgement.is_out_of_date and not judgement.names_another

    @property
    def is_the_file(self) -> bool:
        """Whether it is the file, up to date, that an undated page offers: then the page only introduces it."""
        parent, judgement = self.parent, self.document.judgement
        return (
            parent is not None
            and self.document.media_type != media.HTML
            and parent.document.judgement.is_statement
            and not parent.own_year
            and judgement.year_end is not None
            and not judgement.is_out_of_date
        )


class Findings:
    """Documents, and pages that could not be seen."""

    def __init__(self) -> None:
        self._finds: list[_Find] = []
        self._missed: list[tuple[frozenset[str], Problem]] = []
        self._dead: list[str] = []
        self._astray: list[str] = []
        self._pages_seen = 0
        self._pages_missed: list[Problem] = []
        self._telling_missed: list[Problem] = []

    @property
    def has_statement(self) -> bool:
        """Whether a statement is among the documents."""
        return any(find.document.judgement.is_statement for find in self._finds)

    @property
    def is_enough(self) -> bool:
        """Whether a statement is among the documents that is not out of date, or one that may be and is unread."""
        judgements = [find.document.judgement for find in self._finds]
        return any(each.is_statement and not each.is_out_of_date for each in judgements)

    def add(
        self,
        came: Fetched,
        trail: Trail,
        judgement: Judgement,
        *,
        stands_in: bool,
        elsewhere: bool,
        url: str | None = None,
    ) -> FoundDocument | None:
        """Keep the document if it is a statement, or `stands_in` where one should be. What was kept, or None.

        `url` is where it stands, if that is a part of the page only.
        """
        answer = came.answer
        addresses = {trail.link.url, *came.addresses, *trail.via}
        for known in self._finds:
            if known.document.sha256 == answer.sha256:
                known.addresses |= addresses
                return known.document
        kept_anyway = judgement.kind in _STANDS_IN or judgement.unreadable is not None
        if not judgement.is_statement and not (stands_in and kept_anyway):
            return None
        document = FoundDocument(
            url=url or came.url,
            media_type=answer.media_type,
            sha256=answer.sha256,
            size=len(answer.body),
            archived=answer.archived,
            found_by=trail.found_by,
            link_text=trail.link.text,
            judgement=judgement,
            elsewhere=elsewhere,
            rendered=answer.rendered,
        )
        above = self._find_of(trail.parent)
        find = _Find(document, trail.link.said_year, addresses, above)
        if above:
            above.children.append(find)
        self._finds.append(find)
        return document

    def miss(self, url: str, problem: Problem, trail: Trail | None = None) -> None:
        """Note a link that names the statement, and could not be followed; and what led there."""
        if problem.reason in ANSWERS:
            self._dead.append(url)
            return
        above = self._find_of(trail.parent) if trail else None
        ways = {url, *(trail.via if trail else ())} | (_all_addresses(above) if above else set())
        self._missed.append((frozenset(ways), problem))

    def stray(self, url: str) -> None:
        """Note a link that names the statement and leads to something else altogether."""
        self._astray.append(url)

    def pass_page(self, problem: Problem | None, *, is_telling: bool) -> None:
        """Note a page on the way, seen (None) or not. `is_telling`: firms keep such documents on pages of that name."""
        if problem is None or problem.reason in ANSWERS:
            self._pages_seen += 1
        else:
            self._pages_missed.append(problem)
            self._telling_missed += [problem] if is_telling else []

    def documents(self) -> tuple[FoundDocument, ...]:
        """The documents: statements first, the newest first of all; then what stands in their place."""
        return tuple(find.document for find in self._in_order())

    def claims(self) -> Iterator[tuple[LinkState, frozenset[str]]]:
        """What a link on the home page amounts to, by the addresses it may lead to; the best first."""
        finds = self._in_order()
        missed = frozenset[str]().union(*(ways for ways, _ in self._missed))
        if not self.has_statement:
            yield LinkState.LINKED, missed
        for place, find in enumerate(finds):
            judgement = find.document.judgement
            if judgement.is_statement:
                state = LinkState.OTHER_YEAR if place else LinkState.LINKED
            elif judgement.unreadable is not None and not self.has_statement:
                state = LinkState.LINKED
            else:
                state = LinkState.POLICY_ONLY if judgement.kind in _POLICIES else LinkState.OTHER_DOCUMENT
            yield state, _all_addresses(find)
        yield LinkState.OTHER_DOCUMENT, missed
        yield LinkState.DEAD, frozenset(self._dead)
        yield LinkState.OTHER_DOCUMENT, frozenset(self._astray)

    def outcome(self, stopped: Problem | None) -> tuple[Outcome, Problem | None]:
        """What the look adds up to. `stopped` is why the looking was broken off, if it was."""
        unreadable = [find for find in self._finds if find.document.judgement.unreadable]
        newest = max(
            (find.year for find in self._finds if find.document.judgement.is_statement), default=None
        )
        hidden = [find for find in unreadable if newest is None or (newest and find.year > newest)]
        if newest is not None and not hidden:
            return Outcome.FOUND, None
        missed = [problem for _, problem in self._missed]
        if hidden:
            detail = hidden[0].document.judgement.unreadable or ""
            return Outcome.COULD_NOT_LOOK, Problem(Reason.UNREADABLE, detail)
        if missed:
            return Outcome.COULD_NOT_LOOK, most_telling(missed)
        if stopped:
            return Outcome.COULD_NOT_LOOK, stopped
        # With the page of policies, or half of the pages on the way, unseen, the site was not looked through.
        is_half = len(self._pages_missed) >= 2 and len(self._pages_missed) >= self._pages_seen
        if pages := self._telling_missed or (self._pages_missed if is_half else []):
            return Outcome.COULD_NOT_LOOK, most_telling(pages)
        return Outcome.NOT_FOUND, None

    def _find_of(self, document: FoundDocument | None) -> _Find | None:
        return next(
            (find for find in self._finds if document is not None and find.document is document), None
        )

    def _in_order(self) -> list[_Find]:
        # Sorting is stable: of the same year, what was found first stays first.
        statements = [find for find in self._finds if find.document.judgement.is_statement]
        others: Iterable[_Find] = (find for find in self._finds if not find.document.judgement.is_statement)
        has_own = any(find.is_own for find in statements)

        def rank(find: _Find) -> tuple[bool, str, bool]:
            # Firms that share a web site show each other's statements there.
            is_anothers = has_own and find.document.judgement.names_another
            return not is_anothers, find.year, find.is_the_file

        return [*sorted(statements, key=rank, reverse=True), *others]


def _all_addresses(find: _Find) -> frozenset[str]:
    """Every address that leads to the document: its own, and those of the pages that offer it.

    A page that is itself the statement of another year does not count as leading there.
    """
    found = set(find.addresses)
    above = find.parent
    while above and not (above.document.judgement.is_statement and above.own_year not in ("", find.own_year)):
        found |= above.addresses
        above = above.parent
    return frozenset(found)
