"""Contributing: by a form, in the room's own words, or nothing this time; and what came too late."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitation.events import ButtonPressed, FormSubmitted, MessageDeleted, MessageEdited, MessagePosted
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.people import MemberId, PlaceRef
from facilitation.playbooks.rounds import is_round
from facilitation.sessions import filled, forms, late, running
from facilitation.sessions.cards import step_card
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Refused, TooLate, Why
from facilitation.sessions.course.markers import given_by
from facilitation.sessions.course.picks import by_form_only
from facilitation.sessions.course.values import Contribution, Stage, Step, Unit
from facilitation.sessions.given_words import shown_with, words_of
from facilitation.sessions.keys import prompt_key, reminder_key
from facilitation.sessions.model import Session, SessionWork
from facilitation.sessions.rooms import Floor
from facilitation.sessions.taking_part import found, gone, refusal, step_meant
from facilitation.wording import for_actor

KEYS = ("session/",)
MARKS_FIELD = {
    "dots": "dot_0",
    "ratings": "rate",
    "score": "pick",
    "choice": "pick",
    "seat": "pick",
    "text": "text_0_0",
}


def on_give(press: ButtonPressed, work: SessionWork) -> Answer:
    """A form, with what they gave before; or why there is none for them now."""
    session, member = found(press.subject, work), work.me
    if session is None:
        return gone(work)
    floor = running.floor(session, work)
    step = floor.course.step
    if step is None or str(step.number) != press.subject.detail:
        return refusal(session, Refused(Why.OVER if floor.course.stage is Stage.CLOSED else Why.MOVED_ON), work)
    unit = next((unit for unit in step.units if member.id in unit.members), None)
    if unit is None:
        taking_part = member.id in floor.course.participants
        return refusal(session, Refused(Why.NOT_ASKED if taking_part else Why.NOT_TAKING_PART), work)
    if unit not in step.active:
        return refusal(session, Refused(Why.NOT_YOUR_TURN), work)
    words = words_of(floor, sorted({item.step for item in floor.course.items}))
    return OpenForm(forms.give_form(floor.view(for_actor(work)), step, member.id, shown_with(step, floor), words))


def on_handed_in(form: FormSubmitted, work: SessionWork) -> Answer | None:
    """Kept as promised; what can't be is said at its field, and what came too late is given back."""
    session, member, number = found(form.subject, work), work.me, step_meant(form.subject)
    if session is None or number is None:
        return gone(work)
    texts = for_actor(work)
    floor = running.floor(session, work)
    step = floor.course.step
    errors = filled.too_long(form, texts)
    if step and step.number == number:
        errors |= filled.given_problems(form, floor.playbook, step, texts)
    if errors:
        return RefuseForm(errors)
    refused = running.play(session, filled.given(form, member.id, number), work)
    if isinstance(refused, TooLate):
        return late.give_back(session, refused, work)
    if refused and step and refused.why in (Why.MARKS, Why.NOTHING_SAID, Why.REASON_MISSING):
        field = _field(form, floor, step, refused)
        return RefuseForm({field: texts.plain(f"sessions.refused.{refused.why}", role="")})
    return refusal(session, refused, work) if refused else _thanked(session, step, work)


def on_pass(press: ButtonPressed, work: SessionWork) -> Answer:
    session, member, number = found(press.subject, work), work.me, step_meant(press.subject)
    if session is None or number is None:
        return gone(work)
    floor = running.floor(session, work)
    refused = running.play(session, of.Passed(member.id, number), work)
    if refused:
        return refusal(session, refused, work)
    had_said = any(unit for unit in _units_of(member.id, floor) if given_by(floor.course, unit))
    thanks = Notice(for_actor(work)("sessions.said_all" if had_said else "sessions.passed"))
    asked = _asked_by(session, floor.course.step, member.id, work)
    return ReplaceCard(thanks) if press.message_id in asked.values() else Whisper(thanks)


def on_extend(press: ButtonPressed, work: SessionWork) -> Answer:
    session, member, number = found(press.subject, work), work.me, step_meant(press.subject)
    if session is None or number is None:
        return gone(work)
    refused = running.play(session, of.Extended(member.id, number), work)
    step = session.course.step
    if refused or step is None:
        return refusal(session, refused or Refused(Why.OVER), work)
    texts = for_actor(work)
    return Whisper(Notice(texts("sessions.extended", moment=texts.moment(step.ends_at))))


def on_go_on(press: ButtonPressed, work: SessionWork) -> Answer:
    return _vote(press, work, go_on=True)


def on_go_next(press: ButtonPressed, work: SessionWork) -> Answer:
    return _vote(press, work, go_on=False)


def on_posted(posted: MessagePosted, work: SessionWork) -> Answer | None:
    """What is said in the session's room while an open step asks for words is part of it."""
    session = _session_in(posted.place.ref, work)
    member = work.member if session else None
    if session is None or member is None or session.course.step is None:
        return None
    step, playbook = session.course.step, work.sessions.edition(session.edition)
    takes_words = not is_round(playbook) and not by_form_only(step, playbook.phases[step.phase].asks)
    if takes_words and any(member.id in unit.members for unit in step.units):
        running.play(session, of.Given(member.id, step.number, ((0, posted.text),), source=posted.message_id), work)
    return None


def on_edited(edited: MessageEdited, work: SessionWork) -> Answer | None:
    _reword(edited.place.ref, edited.message_id, edited.text, work)
    return None


def on_deleted(deleted: MessageDeleted, work: SessionWork) -> Answer | None:
    _reword(deleted.place.ref, deleted.message_id, "", work)
    return None


def _vote(press: ButtonPressed, work: SessionWork, *, go_on: bool) -> Answer:
    session, member, number = found(press.subject, work), work.me, step_meant(press.subject)
    if session is None or number is None:
        return gone(work)
    refused = running.play(session, of.PollAnswered(member.id, number, go_on), work)
    return refusal(session, refused, work) if refused else Whisper(Notice(for_actor(work)("sessions.voted")))


def _thanked(session: Session, step: Step | None, work: SessionWork) -> Answer | None:
    """The cards that asked say it is done, or that it has closed; who was not asked by a card is told so."""
    if step is None:
        return None
    floor = running.floor(session, work)
    is_open = floor.course.step is not None and floor.course.step.number == step.number
    if is_open:
        card = floor.drawn(lambda view: step_card.given_card(view, step), work.account)
    else:
        card = floor.drawn(lambda view: step_card.closed_with_yours(view, step), work.account)
    asked = _asked_by(session, step, work.me.id, work)
    for key in asked:
        work.outbox.update(key, card)
    if asked:
        return None
    work.outbox.withdraw(prompt_key(session.id, step.number, work.me.id))
    return Whisper(card)


def _asked_by(session: Session, step: Step | None, who: MemberId, work: SessionWork) -> Mapping[str, str]:
    """The private cards that ask them in that step, by their keys, with the messages they are."""
    keys = [keyed(session.id, step.number, who) for keyed in (prompt_key, reminder_key)] if step else []
    posted = {key: work.posted.under(key) for key in keys}
    return {key: found.message_id for key, found in posted.items() if found}


def _units_of(who: MemberId, floor: Floor) -> Sequence[Unit]:
    step = floor.course.step
    return [unit for unit in step.units if who in unit.members] if step else []


def _field(form: FormSubmitted, floor: Floor, step: Step, refused: Refused) -> str:
    """Which input the trouble is told at."""
    if refused.why is not Why.MARKS or step.runoff:
        return "pick" if step.runoff else "text_0_0"
    wanted = MARKS_FIELD[floor.playbook.phases[step.phase].asks.does]
    return next((name for name in form.values if name.startswith(wanted)), wanted)


def _session_in(place: PlaceRef, work: SessionWork) -> Session | None:
    """The session whose room that is."""
    if not work.in_community or place.thread is None:
        return None
    posted = work.posted.at(place.whole, place.thread)
    if posted is None or not posted.key.startswith(KEYS):
        return None
    return work.sessions.get(posted.key.split("/")[1])


def _reword(place: PlaceRef, message_id: str, text: str, work: SessionWork) -> None:
    session = _session_in(place, work)
    if session is None:
        return
    running.play(session, of.Reworded(message_id, text), work)
    for outcome in session.course.trail:
        before = work.sessions.gathered(session.id, outcome.step)
        after = [_reworded(given, message_id, text) for given in before]
        work.sessions.gather(session.id, outcome.step, before, after)


def _reworded(given: Contribution, message_id: str, text: str) -> Contribution:
    texts = tuple(replace(words, text=text) if words.source == message_id else words for words in given.texts)
    return replace(given, texts=tuple(words for words in texts if words.text))
