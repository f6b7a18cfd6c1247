"""What a person does about a firm that could not be looked at."""

from __future__ import annotations

from crawler.records import Reason

_CHECK_ADDRESS = "check the address in the register"
_BY_HAND = "look by hand"
_TELL_THE_FIRM = "look by hand, and tell the firm"
_ANOTHER_DAY = "run 's54 crawl' again another day"

REMEDIES = {
    Reason.DNS: _CHECK_ADDRESS,
    Reason.REFUSED: f"{_CHECK_ADDRESS}, and {_ANOTHER_DAY}",
    Reason.TLS: _TELL_THE_FIRM,
    Reason.TIMEOUT: _ANOTHER_DAY,
    Reason.HTTP_401: _BY_HAND,
    Reason.HTTP_403: _BY_HAND,
    Reason.HTTP_404: _CHECK_ADDRESS,
    Reason.HTTP_429: "run 's54 crawl' again with a longer --delay",
    Reason.HTTP_5XX: _ANOTHER_DAY,
    Reason.REDIRECT_LOOP: _TELL_THE_FIRM,
    Reason.ROBOTS: "look by hand; do not work round robots.txt",
    Reason.BOT_WALL: _BY_HAND,
    Reason.LOGIN: _BY_HAND,
    Reason.TOO_LARGE: _BY_HAND,
    Reason.UNREADABLE: "read the document by hand, or ask the firm for a text version; a scan can be read with the extra "
    "[ocr] and 's54 recheck'",
    Reason.NEEDS_BROWSER: _BY_HAND,
    Reason.BUDGET_SPENT: _BY_HAND,
    Reason.OTHER: _BY_HAND,
}
"""By the crawl's reason. None of these says anything against the firm."""
