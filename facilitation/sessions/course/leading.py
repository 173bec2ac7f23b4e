"""What host and facilitator do: go on, leave out, pause, end."""

from facilitation.people import MemberId
from facilitation.sessions.course import nudges, steps, way, windows
from facilitation.sessions.course.effects import HasPaused, HasResumed, Why
from facilitation.sessions.course.happenings import EndedEarly, MovedOn, Paused, Resumed, SkipChanged
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Ending, Stage


def on_moved_on(happening: MovedOn, moving: Moving) -> None:
    """Close the open step now. Too few respondents where a minimum holds: nobody's press changes that."""
    if not moving.is_open(happening.step) or not _may(moving, happening.by):
        return
    if moving.course.stage is Stage.PAUSED:
        moving.refuse(Why.SEAT_EMPTY, moving.course.vacancy or "")
    elif moving.phase.minimum and steps.respondents(moving) < moving.course.setup.minimum:
        moving.refuse(Why.TOO_FEW)
    else:
        moving.note("moved_on", happening.by, moving.step.phase)
        steps.close(moving)


def on_skip_changed(happening: SkipChanged, moving: Moving) -> None:
    if not _may(moving, happening.by):
        return
    if happening.phase not in way.ahead(moving.course, moving.playbook):
        moving.refuse(Why.MOVED_ON)
        return
    phases = {happening.phase}
    skipping = moving.course.skipping
    moving.change(skipping=skipping | phases if happening.skip else skipping - phases)
    moving.note("skipping" if happening.skip else "not_skipping", happening.by, happening.phase)
    moving.redraw()


def on_paused(happening: Paused, moving: Moving) -> None:
    if not _may(moving, happening.by) or moving.course.stage is not Stage.RUNNING:
        return
    now = moving.around.now
    moving.change(stage=Stage.PAUSED, paused_at=now, ends_at=now + windows.PAUSE)
    moving.tell(HasPaused())
    moving.note("paused", happening.by)
    moving.redraw()


def on_resumed(happening: Resumed, moving: Moving) -> None:
    """What was left of the window is left of it again."""
    if not _may(moving, happening.by) or moving.course.stage is not Stage.PAUSED:
        return
    if moving.course.vacancy:
        moving.refuse(Why.SEAT_EMPTY, moving.course.vacancy)
        return
    go_on(moving)
    moving.note("resumed", happening.by)


def on_ended_early(happening: EndedEarly, moving: Moving) -> None:
    """What was given so far is dealt with as promised."""
    if not _may(moving, happening.by):
        return
    moving.note("ended_early", happening.by)
    if moving.course.step:
        steps.conclude(moving)
    steps.close_session(moving, Ending.ENDED_EARLY)


def go_on(moving: Moving) -> None:
    paused_at = moving.course.paused_at or moving.around.now
    moving.change(stage=Stage.RUNNING, paused_at=None, ends_at=None)
    moving.tell(HasResumed())
    if moving.course.step is None:
        steps.resume(moving)
        return
    steps.shift(moving, paused_at)
    nudges.send_due(moving)
    moving.redraw()
    steps.settle(moving)


def _may(moving: Moving, who: MemberId) -> bool:
    if moving.course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif not moving.may_lead(who):
        moving.refuse(Why.LEADS_NOT)
    else:
        return True
    return False
