"""Somebody goes: nobody waits for them any more, and what needed them ends or waits for another."""

from collections.abc import Iterable
from dataclasses import replace

from facilitation.people import MemberId
from facilitation.playbooks.asking import Seat
from facilitation.sessions.course import steps
from facilitation.sessions.course.markers import marker
from facilitation.sessions.course.moving import Moving


def go_out_of_step(moving: Moving, who: MemberId, roles: Iterable[str]) -> None:
    """The open step without them: nobody's turn, nobody's seat, or what was about them is over."""
    step, phase = moving.step, moving.phase
    if step.holder == who and who not in moving.course.participants:
        steps.close(moving)
        return
    declared = moving.playbook.roles.get(phase.who)
    if phase.who in roles and declared and declared.needed and not isinstance(phase.asks, Seat):
        steps.wait_for_seat(moving, phase.who)
        moving.redraw()
        return
    gone = {unit.name for unit in step.units if set(unit.members) <= {who}}
    if not (phase.who in roles or who not in moving.course.participants):
        return
    _take_out(moving, who, gone)


def _take_out(moving: Moving, who: MemberId, gone: set[str]) -> None:
    step = moving.step
    active = step.active[0].name if step.turn is not None and step.active else ""
    given = {unit.name for unit in step.units if moving.course.given_under(marker(step, unit.name))}
    units = tuple(
        replace(unit, members=tuple(member for member in unit.members if member != who))
        for unit in step.units
        if unit.name not in gone or (unit.name in given and step.turn is None)
    )
    if step.turn is None:
        moving.change_step(units=units)
        moving.redraw()
        steps.settle(moving)
        return
    place = [unit.name for unit in step.units].index(active) if active else 0
    before = sum(unit.name in gone for unit in step.units[:place])
    moving.change_step(units=units, turn=place - before)
    if active in gone:
        moving.change_step(turn=place - before - 1)
        steps.next_turn(moving)
    moving.redraw()
