"""What host and facilitator do: go on, leave out, pause, end."""

from facilitation.people import MemberId
from facilitation.sessions.course import pausing, steps, way, windows
from facilitation.sessions.course.closing import close_session, has_too_few
from facilitation.sessions.course.effects import HasPaused, Why
from facilitation.sessions.course.happenings import EndedEarly, MovedOn, Paused, Resumed, SkipChanged, TurnMovedOn
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Ending, Stage


def on_moved_on(happening: MovedOn, moving: Moving) -> None:
    """Close the open step now. Too few respondents where a minimum holds: nobody's press changes that."""
    if not _may_go_on(happening, moving):
        return
    if has_too_few(moving):
        moving.refuse(Why.TOO_FEW_ANSWERED)
    else:
        moving.note("moved_on", happening.by, moving.step.phase)
        steps.close(moving)


def on_turn_moved_on(happening: TurnMovedOn, moving: Moving) -> None:
    """Once for each turn, however many press it."""
    if not _may_go_on(happening, moving):
        return
    if moving.step.turn != happening.turn:
        moving.refuse(Why.MOVED_ON)
    else:
        moving.note("turn_moved_on", happening.by, moving.step.phase)
        steps.next_turn(moving)


def on_skip_changed(happening: SkipChanged, moving: Moving) -> None:
    if not _may(moving, happening.by):
        return
    skipping, phases = moving.course.skipping, {happening.phase}
    if happening.phase not in way.ahead(moving.course, moving.playbook):
        moving.refuse(Why.MOVED_ON)
    elif happening.skip != (happening.phase in skipping):
        moving.change(skipping=skipping | phases if happening.skip else skipping - phases)
        moving.note("skipping" if happening.skip else "not_skipping", happening.by, happening.phase)


def on_paused(happening: Paused, moving: Moving) -> None:
    """Only what runs can be paused; once more changes nothing."""
    if _may(moving, happening.by) and moving.course.stage is Stage.RUNNING:
        now = moving.around.now
        moving.change(stage=Stage.PAUSED, paused_at=now, ends_at=now + windows.PAUSE)
        moving.tell(HasPaused())
        moving.note("paused", happening.by)


def on_resumed(happening: Resumed, moving: Moving) -> None:
    """Where a seat is waited for, only its being taken goes on."""
    if not _may(moving, happening.by) or moving.course.stage is not Stage.PAUSED:
        return
    if moving.course.vacancy:
        moving.refuse(Why.SEAT_EMPTY, moving.course.vacancy)
    else:
        moving.note("resumed", happening.by)
        pausing.go_on(moving)


def on_ended_early(happening: EndedEarly, moving: Moving) -> None:
    """What was given so far is dealt with as promised."""
    if _may(moving, happening.by):
        moving.note("ended_early", happening.by)
        close_session(moving, Ending.ENDED_EARLY)


def _may_go_on(happening: MovedOn | TurnMovedOn, moving: Moving) -> bool:
    """Whether that step is open and running, and they may lead; refused if not."""
    if not moving.is_open(happening.step) or not _may(moving, happening.by):
        return False
    if moving.course.vacancy:
        moving.refuse(Why.SEAT_EMPTY, moving.course.vacancy)
    elif moving.course.stage is Stage.PAUSED:
        moving.refuse(Why.PAUSED)
    else:
        return True
    return False


def _may(moving: Moving, who: MemberId) -> bool:
    if moving.course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif not moving.may_lead(who):
        moving.refuse(Why.LEADS_NOT)
    else:
        return True
    return False
