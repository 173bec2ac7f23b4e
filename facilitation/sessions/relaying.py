"""Where a session goes on when its place is not there, or not private any more: everything is relayed to each."""

from facilitation.events import Loss, MessageLost, MessageSent, PlaceClosed
from facilitation.messages import Notice
from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.sessions import private_words, running, telling
from facilitation.sessions.course.values import Stage
from facilitation.sessions.keys import room_key, session_of, session_of_room
from facilitation.sessions.model import Room, Session, SessionWork


def on_room_sent(sent: MessageSent, work: SessionWork) -> None:
    """The private group is there: what is said in it is the community's."""
    session = work.sessions.get(session_of_room(sent.key)) if sent.key and work.in_community else None
    if session:
        work.people.claim(sent.place.whole)


def on_words_lost(lost: MessageLost, work: SessionWork) -> None:
    """There can be no private group here, or the place is gone: from now on everything is relayed.

    That one person can't be reached is nobody else's matter.
    """
    if lost.person:
        return
    session = work.sessions.get(session_of(lost.key)) if lost.key and work.in_community else None
    if session is None or session.stage is Stage.CLOSED or lost.loss not in (Loss.PLACE_GONE, Loss.UNSUPPORTED):
        return
    if lost.loss is Loss.PLACE_GONE or lost.key == room_key(session.id):
        relay(session, work)


def on_place_closed(closed: PlaceClosed, work: SessionWork) -> None:
    """A session goes on where its people are, though its channel is not there any more."""
    for session in work.sessions.under_way() if work.in_community else ():
        if session.place == closed.place.ref.whole:
            relay(session, work)


def see_off(session: Session, who: MemberId, work: SessionWork) -> None:
    """Who takes no part any more gets nothing of it any more; in a private group they could go on reading."""
    floor = running.floor(session, work)
    floor.see_off(who)
    if session.room is Room.GROUP and session.stage in (Stage.RUNNING, Stage.PAUSED):
        floor.say(lambda view: Notice(view.texts("sessions.group_left")))
        relay(session, work)


def relay(session: Session, work: SessionWork) -> None:
    """Once; what is open is said again to each. Who is asked one by one anyway need not be told."""
    if session.room not in (Room.THREAD, Room.GROUP) or is_round(work.sessions.edition(session.edition)):
        return
    session.room = Room.RELAY
    floor = running.floor(session, work)
    step = floor.course.step
    if step:
        for member in (each for unit in step.units for each in unit.members):
            private_words.put_instead(member, step, floor, lambda view: Notice(view.texts("sessions.asked_below")))
    telling.say_again(floor)
