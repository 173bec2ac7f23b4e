"""The private words of a step: a prompt and one gentle reminder over days, and what a listener is reminded of.

Each comes at a moment that suits whoever gets it, or not at all. In a meeting nobody is called: its card is there.
"""

from dataclasses import replace
from datetime import datetime

from facilitation.attention import moment_before
from facilitation.people import MemberId
from facilitation.sessions.course.effects import Nudged
from facilitation.sessions.course.markers import waiting_for
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import seat
from facilitation.sessions.course.values import Nudge, Pending, Tempo

BREATHING_SPACE = 4  # a reminder comes at the earliest this fraction of the window after the prompt


def plan(moving: Moving) -> None:
    """For the step that opened just now."""
    listener = _listener(moving)
    wanted = [(listener, Nudge.LISTEN)] if listener else []
    if moving.course.setup.tempo is Tempo.ASYNC:
        wanted += [(member, Nudge.PROMPT) for unit in moving.step.active for member in unit.members]
    for member, nudge in wanted:
        _put(moving, member, nudge, moving.around.now)


def plan_for(moving: Moving, member: MemberId) -> None:
    """For somebody who came to the open step later."""
    if moving.course.setup.tempo is Tempo.ASYNC:
        _put(moving, member, Nudge.PROMPT, moving.around.now)


def drop(moving: Moving, *members: MemberId) -> None:
    """They need not be told any more; what a listener is told stays."""
    kept = (each for each in moving.course.pending if each.member not in members or each.nudge is Nudge.LISTEN)
    moving.change(pending=tuple(kept))


def forget(moving: Moving, member: MemberId) -> None:
    moving.change(pending=tuple(each for each in moving.course.pending if each.member != member))


def replan(moving: Moving) -> None:
    """After a pause, or when the step closes at another moment than it did."""
    pending, moving.course = moving.course.pending, replace(moving.course, pending=())
    for each in pending:
        _put(moving, each.member, each.nudge, max(each.at, moving.around.now))


def send_due(moving: Moving) -> None:
    """Tell whoever is due; who can't be told now, as after a change of their hours, is told when they can."""
    now = moving.around.now
    due = [each for each in moving.course.pending if each.at <= now]
    moving.change(pending=tuple(each for each in moving.course.pending if each.at > now))
    waiting = {member for unit in waiting_for(moving.course) for member in unit.members}
    for each in due:
        if each.nudge is not Nudge.LISTEN and each.member not in waiting:
            continue
        moment = _moment(moving, each.member, now)
        if moment == now:
            _send(moving, each)
        elif moment:
            _add(moving, replace(each, at=moment))


def _send(moving: Moving, each: Pending) -> None:
    moving.tell(Nudged(moving.step, each.member, each.nudge))
    if each.nudge is Nudge.PROMPT:
        step, now = moving.step, moving.around.now
        halfway = step.opened_at + (step.closes_at - step.opened_at) / 2
        breath = now + (step.closes_at - step.opened_at) / BREATHING_SPACE
        _put(moving, each.member, Nudge.REMINDER, max(halfway, breath))


def _put(moving: Moving, member: MemberId, nudge: Nudge, wanted: datetime) -> None:
    moment = _moment(moving, member, wanted)
    if moment:
        _add(moving, Pending(member, nudge, moment))


def _add(moving: Moving, pending: Pending) -> None:
    others = (each for each in moving.course.pending if (each.member, each.nudge) != (pending.member, pending.nudge))
    moving.change(pending=(*others, pending))


def _moment(moving: Moving, member: MemberId, wanted: datetime) -> datetime | None:
    account = moving.around.accounts.get(member)
    if account is None or not account.is_active or account.is_bot:
        return None
    return moment_before(account, wanted, moving.step.closes_at, moving.around.zone)


def _listener(moving: Moving) -> MemberId | None:
    listens = moving.phase.listens
    return seat(moving.course, moving.playbook, listens, moving.step.holder) if listens else None
