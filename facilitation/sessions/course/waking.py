"""What time brings: private words that are due, windows that end, waiting that is over."""

from facilitation.sessions.course import nudges, pausing, steps, windows
from facilitation.sessions.course.closing import close_session
from facilitation.sessions.course.effects import EndsSoon
from facilitation.sessions.course.happenings import WasAway, Woken
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Ending, Stage, Tempo


def on_woken(happening: Woken, moving: Moving) -> None:
    """Does nothing before its time, so that being woken twice is being woken once."""
    course, now = moving.course, moving.around.now
    if course.stage is Stage.RUNNING and course.step:
        if course.step.ends_at <= now:
            _end_wait(moving)
        elif course.step.warns_at and course.step.warns_at <= now and course.setup.tempo is Tempo.SYNC:
            moving.change_step(warned=True)
            moving.tell(EndsSoon(moving.step))
        nudges.send_due(moving)
    elif course.ends_at is not None and course.ends_at <= now:
        close_session(moving, Ending.NEVER_BEGAN if course.stage is Stage.GATHERING else Ending.LEFT_ALONE)


def on_was_away(happening: WasAway, moving: Moving) -> None:
    """What was to end meanwhile or later is not cut short: nobody could take part while Kring did not run.

    Only what was set by the hour ends when it says.
    """
    course, step, now = moving.course, moving.course.step, moving.around.now
    if course.stage is Stage.RUNNING and step:
        if step.ends_at > happening.since and not windows.is_set(course, step.phase):
            span = now - max(happening.since, step.opened_at)
            pausing.shift(moving, lambda moment: moment + span)
    elif course.ends_at is not None and course.ends_at > happening.since:
        moving.change(ends_at=course.ends_at + (now - happening.since))


def _end_wait(moving: Moving) -> None:
    step = moving.step
    if step.poll:
        steps.end_poll(moving, step.poll)
    elif step.turn is not None:
        steps.next_turn(moving)
    else:
        steps.end_window(moving)
