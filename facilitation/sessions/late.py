"""What came after its step had closed: its author's alone, until they say what becomes of it."""

from facilitation.events import ButtonPressed, TimerDue
from facilitation.messages import Answer, Button, Card, Notice, Quote, ReplaceCard, Small, Whisper
from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.sessions import running
from facilitation.sessions.cards import session_card
from facilitation.sessions.course.effects import TooLate
from facilitation.sessions.course.values import Stage
from facilitation.sessions.keys import added_key
from facilitation.sessions.model import LATE_KEPT, Late, Room, Session, SessionWork
from facilitation.sessions.taking_part import refusal
from facilitation.wording import for_actor

ADD_LATE = "sessions.add_late"
DROP_LATE = "sessions.drop_late"
LATE_ENDS = "sessions.late"


def give_back(session: Session, late: TooLate, work: SessionWork) -> Answer:
    """Theirs alone until they say what becomes of it; where it can't be added any more, it is not kept either."""
    texts = for_actor(work)
    words = "\n\n".join(text for _, text in late.texts)
    if not words or session.room is Room.REHEARSAL:
        return refusal(session, late, work)
    if not _may_be_added(session, late.who, work, step=late.step):
        return Whisper(
            Card(texts.plain("sessions.too_late"), (Quote(words), Small(texts("sessions.too_late_for_all"))))
        )
    kept = Late(community_id=session.community_id, session_id=session.id, member_id=late.who, text=words, at=work.now)
    work.sessions.add_late(kept)
    work.timers.set(LATE_ENDS, kept.id, work.now + LATE_KEPT)
    about = session_card.subject(running.floor(session, work).view(texts), kept.id)
    add = Button(texts.plain("sessions.add_late"), ADD_LATE, about)
    drop = Button(texts.plain("sessions.drop_late"), DROP_LATE, about)
    body = (Quote(words), Small(texts("sessions.too_late_what")))
    return Whisper(Card(texts.plain("sessions.too_late"), body, (add, drop)))


def on_add_late(press: ButtonPressed, work: SessionWork) -> Answer:
    """Said in the room under their name, as they wish."""
    late, session = _late(press, work)
    if late is None or session is None:
        return ReplaceCard(Notice(for_actor(work)("sessions.late_gone")))
    if not _may_be_added(session, late.member_id, work):
        work.sessions.drop_late(late)
        return ReplaceCard(Notice(for_actor(work)("sessions.late_gone")))
    floor, name = running.floor(session, work), work.account.name
    said = (Quote(late.text),)
    key = added_key(session.id, late.id)
    floor.say(lambda view: Card(view.texts.plain("sessions.late_from", name=name), said), key)
    work.sessions.drop_late(late)
    return ReplaceCard(Notice(for_actor(work)("sessions.late_added")))


def _may_be_added(session: Session, who: MemberId, work: SessionWork, step: int = 0) -> bool:
    """By who takes part; to nothing confidential that is over, and to no step in which nobody has a name."""
    playbook, course = work.sessions.edition(session.edition), session.course
    if playbook.confidential and session.stage is Stage.CLOSED:
        return False
    if any(outcome.step == step and outcome.is_unlinked for outcome in course.trail):
        return False
    return who in course.participants or is_round(playbook)


def on_drop_late(press: ButtonPressed, work: SessionWork) -> Answer:
    late, _ = _late(press, work)
    if late:
        work.sessions.drop_late(late)
    return ReplaceCard(Notice(for_actor(work)("sessions.late_dropped")))


def on_late_ends(due: TimerDue, work: SessionWork) -> None:
    """Nobody said what should become of it."""
    late = work.sessions.late(due.subject)
    if late:
        work.sessions.drop_late(late)


def _late(press: ButtonPressed, work: SessionWork) -> tuple[Late | None, Session | None]:
    late, member = work.sessions.late(press.subject.detail), work.me
    if late is None or late.member_id != member.id:
        return None, None
    return late, work.sessions.get(late.session_id)
