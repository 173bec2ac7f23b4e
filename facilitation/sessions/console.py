"""The session console: where it stands and what was done, for anyone, of a case for those inside; and its levers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import (
    Answer,
    Card,
    ChoiceInput,
    Form,
    OpenForm,
    Option,
    RefuseForm,
    ReplaceCard,
    Subject,
    Whisper,
)
from facilitation.people import MemberId
from facilitation.playbooks.schema import FACILITATOR
from facilitation.sessions import cases, running
from facilitation.sessions.cards import console as cards
from facilitation.sessions.cards import session_card
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.happenings import Happening
from facilitation.sessions.model import Room, Session, SessionWork
from facilitation.sessions.people import accounts_of, leading
from facilitation.sessions.rooms import Floor
from facilitation.sessions.taking_part import found, gone, refusal, step_meant
from facilitation.wording import for_actor

TO_ALL = "all"


def on_console(press: ButtonPressed, work: SessionWork) -> Answer:
    session = found(press.subject, work)
    if session is None:
        return gone(work)
    if _may_look(session, work):
        return Whisper(shown(session, work, cards.LINES_SHOWN))
    floor = _with_names(session, work)
    return Whisper(cards.from_outside(floor.view(for_actor(work)), work.sessions.log(session.id)))


def on_next(press: ButtonPressed, work: SessionWork) -> Answer:
    return _do(press, work, lambda who: of.MovedOn(who, step_meant(press.subject) or 0))


def on_next_turn(press: ButtonPressed, work: SessionWork) -> Answer:
    step, _, turn = press.subject.detail.partition(".")
    meant = (int(step), int(turn)) if step.isdecimal() and turn.isdecimal() else (0, 0)
    return _do(press, work, lambda who: of.TurnMovedOn(who, *meant))


def on_pause(press: ButtonPressed, work: SessionWork) -> Answer:
    return _do(press, work, of.Paused)


def on_resume(press: ButtonPressed, work: SessionWork) -> Answer:
    return _do(press, work, of.Resumed)


def on_skip(press: ButtonPressed, work: SessionWork) -> Answer:
    return _do(press, work, lambda who: of.SkipChanged(who, press.subject.detail, skip=True))


def on_unskip(press: ButtonPressed, work: SessionWork) -> Answer:
    return _do(press, work, lambda who: of.SkipChanged(who, press.subject.detail, skip=False))


def on_give_back(press: ButtonPressed, work: SessionWork) -> Answer:
    return _do(press, work, lambda who: of.SeatReturned(who, press.subject.detail))


def on_end(press: ButtonPressed, work: SessionWork) -> Answer:
    """Ending names what is ended, and asks."""
    session = found(press.subject, work)
    if session is None:
        return gone(work)
    return ReplaceCard(cards.end_surely(running.floor(session, work).view(for_actor(work))))


def on_end_it(press: ButtonPressed, work: SessionWork) -> Answer:
    return _do(press, work, of.EndedEarly)


def on_hand_over(press: ButtonPressed, work: SessionWork) -> Answer:
    session = found(press.subject, work)
    if session is None:
        return gone(work)
    view = running.floor(session, work).view(for_actor(work))
    others = [member for member in session.course.participants if member != session.course.host]
    options = (
        *(Option(member, view.name(member)) for member in others),
        Option(TO_ALL, view.texts.plain("sessions.offer_to_all")),
    )
    return OpenForm(
        Form(
            title=view.texts.plain("sessions.hand_over"),
            action=cards.HAND_OVER,
            submit=view.texts.plain("sessions.hand_over"),
            subject=session_card.subject(view),
            inputs=(ChoiceInput("to", view.texts.plain("sessions.hand_over_to"), options),),
        )
    )


def on_handed_over(form: FormSubmitted, work: SessionWork) -> Answer:
    session, member = found(form.subject, work), work.me
    if session is None:
        return gone(work)
    chosen = form.choice("to")
    if not chosen:
        return RefuseForm({"to": for_actor(work).plain("sessions.choose_one")})
    to = None if chosen == TO_ALL else MemberId(chosen)
    refused = running.play(session, of.HandedOver(member.id, to), work)
    return refusal(session, refused, work) if refused else ReplaceCard(shown(session, work))


def _may_look(session: Session, work: SessionWork) -> bool:
    """Who brings a case, and how it goes, is nobody else's business."""
    if not work.sessions.edition(session.edition).confidential:
        return True
    if work.me.id in session.course.participants or leads(session, work):
        return True
    return cases.may_take_out(running.floor(session, work), work.me.id)


def _do(press: ButtonPressed, work: SessionWork, happening: Callable[[MemberId], Happening]) -> Answer:
    session, member = found(press.subject, work), work.me
    if session is None:
        return gone(work)
    refused = running.play(session, happening(member.id), work)
    return refusal(session, refused, work) if refused else ReplaceCard(shown(session, work))


def shown(session: Session, work: SessionWork, lines: int = cards.NEWEST) -> Card:
    """With so many lines of its log, and the names of everybody its log speaks of."""
    log = work.sessions.log(session.id)[-lines:]
    floor, is_leading = _with_names(session, work), leads(session, work)
    return cards.console_card(
        floor.view(for_actor(work)),
        log,
        leads=is_leading,
        inside=is_leading or work.me.id in session.course.participants,
        takes_out=cases.may_take_out(floor, work.me.id),
        holds=_held(session, work),
    )


def _with_names(session: Session, work: SessionWork) -> Floor:
    """Of everybody that its log speaks of."""
    floor = running.floor(session, work)
    named = accounts_of([line.by for line in work.sessions.log(session.id) if line.by], work)
    return replace(floor, accounts={**named, **floor.accounts})


def _held(session: Session, work: SessionWork) -> Sequence[str]:
    """The actor's roles; who rehearses needs all of them."""
    if session.room is Room.REHEARSAL:
        return ()
    return [role for role, member in session.course.seats.items() if member == work.me.id]


def hosts(subject: Subject, work: SessionWork) -> bool:
    """Whether the actor has the levers of the session that is meant."""
    session = found(subject, work)
    return session is not None and leads(session, work)


def leads(session: Session, work: SessionWork) -> bool:
    """Whether the actor has its levers: the host, whoever has the facilitator's seat, the community's facilitators."""
    member, course = work.member, session.course
    if member is None:
        return False
    return member.id in (course.host, course.seats.get(FACILITATOR)) or member.id in leading(work)
