"""An assessment in the JSON of `s54 check --format json`."""

from __future__ import annotations

import json
from typing import Any

from checker.assessment import Assessment


def assessment_json(assessment: Assessment) -> str:
    """The contract's object, indented, keys in its order."""
    return json.dumps(_named(assessment), indent=2, ensure_ascii=False)


def unreadable_json(source: str, problem: str, message: str, rulebook: str) -> str:
    """The same object for a document that could not be read: nothing is said of it but that."""
    document = {
        "source": source,
        "sha256": None,
        "media_type": None,
        "pages": None,
        "words": 0,
        "read_with": None,
        "kind": "other",
        "warnings": [f"{problem}: {message}"],
    }
    fields = (
        "organisation legal_form financial_year_start financial_year_end approved_on "
        "signatory_name signatory_role signed_on"
    )
    statement: dict[str, object] = {"is_statement": False} | dict.fromkeys(fields.split())
    answer = {
        "document": document,
        "statement": statement,
        "rulebook": rulebook,
        "verdict": "unreadable",
        "score": None,
        "findings": [],
        "observations": [],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _named(value: Any) -> Any:
    """The value with every record in it as names and values; json alone would make lists of them."""
    if hasattr(value, "_asdict"):
        return {name: _named(each) for name, each in value._asdict().items()}
    return [_named(each) for each in value] if isinstance(value, tuple) else value
