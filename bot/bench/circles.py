"""Sets the stage of a measurement of sessions: communities of eight, each with many sessions under way over days.

One session of each community is begun as people would; the others are copies of it, so that thousands are there soon.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.bench.staging import opened
from bot.bench.workspace import WORKSPACE
from bot.clock import SystemClock
from facilitation.engine import Engine
from facilitation.events import Actor
from facilitation.people import AccountRef, Community, CommunityId, Member, MemberId, new_id
from facilitation.playbooks import shelf
from facilitation.ports.upkeep import Failed
from facilitation.sessions import running
from facilitation.sessions.course.happenings import Began, Happening, Joined
from facilitation.sessions.course.values import Course, Setup, Tempo
from facilitation.sessions.model import Session
from storage.migrations import migrate
from storage.store import open_store
from storage.unit import SqlUnit

PLAYBOOK = "after_action_review"
PEOPLE = 8
A_COMMUNITY = 50  # sessions
LATER = timedelta(days=30)  # when those change phase that are only there


def stage(database: str, keys: str, due: int, besides: int = 0) -> datetime:
    """`due` sessions change phase at the moment that is returned; `besides` are open as well, and change much later."""
    migrate(database)
    with opened(database, keys, SystemClock()) as engine:
        moments = [_done(engine, partial(_community, sessions=size, due=True)) for size in _sizes(due)]
        for size in _sizes(besides):
            _done(engine, partial(_community, sessions=size, due=False))
    return max(moments)


def changed(database: str, keys: str) -> int:
    """How many sessions have gone on to their second phase."""
    found = 0
    with closing(open_store(database, SystemClock(), keys)) as store, closing(store.units()) as unit:
        for community in unit.due_timers.communities():
            unit.enter(unit.people.community(community), None)
            found += sum(bool(session.course.trail) for session in unit.sessions.under_way())
    return found


def _sizes(sessions: int) -> list[int]:
    return [min(A_COMMUNITY, sessions - start) for start in range(0, sessions, A_COMMUNITY)]


def _done(engine: Engine[SqlUnit], job: Callable[[SqlUnit], datetime]) -> datetime:
    """In a transaction of its own. Raises: whatever the job raised."""
    done: list[datetime] = []
    outcome = engine.perform([lambda unit: done.append(job(unit))])[0]
    if isinstance(outcome, Failed):
        raise outcome.error
    return done[0]


def _community(unit: SqlUnit, sessions: int, *, due: bool) -> datetime:
    identity = CommunityId(new_id())
    community = Community(
        id=identity,
        name="Clear writing",
        language="en",
        zone="Europe/Brussels",
        workspace=WORKSPACE,
        channel=f"C{identity[:12]}",
        created_at=unit.now,
    )
    unit.people.add_community(community)
    unit.enter(community, None)
    first = _begun([_member(community, number, unit) for number in range(PEOPLE)], unit)
    moment = first.course.step.ends_at if first.course.step else unit.now
    for _ in range(sessions - 1):
        unit.sessions.add(replace(first, id=new_id()))
    for session in unit.sessions.under_way():
        unit.timers.set(running.WAKE, session.id, moment if due else moment + LATER)
    return moment


def _member(community: Community, number: int, unit: SqlUnit) -> MemberId:
    ref = AccountRef(WORKSPACE, f"U{community.id[:8]}{number}")
    unit.people.meet(Actor(ref=ref, name=f"Member {number}", locale="en", zone="Europe/Brussels"))
    member = Member(
        community_id=community.id,
        id=MemberId(new_id()),
        workspace=ref.workspace,
        user=ref.user,
        joined_at=unit.now,
    )
    unit.people.add_member(member)
    return member.id


def _begun(members: list[MemberId], unit: SqlUnit) -> Session:
    playbook = shelf.built_in(PLAYBOOK)
    if playbook is None:
        raise LookupError(PLAYBOOK)
    course = Course(setup=Setup(Tempo.ASYNC), host=members[0])
    session = Session.begun(PLAYBOOK, unit.sessions.keep_edition(PLAYBOOK, playbook), course, unit)
    session.subject = "the last letter"
    unit.sessions.add(session)
    happenings: list[Happening] = [Joined(member) for member in members]
    for happening in (*happenings, Began(members[0], anyway=True)):
        running.play(session, happening, unit)
    return session
