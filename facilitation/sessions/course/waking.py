"""What time brings: private words that are due, windows that end, waiting that is over."""

from facilitation.sessions.course import nudges, steps
from facilitation.sessions.course.effects import StepChanged
from facilitation.sessions.course.happenings import WasAway, Woken
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Ending, Stage


def on_woken(happening: Woken, moving: Moving) -> None:
    """Does nothing before its time, so that being woken twice is being woken once."""
    course, now = moving.course, moving.around.now
    if course.stage in (Stage.GATHERING, Stage.PAUSED):
        if course.ends_at is not None and course.ends_at <= now:
            _give_up_waiting(moving)
        return
    if course.stage is Stage.CLOSED or course.step is None:
        return
    if course.step.ends_at <= now:
        _end(moving)
    elif any(each.at <= now for each in course.pending):
        nudges.send_due(moving)


def on_was_away(happening: WasAway, moving: Moving) -> None:
    """A window is not cut short because Kring did not run: nobody could take part meanwhile."""
    course = moving.course
    if course.stage is Stage.RUNNING and course.step and course.step.ends_at > happening.since:
        steps.shift(moving, max(happening.since, course.step.opened_at))
        moving.tell(StepChanged(moving.step))


def _end(moving: Moving) -> None:
    step = moving.step
    if step.poll:
        steps.end_poll(moving)
    elif step.turn is not None:
        steps.next_turn(moving)
    else:
        steps.end_window(moving)


def _give_up_waiting(moving: Moving) -> None:
    was = moving.course.stage
    if moving.course.step:
        steps.conclude(moving)
    steps.close_session(moving, Ending.NEVER_BEGAN if was is Stage.GATHERING else Ending.LEFT_ALONE)
