"""How a firm stands, in words. Only a firm known to be in scope is ever said to lack what the law asks."""

from __future__ import annotations

_FOR_OTHERS = {
    "missing": "none found",
    "incomplete": "found with gaps",
    "out_of_date": "an old one found",
}
"""What would sound like failing the law, as it is said of a firm that the law may not ask anything of."""


def said_scope(scope: str) -> str:
    """The scope as it follows a remark: "scope unknown", "presumed in scope", "below threshold"."""
    return "scope unknown" if scope == "unknown" else scope.replace("_", " ")


def said_status(status: str, scope: str, reason: str | None = None) -> str:
    """The status in words; of a firm not known to be in scope with its scope, and without a word of failing."""
    if status == "could_not_check":
        return f"could not check ({reason})" if reason else "could not check"
    if status == "no_website":
        return "no web site known"
    if status in _FOR_OTHERS and scope != "in_scope":
        return f"{_FOR_OTHERS[status]}, {said_scope(scope)}"
    return "none found" if status == "missing" else status.replace("_", " ")
