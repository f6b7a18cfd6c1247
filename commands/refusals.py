"""When no letter is written, and what to do first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from commands.register import called
from registry import NOT_LOOKED, STALE_AFTER_DAYS, STEPS, CaseEvent, FirmHistory, Registry, StatusFilter
from reports.letter import KINDS


class RefusedError(Exception):
    """No letter is written. The message says why and what to do first; `forcible` whether --force can override it."""

    def __init__(self, why: str, *, forcible: bool) -> None:
        super().__init__(why)
        self.forcible = forcible


def refuse_too_early(
    today: date, registry: Registry, history: FirmHistory, events: Sequence[CaseEvent]
) -> None:
    """Raises RefusedError where it is not the time to write to the firm; `events` are those of its cases."""
    _refuse_unseen(today, history)
    if not events:
        return
    if events[-1].step == "closed":
        _refuse_closed(today, registry, events[-1])
    else:
        _refuse_out_of_turn(today, events[-1])
        _refuse_answered(history, events)


def _refuse_unseen(today: date, history: FirmHistory) -> None:
    scope, status, checked_at = history.status.scope, history.status.status, history.status.checked_at
    if scope != "in_scope":
        raise RefusedError(f"its scope is '{scope.replace('_', ' ')}', not 'in scope'", forcible=True)
    if status in NOT_LOOKED:
        raise RefusedError(
            f"it was not looked at ({status.replace('_', ' ')}), so nothing can be said", forcible=True
        )
    if checked_at is None or today - date.fromisoformat(checked_at[:10]) > timedelta(days=STALE_AFTER_DAYS):
        raise RefusedError(
            f"its site was last looked at on {(checked_at or 'no day')[:10]}; look again first: "
            f"s54 crawl --firm {called(history.firm)}",
            forcible=True,
        )


def _refuse_out_of_turn(today: date, last: CaseEvent) -> None:
    if last.next_on and last.next_on > today.isoformat():
        raise RefusedError(f"its follow-up is not due before {last.next_on}", forcible=True)
    follows, _ = STEPS[last.step]
    if follows not in (*KINDS, "check"):
        raise RefusedError(
            f"after '{last.step.replace('_', ' ')}' the next step is '{str(follows).replace('_', ' ')}', no letter",
            forcible=True,
        )
    if last.step == "replied":
        raise RefusedError("it has replied: read the answer, and record a check", forcible=True)


def _refuse_answered(history: FirmHistory, events: Sequence[CaseEvent]) -> None:
    """An answer that was kept since the last step is read before anything else is written."""
    answer = next(iter(history.replies), None)
    if answer is None:
        return
    day = str(answer["created_at"])[:10]
    recorded = any(each.step == "replied" and each.happened_on >= day for each in events)
    if day >= events[-1].happened_on and not recorded:
        raise RefusedError(
            f"it has answered on {day}: read it with s54 show, then record it: s54 followup add {called(history.firm)} "
            "replied --by NAME",
            forcible=True,
        )


def _refuse_closed(today: date, registry: Registry, last: CaseEvent) -> None:
    """A closed case is opened again by a letter only where something else is said of the firm than when it was closed."""
    since = date.fromisoformat(last.happened_on) + timedelta(days=1)
    if since > today or not registry.firm_statuses(
        today, StatusFilter(firm_id=last.firm_id, changed_since=since)
    ):
        why = (last.closed_because or "").replace("_", " ")
        raise RefusedError(
            f"its case was closed on {last.happened_on} ({why}), and nothing has changed since", forcible=True
        )
