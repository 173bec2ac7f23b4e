"""What of sessions the home view tells its owner."""

from collections.abc import Iterator, Sequence

from facilitation.capability import Waits
from facilitation.messages import Card
from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.sessions import console, given_words, running
from facilitation.sessions.cards.own_card import own_card
from facilitation.sessions.model import Room, Session, SessionWork
from facilitation.wording import for_actor

SHOWN_AT_MOST = 4  # sessions


def home(work: SessionWork) -> Sequence[Card]:
    """The newest of the actor's sessions: the console of those they lead, of others what is theirs to do now."""
    member = work.member
    if member is None:
        return ()
    mine = [each for each in reversed(work.sessions.under_way()) if _is_at_home(each, work)]
    mine.sort(key=lambda each: member.id not in each.course.participants)
    return [
        console.shown(each, work) if console.leads(each, work) else _own(each, member.id, work)
        for each in mine[:SHOWN_AT_MOST]
    ]


def queue(work: SessionWork) -> Iterator[Waits]:
    """Sessions that people can join and that have not begun, those that go on, and check-ins that are open."""
    texts = for_actor(work)
    floors = [running.floor(each, work) for each in work.sessions.under_way() if each.room is not Room.REHEARSAL]
    sessions = [floor for floor in floors if not is_round(floor.playbook)]
    waiting = sum(floor.course.step is None for floor in sessions)
    if waiting:
        yield Waits(texts.count("sessions.queue_waiting", waiting))
    if len(sessions) > waiting:
        yield Waits(texts.count("sessions.queue_going_on", len(sessions) - waiting))
    if len(floors) > len(sessions):
        yield Waits(texts.count("sessions.queue_rounds", len(floors) - len(sessions)))


def _is_at_home(session: Session, work: SessionWork) -> bool:
    if session.room is Room.REHEARSAL or is_round(work.sessions.edition(session.edition)):
        return False
    takes_part = work.me.id in session.course.participants
    return takes_part or console.leads(session, work)


def _own(session: Session, member: MemberId, work: SessionWork) -> Card:
    floor = running.floor(session, work)
    topic = given_words.shown_with(floor.course.step, floor) if floor.course.step else ""
    return own_card(floor.view(for_actor(work)), member, topic)
