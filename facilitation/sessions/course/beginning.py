"""A session begins: with people and seats as the playbook needs them."""

from facilitation.playbooks.asking import Seat
from facilitation.sessions.course import steps, way
from facilitation.sessions.course.effects import HasBegun, Why
from facilitation.sessions.course.gathering import size_of
from facilitation.sessions.course.happenings import Began
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import empty_seat
from facilitation.sessions.course.values import Stage


def on_began(happening: Began, moving: Moving) -> None:
    course = moving.course
    if course.stage is not Stage.GATHERING:
        moving.refuse(Why.OVER if course.stage is Stage.CLOSED else Why.BEGUN_ALREADY)
    elif not moving.may_lead(happening.by):
        moving.refuse(Why.LEADS_NOT)
    elif not course.participants:
        moving.refuse(Why.TOO_FEW)
    elif not happening.anyway and (why := _size_problem(moving)):
        moving.refuse(why)
    elif role := _missing_seat(moving):
        moving.refuse(Why.SEAT_EMPTY, role)
    else:
        moving.change(stage=Stage.RUNNING, ends_at=None)
        moving.tell(HasBegun())
        moving.note("began", happening.by)
        steps.go(moving, way.first(moving.course, moving.playbook))


def _size_problem(moving: Moving) -> Why | None:
    people, fit = len(moving.course.participants), size_of(moving.course, moving.playbook)
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
