"""An open step closes, and in the end the session: what was given is dealt with as promised."""

from dataclasses import replace

from facilitation.sessions.course import tallies
from facilitation.sessions.course.effects import HasClosed, PollClosed, StepClosed
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Ending, Outcome, Stage


def close_session(moving: Moving, ending: Ending) -> None:
    """With the step that is open. Nothing is waited for any more."""
    if moving.course.step:
        conclude(moving)
    moving.change(
        stage=Stage.CLOSED, agenda=(), ends_at=None, paused_at=None, vacancy=None, awaits=None,
        ending=ending, closed_at=moving.around.now,
    )  # fmt: skip
    moving.tell(HasClosed(ending))
    moving.note(f"closed.{ending}")


def conclude(moving: Moving) -> Outcome:
    """Close the open step. Where too few respondents gave something, nothing is decided by it."""
    step, phase, course = moving.step, moving.phase, moving.course
    if step.poll:
        moving.tell(PollClosed(step, goes_on=False))
    result = tallies.shown(course, step, moving.around.chance)
    picked = tallies.picked(phase.asks, course, step, result)
    outcome = Outcome(
        step=step.number,
        phase=step.phase,
        given=result.given,
        option="" if has_too_few(moving) else picked.option,
        tally=picked.tally,
        ratings=picked.ratings,
        holder=step.holder,
        topic=step.topic,
        units=step.units if phase.groups else (),
        closed_at=moving.around.now,
        visibility=step.visibility,
    )
    trail, items = (*course.trail, outcome), (*course.items, *result.items)
    moving.change(step=None, gathered=(), pending=(), trail=trail, items=items)
    moving.tell(StepClosed(replace(step, key=None), outcome, result.items, result.gathered, result.voices))
    return outcome


def has_too_few(moving: Moving) -> bool:
    """Whether the open step needs more respondents than it has."""
    respondents = sum(not each.passed for each in moving.course.gathered)
    return moving.phase.minimum and respondents < moving.course.setup.minimum
