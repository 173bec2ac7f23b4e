"""What is written under a question, and what becomes of it at its source: captured, edited, taken away."""

from facilitation.events import (
    MessageDeleted,
    MessageEdited,
    MessageFound,
    MessageLost,
    MessagePinned,
    MessagePosted,
    Quoted,
)
from facilitation.messages import Notice
from facilitation.people import PlaceRef
from facilitation.ports.voice import PostedMessage
from facilitation.questions import cards, telling, thread
from facilitation.questions.model import ALIVE, Question, QuestionWork, Reply, card_key, question_of
from facilitation.wording import for_all


def on_message(message: MessagePosted, work: QuestionWork) -> None:
    """Capture a reply. Called for every message in every community's channel, so it looks up little."""
    root = message.place.ref.thread
    if root is None or not work.in_community:
        return
    card = work.posted.at(message.place.ref.whole, root)
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
    work.questions.stir(question, work.now)


def on_pinned(pinned: MessagePinned, work: QuestionWork) -> None:
    """What is wanted kept is told if it is a reply here."""
    reply = work.questions.reply_at(pinned.place, pinned.message_id)
    card = work.posted.under(card_key(reply.question_id)) if reply else None
    if reply and reply.text.strip():
        name = thread.name_of(reply.author, work, for_all(work.community))
        root = card.message_id if card else pinned.place.thread
        work.announce(
            MessageFound(
                community_id=pinned.community_id,
                by=pinned.by,
                place=PlaceRef(pinned.place.workspace, pinned.place.channel, root),
                message_id=pinned.message_id,
                quoted=Quoted(by=reply.author, name=name, text=reply.text),
            )
        )


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
        reply_gone(reply, work)
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


def reply_gone(reply: Reply, work: QuestionWork) -> None:
    """It is forgotten; if it was the accepted one, the question is open again."""
    question = work.questions.get(reply.question_id)
    work.questions.remove_reply(reply)
    if question is None or question.accepted != reply.message_id:
        if question and reply.helpful:
            thread.redraw(question, work)
        return
    thread.reopen(question, work, deleted=True)
    telling.tell_about(
        question.asker,
        lambda texts: Notice(texts("questions.reply_gone", title=question.title)),
        work,
        side=question.side,
    )


def _under(card: PostedMessage | None, work: QuestionWork) -> Question | None:
    identity = question_of(card.key) if card else None
    return work.questions.get(identity) if identity else None


def _tell_lost(question: Question, work: QuestionWork) -> None:
    channel = thread.channel_of(question, work)
    telling.tell_about(question.asker, lambda texts: cards.lost(question, channel, texts), work, side=question.side)
