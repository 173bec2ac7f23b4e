"""The course of a session, as a pure state machine: (course, happening, around) -> (course, what comes of it).

It names no playbook and speaks to nobody. Everything in it is a value, so that it can be replayed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course import gathering, giving, leading, waking
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.effects import Effect
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Course

HOW: Mapping[type, Callable[[Any, Moving], None]] = {
    of.Joined: gathering.on_joined,
    of.Left: gathering.on_left,
    of.SeatTaken: gathering.on_seat_taken,
    of.SeatReturned: gathering.on_seat_returned,
    of.Began: gathering.on_began,
    of.HandedOver: gathering.on_handed_over,
    of.Given: giving.on_given,
    of.Reworded: giving.on_reworded,
    of.Passed: giving.on_passed,
    of.Extended: giving.on_extended,
    of.PollAnswered: giving.on_poll_answered,
    of.MovedOn: leading.on_moved_on,
    of.SkipChanged: leading.on_skip_changed,
    of.Paused: leading.on_paused,
    of.Resumed: leading.on_resumed,
    of.EndedEarly: leading.on_ended_early,
    of.Woken: waking.on_woken,
    of.WasAway: waking.on_was_away,
}


def advance(course: Course, happening: of.Happening, playbook: Playbook, around: Around) -> tuple[Course, list[Effect]]:
    """The course after it, and what comes of it in order. A closed session stays as it is."""
    moving = Moving(course, playbook, around)
    HOW[type(happening)](happening, moving)
    return moving.course, moving.effects
