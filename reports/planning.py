"""What a crawl would do, as text."""

from __future__ import annotations

from registry import Plan, PlannedFirm

TYPICAL_PAGES = 6
"""Pages asked for of a firm never looked at: what the target for sites that link to their statement allows."""
ANSWER_SECONDS = 0.5
"""A site's answer, about."""


def plan_lines(plan: Plan, *, delay: float, firms_at_once: int, most_pages: int) -> list[str]:
    """The plan in lines: what is done in all, then firm by firm. `delay` is in seconds between two requests."""
    requests = [_requests(firm) for firm in plan.firms]
    new = sum(firm.looked_at is None for firm in plan.firms)
    begun = f"carry on crawl {plan.resumes} and " if plan.resumes else ""
    lines = [
        f"would {begun}look at {len(plan.firms)} firm{'' if len(plan.firms) == 1 else 's'}, {new} of them for the first time; nothing was asked for or changed",
        f"about {sum(requests)} requests, robots.txt included; at most {most_pages} pages of any firm",
        f"about {_duration(_seconds(requests, delay, firms_at_once))}; {_seconds_said(delay)} between two requests to a host",
        "",
    ]
    for firm, count in zip(plan.firms, requests, strict=True):
        seen = f"last looked at {firm.looked_at[:10]}" if firm.looked_at else "never looked at"
        lines.append(f"{firm.name}: {firm.website}, {seen}, about {count} requests")
    return lines


def _requests(firm: PlannedFirm) -> int:
    # A visit without a page failed at robots.txt; one more for robots.txt itself.
    return (firm.pages or TYPICAL_PAGES) + 1


def _seconds(requests: list[int], delay: float, firms_at_once: int) -> float:
    each = delay + ANSWER_SECONDS
    return max(max(requests, default=0), sum(requests) / firms_at_once) * each


def _seconds_said(seconds: float) -> str:
    return "1 second" if seconds == 1 else f"{seconds:g} seconds"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
