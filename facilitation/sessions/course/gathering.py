"""Who takes part and in what role: before it begins, and while it goes on."""

from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import ALWAYS, FACILITATOR, HOST, Playbook, Size
from facilitation.sessions.course import windows
from facilitation.sessions.course.effects import HostWanted, SeatFilled, Why
from facilitation.sessions.course.happenings import HandedOver, Joined, Left, SeatReturned, SeatTaken
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Course, Stage


def on_joined(happening: Joined, moving: Moving) -> None:
    course, who = moving.course, happening.who
    is_new = who not in course.participants
    if course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif moving.playbook.confidential and course.stage is not Stage.GATHERING and is_new:
        moving.refuse(Why.CASE_HAS_BEGUN)
    elif course.again and is_new:
        moving.refuse(Why.AMONG_ITSELF)
    else:
        others = {member: party for member, party in course.parties.items() if member != who}
        parties = {**others, who: happening.party} if happening.party else others
        if parties != course.parties:
            moving.change(parties=parties)
        if course.stage is Stage.GATHERING and course.ends_at is None:
            moving.change(ends_at=moving.around.now + windows.GATHERING)
        if is_new:
            moving.change(participants=(*course.participants, who))
            _note_joined(moving, who)


def _note_joined(moving: Moving, who: MemberId) -> None:
    """In a round only who answers comes in later: the log would tell."""
    if not is_round(moving.playbook):
        moving.note("joined", who)


def on_left(happening: Left, moving: Moving) -> None:
    """What they gave stays where it is; nobody waits for them any more."""
    course, who = moving.course, happening.who
    if course.stage is Stage.CLOSED or who not in (*course.participants, course.host):
        return
    moving.change(
        participants=tuple(member for member in course.participants if member != who),
        parties={member: party for member, party in course.parties.items() if member != who},
        seats={role: member for role, member in course.seats.items() if member != who},
    )
    moving.note("left", who)
    if course.host == who:
        _lose_host(moving)


def on_seat_taken(happening: SeatTaken, moving: Moving) -> None:
    """Once more by whoever has it changes nothing."""
    course, role, who = moving.course, happening.role, happening.who
    holder = course.host if role == HOST else course.seats.get(role)
    if course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif who not in course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
    elif not _is_seat(role, moving.playbook):
        moving.refuse(Why.NO_SUCH_SEAT)
    elif holder not in (None, who):
        moving.refuse(Why.SEAT_TAKEN, role)
    elif role == HOST:
        _make_host(moving, who)
    elif holder is None:
        moving.change(seats={**course.seats, role: who})
        moving.tell(SeatFilled(role, who))
        moving.note("seat_filled", who, role)


def on_seat_returned(happening: SeatReturned, moving: Moving) -> None:
    """Given back; if it speaks just now, the session waits for the next one to take it."""
    course, role = moving.course, happening.role
    if course.stage is not Stage.CLOSED and course.seats.get(role) == happening.who:
        moving.change(seats={name: member for name, member in course.seats.items() if name != role})
        moving.note("seat_returned", happening.who, role)


def on_handed_over(happening: HandedOver, moving: Moving) -> None:
    if moving.course.stage is Stage.CLOSED:
        moving.refuse(Why.OVER)
    elif not moving.may_lead(happening.by):
        moving.refuse(Why.LEADS_NOT)
    elif happening.to is None:
        _lose_host(moving)
    elif happening.to not in moving.course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
    else:
        _make_host(moving, happening.to)


def size_of(course: Course, playbook: Playbook) -> Size:
    """For how many people the playbook, or the chosen variant of it, is."""
    variant = playbook.variants.get(course.setup.variant or "")
    return variant.size if variant else playbook.size


def _is_seat(role: str, playbook: Playbook) -> bool:
    """Which can be taken: a rotating one goes round by itself, and in a round nobody leads."""
    if is_round(playbook):
        return False
    declared = playbook.roles.get(role)
    return role in ALWAYS if declared is None else not declared.rotates


def _make_host(moving: Moving, who: MemberId) -> None:
    if moving.course.host != who:
        moving.change(host=who)
        moving.note("host", who)


def _lose_host(moving: Moving) -> None:
    """Whoever holds the process goes on with it; else the seat is offered to all, and Kring keeps the time."""
    heir = moving.course.seats.get(FACILITATOR)
    if heir:
        _make_host(moving, heir)
    else:
        moving.change(host=None)
        moving.tell(HostWanted())
        moving.note("host_wanted")
