"""The end of a session: one closing card, and what of it may be kept, if those who said it agree."""

from collections.abc import Sequence

from facilitation.events import ButtonPressed, Contributed, FormSubmitted, SessionHarvested
from facilitation.messages import (
    Answer,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Notice,
    OpenForm,
    Option,
    Paragraph,
    Quote,
    RefuseForm,
    Small,
    TextInput,
    Tone,
    Whisper,
)
from facilitation.people import Account, MemberId, PlaceRef
from facilitation.sessions import running
from facilitation.sessions.cards.session_card import subject
from facilitation.sessions.course.values import Item
from facilitation.sessions.model import Room, Session, SessionWork, card_key
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rooms import Floor
from facilitation.sessions.taking_part import found, gone
from facilitation.sessions.telling import words_of
from facilitation.sessions.view import View
from facilitation.wording import for_actor

HARVEST = "sessions.harvest"
TITLE_AT_MOST = 150  # characters; also what a Slack header holds
SHOWN_AT_MOST = 10  # contributions shown in the form before one agrees to draft


def offer(floor: Floor) -> None:
    """The closing card: what it was about, what may be kept, a question about what follows."""
    floor.say(lambda view: _closing(view, floor))


def on_harvest(press: ButtonPressed, work: SessionWork) -> Answer:
    """A draft made of the contributions themselves. Whoever took part may make it; each author is asked first."""
    session, member = found(press.subject, work), work.member
    if session is None or member is None or session.purged:
        return gone(work)
    floor, texts = running.floor(session, work), for_actor(work)
    if member.id not in session.course.participants:
        return Whisper(Notice(texts("sessions.refused.not_taking_part", role="")))
    drafted = _drafted(floor)
    if not drafted:
        return Whisper(Notice(texts("sessions.nothing_to_keep")))
    return OpenForm(_form(floor.view(texts), drafted))


def on_drafted(form: FormSubmitted, work: SessionWork) -> Answer:
    session, member, texts = found(form.subject, work), work.member, for_actor(work)
    if session is None or member is None or session.purged:
        return gone(work)
    title = form.line("title")
    if not title or len(title) > TITLE_AT_MOST:
        return RefuseForm({"title": texts.plain_count("sessions.title_length", TITLE_AT_MOST)})
    floor = running.floor(session, work)
    left_out = set(form.chosen("leave_out"))
    contributed = tuple(words for item, words in _drafted(floor) if item.id not in left_out)
    if not contributed:
        return RefuseForm({"leave_out": texts.plain("sessions.nothing_left")})
    work.announce(
        SessionHarvested(
            community_id=session.community_id,
            session_id=session.id,
            by=work.account.ref,
            kind=floor.playbook.capture.kind,
            title=title,
            contributed=contributed,
            source=_source(session, work),
        )
    )
    return Whisper(Notice(texts("sessions.drafted", title=title)))


def _closing(view: View, floor: Floor) -> Card:
    texts = view.texts
    body: list[Block] = [Paragraph(texts(f"sessions.closing.{floor.course.ending}", title=view.title()))]
    kept = bool(_drafted(floor))
    if kept:
        body.append(Small(texts("sessions.may_be_kept", card=view.told(view.playbook.capture.title))))
    else:
        body.append(Small(texts("sessions.nothing_kept")))
    if view.playbook.case:
        body.append(Small(texts("sessions.raw_goes")))
    body.append(Paragraph(texts("sessions.what_follows")))
    draft = Button(texts.plain("sessions.draft"), HARVEST, subject(view), Tone.PRIMARY, opens_form=True)
    return Card(texts.plain("sessions.closing", title=view.title()), tuple(body), (draft,) if kept else ())


def _drafted(floor: Floor) -> Sequence[tuple[Item, Contributed]]:
    """The contributions that the playbook captures, phase by phase, word for word; unnamed ones stay where they are."""
    capture = floor.playbook.capture
    items = [item for phase in capture.of for item in floor.course.items_of(phase) if item.by]
    if capture.kind == "nothing" or not items:
        return ()
    units = {unit.name: unit.members for outcome in floor.course.trail for unit in outcome.units}
    speaking = {item.by: units.get(item.by, (MemberId(item.by),)) for item in items}
    accounts = accounts_of([member for members in speaking.values() for member in members], floor.work)
    words = words_of(floor, sorted({item.step for item in items}))
    return [
        (item, _contributed([accounts[member] for member in speaking[item.by] if member in accounts], words[item.id]))
        for item in items
        if words.get(item.id)
    ]


def _contributed(authors: Sequence[Account], text: str) -> Contributed:
    return Contributed(
        authors=tuple(account.ref for account in authors),
        name=", ".join(account.name for account in authors),
        text=text,
    )


def _form(view: View, drafted: Sequence[tuple[Item, Contributed]]) -> Form:
    texts = view.texts
    shown = tuple(Quote(quoted.text, by=quoted.name) for _, quoted in drafted[:SHOWN_AT_MOST])
    options = tuple(
        Option(item.id, f"{quoted.name or texts.plain('sessions.unnamed')}: {' '.join(quoted.text.split())}"[:75])
        for item, quoted in drafted[:100]
    )
    return Form(
        title=texts.plain("sessions.draft"),
        action=HARVEST,
        submit=texts.plain("sessions.draft_submit"),
        subject=subject(view),
        intro=(Small(texts("sessions.draft_intro")), *shown),
        inputs=(
            TextInput(
                "title",
                texts.plain("sessions.draft_title"),
                initial=view.title()[:TITLE_AT_MOST],
                longest=TITLE_AT_MOST,
            ),
            ChoiceInput("leave_out", texts.plain("sessions.leave_out"), options, several=True, optional=True),
        ),
    )


def _source(session: Session, work: SessionWork) -> PlaceRef:
    """Where it was held; of what was held privately, the channel only."""
    card = work.posted.under(card_key(session.id))
    thread = card.message_id if card and session.room is Room.THREAD else None
    return PlaceRef(session.workspace, session.channel, thread)
