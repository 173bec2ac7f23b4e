"""The course of a session, as a pure state machine: (course, happening, around) -> (course, what comes of it).

It names no playbook and speaks to nobody. Everything in it is a value, so that it can be replayed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course import beginning, gathering, giving, leading, merging, settling, waking
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.effects import Effect, StepChanged
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Course

HOW: Mapping[type, Callable[[Any, Moving], None]] = {
    of.Joined: gathering.on_joined,
    of.Left: gathering.on_left,
    of.SeatTaken: gathering.on_seat_taken,
    of.SeatReturned: gathering.on_seat_returned,
    of.HandedOver: gathering.on_handed_over,
    of.Merged: merging.on_merged,
    of.Began: beginning.on_began,
    of.Given: giving.on_given,
    of.Reworded: giving.on_reworded,
    of.Passed: giving.on_passed,
    of.Extended: giving.on_extended,
    of.PollAnswered: giving.on_poll_answered,
    of.MovedOn: leading.on_moved_on,
    of.TurnMovedOn: leading.on_turn_moved_on,
    of.SkipChanged: leading.on_skip_changed,
    of.Paused: leading.on_paused,
    of.Resumed: leading.on_resumed,
    of.EndedEarly: leading.on_ended_early,
    of.Woken: waking.on_woken,
    of.WasAway: waking.on_was_away,
}


def advance(course: Course, happening: of.Happening, playbook: Playbook, around: Around) -> tuple[Course, list[Effect]]:
    """The course after it, and what comes of it in order. What is refused or comes too late changes nothing."""
    moving = Moving(course, playbook, around)
    HOW[type(happening)](happening, moving)
    settling.settle(moving)
    if moving.course.step and _looks_other(moving.course, course):
        moving.tell(StepChanged(moving.course.step))
    return moving.course, moving.effects


def _looks_other(course: Course, before: Course) -> bool:
    """Whether the card of the step that stayed open must be drawn anew; private words to come are not on it."""
    if before.step is None or course.step is None or before.step.number != course.step.number:
        return False
    return replace(course, pending=()) != replace(before, pending=())
