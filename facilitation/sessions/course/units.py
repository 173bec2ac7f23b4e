"""Who speaks in a phase: everybody for themselves, a seat's holder, small groups, or parties."""

from collections.abc import Sequence

from facilitation.people import MemberId
from facilitation.playbooks.schema import ALL, HOST, STANDING, Phase, Playbook
from facilitation.sessions.course.around import Chance
from facilitation.sessions.course.values import Course, Unit


def speakers(course: Course, playbook: Playbook, phase: Phase, holder: MemberId | None) -> tuple[MemberId, ...]:
    """In the order in which they joined, whoever answers them last; nobody where the seat that speaks is empty."""
    asked = _asked(course, playbook, phase, holder)
    answers = seat(course, playbook, phase.answers, holder) if phase.answers and asked else None
    return (*asked, answers) if answers and answers not in asked else asked


def _asked(course: Course, playbook: Playbook, phase: Phase, holder: MemberId | None) -> tuple[MemberId, ...]:
    if phase.who == ALL:
        return course.participants
    if phase.who == playbook.others:
        seated = _seated(course, playbook, holder)
        return tuple(member for member in course.participants if member not in seated)
    who = seat(course, playbook, phase.who, holder)
    return (who,) if who else ()


def seat(course: Course, playbook: Playbook, role: str, holder: MemberId | None) -> MemberId | None:
    """Who has it now, if they take part: for a rotating role, whose turn it is to have it."""
    declared = playbook.roles.get(role)
    if role == HOST:
        who = course.host
    elif declared and declared.rotates:
        who = holder
    else:
        who = course.seats.get(role)
    return who if who in course.participants else None


def empty_seat(course: Course, playbook: Playbook, phase: Phase) -> str | None:
    """The seat without which the phase can't go on, where nobody has it: the host's, or a needed one."""
    declared = playbook.roles.get(phase.who)
    needed = phase.who == HOST or (declared is not None and declared.needed and not declared.rotates)
    return phase.who if needed and seat(course, playbook, phase.who, None) is None else None


def form(course: Course, playbook: Playbook, phase: Phase, people: Sequence[MemberId], chance: Chance) -> list[Unit]:
    if phase.parties:
        return _parties(course, people)
    if phase.groups is None:
        return [Unit(member, (member,)) for member in people]
    whole = _groups_before(course, playbook, phase.groups, people) or [(each,) for each in chance.shuffled(people)]
    return [Unit(f"group-{number}", members) for number, members in enumerate(_gather(whole, phase.groups), start=1)]


def _seated(course: Course, playbook: Playbook, holder: MemberId | None) -> set[MemberId | None]:
    """Whoever has a role of the playbook; facilitator and scribe, and a host who is not asked as such, may speak."""
    roles = {*playbook.roles, *(HOST for phase in playbook.phases.values() if phase.who == HOST)}
    return {seat(course, playbook, role, holder) for role in roles.difference(STANDING)}


def _parties(course: Course, people: Sequence[MemberId]) -> list[Unit]:
    """Who named no party speaks for themselves."""
    found: dict[str, list[MemberId]] = {}
    for member in people:
        found.setdefault(course.parties.get(member) or member, []).append(member)
    return [Unit(name, tuple(members)) for name, members in found.items()]


def _groups_before(
    course: Course, playbook: Playbook, size: int, people: Sequence[MemberId]
) -> list[tuple[MemberId, ...]]:
    """The latest small groups that were not larger, without who left; who came since is one more each."""
    grouped = next((outcome for outcome in reversed(course.trail) if outcome.units), None)
    if grouped is None or (playbook.phases[grouped.phase].groups or 0) > size:
        return []
    here = set(people)
    whole = [tuple(member for member in unit.members if member in here) for unit in grouped.units]
    new = here.difference(*whole)
    return [members for members in (*whole, *((member,) for member in people if member in new)) if members]


def _gather(whole: Sequence[tuple[MemberId, ...]], size: int) -> list[tuple[MemberId, ...]]:
    """Together in groups of about `size` people, as even as can be without taking one apart, and nobody alone."""
    people = sum(len(members) for members in whole)
    count = min(round(people / size), people // 2, len(whole))
    groups: list[list[MemberId]] = [[] for _ in range(max(1, count))]
    for members in sorted(whole, key=len, reverse=True):
        min(groups, key=len).extend(members)
    return [tuple(group) for group in groups if group]
