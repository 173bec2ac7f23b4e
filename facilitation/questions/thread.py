"""A question where it stands: its card in the channel, and the replies captured under it."""

from facilitation.attention import next_moment
from facilitation.events import AnswerWithdrawn, MessageDeleted, MessageEdited, MessageLost, MessagePosted
from facilitation.messages import Card, Message, Notice, ToPerson, ToPlace
from facilitation.people import Account, AccountRef
from facilitation.ports.memory import PostedMessage
from facilitation.questions import cards
from facilitation.questions.model import (
    FOUND,
    Question,
    QuestionWork,
    Reply,
    Stage,
    card_key,
    question_of,
)
from facilitation.texts import Texts
from facilitation.wording import for_all, for_person

ALIVE = (Stage.OPEN, Stage.ANSWERED)


def post(question: Question, work: QuestionWork) -> None:
    """Ask it in the community's channel."""
    place = work.community.place
    question.stage, question.channel = Stage.OPEN, place.channel
    question.written_at = question.stirred_at = work.now
    work.outbox.post(ToPlace(place), _card(question, work), key=card_key(question.id))


def redraw(question: Question, work: QuestionWork) -> None:
    work.outbox.update(card_key(question.id), _card(question, work))


def name_of(account: AccountRef | None, work: QuestionWork, texts: Texts) -> str:
    known = work.people.account(account) if account else None
    return (known.name if known else "") or texts.plain("questions.someone")


def asker_of(question: Question, work: QuestionWork) -> Account | None:
    """None for one that was asked anonymously: nobody knows whom to tell."""
    return work.people.account(question.asker) if question.asker else None


def answerer(question: Question, work: QuestionWork, texts: Texts) -> str:
    reply = work.questions.reply(question.id, question.accepted) if question.accepted else None
    return name_of(reply.author, work, texts) if reply else ""


def reopen(question: Question, work: QuestionWork, *, deleted: bool = False) -> None:
    """The accepted reply no longer answers it; whoever heard that it did, hears this too."""
    question.stage, question.accepted, question.stirred_at = Stage.OPEN, None, work.now
    work.search.remove(FOUND, question.id)
    work.announce(AnswerWithdrawn(community_id=question.community_id, question_id=question.id, deleted=deleted))
    redraw(question, work)


def withdraw(question: Question, work: QuestionWork) -> None:
    """Close it and forget what was written: here, and in its card."""
    if question.stage is Stage.ANSWERED:
        reopen(question, work)
    question.stage, question.title, question.detail = Stage.WITHDRAWN, "", ""
    work.questions.remove_replies(question.id)
    redraw(question, work)


def on_message(message: MessagePosted, work: QuestionWork) -> None:
    """Capture a reply. Called for every message in every community's channel, so it looks up little."""
    thread = message.place.ref.thread
    if thread is None or not work.in_community:
        return
    card = work.posted.at(message.place.ref.whole, thread)
    question = _under(card, work)
    if question is None or question.stage not in ALIVE:
        return
    author = work.account
    work.questions.add_reply(
        Reply(
            community_id=question.community_id,
            question_id=question.id,
            message_id=message.message_id,
            workspace=author.workspace,
            user=author.user,
            text=message.text,
            posted_at=message.at,
        )
    )
    question.stirred_at = work.now


def on_edited(edited: MessageEdited, work: QuestionWork) -> None:
    """What is edited at the source is edited here."""
    if not work.in_community:
        return
    reply = work.questions.reply_at(edited.place.ref, edited.message_id)
    if reply:
        reply.text = edited.text


def on_deleted(deleted: MessageDeleted, work: QuestionWork) -> None:
    """What is deleted at the source is deleted here; a question without its accepted reply is open again."""
    if not work.in_community:
        return
    reply = work.questions.reply_at(deleted.place.ref, deleted.message_id)
    if reply:
        _reply_gone(reply, work)
        return
    question = _under(work.posted.at(deleted.place.ref.whole, deleted.message_id), work)
    if question and question.stage in ALIVE:
        _tell_lost(question, work)


def on_lost(lost: MessageLost, work: QuestionWork) -> None:
    """The card did not arrive, or nobody can tell: the asker has their words back."""
    if not work.in_community or not lost.key or work.posted.under(lost.key):
        return
    identity = question_of(lost.key)
    question = work.questions.get(identity) if identity else None
    if question and question.stage in ALIVE:
        _tell_lost(question, work)


def _card(question: Question, work: QuestionWork) -> Card:
    texts = for_all(work.community)
    asker = name_of(question.asker, work, texts)
    return cards.in_channel(question, asker, answerer(question, work, texts), texts)


def _under(card: PostedMessage | None, work: QuestionWork) -> Question | None:
    identity = question_of(card.key) if card else None
    return work.questions.get(identity) if identity else None


def _reply_gone(reply: Reply, work: QuestionWork) -> None:
    question = work.questions.get(reply.question_id)
    work.questions.remove_reply(reply)
    if question is None or question.accepted != reply.message_id:
        return
    reopen(question, work, deleted=True)
    asker = asker_of(question, work)
    if asker:
        texts = for_person(asker, work.community)
        _tell(asker, Notice(texts("questions.reply_gone", title=question.title)), work)


def _tell_lost(question: Question, work: QuestionWork) -> None:
    asker = asker_of(question, work)
    if asker:
        texts = for_person(asker, work.community)
        channel = work.people.place_name(question.place)
        _tell(asker, cards.lost(question, channel, texts), work)


def _tell(asker: Account, message: Message, work: QuestionWork) -> None:
    """Privately, at a moment that suits them: nobody waits for it."""
    work.outbox.post(ToPerson(asker.ref), message, not_before=next_moment(asker, work.now, work.community.zone))
