"""Who speaks in a phase: everybody for themselves, a seat's holder, small groups, or parties."""

from collections.abc import Sequence

from facilitation.people import MemberId
from facilitation.playbooks.schema import ALL, ALWAYS, HOST, Phase, Playbook
from facilitation.sessions.course.around import Chance
from facilitation.sessions.course.values import Course, Unit


def speakers(course: Course, playbook: Playbook, phase: Phase, holder: MemberId | None) -> tuple[MemberId, ...]:
    """In the order in which they joined; nobody where a seat is empty that the bot holds meanwhile."""
    if phase.who == ALL:
        return course.participants
    if phase.who == playbook.others:
        seated = _seated(course, playbook, holder)
        return tuple(member for member in course.participants if member not in seated)
    who = seat(course, playbook, phase.who, holder)
    return (who,) if who else ()


def seat(course: Course, playbook: Playbook, role: str, holder: MemberId | None) -> MemberId | None:
    """Who has it now: for a rotating role, whose turn it is to have it."""
    if role == HOST:
        return course.host if course.host in course.participants else None
    declared = playbook.roles.get(role)
    return holder if declared and declared.rotates else course.seats.get(role)


def form(course: Course, phase: Phase, people: Sequence[MemberId], chance: Chance) -> tuple[Unit, ...]:
    if phase.parties:
        return _parties(course, people)
    if phase.groups is None:
        return tuple(Unit(member, (member,)) for member in people)
    whole = _groups_before(course, people)
    if not whole:
        whole = [(member,) for member in chance.shuffled(people)]
    return tuple(
        Unit(f"group-{number}", members) for number, members in enumerate(_gather(whole, phase.groups), start=1)
    )


def _seated(course: Course, playbook: Playbook, holder: MemberId | None) -> set[MemberId]:
    """Whoever speaks in a role of the playbook; facilitator and scribe are members as well and may speak."""
    roles = {*playbook.roles, *(HOST for phase in playbook.phases.values() if phase.who == HOST)}
    holding = (seat(course, playbook, role, holder) for role in roles if role not in ALWAYS or role == HOST)
    return {member for member in holding if member}


def _parties(course: Course, people: Sequence[MemberId]) -> tuple[Unit, ...]:
    """Who named no party speaks for themselves."""
    found: dict[str, list[MemberId]] = {}
    for member in people:
        found.setdefault(course.parties.get(member) or member, []).append(member)
    return tuple(Unit(name, tuple(members)) for name, members in found.items())


def _groups_before(course: Course, people: Sequence[MemberId]) -> list[tuple[MemberId, ...]]:
    """The latest small groups, without who left; who came since is one more each."""
    grouped = next((outcome.units for outcome in reversed(course.trail) if outcome.units), ())
    whole = [tuple(member for member in unit.members if member in people) for unit in grouped]
    known = {member for members in whole for member in members}
    new = [(member,) for member in people if member not in known] if grouped else []
    return [members for members in (*whole, *new) if members]


def _gather(whole: Sequence[tuple[MemberId, ...]], size: int) -> list[tuple[MemberId, ...]]:
    """Together in groups of about `size` people, as even as can be without taking one apart."""
    people = sum(len(members) for members in whole)
    count = max(1, round(people / size))
    groups: list[list[MemberId]] = [[] for _ in range(min(count, len(whole)))]
    for members in sorted(whole, key=len, reverse=True):
        min(groups, key=len).extend(members)
    return [tuple(group) for group in groups if group]
