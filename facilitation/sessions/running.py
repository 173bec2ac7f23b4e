"""A session goes on: what happened is put to its course, what comes of it is kept, told and waited for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeGuard

from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import Playbook
from facilitation.sessions import harvest, rehearsing, telling
from facilitation.sessions.chance import SystemChance
from facilitation.sessions.course import advance
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.effects import Effect, HasClosed, Noted, Refused, StepClosed, TooLate
from facilitation.sessions.course.happenings import Given, Happening, Passed
from facilitation.sessions.course.markers import marker
from facilitation.sessions.course.values import Contribution, Course, Stage
from facilitation.sessions.keys import asked_of
from facilitation.sessions.model import RAW_KEPT, LogLine, Room, Session, SessionWork, Voice
from facilitation.sessions.people import accounts_of, leading, named_in
from facilitation.sessions.rooms import Floor
from facilitation.sessions.rounds import telling as rounds

WAKE = "sessions.wake"
PURGE = "sessions.purge"
NOBODY: Mapping[MemberId, datetime] = MappingProxyType({})
ACTING = ("who", "by", "to")


def play(
    session: Session, happening: Happening, work: SessionWork, asked_at: Mapping[MemberId, datetime] = NOBODY
) -> Refused | TooLate | None:
    """Let it happen, and return why it could not, if so. `asked_at` as in `Around`.

    Turns in a round are taken beside each other, but none while it closes: what was thanked for is dealt with.
    """
    work.sessions.hold(session, alone=not _is_own_turn(happening, work.sessions.edition(session.edition)))
    before = floor(session, work, happening)
    around = Around(work.now, SystemChance(), work.community.zone, before.accounts, leading(work), asked_at)
    course, effects = advance(before.course, happening, before.playbook, around)
    if _is_own_turn(happening, before.playbook):
        # Whoever took their turn is passed over when others are reminded: that need not be written for all of them.
        course = replace(course, pending=session.course.pending)
    elif course.stage is Stage.CLOSED and is_round(before.playbook):
        course = replace(course, participants=())  # who said nothing is forgotten
    _keep(session, before.course, course, effects, work)
    write_down(session, [each for each in effects if isinstance(each, Noted)], work)
    if not _is_own_turn(happening, before.playbook) or session.course.wakes_at != before.course.wakes_at:
        _wait(session, work)
    after = replace(before, course=course)
    _tell(after, effects)
    return next((each for each in effects if isinstance(each, Refused | TooLate)), None)


def _is_own_turn(happening: Happening | None, playbook: Playbook) -> TypeGuard[Given | Passed]:
    return isinstance(happening, Given | Passed) and is_round(playbook)


def floor(session: Session, work: SessionWork, happening: Happening | None = None) -> Floor:
    """The session as it stands, with what was given in the open step so far.

    In a round one person's turn is nobody else's business, and thousands may take one: only they are looked up.
    """
    playbook = work.sessions.edition(session.edition)
    if _is_own_turn(happening, playbook):
        return _own_floor(session, playbook, happening.who, work)
    course, step = session.course, session.course.step
    if step:
        course = replace(course, gathered=tuple(work.sessions.gathered(session.id, step.number)))
    acting: list[MemberId] = [each for each in (getattr(happening, name, None) for name in ACTING) if each]
    accounts = accounts_of([*named_in(course), *acting], work)
    return Floor(session, playbook, course, accounts, work)


def own(session: Session, who: MemberId, work: SessionWork) -> Contribution | None:
    """What they gave in the open step so far, where everybody speaks for themselves."""
    step = session.course.step
    return work.sessions.given_under(session.id, step.number, marker(step, who)) if step else None


def _own_floor(session: Session, playbook: Playbook, who: MemberId, work: SessionWork) -> Floor:
    given = own(session, who, work)
    course = replace(session.course, gathered=(given,) if given else ())
    return Floor(session, playbook, course, accounts_of([who], work), work)


def _tell(after: Floor, effects: Sequence[Effect]) -> None:
    is_over = any(isinstance(each, HasClosed) for each in effects)
    if after.session.room is Room.REHEARSAL:
        telling.tell(after, effects)
        if is_over:
            rehearsing.forget(after)
            after.work.timers.set(PURGE, after.session.id, after.work.now)
        return
    if is_over:
        after.work.timers.set(PURGE, after.session.id, after.work.now + RAW_KEPT)
    if is_round(after.playbook):
        rounds.tell(after, effects)
        return
    telling.tell(after, effects)
    if is_over:
        harvest.offer(after)


def _keep(session: Session, before: Course, course: Course, effects: Sequence[Effect], work: SessionWork) -> None:
    """What was given goes into rows of its own, and out of them again where it was promised."""
    held = {before.step.number: before.gathered} if before.step else {}
    for each in effects:
        if isinstance(each, StepClosed):
            _settle(session, each, held.pop(each.step.number, ()), work)
    if course.step:
        number = course.step.number
        work.sessions.gather(session.id, number, held.get(number, ()), course.gathered)
    kept = replace(course, gathered=())
    if kept != session.course:
        session.course, session.stage = kept, course.stage
    if course.stage is Stage.CLOSED and session.closed_at is None:
        session.closed_at = work.now


def _settle(session: Session, closed: StepClosed, held: Sequence[Contribution], work: SessionWork) -> None:
    number = closed.step.number
    if not closed.outcome.is_unlinked:
        work.sessions.gather(session.id, number, held, closed.gathered)
        return
    kept = [
        Voice(
            community_id=session.community_id,
            session_id=session.id,
            step=number,
            id=words.id,
            question=words.question,
            text=words.text,
        )
        for words in closed.voices
    ]
    work.sessions.unlink(session.id, number, kept)
    for beginning in asked_of(session.id, number):  # who had answered when can be seen from what they were told
        work.outbox.forget(beginning)
    work.sessions.gather(session.id, number, (), closed.gathered)


def write_down(session: Session, noted: Sequence[Noted], work: SessionWork) -> None:
    """In the session's log."""
    first = work.sessions.log_length(session.id) + 1 if noted else 0
    for number, each in enumerate(noted, start=first):
        work.sessions.write_down(
            LogLine(
                community_id=session.community_id,
                session_id=session.id,
                number=number,
                at=work.now,
                what=each.what,
                by=each.by,
                detail=each.detail,
            )
        )


def _wait(session: Session, work: SessionWork) -> None:
    """One timer a session: for whatever comes first. Turns in a round would wait for each other at it."""
    moment = session.course.wakes_at
    if moment:
        work.timers.set(WAKE, session.id, max(moment, work.now))
    else:
        work.timers.clear(WAKE, session.id)
