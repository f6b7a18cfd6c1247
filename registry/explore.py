"""What Datasette is told about the register: what its tables and columns mean, and questions worth asking of it."""

from __future__ import annotations

from typing import Any

_STATUS = (
    "the newest look, before the passing of time and without the day's date; see docs/reading-a-verdict.md"
)

_TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "firms": (
        "The register: who should have published, as far as is known.",
        {
            "name_key": "The name without legal form and punctuation, by which it is known again",
            "host": "The web host, without www",
            "scope": "Whether the law applies: in_scope, presumed_in_scope, below_threshold and so on",
            "turnover": "Pounds a year",
            "address": "Postal, as a register gives it, a line a line; the postcode stands apart",
        },
    ),
    "firm_placings": (
        "The scope and district of each firm from a day on, so that reports of the past count by those of then.",
        {"since": "When the register came to hold this", "outside": "1: a person has put it outside the area"},
    ),
    "standings": (
        "What is said of each firm now. Made anew from the other tables.",
        {
            "status": f"Status by {_STATUS}",
            "current_until": "The last day on which the statement is not yet out of date",
            "missing": "JSON list of requirements that are not met",
            "confirmed": "JSON list of requirements that a person has decided on, for the document now shown",
            "score": "0-100, how much is disclosed; not whether the law is met",
        },
    ),
    "visits": ("One look at one firm's site.", {"outcome": "found, not_found or could_not_look", "size": "Bytes fetched"}),
    "assessments": (
        "What was said of a document, under which rulebook. Only ever added.",
        {
            "cause": "Why there was something new to say",
            "signatory_name": "Personal data",
            "digest": "Fingerprint of all that is said",
        },
    ),
    "findings": (
        "The machine's verdict on each requirement. A person's stands in reviews, and wins.",
        {"basis": "law, guidance or good_practice", "confidence": "0-1", "eti_level": "0-3"},
    ),
    "reviews": (
        "What persons decided. The newest on a requirement counts, for as long as the document stays.",
        {"verdict": "Empty where a decision was withdrawn", "machine_verdict": "What the machine said then"},
    ),
    "standing_changes": ("Each change of a firm's standing, and its cause.", {"was_status": "Empty at the first look"}),
    "case_events": (
        "What was done about a firm. Only ever added; the newest event of a firm says what is next.",
        {"step": "The ladder: check, note, reminder, call, second_letter, business_group; replied; closed",
         "next_on": "When the case is to be taken on again"},
    ),
    "contacts": ("People at firms. Personal data, erased with s54 followup erase.", {}),
    "case_notes": ("What came of a step, in words. Personal data, erased with the contacts.", {}),
    "letters": ("Letters written, and what they rested on.", {"cited": "JSON list of requirements"}),
}  # fmt: skip

_QUERIES = {
    "in_scope_and_lacking": (
        "Firms in scope whose statement lacks something, is old or could not be found",
        """
        SELECT firms.name, firms.district,
            CASE WHEN current_until < date('now') THEN 'out_of_date' ELSE status END AS status, missing, standings.statement_url
        FROM firms JOIN standings ON standings.firm_id = firms.id
        WHERE scope = 'in_scope' AND NOT outside AND (status IN ('incomplete', 'missing', 'out_of_date') OR current_until < date('now'))
        ORDER BY firms.district, firms.name
        """,
    ),
    "districts": (
        "Firms in scope by district and status",
        """
        SELECT district, CASE WHEN current_until < date('now') THEN 'out_of_date' ELSE status END AS status,
            count(*) AS firms
        FROM firms JOIN standings ON standings.firm_id = firms.id
        WHERE scope = 'in_scope' AND NOT outside GROUP BY 1, 2 ORDER BY 1, 2
        """,
    ),
    "due": (
        "Open cases by their next date",
        """
        SELECT next_on, firms.name, firms.district, step AS last_step, happened_on
        FROM case_events JOIN firms ON firms.id = firm_id
        WHERE case_events.id IN (SELECT max(id) FROM case_events GROUP BY firm_id) AND next_on IS NOT NULL
        ORDER BY next_on
        """,
    ),
    "overruled": (
        "How often people overrule the machine, by requirement",
        """
        SELECT requirement, count(*) AS decisions, sum(verdict <> machine_verdict) AS overruled
        FROM reviews WHERE verdict IS NOT NULL AND machine_verdict IS NOT NULL GROUP BY 1 ORDER BY 3 DESC
        """,
    ),
    "quotes": (
        "What the machine quoted for a requirement, such as approval",
        """
        SELECT firms.name, findings.verdict, evidence.quote
        FROM standings
        JOIN firms ON firms.id = standings.firm_id
        JOIN findings ON findings.assessment_id = standings.assessment_id
        JOIN evidence ON evidence.finding_id = findings.id
        WHERE findings.requirement = :requirement ORDER BY firms.name
        """,
    ),
    "failures": (
        "Why sites could not be looked at",
        """
        SELECT reason, count(*) AS firms FROM standings WHERE reason IS NOT NULL GROUP BY 1 ORDER BY 2 DESC
        """,
    ),
}


def metadata(database: str) -> dict[str, Any]:
    """Datasette's metadata for the register whose file is called `database`, without its ending."""
    return {
        "title": "Section 54: the register",
        "description": "For the coordinator, on this machine. It holds personal data and unreviewed verdicts.",
        "databases": {
            database: {
                "tables": {
                    name: {"description": says, "columns": columns}
                    for name, (says, columns) in _TABLES.items()
                },
                "queries": {
                    name: {"title": title, "sql": " ".join(sql.split())}
                    for name, (title, sql) in _QUERIES.items()
                },
            }
        },
    }
