"""Who takes part and in what role: before it begins, and while it goes on."""

from collections.abc import Iterable
from dataclasses import replace

from facilitation.people import MemberId
from facilitation.playbooks.asking import Seat
from facilitation.playbooks.schema import ALWAYS, HOST, Phase, Size
from facilitation.sessions.course import nudges, parting, steps, windows
from facilitation.sessions.course.effects import HasBegun, HasResumed, HostWanted, SeatFilled, Why
from facilitation.sessions.course.happenings import Began, HandedOver, Joined, Left, SeatReturned, SeatTaken
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import seat, speakers
from facilitation.sessions.course.values import Ending, Stage, Unit


def on_joined(happening: Joined, moving: Moving) -> None:
    course, who = moving.course, happening.who
    if course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif moving.playbook.case and course.stage is not Stage.GATHERING and who not in course.participants:
        moving.refuse(Why.CASE_HAS_BEGUN)
    else:
        parties = {**course.parties, who: happening.party} if happening.party else course.parties
        is_new = who not in course.participants
        participants = (*course.participants, who) if is_new else course.participants
        moving.change(participants=participants, parties=parties)
        if is_new:
            moving.note("joined", who)
            _come_into_step(moving, who)


def on_left(happening: Left, moving: Moving) -> None:
    """What they gave stays where it is; nobody waits for them any more."""
    course, who = moving.course, happening.who
    if course.stage is Stage.CLOSED or who not in course.participants:
        return
    emptied = [role for role, member in course.seats.items() if member == who]
    moving.change(
        participants=tuple(member for member in course.participants if member != who),
        parties={member: party for member, party in course.parties.items() if member != who},
        seats={role: member for role, member in course.seats.items() if member != who},
    )
    moving.note("left", who)
    if course.host == who:
        _lose_host(moving)
    nudges.forget(moving, who)
    if not moving.course.participants and course.stage is not Stage.GATHERING:
        steps.close_session(moving, Ending.EVERYBODY_LEFT)
    elif moving.course.step:
        parting.go_out_of_step(moving, who, emptied)


def on_seat_taken(happening: SeatTaken, moving: Moving) -> None:
    course, role, who = moving.course, happening.role, happening.who
    declared = moving.playbook.roles.get(role)
    if course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif who not in course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
    elif role == HOST and course.host is None:
        moving.change(host=who)
        moving.note("host", who)
    elif role not in ALWAYS and (declared is None or declared.rotates):
        moving.refuse(Why.NO_SUCH_SEAT)
    elif role == HOST or course.seats.get(role, who) != who:
        moving.refuse(Why.SEAT_TAKEN, role)
    else:
        _fill(moving, role, who)


def on_seat_returned(happening: SeatReturned, moving: Moving) -> None:
    """Given back; if it speaks just now, the session waits for the next one to take it."""
    course, role = moving.course, happening.role
    if course.stage is Stage.CLOSED or course.seats.get(role) != happening.who:
        return
    moving.change(seats={name: member for name, member in course.seats.items() if name != role})
    moving.note("seat_returned", happening.who, role)
    if moving.course.step:
        parting.go_out_of_step(moving, happening.who, [role])


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
        steps.begin(moving)


def on_handed_over(happening: HandedOver, moving: Moving) -> None:
    course = moving.course
    if course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif not moving.may_lead(happening.by):
        moving.refuse(Why.LEADS_NOT)
    elif happening.to is not None and happening.to not in course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
    elif happening.to is None:
        _lose_host(moving)
    else:
        moving.change(host=happening.to)
        moving.note("host", happening.to)
        moving.redraw()


def size(moving: Moving) -> Size:
    """For how many people the playbook, or the chosen variant of it, is."""
    variant = moving.playbook.variants.get(moving.course.setup.variant or "")
    return variant.size if variant else moving.playbook.size


def _fill(moving: Moving, role: str, who: MemberId) -> None:
    moving.change(seats={**moving.course.seats, role: who})
    moving.tell(SeatFilled(role, who))
    moving.note("seat_filled", who, role)
    if moving.course.vacancy == role:
        moving.change(stage=Stage.RUNNING, vacancy=None, paused_at=None, ends_at=None)
        moving.tell(HasResumed())
        _take_up(moving)
    elif moving.course.step and moving.phase.who == role:
        _come_into_step(moving, who)


def _take_up(moving: Moving) -> None:
    """Go on where the empty seat had stopped it: with the open step, else with the one that comes."""
    if moving.course.step is None:
        steps.resume(moving)
        return
    who = speakers(moving.course, moving.playbook, moving.phase, moving.step.holder)
    moving.change_step(
        units=tuple(Unit(member, (member,)) for member in who),
        closes_at=windows.ends_after(moving.course, moving.step.length, moving.around),
    )
    nudges.plan(moving)
    nudges.send_due(moving)
    moving.redraw()


def _come_into_step(moving: Moving, who: MemberId) -> None:
    """Whoever comes while a step is open speaks in it too, if it is theirs to speak in; in a group, in the smallest."""
    step = moving.course.step
    if step is None:
        return
    phase = moving.phase
    if who not in speakers(moving.course, moving.playbook, phase, step.holder):
        moving.redraw()
        return
    moving.change_step(units=tuple(_with(step.units, who, moving.course.parties.get(who, ""), phase)))
    nudges.plan_for(moving, who)
    if moving.course.stage is Stage.RUNNING:
        nudges.send_due(moving)
    moving.redraw()


def _with(units: tuple[Unit, ...], who: MemberId, party: str, phase: Phase) -> Iterable[Unit]:
    if phase.groups and units:
        smallest = min(units, key=lambda unit: len(unit.members))
        return (replace(unit, members=(*unit.members, who)) if unit is smallest else unit for unit in units)
    if phase.parties and any(unit.name == party for unit in units):
        return (replace(unit, members=(*unit.members, who)) if unit.name == party else unit for unit in units)
    return (*units, Unit(party if phase.parties and party else who, (who,)))


def _lose_host(moving: Moving) -> None:
    """Whoever holds the process goes on with it; else the seat is offered to all, and Kring keeps the time."""
    heir = moving.course.seats.get("facilitator")
    moving.change(host=heir)
    if heir:
        moving.note("host", heir)
    else:
        moving.tell(HostWanted())
        moving.note("host_wanted")


def _size_problem(moving: Moving) -> Why | None:
    people, fit = len(moving.course.participants), size(moving)
    if people < fit.least:
        return Why.TOO_FEW
    return Why.TOO_MANY if fit.most is not None and people > fit.most else None


def _missing_seat(moving: Moving) -> str | None:
    """A needed seat that nobody holds and no phase seats before it speaks."""
    for phase in moving.playbook.phases.values():
        if isinstance(phase.asks, Seat):
            return None
        declared = moving.playbook.roles.get(phase.who)
        needed = declared is not None and declared.needed and not declared.rotates
        if needed and seat(moving.course, moving.playbook, phase.who, None) is None:
            return phase.who
    return None
