"""Two who take part turn out to be one person: one voice, in what was given and in what is still to be given."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from facilitation.people import MemberId
from facilitation.sessions.course.gathering import on_left
from facilitation.sessions.course.happenings import Left, Merged
from facilitation.sessions.course.markers import marker
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Contribution, Stage, Step


def on_merged(happening: Merged, moving: Moving) -> None:
    """Where only one of them takes part, that goes on as the other; else the one goes, and what only it gave stays."""
    course, gone, to = moving.course, happening.who, happening.to
    if course.stage is Stage.CLOSED or gone not in (*course.participants, course.host):
        return
    if course.step:
        moving.change(gathered=_one_voice(course.gathered, course.step, gone, to))
    if to not in (*course.participants, course.host):
        moving.course = _instead(moving.course, gone, to)
        return
    moving.change(
        host=to if course.host == gone else course.host,
        seats={role: to if member == gone else member for role, member in course.seats.items()},
    )
    if course.step and course.step.poll:
        moving.change_step(poll=_instead(course.step.poll, gone, to))
    on_left(Left(gone), moving)


def _one_voice(
    gathered: tuple[Contribution, ...], step: Step, gone: MemberId, to: MemberId
) -> tuple[Contribution, ...]:
    """What `to` gave stands; only where that is nothing, what the other gave is theirs."""
    old, new = marker(step, gone), marker(step, to)
    theirs = any(each.marker == new for each in gathered)
    kept = [each for each in gathered if each.marker != old or not theirs]
    renamed = (replace(each, marker=new) if each.marker == old else each for each in kept)
    return tuple(sorted(renamed, key=lambda each: each.marker))


def _instead(value: Any, gone: MemberId, to: MemberId) -> Any:
    """The same value with one member in the place of the other, wherever they are in it."""
    if isinstance(value, str):
        return to if value == gone else value
    if isinstance(value, tuple | frozenset):
        return type(value)(_instead(each, gone, to) for each in value)
    if isinstance(value, Mapping):
        return {_instead(key, gone, to): _instead(each, gone, to) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: _instead(getattr(value, each.name), gone, to) for each in fields(value) if each.init}
        return replace(value, **changed)
    return value
