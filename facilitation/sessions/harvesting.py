"""Keeping what came of a session: a draft of the contributions themselves, for whose authors it is to agree."""

from collections.abc import Iterator, Sequence

from facilitation.events import ButtonPressed, Contributed, FormSubmitted, HarvestEnded, HarvestKept, SessionHarvested
from facilitation.messages import (
    LABEL_AT_MOST,
    TITLE_AT_MOST,
    Answer,
    ChoiceInput,
    Form,
    Notice,
    OpenForm,
    Option,
    Quote,
    RefuseForm,
    Small,
    TextInput,
    Whisper,
)
from facilitation.people import PlaceRef
from facilitation.playbooks.kinds import Audience
from facilitation.sessions import cases, running
from facilitation.sessions.cards.closing_card import HARVEST
from facilitation.sessions.cards.session_card import subject
from facilitation.sessions.course.values import Item
from facilitation.sessions.harvest import drafted
from facilitation.sessions.keys import card_key, kept_key
from facilitation.sessions.model import Room, Session, SessionWork
from facilitation.sessions.rooms import Floor
from facilitation.sessions.taking_part import found, gone
from facilitation.sessions.view import View
from facilitation.texts import Texts
from facilitation.wording import for_actor, shorten

CONSENT = "consent"  # the option of a round in which it is given
SHOWN_AT_MOST = 10  # contributions shown in the form before one agrees to draft


def on_harvest(press: ButtonPressed, work: SessionWork) -> Answer:
    """A draft made of the contributions themselves. Whoever took part may make it; each author is asked first."""
    session, member = found(press.subject, work), work.me
    if session is None or session.purged:
        return gone(work)
    floor, texts = running.floor(session, work), for_actor(work)
    theirs = cases.theirs(floor, member.id)
    if not theirs:
        return _not_theirs(floor, texts)
    said = drafted(floor, theirs)
    if not said:
        return Whisper(Notice(texts("sessions.nothing_to_keep")))
    return OpenForm(_form(floor.view(texts), said))


def on_drafted(form: FormSubmitted, work: SessionWork) -> Answer:
    session, member, texts = found(form.subject, work), work.me, for_actor(work)
    if session is None or session.purged:
        return gone(work)
    title, errors = form.line("title"), dict(_problems(form, session, texts))
    if errors:
        return RefuseForm(errors)
    floor = running.floor(session, work)
    theirs = cases.theirs(floor, member.id)
    if not theirs:
        return _not_theirs(floor, texts)
    contributed = tuple(words for item, words in drafted(floor, theirs) if item.id not in form.chosen("leave_out"))
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
            audience=form.choice("audience"),
            taking_part=tuple(account.ref for account in floor.accounts.values()),
            session_title=floor.view().title(),
            held_at=session.closed_at,
            stands=_stands(floor),
            side=session.side,
        )
    )
    return Whisper(Notice(texts("sessions.drafted", title=title)))


def _problems(form: FormSubmitted, session: Session, texts: Texts) -> Iterator[tuple[str, str]]:
    if not 0 < len(form.line("title")) <= TITLE_AT_MOST:
        yield "title", texts.plain_count("sessions.title_length", TITLE_AT_MOST)
    if form.choice("audience") not in _audiences(session):
        yield "audience", texts.plain("sessions.choose_one")


def _not_theirs(floor: Floor, texts: Texts) -> Answer:
    if floor.playbook.case:
        return Whisper(Notice(texts("sessions.presenter_publishes")))
    return Whisper(Notice(texts("sessions.refused.not_taking_part", role="")))


def on_kept(kept: HarvestKept, work: SessionWork) -> None:
    """A line where it was held."""
    session = work.sessions.get(kept.session_id) if work.in_community else None
    if session:
        floor = running.floor(session, work)
        key = kept_key(session.id, kept.item_id)
        floor.say(lambda view: Notice(view.texts("sessions.kept_as", title=kept.title)), key)


def on_harvest_ended(ended: HarvestEnded, work: SessionWork) -> None:
    session = work.sessions.get(ended.session_id) if work.in_community else None
    if session:
        floor = running.floor(session, work)
        floor.change(lambda view: Notice(view.texts("sessions.kept_no_more")), kept_key(session.id, ended.item_id))


def _form(view: View, said: Sequence[tuple[Item, Contributed]]) -> Form:
    texts, audiences, usual = view.texts, _audiences(view.session), view.playbook.capture.audience
    shown = tuple(Quote(quoted.text, by=quoted.name) for _, quoted in said[:SHOWN_AT_MOST])
    options = tuple(Option(item.id, _label(quoted, texts)) for item, quoted in said)
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
            ChoiceInput(
                "audience",
                texts.plain("sessions.audience"),
                tuple(Option(each, texts.plain(f"sessions.audience.{each}")) for each in audiences),
                initial=(usual if usual in audiences else Audience.SESSION,),
            ),
            ChoiceInput("leave_out", texts.plain("sessions.leave_out"), options, several=True, optional=True),
        ),
    )


def _audiences(session: Session) -> Sequence[Audience]:
    """What is of one side is kept for those who were in it: it reaches further when all whose words it holds say so."""
    return list(Audience) if session.side is None else [Audience.SESSION]


def _label(quoted: Contributed, texts: Texts) -> str:
    words = " ".join(quoted.text.split())
    return shorten(f"{quoted.name or texts.plain('sessions.unnamed')}: {words}", LABEL_AT_MOST)


def _stands(floor: Floor) -> bool:
    """Whether it is a decision that depended on everyone's consent: without that nothing of it is there to keep."""
    capture = floor.playbook.capture
    return capture.kind == "decision" and capture.when is not None and capture.when.option == CONSENT


def _source(session: Session, work: SessionWork) -> PlaceRef:
    """Where it was held; of what was held privately, the channel only."""
    card = work.posted.under(card_key(session.id))
    thread = card.message_id if card and session.room is Room.THREAD else None
    return PlaceRef(session.workspace, session.channel, thread)
