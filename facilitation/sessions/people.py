"""Who is behind the members that a session's course names."""

from collections.abc import Iterable

from facilitation.people import Account, MemberId, Role
from facilitation.sessions.course.values import Course
from facilitation.sessions.model import SessionWork


def accounts_of(members: Iterable[MemberId], work: SessionWork) -> dict[MemberId, Account]:
    """In that order, each once; also of those who have left since."""
    wanted = tuple(dict.fromkeys(members))
    found = {member.id: member.ref for member in work.people.members_by_id(work.community.id, wanted)}
    accounts = work.people.accounts(list(found.values()))
    return {member: accounts[found[member]] for member in wanted if member in found and found[member] in accounts}


def named_in(course: Course) -> list[MemberId]:
    """Everybody it names now."""
    speaking = [member for unit in (course.step.units if course.step else ()) for member in unit.members]
    host = [course.host] if course.host else []
    return [*course.participants, *host, *course.seats.values(), *speaking]


def leading(work: SessionWork) -> frozenset[MemberId]:
    """The community's facilitators, as members."""
    terms = work.people.role_terms(work.community.id, Role.FACILITATOR, work.now)
    return frozenset(term.member_id for term in terms)
