"""What the checker says of a document: findings with their evidence, and the verdict they add up to."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """The verdict on one requirement."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


class Kind(StrEnum):
    """What a document is."""

    STATEMENT = "statement"
    POLICY_ONLY = "policy_only"
    TEMPLATE = "template"
    LANDING = "landing"
    SUPPLIER_CODE = "supplier_code"
    REPORT_WITH_STATEMENT = "report_with_statement"
    REPORT = "report"
    GUIDE = "guide"
    OTHER_LAW = "other_law"
    EMPTY = "empty"
    OTHER = "other"

    @property
    def is_statement(self) -> bool:
        """Whether a document of this kind holds a slavery and human trafficking statement."""
        return self in (Kind.STATEMENT, Kind.REPORT_WITH_STATEMENT)


class Overall(StrEnum):
    """The verdict on the document as a whole."""

    COMPLIANT = "compliant"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    OUT_OF_DATE = "out_of_date"
    NOT_A_STATEMENT = "not_a_statement"
    UNREADABLE = "unreadable"


class LegalForm(StrEnum):
    """The forms that s.54(6) and (12) tell apart, and those outside the duty that publish all the same."""

    COMPANY = "company"
    LLP = "llp"
    PARTNERSHIP = "partnership"
    CHARITY = "charity"
    UNIVERSITY = "university"
    PUBLIC_BODY = "public_body"


class Evidence(NamedTuple):
    """A verbatim quote: `document.text[start:end] == quote`. `page` counts from 1, None without pages."""

    quote: str
    page: int | None
    start: int
    end: int


class Finding(NamedTuple):
    """What was found on one requirement. `level` (0-2) and `eti_level` (0-3) are set for areas only."""

    requirement: str
    kind: str
    basis: str
    reference: str
    verdict: Verdict
    confidence: float
    level: int | None
    eti_level: int | None
    evidence: tuple[Evidence, ...]
    advice: str


class Observation(NamedTuple):
    """Something worth saying that decides no requirement: guidance, good practice, quality, preview of a Bill."""

    rule: str
    basis: str
    outcome: str
    text: str
    evidence: tuple[Evidence, ...] = ()


class StatementFacts(NamedTuple):
    """What the document says of itself. Dates are ISO 8601, only as precise as the text; unknown is None."""

    is_statement: bool
    organisation: str | None = None
    legal_form: str | None = None
    financial_year_start: str | None = None
    financial_year_end: str | None = None
    approved_on: str | None = None
    signatory_name: str | None = None
    signatory_role: str | None = None
    signed_on: str | None = None


class DocumentFacts(NamedTuple):
    """Which document was judged, and how it was read."""

    source: str
    sha256: str
    media_type: str
    pages: int | None
    words: int
    read_with: str
    kind: Kind
    warnings: tuple[str, ...] = ()


class Assessment(NamedTuple):
    """The checker's whole answer on one document, under one version of the rulebook."""

    document: DocumentFacts
    statement: StatementFacts
    rulebook: str
    verdict: Overall
    score: int | None
    findings: tuple[Finding, ...]
    observations: tuple[Observation, ...] = ()

    def finding(self, requirement: str) -> Finding:
        """The finding on `requirement`; KeyError for an id the rulebook does not have."""
        for finding in self.findings:
            if finding.requirement == requirement:
                return finding
        raise KeyError(requirement)
