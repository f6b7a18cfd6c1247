"""What persons decided and firms answered, as `s54 show` tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commands.output import indented, plain
from registry import FirmHistory, Reviewed


def decided(finding: Mapping[str, object], wide: int) -> Iterator[str]:
    """The lines under a finding on which a person has decided."""
    review = finding["review"]
    if isinstance(review, Reviewed):
        # Whether anything is published a document cannot tell; what the crawl told was kept with the decision.
        unseen = review.counts and finding["machine_verdict"] == "not_checked"
        machine = review.machine_verdict if unseen else finding["machine_verdict"]
        yield from indented(_said(review, machine), wide)


def review_row(review: object) -> dict[str, object]:
    """A person's decision as columns of the finding's row."""
    if not isinstance(review, Reviewed):
        return dict.fromkeys(("review", "reviewed_by", "reviewed_at", "review_note", "review_counts"))
    return {
        "review": review.verdict,
        "reviewed_by": review.by,
        "reviewed_at": review.created_at,
        "review_note": review.note,
        "review_counts": review.counts,
    }


def other_decisions(history: FirmHistory, wide: int) -> Iterator[str]:
    """Decisions on what the document shown has no finding for: that nothing is published, say."""
    told = {finding["requirement"] for finding in history.current.findings} if history.current else set()
    rest = [review for review in history.reviews if review.requirement not in told]
    if rest:
        yield ""
        yield "Decided by a person"
        for review in rest:
            verdict = review.verdict.replace("_", " ") if review.counts else "to review"
            yield f"  {verdict:<12} {review.requirement.replace('_', ' ')}"
            yield from indented(_said(review, review.machine_verdict), wide)


def answers(history: FirmHistory, wide: int) -> Iterator[str]:
    """What the firm answered, the newest first. None of it changes a verdict by itself."""
    if not history.replies:
        return
    yield ""
    yield "What the firm answered (this changes no verdict by itself)"
    for each in history.replies:
        on = f" on {str(each['requirement']).replace('_', ' ')}" if each["requirement"] else ""
        by = f", {plain(str(each['by']))}" if each["by"] else ""
        yield f"  {str(each['created_at'])[:10]}{by}{on}"
        yield from indented(f"“{plain(str(each['text']))}”", wide)


def _said(review: Reviewed, machine: object) -> str:
    who = f"{plain(review.by)} on {review.created_at[:10]}"
    verdict = review.verdict.replace("_", " ")
    note = f" ({plain(review.note)})" if review.note else ""
    if not review.counts:
        return (
            f"To be reviewed again: {who} decided “{verdict}”{note}, but what it was about has changed since."
        )
    if review.verdict == machine:
        return f"Confirmed by {who}{note}."
    said = str(machine).replace("_", " ") if machine else "nothing"
    return f"Decided by {who}{note}; the machine says {said}."
