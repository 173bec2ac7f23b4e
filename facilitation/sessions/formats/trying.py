"""Trying a playbook out alone: a rehearsal by direct message, phase after phase, as fast as one likes."""

from dataclasses import replace

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import (
    Answer,
    Button,
    Card,
    ChoiceInput,
    Form,
    Input,
    Notice,
    OpenForm,
    Paragraph,
    RefuseForm,
    ReplaceCard,
    Small,
    Subject,
    Whisper,
)
from facilitation.sessions import filled, rehearsing, running, setting_up
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.values import Tempo
from facilitation.sessions.formats import cards
from facilitation.sessions.formats.overview import gone, look_at
from facilitation.sessions.model import Room, Session, SessionWork
from facilitation.sessions.taking_part import found, refusal, step_meant
from facilitation.sessions.view import View
from facilitation.wording import for_actor

END = "formats.end"
NOT_ASKED = ("subject", "call_link", "minimum")
"""What matters only to others, of the form with which a session starts."""


def on_try(press: ButtonPressed, work: SessionWork) -> Answer:
    """The form of the start, so that this is seen too; in a meeting, unless said otherwise."""
    shown, texts = look_at(press.subject.id, work), for_actor(work)
    if shown is None:
        return gone(work)
    inputs = [each for each in setting_up.start_inputs(shown.playbook, texts) if each.name not in NOT_ASKED]
    title = shown.playbook.title.told_in(texts.language)
    return OpenForm(
        Form(
            title=texts.plain("formats.rehearsal_of", title=title),
            action=cards.TRY,
            submit=texts.plain("formats.try"),
            subject=shown.about(),
            intro=(Paragraph(texts("formats.rehearsal_is")), Small(texts("formats.rehearsal_forgets"))),
            inputs=tuple(map(_in_a_meeting, inputs)),
        )
    )


def on_tried(form: FormSubmitted, work: SessionWork) -> Answer:
    shown, texts = look_at(form.subject.id, work), for_actor(work)
    if shown is None:
        return gone(work)
    errors = {
        name: said for name, said in filled.problems(form, shown.playbook, texts).items() if name not in NOT_ASKED
    }
    if errors:
        return RefuseForm(errors)
    playbook = rehearsing.as_tried(shown.playbook)
    course = rehearsing.course(playbook, filled.setup(form, playbook), work.me.id)
    session = Session.begun(shown.name, work.sessions.keep_edition(shown.name, playbook), course, work)
    session.room = Room.REHEARSAL
    work.sessions.add(session)
    running.floor(session, work).say(_opening)
    running.play(session, of.Began(work.me.id, anyway=True), work)
    return Whisper(Notice(texts("formats.rehearsal_begun")))


def on_move_on(press: ButtonPressed, work: SessionWork) -> Answer | None:
    """The step's card changes by itself, and the next one comes."""
    session, step = found(press.subject, work), step_meant(press.subject)
    if session is None or step is None:
        return gone(work)
    refused = running.play(session, of.MovedOn(work.me.id, step), work)
    return refusal(session, refused, work) if refused else None


def on_end(press: ButtonPressed, work: SessionWork) -> Answer:
    session, member = found(press.subject, work), work.me
    if session is None or session.room is not Room.REHEARSAL:
        return gone(work)
    refused = running.play(session, of.EndedEarly(member.id), work)
    return (
        refusal(session, refused, work) if refused else ReplaceCard(Notice(for_actor(work)("formats.rehearsal_over")))
    )


def _opening(view: View) -> Card:
    texts = view.texts
    end = Button(texts.plain("formats.end"), END, Subject(view.session.community_id, view.session.id))
    return Card(
        view.title(), (Paragraph(texts("formats.rehearsal_is")), Small(texts("formats.rehearsal_forgets"))), (end,)
    )


def _in_a_meeting(asked: Input) -> Input:
    if isinstance(asked, ChoiceInput) and asked.name == "tempo":
        return replace(asked, initial=(Tempo.SYNC,))
    return asked
