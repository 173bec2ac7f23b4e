"""A case is its presenter's: what of it is published is theirs to say, and its words go, at their wish or in time."""

from collections.abc import Collection, Sequence

from facilitation.events import ButtonPressed, CaseGone, TimerDue
from facilitation.messages import Answer, Notice, ReplaceCard, Whisper
from facilitation.people import AccountRef, MemberId
from facilitation.sessions import running
from facilitation.sessions.cards.closing_card import take_out_surely
from facilitation.sessions.course.effects import Noted
from facilitation.sessions.course.values import Outcome, Stage
from facilitation.sessions.model import Room, SessionWork
from facilitation.sessions.rooms import Floor
from facilitation.sessions.taking_part import found, gone
from facilitation.wording import for_actor


def theirs(floor: Floor, who: MemberId) -> tuple[Outcome, ...]:
    """The steps whose words are theirs to publish: of a case they brought, or of a session they took part in.

    Where everybody brings one in turn, those of their own turn.
    """
    course = floor.course
    if not floor.playbook.case:
        return course.trail if who in course.participants else ()
    brought = who in _brought_by(floor)
    return tuple(outcome for outcome in course.trail if brought or outcome.holder == who)


def _brought_by(floor: Floor) -> Collection[str | None]:
    """Whoever told it, though they may have left since; where nothing was written, whoever has their seat."""
    course, phases = floor.course, floor.playbook.phases
    roles = {role for role, declared in floor.playbook.roles.items() if declared.needed and not declared.rotates}
    first = next((outcome for outcome in course.trail if phases[outcome.phase].who in roles), None)
    if first is None:
        return ()
    told = {item.by for item in course.items if item.step == first.step}
    return told or {course.seats.get(phases[first.phase].who)}


def may_take_out(floor: Floor, who: MemberId) -> bool:
    return floor.playbook.case and floor.course.stage is Stage.CLOSED and bool(theirs(floor, who))


def on_take_out(press: ButtonPressed, work: SessionWork) -> Answer:
    """Says what that means, and asks."""
    session, texts = found(press.subject, work), for_actor(work)
    if session is None or session.purged:
        return gone(work)
    floor = running.floor(session, work)
    return Whisper(
        take_out_surely(floor.view(texts)) if may_take_out(floor, work.me.id) else Notice(texts("sessions.not_yours"))
    )


def on_take_out_surely(press: ButtonPressed, work: SessionWork) -> Answer:
    session, member, texts = found(press.subject, work), work.me, for_actor(work)
    if session is None or session.purged:
        return gone(work)
    floor = running.floor(session, work)
    if not may_take_out(floor, member.id):
        return Whisper(Notice(texts("sessions.not_yours")))
    _take_out(floor, theirs(floor, member.id), work.account.ref)
    running.write_down(session, [Noted("taken_out", member.id)], work)
    return ReplaceCard(Notice(texts("sessions.taken_out")))


def on_purge(due: TimerDue, work: SessionWork) -> None:
    """The words of a case go, fourteen days after it closed; a rehearsal goes wholly. Others stay with their thread."""
    session = work.sessions.get(due.subject)
    if session and session.room is Room.REHEARSAL:
        work.sessions.drop(session)
        return
    if session is None or session.purged or session.stage is not Stage.CLOSED:
        return
    floor = running.floor(session, work)
    if floor.playbook.confidential:
        _take_out(floor, floor.course.trail, None)
        running.write_down(session, [Noted("purged")], work)


def _take_out(floor: Floor, steps: Sequence[Outcome], by: AccountRef | None) -> None:
    """From the store, with every trace there, and from what Kring said itself."""
    session, work = floor.session, floor.work
    whole = len(steps) == len(floor.course.trail)
    work.sessions.purge(session.id, None if whole else [each.step for each in steps])
    session.purged = whole
    floor.take_back(steps, lambda view: Notice(view.texts("sessions.words_gone")))
    if whole:
        work.timers.clear(running.PURGE, session.id)
    work.announce(CaseGone(community_id=session.community_id, session_id=session.id, by=None if whole else by))
