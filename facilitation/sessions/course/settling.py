"""What follows from how things stand, whatever happened: nobody waits for what is not to come any more."""

from facilitation.sessions.course import nudges, pausing, steps, windows
from facilitation.sessions.course.casting import cast
from facilitation.sessions.course.closing import close_session, has_too_few
from facilitation.sessions.course.markers import waiting_for
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import empty_seat, seat
from facilitation.sessions.course.values import Ending, Stage


def settle(moving: Moving) -> None:
    """Changes nothing where all follows already."""
    if moving.course.stage not in (Stage.RUNNING, Stage.PAUSED):
        return
    if not moving.course.participants:
        close_session(moving, Ending.EVERYBODY_LEFT)
        return
    if moving.course.step:
        _cast_anew(moving)
    if _need_not_wait(moving):
        pausing.go_on(moving)
    if moving.course.stage is Stage.RUNNING and moving.course.step:
        _look_at_step(moving)


def _cast_anew(moving: Moving) -> None:
    found = cast(moving.course, moving.step, moving.playbook)
    if found.came or found.went:
        moving.change(step=found.step)
        nudges.drop(moving, found.went)
        nudges.prompt(moving, found.came)


def _need_not_wait(moving: Moving) -> bool:
    """Whether the seat for which the session waits is taken, or the phase that needs it is to be left out."""
    course = moving.course
    if course.vacancy is None:
        return False
    return seat(course, moving.playbook, course.vacancy, None) is not None or course.awaits in course.skipping


def _look_at_step(moving: Moving) -> None:
    """It ends with the one it is about, waits for an empty seat, and is over when everyone has spoken."""
    step, course = moving.step, moving.course
    vacancy = empty_seat(course, moving.playbook, moving.phase)
    if step.holder and step.holder not in course.participants:
        steps.close(moving)
    elif vacancy:
        steps.wait_for_seat(moving, vacancy)
    elif (step.turn is None and windows.is_set(course, step.phase)) or waiting_for(course):
        if step.poll and step.poll.go_on | step.poll.go_next >= set(course.participants):
            steps.end_poll(moving, step.poll)
    elif step.turn is not None:
        steps.next_turn(moving)
    elif not has_too_few(moving):
        steps.close(moving)
