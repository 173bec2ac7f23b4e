"""In the question channel, whoever writes a question is asked, privately and once, whether it is to be one.

Nothing is made of a message unasked. What its author says is remembered, and its words are not.
"""

from datetime import timedelta

from facilitation.events import ButtonPressed, MessageDeleted, MessageEdited, MessagePosted, TimerDue
from facilitation.messages import (
    Answer,
    Button,
    Card,
    Notice,
    Owed,
    Quote,
    ReplaceCard,
    Small,
    Subject,
    Tone,
    Whisper,
)
from facilitation.people import PlaceRef
from facilitation.questions.around import Spotted
from facilitation.questions.model import QuestionWork
from facilitation.sides import said_among_some
from facilitation.telling import tell
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_person, is_question, shorten

MAKE_IT = "questions.make_it"
NOT_ONE = "questions.not_one"
GOES = "questions.spotted"

WAITS = timedelta(days=30)  # then its words go, whatever its author said
SHOWN = 300  # characters


def on_message(message: MessagePosted, work: QuestionWork) -> None:
    """Called for every message in every community's channel: so first it is looked whether it is a question at all."""
    place = message.place.ref
    if place.thread is not None or not work.in_community or not is_question(message.text):
        return
    custom = work.around.custom()
    if custom is None or custom.place != place or work.member is None or said_among_some(message.message_id, work):
        return
    spotted = Spotted(
        community_id=work.community.id,
        channel=place.channel,
        message_id=message.message_id,
        workspace=work.account.workspace,
        user=work.account.user,
        text=message.text,
        at=work.now,
    )
    work.around.add_spotted(spotted)
    work.timers.set(GOES, f"{spotted.channel}/{spotted.message_id}", work.now + WAITS)
    offer = _offer(spotted, for_person(work.account, work.community))
    tell(work.account, offer, work, Owed.ANSWER, side=None, key=_key(spotted))


def on_edited(edited: MessageEdited, work: QuestionWork) -> None:
    spotted = _unsettled(edited.place.ref, edited.message_id, work)
    if spotted:
        spotted.text = edited.text


def on_deleted(deleted: MessageDeleted, work: QuestionWork) -> None:
    spotted = _unsettled(deleted.place.ref, deleted.message_id, work)
    if spotted:
        settle(spotted, "questions.spotted_gone", work)


def on_goes(due: TimerDue, work: QuestionWork) -> None:
    channel, _, message_id = due.subject.partition("/")
    spotted = work.around.spotted(channel, message_id)
    if spotted and not spotted.settled:
        spotted.settled, spotted.text = True, ""


def on_not_one(press: ButtonPressed, work: QuestionWork) -> Answer:
    spotted, texts = find(press.subject.id, work), for_actor(work)
    if spotted is None:
        return Whisper(Notice(texts("questions.spotted_settled")))
    _forget(spotted, work)
    return ReplaceCard(Notice(texts("questions.not_one_said")))


def find(about: str, work: QuestionWork) -> Spotted | None:
    """The actor's own, by what its card's button or the form carries, as long as nothing was said of it."""
    channel, _, message_id = about.partition("/")
    spotted = work.around.spotted(channel, message_id)
    return spotted if spotted and not spotted.settled and spotted.author == work.account.ref else None


def settle(spotted: Spotted, told: str, work: QuestionWork) -> None:
    """Nothing is asked of it any more; its card says so. `told`: the key of what that is."""
    _forget(spotted, work)
    account = work.people.account(spotted.author)
    work.outbox.withdraw(_key(spotted))
    if account and work.posted.under(_key(spotted)):
        work.outbox.update(_key(spotted), Notice(for_person(account, work.community)(told)))


def about(spotted: Spotted) -> str:
    return f"{spotted.channel}/{spotted.message_id}"


def _forget(spotted: Spotted, work: QuestionWork) -> None:
    spotted.settled, spotted.text = True, ""
    work.timers.clear(GOES, about(spotted))


def _unsettled(place: PlaceRef, message_id: str, work: QuestionWork) -> Spotted | None:
    if place.thread is not None or not work.in_community:
        return None
    custom = work.around.custom()
    spotted = work.around.spotted(place.channel, message_id) if custom and custom.place == place else None
    return spotted if spotted and not spotted.settled else None


def _offer(spotted: Spotted, texts: Texts) -> Card:
    subject = Subject(spotted.community_id, about(spotted))
    return Card(
        texts.plain("questions.spotted"),
        (Quote(shorten(spotted.text, SHOWN)), Small(texts("questions.spotted_small"))),
        (
            Button(texts.plain(MAKE_IT), MAKE_IT, subject, Tone.PRIMARY, opens_form=True),
            Button(texts.plain(NOT_ONE), NOT_ONE, subject),
        ),
    )


def _key(spotted: Spotted) -> str:
    return f"question/spotted/{spotted.channel}/{spotted.message_id}"
