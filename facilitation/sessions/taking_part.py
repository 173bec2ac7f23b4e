"""Coming in, going out, taking a seat, beginning."""

from facilitation.events import ButtonPressed, FormSubmitted, LeftSide, MemberLeftCommunity
from facilitation.messages import (
    Answer,
    Button,
    Card,
    Form,
    Notice,
    OpenForm,
    Paragraph,
    Small,
    Subject,
    TextInput,
    Tone,
    Whisper,
)
from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import STANDING, Size
from facilitation.sessions import relaying, running, shelves
from facilitation.sessions.cards import session_card
from facilitation.sessions.course.effects import Refused, TooLate, Why
from facilitation.sessions.course.gathering import size_of
from facilitation.sessions.course.happenings import Began, Joined, Left, SeatTaken
from facilitation.sessions.model import Room, Session, SessionWork
from facilitation.sessions.starting import CHOOSE
from facilitation.sessions.view import View
from facilitation.wording import for_actor

BEGIN_ANYWAY = "sessions.begin_anyway"
BEGIN_AS = "sessions.begin_as"
PARTY_AT_MOST = 60  # characters of a party's name


def on_join(press: ButtonPressed, work: SessionWork) -> Answer:
    session, member = found(press.subject, work), work.me
    if session is None:
        return gone(work)
    view = running.floor(session, work).view(for_actor(work))
    if session_card.hears_parties(view):
        return OpenForm(_party_form(view, member.id))
    already = member.id in session.course.participants
    refused = running.play(session, Joined(member.id), work)
    if refused:
        return refusal(session, refused, work)
    return _said("sessions.in_already" if already else "sessions.joined", session, work)


def on_spoken_for(form: FormSubmitted, work: SessionWork) -> Answer:
    """They come in, or now speak for somebody else; a party that is named already is meant, however it is written."""
    session, member = found(form.subject, work), work.me
    if session is None:
        return gone(work)
    named = {party.casefold(): party for party in session.course.parties.values()}
    party = form.line("party")[:PARTY_AT_MOST]
    party = named.get(party.casefold(), party)
    refused = running.play(session, Joined(member.id, party), work)
    if refused:
        return refusal(session, refused, work)
    texts = for_actor(work)
    title = running.floor(session, work).view(texts).title()
    return Whisper(
        Notice(
            texts("sessions.joined_for", title=title, party=party) if party else texts("sessions.joined", title=title)
        )
    )


def _party_form(view: View, member: MemberId) -> Form:
    texts, parties = view.texts, view.course.parties
    so_far = list(dict.fromkeys(parties.values()))
    label, hint = texts.plain("sessions.party"), texts.plain("sessions.party_hint")
    return Form(
        title=texts.plain("sessions.join"),
        action=session_card.JOIN,
        submit=texts.plain("sessions.join"),
        subject=session_card.subject(view),
        intro=(Small(texts("sessions.parties_so_far", names=texts.all_of(so_far))),) if so_far else (),
        inputs=(TextInput("party", label, hint, parties.get(member, ""), optional=True, longest=PARTY_AT_MOST),),
    )


def on_leave(press: ButtonPressed, work: SessionWork) -> Answer:
    session, member = found(press.subject, work), work.me
    if session is None:
        return gone(work)
    took_part = member.id in session.course.participants
    running.play(session, Left(member.id), work)
    if took_part:
        relaying.see_off(session, member.id, work)
    return _said("sessions.left" if took_part else "sessions.not_in", session, work)


def on_take_seat(press: ButtonPressed, work: SessionWork) -> Answer:
    """Who takes a seat takes part, too."""
    session, member = found(press.subject, work), work.me
    if session is None:
        return gone(work)
    if member.id not in session.course.participants:
        refused = running.play(session, Joined(member.id), work)
        if refused:
            return refusal(session, refused, work)
    refused = running.play(session, SeatTaken(member.id, press.subject.detail), work)
    if refused:
        return refusal(session, refused, work)
    texts, role = for_actor(work), press.subject.detail
    title = running.floor(session, work).view(texts).role_title(role)
    key = f"sessions.seat_is_yours.{role}" if role in STANDING else "sessions.seat_is_yours"
    return Whisper(Notice(texts(key, role=title)))


def on_begin(press: ButtonPressed, work: SessionWork) -> Answer:
    return _begin(press, work)


def on_begin_anyway(press: ButtonPressed, work: SessionWork) -> Answer:
    return _begin(press, work, anyway=True)


def on_begin_as(press: ButtonPressed, work: SessionWork) -> Answer:
    """In the variant that is for so many; the playbook's own name stands for the usual one."""
    session, variant = found(press.subject, work), press.subject.detail
    return _begin(press, work, variant="" if session and session.playbook == variant else variant)


def on_member_left(left: MemberLeftCommunity, work: SessionWork) -> None:
    """Who left the community is waited for nowhere."""
    if not work.in_community:
        return
    for session in work.sessions.under_way():
        if left.member_id in session.course.participants:
            running.play(session, Left(left.member_id), work)
            relaying.see_off(session, left.member_id, work)


def on_left_side(left: LeftSide, work: SessionWork) -> None:
    """Nor in what is of a side on which they are no more."""
    for session in work.sessions.under_way():
        if session.side == left.side and left.member_id in session.course.participants:
            running.play(session, Left(left.member_id), work)
            relaying.see_off(session, left.member_id, work)


def found(subject: Subject, work: SessionWork) -> Session | None:
    """What somebody rehearses is nobody else's; in a round there is nothing to do but to take one's turn."""
    session = work.sessions.get(subject.id) if subject.id else None
    if session is None or is_round(work.sessions.edition(session.edition)):
        return None
    is_theirs = work.me.id == session.course.host
    return session if session.room is not Room.REHEARSAL or is_theirs else None


def step_meant(subject: Subject) -> int | None:
    """The number of the step that a card was about; none on what is no card of a step."""
    return int(subject.detail) if subject.detail.isdecimal() else None


def gone(work: SessionWork) -> Answer:
    return Whisper(Notice(for_actor(work)("sessions.gone")))


def refusal(session: Session, refused: Refused | TooLate, work: SessionWork) -> Answer:
    """Why it can't be, and what can be done instead."""
    texts = for_actor(work)
    why = refused.why if isinstance(refused, Refused) else Why.MOVED_ON
    view = running.floor(session, work).view(texts)
    role = view.role_title(refused.role) if isinstance(refused, Refused) and refused.role else ""
    return Whisper(Notice(texts(f"sessions.refused.{why}", role=role)))


def _begin(press: ButtonPressed, work: SessionWork, *, anyway: bool = False, variant: str | None = None) -> Answer:
    session, member = found(press.subject, work), work.me
    if session is None:
        return gone(work)
    refused = running.play(session, Began(member.id, anyway, variant), work)
    if isinstance(refused, Refused) and refused.why in (Why.TOO_FEW, Why.TOO_MANY) and session.course.participants:
        return Whisper(_wrong_size(session, refused.why, work))
    return refusal(session, refused, work) if refused else _said("sessions.has_begun", session, work)


def _wrong_size(session: Session, why: Why, work: SessionWork) -> Card:
    """Wait, invite, take a playbook of another size, or go on anyway."""
    texts = for_actor(work)
    view = running.floor(session, work).view(texts)
    size: Size = size_of(session.course, view.playbook)
    people = len(session.course.participants)
    told = texts.count(f"sessions.{why}_count", people, least=size.least, most=size.most or people)
    anyway = Button(texts.plain("sessions.begin_anyway"), BEGIN_ANYWAY, session_card.subject(view), Tone.PRIMARY)
    other = size.fewer if why is Why.TOO_FEW else size.more
    instead = _instead(view, people, other, work) if other else None
    return Card(
        texts.plain(f"sessions.{why}_title"),
        (Paragraph(told), Paragraph(texts("sessions.or_wait"))),
        (anyway, instead) if instead else (anyway,),
    )


def _instead(view: View, people: int, other: str, work: SessionWork) -> Button | None:
    """Another variant of this playbook, or another playbook; none that is for other numbers, too."""
    session, playbook = view.session, view.playbook
    here = {session.playbook: (playbook.title, playbook.size)}
    here |= {name: (variant.title, variant.size) for name, variant in playbook.variants.items()}
    if other in here:
        title, size = here[other]
        label = view.texts.plain("sessions.begin_as", variant=view.told(title))
        return Button(label, BEGIN_AS, session_card.subject(view, other)) if size.takes(people) else None
    taken = shelves.take(other, work)
    if taken is None or not any(size.takes(people) for size in taken.sizes):
        return None
    label = view.texts.plain("sessions.choose", title=view.told(taken.title))
    return Button(label, CHOOSE, Subject(session.community_id, "", other), opens_form=True)


def _said(key: str, session: Session, work: SessionWork) -> Answer:
    texts = for_actor(work)
    return Whisper(Notice(texts(key, title=running.floor(session, work).view(texts).title())))
