"""A session begins: with people and seats as the playbook needs them."""

from dataclasses import replace

from facilitation.playbooks.asking import Seat
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course import steps, way
from facilitation.sessions.course.effects import HasBegun, Why
from facilitation.sessions.course.gathering import size_of
from facilitation.sessions.course.happenings import Began
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import empty_seat
from facilitation.sessions.course.values import Course, Stage


def on_began(happening: Began, moving: Moving) -> None:
    course = _as_chosen(happening, moving)
    if course.stage is not Stage.GATHERING:
        moving.refuse(Why.OVER if course.stage is Stage.CLOSED else Why.BEGUN_ALREADY)
    elif not moving.may_lead(happening.by):
        moving.refuse(Why.LEADS_NOT)
    elif not course.participants:
        moving.refuse(Why.TOO_FEW)
    elif not happening.anyway and (why := _size_problem(course, moving.playbook)):
        moving.refuse(why)
    elif role := _missing_seat(moving):
        moving.refuse(Why.SEAT_EMPTY, role)
    else:
        moving.change(stage=Stage.RUNNING, ends_at=None, setup=course.setup)
        moving.tell(HasBegun())
        moving.note("began", happening.by)
        steps.go(moving, way.first(moving.course, moving.playbook))


def _as_chosen(happening: Began, moving: Moving) -> Course:
    """In the variant that is asked for, where there is one of that name."""
    variant, setup = happening.variant, moving.course.setup
    if variant is None or variant not in ("", *moving.playbook.variants):
        return moving.course
    return replace(moving.course, setup=replace(setup, variant=variant or None))


def _size_problem(course: Course, playbook: Playbook) -> Why | None:
    people, fit = len(course.participants), size_of(course, playbook)
    if people < fit.least:
        return Why.TOO_FEW
    return Why.TOO_MANY if fit.most is not None and people > fit.most else None


def _missing_seat(moving: Moving) -> str | None:
    """A seat that some phase needs, unless an earlier one seats somebody on it."""
    seated = set[str]()
    for name in way.ahead(moving.course, moving.playbook):
        phase = moving.playbook.phases[name]
        role = empty_seat(moving.course, moving.playbook, phase)
        if role and role not in seated and name not in moving.course.skipping:
            return role
        if isinstance(phase.asks, Seat):
            seated.add(phase.asks.role)
    return None
