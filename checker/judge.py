"""Judges a document against the rulebook: one finding for each requirement, then the verdict they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from checker.approval import Approval, By, approval, is_answered_no
from checker.areas import AreaFound, judge_area
from checker.assessment import (
    Assessment,
    DocumentFacts,
    Evidence,
    Finding,
    LegalForm,
    StatementFacts,
    Verdict,
)
from checker.document import Document, Sentence
from checker.kind import KindFound, kind_of
from checker.legal_form import legal_form_of
from checker.model import load as load_model
from checker.observations import Seen, observe
from checker.organisation import organisation
from checker.quotes import quote
from checker.rulebook import Requirement, Rulebook
from checker.section import only
from checker.signature import Signature, signature
from checker.steps import steps_taken
from checker.strangers import stranger
from checker.tense import Tenses
from checker.verdict import overall, score
from checker.views import views_of
from checker.year import FinancialYear, financial_year

_APPROVALS = {
    By.BOARD: (Verdict.MET, 0.95),
    By.WEAK: (Verdict.PARTLY, 0.7),
    By.AWAITED: (Verdict.PARTLY, 0.8),
    By.OTHER: (Verdict.PARTLY, 0.8),
    By.ANOTHER: (Verdict.PARTLY, 0.7),
    By.UNATTRIBUTED: (Verdict.PARTLY, 0.7),
    By.NOBODY: (Verdict.NOT_MET, 0.85),
}


_HIGHEST_LEVEL = 2
_LONG_QUOTE = 150
_AROUND = 80
_SECOND_OPINION = 0.9
"""What the model must give a sentence for "nothing found" to become "a person looks": it only ever softens."""


class Context(NamedTuple):
    """What the document itself cannot say. `legal_form` None: as its name and text show."""

    today: date
    legal_form: LegalForm | None = None


def judge(document: Document, rulebook: Rulebook, context: Context) -> Assessment:
    """The whole assessment of one document, as a file: `published` and `homepage_link` are left not checked."""
    kind = kind_of(document, rulebook)
    name = organisation(document, rulebook)
    if kind.section is not None:
        document = only(document, kind.section)
    form = context.legal_form or legal_form_of(name, document.text, rulebook)
    year = financial_year(document, rulebook)
    approved = approval(
        document, rulebook, members_approve=form is LegalForm.LLP, year_end=year.end, organisation=name
    )
    signed = signature(document, rulebook, form, year_end=year.end, organisation=name)
    scores = load_model().score(views_of(document))
    tenses = Tenses(document, rulebook)
    areas = {
        each.id: judge_area(document, each, rulebook, [score[each.id] for score in scores], tenses, scores)
        for each in rulebook.requirements
        if each.kind == "area"
    }
    steps = steps_taken(document, rulebook, areas, tenses)

    def second(requirement: str) -> Evidence | None:
        sure = [index for index, each in enumerate(scores) if each[requirement] >= _SECOND_OPINION]
        spoken = [index for index in sure if not _is_ungiven(document, document.sentences[index], rulebook)]
        best = max(spoken, key=lambda index: scores[index][requirement], default=None)
        return None if best is None else quote(document.sentences[best])

    answers = {
        "published": _Answer(Verdict.NOT_CHECKED, 0.0),
        "homepage_link": _Answer(Verdict.NOT_CHECKED, 0.0),
        "financial_year": _year(
            document, year, rulebook, dated=bool(approved.approved_on or (signed and signed.signed_on))
        ),
        "steps_taken": _Answer(steps.verdict, 0.8, steps.evidence),
        "approval": _approval(document, approved, form, second("approval")),
        "signature": _signature(document, signed, second("signature")),
        **{area: _area(found) for area, found in areas.items()},
    }
    findings = tuple(
        _finding(each, _fair(each, answers[each.id], document), form) for each in rulebook.requirements
    )
    stated_end = year.end if year.stated else None
    facts = StatementFacts(
        is_statement=kind.kind.is_statement,
        organisation=name,
        legal_form=form,
        financial_year_start=year.start if year.stated else None,
        financial_year_end=stated_end,
        approved_on=approved.approved_on,
        signatory_name=signed.name if signed else None,
        signatory_role=signed.role if signed else None,
        signed_on=signed.signed_on if signed else None,
    )
    seen = Seen(
        section=kind.section,
        organisation=name,
        stranger=stranger(document, rulebook, name) if facts.is_statement else None,
        year=year,
        approval=approved,
        signature=signed,
        steps=steps,
        areas=areas,
        kind=kind,
    )
    return Assessment(
        document=_document_facts(document, kind, stranger_found=seen.stranger is not None),
        statement=facts,
        rulebook=rulebook.version,
        verdict=overall(
            rulebook,
            is_statement=facts.is_statement,
            findings=findings,
            year_end=stated_end,
            today=context.today,
        ),
        score=score(findings),
        findings=findings,
        observations=tuple(observe(document, rulebook, seen)),
    )


def _is_ungiven(document: Document, sentence: Sentence, rulebook: Rulebook) -> bool:
    """Whether an approval or a signature that it speaks of is not, or must or will be, given: the rules have spoken."""
    to_come = rulebook.approval["never"].search(sentence.text)
    return to_come is not None or is_answered_no(document.text, sentence.start, sentence.end, rulebook)


class _Answer(NamedTuple):
    verdict: Verdict
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    level: int | None = None
    eti_level: int | None = None
    advise_as: str | None = None
    """Whose advice to give instead of the legal form's: "role" where only the role falls short, "planned", "denied"."""


def _fair(requirement: Requirement, answer: _Answer, document: Document) -> _Answer:
    """Nothing that the law asks for is called missing from a text whose letters may be misread."""
    if document.recognised_pages and requirement.kind == "mandatory" and answer.verdict is Verdict.NOT_MET:
        return _Answer(Verdict.NOT_CHECKED, 0.5)
    return answer


def _finding(requirement: Requirement, answer: _Answer, form: LegalForm) -> Finding:
    return Finding(
        requirement=requirement.id,
        kind=requirement.kind,
        basis=requirement.basis,
        reference=requirement.reference,
        verdict=answer.verdict,
        confidence=round(answer.confidence, 2),
        level=answer.level,
        eti_level=answer.eti_level,
        evidence=answer.evidence,
        advice=requirement.advise(answer.verdict, answer.advise_as or form),
    )


def _year(document: Document, year: FinancialYear, rulebook: Rulebook, *, dated: bool) -> _Answer:
    """A year without a name ("this financial year") can be inferred only from the date of approval or signature."""
    evidence = tuple(quoted(document, start, end) for start, end in year.evidence)
    if year.stated:
        return _Answer(Verdict.MET, 0.95, evidence)
    if year.end is not None:
        return _Answer(Verdict.PARTLY, 0.7, evidence)
    vague = rulebook.cue("unnamed_year", document.text)
    if vague is not None and dated:
        return _Answer(Verdict.PARTLY, 0.6, (quoted(document, vague.start(), vague.end()),))
    return _Answer(Verdict.NOT_MET, 0.85)


def _approval(document: Document, found: Approval, form: LegalForm, second: Evidence | None) -> _Answer:
    if form is LegalForm.PARTNERSHIP:
        return _Answer(Verdict.NOT_APPLICABLE, 1.0)
    verdict, confidence = _APPROVALS[found.by]
    if verdict is Verdict.NOT_MET:
        if second is not None:
            return _Answer(Verdict.PARTLY, 0.5, (second,))
        return _Answer(Verdict.NOT_CHECKED, 0.5) if document.scanned_pages else _Answer(verdict, confidence)
    advise_as = {By.ANOTHER: "another", By.AWAITED: "awaited"}.get(found.by)
    return _Answer(verdict, confidence, (quoted(document, *found.said),), advise_as=advise_as)


def _signature(document: Document, found: Signature | None, second: Evidence | None) -> _Answer:
    if found is None and second is not None:
        return _Answer(Verdict.PARTLY, 0.5, (second,))
    if found is None:
        unseen = document.scanned_pages or document.image_pages or document.image_at_end
        return _Answer(Verdict.NOT_CHECKED, 0.5) if unseen else _Answer(Verdict.NOT_MET, 0.85)
    whole = found.name is not None and found.role is not None
    evidence = (quoted(document, found.start, found.end),)
    if whole and not found.qualifies:
        return _Answer(Verdict.PARTLY, 0.9, evidence, advise_as="role")
    if found.is_anothers:
        return _Answer(Verdict.PARTLY, 0.7, evidence, advise_as="another")
    return _Answer(Verdict.MET if whole else Verdict.PARTLY, 0.9 if whole else 0.7, evidence)


def _area(found: AreaFound) -> _Answer:
    """The area's answer; what was only planned, is denied or is at the highest level has advice of its own."""
    advise_as = None
    if found.only_planned:
        advise_as = "planned"
    elif found.verdict is Verdict.NOT_MET and found.evidence:
        advise_as = "denied"
    elif found.level == _HIGHEST_LEVEL:
        advise_as = "level_2"
    return _Answer(
        found.verdict, found.confidence, found.evidence, found.level, found.eti_level, advise_as=advise_as
    )


def quoted(document: Document, start: int, end: int) -> Evidence:
    """The sentences that `text[start:end]` touches, verbatim; of long ones only what stands around it."""
    touching = list(_touching(document, start, end))
    low = min([start, *(each[0] for each in touching)])
    high = max([end, *(each[1] for each in touching)])
    if high - low > _LONG_QUOTE:
        low, high = max(low, start - _AROUND), min(high, max(start + _AROUND, end + _AROUND // 2))
        low, high = _whole_words(document.text, low, high)
    page = next((each[2] for each in touching), None)
    return Evidence(document.text[low:high], page, low, high)


def _whole_words(text: str, low: int, high: int) -> tuple[int, int]:
    """The same span without the pieces of words at its ends."""
    while 0 < low < high and not text[low - 1].isspace():
        low += 1
    while low < high < len(text) and not text[high].isspace():
        high -= 1
    return low, high


def _touching(document: Document, start: int, end: int) -> Iterator[tuple[int, int, int | None]]:
    for sentence in document.sentences:
        if sentence.start < end and start < sentence.end:
            yield sentence.start, sentence.end, sentence.page


def _document_facts(document: Document, kind: KindFound, *, stranger_found: bool) -> DocumentFacts:
    return DocumentFacts(
        source=document.source,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=document.pages,
        words=document.words,
        read_with=document.read_with,
        kind=kind.kind,
        warnings=(*kind.warnings, *(["other_organisation_named"] if stranger_found else []), *document.notes),
    )
