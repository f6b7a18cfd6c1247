"""What a firm told the GOV.UK registry, held against what its web site carries and its home page links to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from sqlite_utils import Database

from registry.connection import insert
from registry.dates import last_day
from registry.entries import DeclarationShape
from registry.verdicts import AREAS, STATEMENT_FOUND

_FIELDS = (
    "statement_year",
    "period_start",
    "period_end",
    "approved_on",
    "statement_url",
    "summary_url",
    "no_website",
    "is_group",
    *AREAS,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One point on which two of the three do not agree. `about` is a requirement's id, or what else is compared."""

    firm_id: int
    name: str
    company_number: str | None
    district: str | None
    about: str
    declared: str
    found: str
    text: str


def record_declaration(
    db: Database, firm_id: int, declared: DeclarationShape, source: str, when: str
) -> None:
    """Keep a firm's claims, unless the register holds the same already. Belongs in a transaction."""
    claims = {name: getattr(declared, name) for name in _FIELDS}
    claims = {name: int(value) if isinstance(value, bool) else value for name, value in claims.items()}
    same = " AND ".join(f"{name} IS :{name}" for name in _FIELDS)
    known = db.execute(
        f"SELECT 1 FROM declarations WHERE firm_id = :firm_id AND {same}", claims | {"firm_id": firm_id}
    ).fetchone()
    if known is None:
        row = claims | {"firm_id": firm_id, "source": source, "first_loaded_at": when}
        insert(db, "declarations", row)


def mismatches(db: Database, firm_id: int | None, district: str | None) -> list[Mismatch]:
    """Every mismatch of the newest declaration of each firm, by firm. What could not be looked at is no mismatch."""
    rows = db.query(
        """
        SELECT newest.*, firms.name, firms.company_number, firms.district, firms.website,
            standings.status, standings.statement_url AS shown_url, standings.financial_year_end,
            standings.document_sha256, standings.assessment_id, standings.shown_visit_id, standings.visit_id,
            standings.missing, visits.outcome, visits.homepage_url, visits.link_href,
            assessments.approved_on AS read_approved_on
        FROM declarations AS newest
        JOIN firms ON firms.id = newest.firm_id
        JOIN standings ON standings.firm_id = firms.id
        LEFT JOIN visits ON visits.id = standings.visit_id
        LEFT JOIN assessments ON assessments.id = standings.assessment_id
        WHERE newest.id = (
            SELECT id FROM declarations WHERE firm_id = firms.id
            ORDER BY coalesce(period_end, '') DESC, coalesce(statement_year, '') DESC, id DESC LIMIT 1
        )
        AND (firms.id = :firm OR :firm IS NULL AND NOT firms.outside)
        AND (:district IS NULL OR firms.district = :district COLLATE NOCASE)
        ORDER BY firms.name_key, firms.id
        """,
        {"firm": firm_id, "district": district},
    )
    found: list[Mismatch] = []
    for row in list(rows):
        for about, declared, there, text in (
            *_of_the_site(row),
            *_of_the_link(db, row),
            *_of_the_text(db, row),
        ):
            found.append(
                Mismatch(
                    row["firm_id"],
                    row["name"],
                    row["company_number"],
                    row["district"],
                    about,
                    declared,
                    there,
                    text,
                )
            )
    return found


Point = tuple[str, str, str, str]


def _of_the_site(row: Row) -> Iterator[Point]:
    if row["no_website"] and row["outcome"] in ("found", "not_found"):
        yield (
            "website", "no web site", str(row["website"]),
            f"It told the registry that it has no web site; one was looked at at {row['website']}.",
        )  # fmt: skip
    if row["status"] == "missing" and not row["no_website"]:
        year = f" for the year to {row['period_end']}" if row["period_end"] else ""
        yield (
            "published", row["statement_url"] or "a statement", "none",
            f"It told the registry of a statement{year}; none was found on its own web site.",
        )  # fmt: skip


def _of_the_link(db: Database, row: Row) -> Iterator[Point]:
    """Where the registry's link leads, as far as that was looked at, and whether the home page leads there, too."""
    declared = row["statement_url"]
    if declared is None or row["outcome"] is None:
        return
    attempts = db.execute(
        "SELECT fetches.url, fetches.reason FROM visits JOIN fetches USING (crawl_id, firm_id) "
        "WHERE visits.id = ? ORDER BY fetches.id",
        [row["visit_id"]],
    ).fetchall()
    tried = [reason for url, reason in attempts if _same(url, declared)]
    # A server that refuses us (403, 429) may have the page; a name that is unknown with all of the site may be known again.
    nowhere = ("http_404",) if row["outcome"] == "could_not_look" else ("http_404", "dns")
    if tried and tried[-1] in nowhere:
        yield "link", declared, tried[-1], f"The link it gave the registry leads nowhere ({tried[-1]})."
        return
    shown = row["shown_url"] if row["status"] in STATEMENT_FOUND else None
    other = db.execute(
        "SELECT kind, url FROM visit_documents WHERE visit_id = ? AND document_sha256 IS NOT ?",
        [row["shown_visit_id"], row["document_sha256"]],
    ).fetchall()
    for kind, url in other:
        if shown and _same(url, declared) and not _same(shown, declared):
            yield (
                "link", declared, shown,
                f"The link it gave the registry leads to another document ({kind.replace('_', ' ')}) than its statement.",
            )  # fmt: skip
            return
    linked = (
        urljoin(row["homepage_url"], row["link_href"]) if row["homepage_url"] and row["link_href"] else None
    )
    has_path = bool(urlsplit(declared).path.strip("/"))
    if has_path and linked and shown and not _same(linked, declared) and not _same(shown, declared):
        yield (
            "link", declared, linked,
            "Its home page links to another address than the one it gave the registry.",
        )  # fmt: skip


def _of_the_text(db: Database, row: Row) -> Iterator[Point]:
    if row["status"] not in STATEMENT_FOUND or row["assessment_id"] is None:
        return
    if not _agree(row["period_end"], row["financial_year_end"]):
        which = "an older" if str(row["financial_year_end"]) < str(row["period_end"]) else "a newer"
        yield (
            "financial_year", row["period_end"], row["financial_year_end"],
            f"It told the registry of the year to {row['period_end']}; its site carries {which} one.",
        )  # fmt: skip
        return  # Another year's text need not say what was declared of this one.
    if not _agree(row["approved_on"], row["read_approved_on"]):
        yield (
            "approval", row["approved_on"], row["read_approved_on"],
            f"It told the registry of approval on {row['approved_on']}; the statement says {row['read_approved_on']}.",
        )  # fmt: skip
    lacking = set(json.loads(row["missing"]))
    verdicts = dict(
        db.execute(
            "SELECT requirement, verdict FROM findings WHERE assessment_id = ?", [row["assessment_id"]]
        ).fetchall()
    )
    for area in AREAS:
        words = area.replace("_", " ")
        if row[area] == 1 and area in lacking:
            yield area, "yes", "none", f"It declares {words}; none was found in its statement."
        elif row[area] == 0 and verdicts.get(area) == "met":
            yield area, "no", "met", f"It declares that its statement leaves out {words}; it was found there."


def _agree(declared: str | None, read: str | None) -> bool:
    """Whether two dates may be the same day, as precise as both are; what is unknown disagrees with nothing."""
    if not declared or not read or last_day(declared) is None or last_day(read) is None:
        return True
    length = min(len(declared), len(read))
    return declared[:length] == read[:length]


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(url: str) -> str:
    """An address without what makes no difference: scheme, "www.", a slash at the end, the part after "#"."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    return f"{host}{parts.path.rstrip('/').casefold()}?{parts.query}"
