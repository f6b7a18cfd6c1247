"""A person's verdicts beside the machine's: which of them count now, and what the two together amount to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

MANDATORY = ("published", "homepage_link", "financial_year", "steps_taken", "approval", "signature")
"""The contract's requirements of s.54(1)-(8), in its order."""
AREAS = ("structure", "policies", "due_diligence", "risk", "effectiveness", "training")
"""The contract's reporting areas of s.54(5)."""
VERDICTS = ("met", "partly", "not_met", "not_applicable", "not_checked")
"""The contract's verdicts on a requirement."""
STATEMENT_FOUND = ("compliant", "incomplete", "unclear", "out_of_date")
"""The statuses of a firm of which a statement was found and read."""
NOT_LOOKED = ("could_not_check", "no_website", "not_checked")
"""The statuses that say what could be done, not what a firm did."""

_SHOWN_BY_THE_WEB = ("published", "homepage_link")
_WORTH = {"met": 60, "partly": 25, "not_met": 0}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The newest decision of a person on one requirement. `counts` is false once what it was made on has changed."""

    id: int
    requirement: str
    verdict: str
    machine_verdict: str | None
    by: str
    note: str
    created_at: str
    counts: bool

    @property
    def confirms(self) -> bool:
        """Whether the person agreed with what the machine said then."""
        return self.verdict == self.machine_verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of a firm: the parts of its standing that a person's verdict can change."""

    status: str
    reason: str | None
    current_until: str | None
    score: int | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The document now shown for a firm, and what the machine says of it: a verdict, and for an area a level."""

    firm_id: int
    document_sha256: str | None
    verdicts: Mapping[str, tuple[str, int | None]]


def shown(db: Database, firm_id: int) -> Shown:
    """What a decision on the firm would be about."""
    (standing,) = db.query(
        "SELECT document_sha256, assessment_id, machine_status FROM standings WHERE firm_id = ?", [firm_id]
    )
    rows = db.execute(
        "SELECT requirement, verdict, level FROM findings WHERE assessment_id = ? ORDER BY id",
        [standing["assessment_id"]],
    )
    verdicts = {str(row[0]): (str(row[1]), row[2]) for row in rows}
    if standing["machine_status"] == "missing":
        # Also when something else was found: a policy, say, of which the file cannot say where it stands.
        verdicts["published"] = ("not_met", None)
    return Shown(firm_id, standing["document_sha256"], verdicts)


def newest_reviews(db: Database, on: Shown) -> tuple[Reviewed, ...]:
    """The newest decision on each requirement, those that count no longer included, those withdrawn not.

    A decision is on a document's words: it counts for as long as those stay, under whichever rulebook, also when the
    page around them was served anew. What it says of the web site itself counts for as long as the machine sees there
    what it saw then, or has come to agree.
    """
    rows = db.query(
        """
        SELECT reviews.id, reviews.requirement, reviews.verdict, reviews.machine_verdict, reviews."by", reviews.note,
            reviews.created_at,
            reviews.document_sha256 IS :document OR coalesce(reviews.text_sha256 = (
                SELECT sha256 FROM document_texts JOIN texts ON texts.id = text_id WHERE document_sha256 = :document
            ), 0) AS counts
        FROM reviews
        WHERE reviews.firm_id = :firm AND reviews.verdict IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM reviews AS later
            WHERE later.firm_id = reviews.firm_id AND later.requirement = reviews.requirement AND later.id > reviews.id
        )
        ORDER BY reviews.id
        """,
        {"firm": on.firm_id, "document": on.document_sha256},
    )
    return tuple(Reviewed(**(row | {"counts": bool(row["counts"]) and _holds(row, on)})) for row in rows)


def _holds(row: Mapping[str, object], on: Shown) -> bool:
    """Whether what the decision says of the web site is still about what stands there."""
    if row["requirement"] not in _SHOWN_BY_THE_WEB:
        return True
    now, _ = on.verdicts.get(str(row["requirement"]), (None, None))
    return now in (row["machine_verdict"], row["verdict"])


def combined(
    machine: Outcome,
    verdicts: Mapping[str, tuple[str, int | None]],
    decided: Mapping[str, str],
    *,
    has_document: bool,
    current_until: str | None,
    score: int | None,
) -> Outcome:
    """The outcome when what persons decided takes the place of what the machine said.

    `current_until` and `score` are the assessment's own, for a document that only a person takes for a statement.
    """
    published = decided.get("published")
    if machine.status in ("no_website", "not_checked") or not decided:
        return machine
    if published == "not_met" and (machine.status != "could_not_check" or not has_document):
        return Outcome("missing", None, None, None, ())
    if not has_document:
        return machine if published is None else Outcome("unclear", None, None, None, ())
    unread = machine.status == "could_not_check" and machine.reason == "unreadable"
    if machine.status not in STATEMENT_FOUND and published != "met" and not unread:
        return machine
    together = {name: verdict for name, (verdict, _) in verdicts.items()} | dict(decided)
    missing = tuple(name for name in (*MANDATORY, *AREAS) if together.get(name) == "not_met")
    if machine.status == "could_not_check" and not unread:
        return replace(machine, missing=missing)
    if machine.status not in STATEMENT_FOUND:
        machine = replace(machine, reason=None, current_until=current_until, score=score)
    status = "out_of_date" if machine.status == "out_of_date" else _standing(together)
    return replace(machine, status=status, score=_score(machine.score, verdicts, decided), missing=missing)


def _standing(verdicts: Mapping[str, str]) -> str:
    mandatory = {name: verdicts.get(name, "not_checked") for name in MANDATORY}
    if "not_met" in mandatory.values():
        return "incomplete"
    undecided = any(
        verdict == "partly" or (verdict == "not_checked" and name not in _SHOWN_BY_THE_WEB)
        for name, verdict in mandatory.items()
    )
    return "unclear" if undecided else "compliant"


def _score(
    machine: int | None, verdicts: Mapping[str, tuple[str, int | None]], decided: Mapping[str, str]
) -> int | None:
    """The contract's mean over the areas; the machine's own where no person has decided on one."""
    if not set(decided) & set(AREAS):
        return machine
    marks = []
    for area in AREAS:
        said, level = verdicts.get(area, ("not_checked", None))
        verdict = decided.get(area, said)
        if verdict in _WORTH:
            marks.append(100 if verdict == said == "met" and level == 2 else _WORTH[verdict])
    return round(sum(marks) / len(marks)) if marks else None
