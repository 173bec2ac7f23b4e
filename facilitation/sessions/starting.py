"""Starting a session: from what one wants, by way of a playbook and a form, to a card in the channel."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, MessageShortcutUsed
from facilitation.facilitators import is_facilitator
from facilitation.messages import (
    LABEL_AT_MOST,
    Answer,
    Button,
    Card,
    ChoiceInput,
    Form,
    OpenForm,
    Option,
    Paragraph,
    Quote,
    RefuseForm,
    ReplaceCard,
    Small,
    Subject,
    Whisper,
)
from facilitation.people import MemberId, SideId
from facilitation.playbooks.kinds import Purpose
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import Playbook
from facilitation.sessions import filled, running, setting_up, shelves
from facilitation.sessions.cards import lengths, session_card
from facilitation.sessions.course.happenings import Began, Joined
from facilitation.sessions.course.values import Course, Tempo
from facilitation.sessions.keys import card_key
from facilitation.sessions.model import SUBJECT_AT_MOST, Session, SessionWork
from facilitation.sessions.shelves import Named
from facilitation.sides import (
    begun_among_some,
    channel_called,
    members_of,
    said_on_one_side,
    side_chosen,
    where_read,
    with_sides,
)
from facilitation.texts import Texts
from facilitation.wording import for_actor, shorten

WISH = "sessions.wish"
RECUR = "rhythms.recur"
CHOOSE = "sessions.choose"
ABOUT_MESSAGE = "sessions.about_message"


def on_start(command: CommandGiven, said: str, work: SessionWork) -> Answer:
    """`/kring start [what]`: what one wants, or at once the form of a playbook that was named."""
    texts = for_actor(work)
    named = shelves.called(said, work)
    if named:
        return OpenForm(with_sides(setting_up.start_form(named.name, named.playbook, work.community, texts), work))
    return Whisper(_wishes(_about(begun_among_some(work), work), texts, not_found=said))


def on_wish(press: ButtonPressed, work: SessionWork) -> Answer:
    """What could serve that wish: how long, for how many, and what it is good for."""
    texts, about = for_actor(work), _about(_theirs(press), work)
    if press.subject.detail not in set(Purpose):
        return ReplaceCard(_wishes(about, texts))
    found = [each for each in shelves.all_of(work) if each.playbook.purpose == press.subject.detail]
    return ReplaceCard(_playbooks(found, press.subject.detail, about, texts))


def on_choose(press: ButtonPressed, work: SessionWork) -> Answer:
    texts = for_actor(work)
    playbook = shelves.take(press.subject.detail, work)
    if playbook is None:
        return Whisper(_wishes(_about(_theirs(press), work), texts))
    form = setting_up.start_form(press.subject.detail, playbook, work.community, texts)
    return OpenForm(with_sides(form, work, _theirs(press)))


def on_message(used: MessageShortcutUsed, work: SessionWork) -> Answer:
    """The shortcut on a message: first which session, then its form, with what the message says as its topic."""
    topic = " ".join(used.text.split()) if _may_be_topic(used, work) else ""
    side = said_on_one_side(replace(used.place.ref, thread=used.place.ref.thread or used.message_id), work)
    return OpenForm(_which_form(shorten(topic, SUBJECT_AT_MOST), work, side=side))


def on_which_chosen(form: FormSubmitted, work: SessionWork) -> Answer:
    texts, name = for_actor(work), form.choice("playbook")
    playbook = shelves.take(name, work)
    if playbook is None:
        return RefuseForm({"playbook": texts.plain("sessions.choose_one")})
    side = _theirs(form)
    shown = setting_up.start_form(name, playbook, work.community, texts, form.subject.detail)
    return OpenForm(with_sides(shown, work, side))


def on_filled_in(form: FormSubmitted, work: SessionWork) -> Answer:
    texts, name = for_actor(work), form.subject.id
    playbook = shelves.take(name, work)
    if playbook is None:
        return Whisper(_wishes(_about(None, work), texts))
    errors = filled.problems(form, playbook, texts)
    if errors:
        return RefuseForm(errors)
    side = side_chosen(form, work)
    course = Course(setup=filled.setup(form, playbook), host=work.me.id, participants=of_all(playbook, work, side))
    session = Session.begun(name, work.sessions.keep_edition(name, playbook), course, work)
    session.subject, session.call_link, session.side = form.line("subject"), form.text("call_link"), side
    work.sessions.add(session)
    announce(session, playbook, work)
    return Whisper(_started(session, work))


def announce(
    session: Session, playbook: Playbook, work: SessionWork, asked_at: Mapping[MemberId, datetime] = running.NOBODY
) -> None:
    """Its card in the channel, where people join; with all members in it, it begins, and a round needs no card yet."""
    if not is_round(playbook):
        floor = running.floor(session, work)
        card, to = session_card.session_card(floor.view()), floor.all_of_it()
        if to:
            work.outbox.post(to, card, key=card_key(session.id))
    host = session.course.host
    if playbook.members:
        running.play(session, Began(None, anyway=True), work, asked_at)
    elif first := host or next(iter(session.course.participants), None):
        running.play(session, Joined(first), work)


def _started(session: Session, work: SessionWork) -> Card:
    """To whoever started it; a facilitator may let it come back from now on."""
    texts, title = for_actor(work), running.floor(session, work).view(for_actor(work)).title()
    told = texts("sessions.started", title=title, channel=channel_called(session.place, session.side, work))
    recur = Button(texts.plain("rhythms.recur"), RECUR, Subject(session.community_id, session.id), opens_form=True)
    return Card(title, (Paragraph(told),), (recur,) if is_facilitator(work) else ())


def of_all(playbook: Playbook, work: SessionWork, side: SideId | None) -> tuple[MemberId, ...]:
    """Who takes part from the start."""
    return tuple(member.id for member in members_of(side, work)) if playbook.members else ()


def _may_be_topic(used: MessageShortcutUsed, work: SessionWork) -> bool:
    """A topic is read by all: it repeats one's own words, or what was said where all of them read."""
    own = used.author is not None and used.author.ref == used.by.ref
    return own or used.place.ref.channel == work.community.channel


def _which_form(topic: str, work: SessionWork, *, side: SideId | None) -> Form:
    texts = for_actor(work)
    channel = where_read(work.community.place, work, texts)
    seen = texts("sessions.topic_of_one_side") if side else texts("sessions.topic_seen_by", channel=channel)
    about = (Quote(topic),) if topic else (Paragraph(texts("sessions.not_as_topic")),)
    playbooks = tuple(
        Option(each.name, shorten(each.playbook.title.told_in(texts.language), LABEL_AT_MOST))
        for each in shelves.all_of(work)
        if not is_round(each.playbook)
    )
    return Form(
        title=texts.plain("sessions.say.start"),
        action=ABOUT_MESSAGE,
        submit=texts.plain("sessions.which_go_on"),
        subject=Subject(work.community.id, side or "", topic),
        intro=(*about, Small(seen)),
        inputs=(ChoiceInput("playbook", texts.plain("sessions.which"), playbooks),),
    )


def _theirs(event: ButtonPressed | FormSubmitted) -> SideId | None:
    """For whom alone it was begun: that goes along with what is pressed and filled in on the way."""
    return SideId(event.subject.id) if event.subject.id else None


def _about(side: SideId | None, work: SessionWork) -> Subject:
    return Subject(work.community.id, side or "")


def _wishes(about: Subject, texts: Texts, not_found: str = "") -> Card:
    body = [Small(texts("sessions.no_such_playbook", said=not_found))] if not_found else []
    return Card(
        texts.plain("sessions.what_do_you_want"),
        (*body, Small(texts("sessions.anyone_may_start"))),
        tuple(
            Button(texts.plain(f"sessions.wish.{purpose}"), WISH, replace(about, detail=purpose)) for purpose in Purpose
        ),
    )


def _playbooks(found: Sequence[Named], purpose: str, about: Subject, texts: Texts) -> Card:
    body: list[Paragraph | Small] = []
    for playbook in (each.playbook for each in found):
        title, summary = (words.told_in(texts.language) for words in (playbook.title, playbook.summary))
        body.append(Paragraph(texts("sessions.offered", title=title, summary=summary)))
        body.append(
            Small(
                texts(
                    "sessions.offered_size",
                    people=lengths.sizes(playbook.size, texts),
                    minutes=lengths.told(playbook, Tempo.SYNC, 0, texts),
                    days=lengths.told(playbook, Tempo.ASYNC, 0, texts),
                )
            )
        )
    choose = tuple(
        Button(
            texts.plain("sessions.choose", title=each.playbook.title.told_in(texts.language)),
            CHOOSE,
            replace(about, detail=each.name),
            opens_form=True,
        )
        for each in found
    )
    back = Button(texts.plain("sessions.other_wish"), WISH, about)
    return Card(texts.plain(f"sessions.wish.{purpose}"), tuple(body), (*choose, back))
