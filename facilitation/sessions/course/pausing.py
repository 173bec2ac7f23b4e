"""A session stands still, and goes on where it stood."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from facilitation.sessions.course import nudges, steps, way, windows
from facilitation.sessions.course.effects import HasResumed
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Stage


def go_on(moving: Moving) -> None:
    """With the phase that could not begin, or with the open step: what was left of its window is left of it again.

    Whoever took a seat for which it waited has the whole window.
    """
    before, around = moving.course, moving.around
    moving.change(stage=Stage.RUNNING, paused_at=None, ends_at=None, vacancy=None, awaits=None)
    moving.tell(HasResumed())
    if before.awaits:
        steps.go(moving, way.again(moving.course, moving.playbook, before.awaits))
        return
    phase, length = moving.step.phase, moving.step.length
    least = windows.ends_after(before, phase, length, around) if before.vacancy else around.now
    shift(moving, lambda moment: max(windows.after_pause(before, phase, moment, around), least))


def shift(moving: Moving, later: Callable[[datetime], datetime]) -> None:
    """Time that counted for nobody is added to what is open."""
    step = moving.step
    poll = replace(step.poll, closes_at=later(step.poll.closes_at)) if step.poll else None
    moving.change_step(closes_at=later(step.closes_at), poll=poll)
    nudges.replan(moving)
