"""A question where it stands: its card in the channel, on each side, and in the index."""

from facilitation.events import (
    AnswerWithdrawn,
)
from facilitation.messages import Card, ToPlace
from facilitation.people import Account, AccountRef, PlaceRef, SideId
from facilitation.ports.links import side_called, spoken_to, twins_of
from facilitation.ports.search import Document
from facilitation.questions import bundle, cards
from facilitation.questions.model import (
    FOLLOW_UP,
    FOUND,
    OPEN,
    Question,
    QuestionWork,
    Stage,
    card_key,
)
from facilitation.sides import channel_called
from facilitation.texts import Texts
from facilitation.wording import for_all

FOUND_AS = {Stage.OPEN: OPEN, Stage.ANSWERED: FOUND}


def place_for(work: QuestionWork, side: SideId | None = None) -> PlaceRef:
    """Where questions are asked: in the channel that the community made for them, or its own, as those of one side."""
    custom = work.around.custom() if side is None else None
    return (custom.place if custom else None) or work.community.place


def channel_of(question: Question, work: QuestionWork) -> str:
    """What the channel is called in which it stands."""
    return channel_called(question.place, question.side, work)


def post(question: Question, work: QuestionWork) -> None:
    """Ask it where the community asks."""
    place = place_for(work, question.side)
    question.stage, question.channel = Stage.OPEN, place.channel
    question.written_at = question.stirred_at = work.now
    to = spoken_to(question.side, place, work.community, work.links)
    if to:
        work.outbox.post(to, _card(question, work), key=card_key(question.id))
    index(question, work)


def stand_everywhere(question: Question, side: SideId, work: QuestionWork) -> None:
    """Beside where it stands on one side: at home and in each place where all is heard, as one thread."""
    card, key = _card(question, work), card_key(question.id)
    links = work.links.of(work.community.id)
    for link in links:
        if link.side_id == side:
            work.posted.rename(key, f"{twins_of(link)}{key}")
            work.outbox.post(ToPlace(place_for(work)), card, key=key)
        elif link.hears_all:
            work.outbox.post(ToPlace(link.place), card, key=f"{twins_of(link)}{key}")
    redraw(question, work)
    index(question, work)


def redraw(question: Question, work: QuestionWork) -> None:
    """Wherever it stands."""
    work.outbox.update(card_key(question.id), _card(question, work))
    for visit in work.links.visits(work.community.id):
        key = f"{twins_of(visit)}{card_key(question.id)}"
        if work.outbox.keys(key):
            other = work.people.community_at(visit.place)
            work.outbox.update(key, wider(question, work, for_all(other or work.community)))


def wider(question: Question, work: QuestionWork, texts: Texts) -> Card:
    """The question as another community is shown it; its thread is at home."""
    asker = name_of(question.asker, work, texts)
    return cards.wider(question, asker, work.community.name, channel_of(question, work), texts)


def index(question: Question, work: QuestionWork) -> None:
    """Have it found as what it is now: open or answered; else not at all."""
    wanted = None if question.is_hidden else FOUND_AS.get(question.stage)
    for kind in FOUND_AS.values():
        if kind != wanted:
            work.search.remove(kind, question.id)
    if wanted:
        by = name_of(question.asker, work, for_all(work.community)) if question.asker else ""
        work.search.put(
            Document(
                id=question.id,
                kind=wanted,
                title=question.title,
                text=question.detail,
                language=work.community.language,
                shown=question.detail,
                by=by,
                side=question.side,
            )
        )


def name_of(account: AccountRef | None, work: QuestionWork, texts: Texts) -> str:
    known = work.people.account(account) if account else None
    return (known.name if known else "") or texts.plain("questions.someone")


def asker_of(question: Question, work: QuestionWork) -> Account | None:
    """None for one that was asked anonymously: nobody knows whom to tell."""
    return work.people.account(question.asker) if question.asker else None


def answerer(question: Question, work: QuestionWork, texts: Texts) -> str:
    """Whose reply was accepted, be it in the thread of a question that it stands together with."""
    for each in (question, *bundle.all_of(question, work)):
        reply = work.questions.reply(each.id, each.accepted) if each.accepted else None
        if reply:
            return name_of(reply.author, work, texts)
    return ""


def reopen(question: Question, work: QuestionWork, *, deleted: bool = False) -> None:
    """The accepted reply no longer answers it, nor what it stands together with; whoever heard of it, hears this too.

    A question that was answered in another one's thread is open by itself.
    """
    accepted, question.accepted = question.accepted, None
    if accepted:
        work.announce(AnswerWithdrawn(community_id=question.community_id, question_id=question.id, deleted=deleted))
    for each in bundle.all_of(question, work):
        if each is question or (accepted and each.stage is Stage.ANSWERED and each.accepted is None):
            each.stage, each.stirred_at = Stage.OPEN, work.now
            work.timers.clear(FOLLOW_UP, each.id)
            index(each, work)
            redraw(each, work)


def _card(question: Question, work: QuestionWork) -> Card:
    texts = for_all(work.community)
    first = bundle.first_of(question, work)
    helped = [reply.author for reply in work.questions.helpful(question.id) if reply.message_id != question.accepted]
    seen = cards.Seen(
        asker=name_of(question.asker, work, texts) if question.asker else "",
        answered_by=answerer(question, work, texts) if question.stage is Stage.ANSWERED else "",
        helped=tuple(name_of(author, work, texts) for author in dict.fromkeys(helped)),
        first=cards.title_of(first, texts) if first is not question else "",
        hidden_by=name_of(question.hider, work, texts) if question.hider else "",
        side=side_called(question.side, work.community, work.links) if question.side else "",
    )
    return cards.in_channel(question, seen, texts)
