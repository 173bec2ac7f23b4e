"""The private words of a step: a prompt and one gentle reminder over days, and what a listener is reminded of.

Each comes at a moment that suits whoever gets it, or not at all. In a meeting nobody is called: its card is there.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from facilitation.attention import moment_before
from facilitation.people import MemberId
from facilitation.sessions.course.effects import Nudged
from facilitation.sessions.course.markers import waiting_for
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import seat
from facilitation.sessions.course.values import Nudge, Pending, Stage, Step, Tempo

Wanted = tuple[MemberId, Nudge, datetime]
"""Who is to be told what, at the earliest when."""

BREATHING_SPACE = 4  # a reminder comes at the earliest this fraction of the window after the prompt


def listen(moving: Moving) -> None:
    """Whoever only listens to the step that opened just now."""
    listener = _listener(moving)
    if listener:
        _put(moving, [(listener, Nudge.LISTEN, moving.around.now)])
        send_due(moving)


def prompt(moving: Moving, members: Iterable[MemberId]) -> None:
    """Who is asked in the open step from now on; in a meeting they are there."""
    if moving.course.setup.tempo is Tempo.ASYNC:
        now, own = moving.around.now, moving.around.asked_at
        _put(moving, [(member, Nudge.PROMPT, max(now, own.get(member, now))) for member in members])
        send_due(moving)


def drop(moving: Moving, members: Iterable[MemberId]) -> None:
    """They need not be asked any more; what a listener is told stays."""
    those = set(members)
    kept = (each for each in moving.course.pending if each.member not in those or each.nudge is Nudge.LISTEN)
    moving.change(pending=tuple(kept))


def replan(moving: Moving) -> None:
    """When the step closes at another moment than it did, or goes on after a pause."""
    pending = moving.course.pending
    moving.change(pending=())
    _put(moving, [(each.member, each.nudge, max(each.at, moving.around.now)) for each in pending])
    send_due(moving)


def send_due(moving: Moving) -> None:
    """Tell whoever is due and still concerned; who may not be disturbed now, after all, is told later."""
    if moving.course.stage is not Stage.RUNNING:
        return
    now = moving.around.now
    due = [each for each in moving.course.pending if each.at <= now]
    moving.change(pending=tuple(each for each in moving.course.pending if each.at > now))
    concerned = {nudge: _concerned(moving, nudge) for nudge in {each.nudge for each in due}}
    later: list[Wanted] = []
    for each in due:
        if each.member not in concerned[each.nudge]:
            continue
        if _moment(moving, each.member, now) != now:
            later.append((each.member, each.nudge, now))
            continue
        moving.tell(Nudged(moving.step, each.member, each.nudge))
        if each.nudge is Nudge.PROMPT:
            later.append((each.member, Nudge.REMINDER, _halfway(moving.step, now)))
    _put(moving, later)


def _halfway(step: Step, now: datetime) -> datetime:
    window = step.closes_at - step.opened_at
    return max(step.opened_at + window / 2, now + window / BREATHING_SPACE)


def _put(moving: Moving, wanted: Sequence[Wanted]) -> None:
    """In the place of the same ones; in a pause without a moment of their own, which the end of the pause gives."""
    same = {(member, nudge) for member, nudge, _ in wanted}
    pending = [each for each in moving.course.pending if (each.member, each.nudge) not in same]
    for member, nudge, at in wanted:
        moment = at if moving.course.stage is Stage.PAUSED else _moment(moving, member, at)
        pending += [Pending(member, nudge, moment)] if moment else []
    moving.change(pending=tuple(pending))


def _moment(moving: Moving, member: MemberId, wanted: datetime) -> datetime | None:
    account = moving.around.accounts.get(member)
    if account is None or not account.is_active or account.is_bot:
        return None
    return moment_before(account, wanted, moving.step.closes_at, moving.around.zone)


def _concerned(moving: Moving, nudge: Nudge) -> set[MemberId | None]:
    if nudge is Nudge.LISTEN:
        return {_listener(moving)}
    return {member for unit in waiting_for(moving.course) for member in unit.members}


def _listener(moving: Moving) -> MemberId | None:
    listens = moving.phase.listens
    return seat(moving.course, moving.playbook, listens, moving.step.holder) if listens else None
