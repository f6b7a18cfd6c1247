"""How a firm stands, in words. Only a firm known to be in scope is ever said to lack what the law asks."""

from __future__ import annotations

_FOR_OTHERS = {
    "missing": "none found",
    "incomplete": "found with gaps",
    "out_of_date": "an old one found",
}
"""What would sound like failing the law, as it is said of a firm that the law may not ask anything of."""

REASONS = {
    "dns": "the web address does not exist",
    "refused": "the server refused the connection",
    "tls": "the secure connection failed",
    "timeout": "the server did not answer in time",
    "robots": "the site asks programs not to read it",
    "bot_wall": "the site turns programs away",
    "login": "the page stands behind a login",
    "too_large": "the document is too large",
    "unreadable": "the document could not be read",
    "needs_browser": "the page needs a browser",
    "redirect_loop": "the address leads in a circle",
    "budget_spent": "the look was cut short",
    "http_401": "the site asks for a password",
    "http_403": "the site refuses programs",
    "http_404": "the home page is not there",
    "http_429": "the site asked us to come less often",
    "http_5xx": "the site was out of order",
    "other": "something else stood in the way",
    "could_not_check": "it is not known why",
    "no_website": "no web site is known",
    "not_checked": "not looked at yet",
}
"""Why a site could not be looked at, or the status where no reason is kept: as a clause."""

CAUSES = {
    "first": "first look",
    "content": "new text",
    "rules": "new rules",
    "site": "the web site around it changed",
    "time": "time went by",
    "person": "a person's decision",
    "register": "what a register says of the firm",
    "look": "another look at the web site",
}
"""Why what is said of a firm changed, in words."""


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
