"""What the checker says of a document, in the shape a crawl asks for, and held against the home page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from checker import Assessment, load_rulebook, placed
from checker.assessment import Overall, Verdict
from crawler.records import Judge, LinkState, Target
from registry.names import name_key
from survey.examiners import Answer, Examiners, Problem

# s.54(7)(b): a link that leads to something other than the current statement is there, and is not what is asked for.
_LINKED: dict[str, Verdict] = {
    LinkState.LINKED: Verdict.MET,
    LinkState.OTHER_YEAR: Verdict.PARTLY,
    LinkState.POLICY_ONLY: Verdict.PARTLY,
    LinkState.OTHER_DOCUMENT: Verdict.PARTLY,
    LinkState.DEAD: Verdict.NOT_MET,
    LinkState.NONE: Verdict.NOT_MET,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checker says of a fetched document, in the shape the crawl asks for."""

    assessment: Assessment | None
    problem: Problem | None
    sentences: tuple[str, ...] = ()
    firm: str = ""

    @property
    def kind(self) -> str:
        """The contract's `statement_kind`."""
        return self.assessment.document.kind if self.assessment else "other"

    @property
    def is_statement(self) -> bool:
        """Whether the document holds a statement."""
        return self.assessment is not None and self.assessment.statement.is_statement

    @property
    def year_end(self) -> str | None:
        """The end of the financial year it covers, ISO 8601, as precise as stated."""
        return self.assessment.statement.financial_year_end if self.assessment else None

    @property
    def dated(self) -> str | None:
        """When it was signed, else approved, ISO 8601, as precise as stated."""
        facts = self.assessment.statement if self.assessment else None
        return (facts.signed_on or facts.approved_on) if facts else None

    @property
    def is_out_of_date(self) -> bool:
        """Whether the year it covers ended so long ago that a newer statement is due."""
        return self.assessment is not None and self.assessment.verdict is Overall.OUT_OF_DATE

    @property
    def names_another(self) -> bool:
        """Whether it is the statement of an organisation whose name has no telling word in common with the firm's."""
        named = self.assessment.statement.organisation if self.assessment else None
        ours, theirs = _telling(self.firm), _telling(named or "")
        return bool(ours and theirs) and ours.isdisjoint(theirs)

    @property
    def unreadable(self) -> str | None:
        """Why it could not be read, in one line."""
        return self.problem.message if self.problem else None


def judge_with(examiners: Examiners, forms: dict[int, str | None], today: date) -> Judge:
    """A judge that has documents read and checked in child processes; `forms` are the firms' legal forms."""

    async def judge(target: Target, body: bytes, media_type: str, url: str) -> Judged:
        form = forms.get(target.firm_id)
        answer = await asyncio.wrap_future(examiners.examine(body, media_type, url, form, today))
        return judged(answer, target.name)

    return judge


def judged(answer: Answer, firm: str = "") -> Judged:
    """The answer of an examiner as a judgement on a document of the firm of that name."""
    if isinstance(answer, Problem):
        return Judged(None, answer)
    return Judged(answer.assessment, None, answer.sentences, firm)


_OF_MANY = frozenset({
    "the", "of", "and", "for", "in", "a", "group", "holdings", "holding", "company", "co", "limited", "ltd", "plc", "llp", "lp",
    "cic", "uk", "gb", "england", "norfolk", "norwich", "services", "international", "europe", "trading",
})  # fmt: skip
"""Words that the names of strangers have in common."""


def _telling(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(name_key(name).split()) - _OF_MANY if name else frozenset()


def on_the_site(assessment: Assessment, link_state: str | None, today: date) -> Assessment:
    """The assessment of a document as it stands on a firm's site; `link_state` is what the home page shows of it."""
    return placed(
        assessment,
        load_rulebook(),
        published=True if assessment.statement.is_statement else None,
        homepage_link=_LINKED.get(link_state or ""),
        today=today,
    )
