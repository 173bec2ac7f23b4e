"""Keeping what somebody wrote in the chat: messages are picked, put in order, and their authors are asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from facilitation.events import (
    Actor,
    ButtonPressed,
    FormSubmitted,
    MessageDeleted,
    MessageEdited,
    MessageShortcutUsed,
)
from facilitation.knowledge import cards, concluding, invitations, picking_cards
from facilitation.knowledge.inputs import is_unnamed, split_tags, tag_passages, tags_problem, title_problem
from facilitation.knowledge.keys import offer_key
from facilitation.knowledge.kinds import Audience, Kind, Origin, OriginKind
from facilitation.knowledge.model import Keeping, Stage
from facilitation.knowledge.offering import OFFER_ENDS
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Card, Notice, OpenForm, Owed, RefuseForm, Subject, ToPerson, Whisper
from facilitation.people import AccountRef, PlaceKind, PlaceRef, elsewhere
from facilitation.ports.links import side_called
from facilitation.sides import said_on_one_side, side_chosen, with_sides
from facilitation.texts import Texts
from facilitation.wording import for_actor

PICKED_FOR = timedelta(days=2)
PICKED_AT_MOST = 10


def on_shortcut(used: MessageShortcutUsed, work: KnowledgeWork) -> Answer:
    """ "Keep for others" on a message: the form, with what was picked in this thread before.

    What is said in private stays there: of a session it is taken from the session's own card.
    """
    texts = for_actor(work)
    if used.place.kind is not PlaceKind.CHANNEL:
        return Whisper(Notice(texts("knowledge.private_place")))
    if used.author is None or used.author.is_bot or not used.text.strip():
        return Whisper(Notice(texts("knowledge.no_author")))
    keeping = pick(used.by.ref, used.author, used.text, root_at(used.place.ref, used.message_id), work)
    return _form(keeping, work) if keeping else Whisper(too_many(texts))


def on_form(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping, texts = _picked(press.subject, work), for_actor(work)
    if keeping is None:
        return Whisper(Notice(texts("knowledge.picked_gone")))
    return _form(keeping, work)


def on_drop(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping, texts = _picked(press.subject, work), for_actor(work)
    if keeping:
        concluding.end(keeping, work)
    return Whisper(Notice(texts("knowledge.picked_dropped")))


def on_filled_in(form: FormSubmitted, work: KnowledgeWork) -> Answer | None:
    keeping, texts = _picked(form.subject, work), for_actor(work)
    if keeping is None:
        return Whisper(Notice(texts("knowledge.picked_gone")))
    passages = tuple(_in_order(keeping, form))
    errors = dict(_errors(form, passages, texts))
    if errors:
        return RefuseForm(errors)
    side = side_chosen(form, work)
    if side:
        keeping.audience, keeping.for_side = Audience.SESSION, side
    keeping.title, keeping.kind = form.line("title"), form.choice("kind")
    keeping.passages = (*passages, *tag_passages(split_tags(form.line("tags")), work.account))
    work.timers.clear(OFFER_ENDS, keeping.id)
    others = [passage.name for passage in passages if keeping.by not in passage.authors]
    card = cards.waiting(keeping, list(dict.fromkeys(others)), texts)
    show(keeping, card, work)
    invitations.invite(keeping, work, unnamed=is_unnamed(form))
    concluding.conclude_if_all_agree(keeping, work)
    return None


def on_edited(edited: MessageEdited, work: KnowledgeWork) -> None:
    """What is picked reads as its author has it now, until they are asked about it."""
    for keeping in work.knowledge.keepings_at(edited.place.ref) if work.in_community else ():
        if keeping.stage is Stage.OFFERED:
            keeping.passages = tuple(
                replace(each, text=edited.text) if each.message == edited.message_id else each
                for each in keeping.passages
            )


def on_deleted(deleted: MessageDeleted, work: KnowledgeWork) -> None:
    """What its author took away in the chat is asked about no more; what is kept already is theirs to take out."""
    for keeping in work.knowledge.keepings_at(deleted.place.ref) if work.in_community else ():
        passages = tuple(each for each in keeping.passages if each.message != deleted.message_id)
        if len(passages) == len(keeping.passages):
            continue
        keeping.passages = passages
        if not any(passage.part.is_body for passage in passages):
            concluding.end(keeping, work, _why_it_ends(keeping, work))


def show(keeping: Keeping, card: Card, work: KnowledgeWork) -> None:
    """In the place of what they were shown of it before."""
    if work.outbox.keys(offer_key(keeping.id)):
        work.outbox.update(offer_key(keeping.id), card)
    else:
        side = keeping.for_side or said_on_one_side(keeping.source, work)
        work.outbox.post(ToPerson(keeping.by, Owed.ANSWER, side=side), card, key=offer_key(keeping.id))


def pick(by: AccountRef, author: Actor, text: str, at: tuple[PlaceRef, str], work: KnowledgeWork) -> Keeping | None:
    """The keeping with this message added, once; None when it is full."""
    place, message_id = at
    keeping = _in_thread(by, place, work) or _begun(by, place, work)
    if any(passage.message == message_id for passage in keeping.passages):
        return keeping
    if len(keeping.passages) >= PICKED_AT_MOST:
        return None
    name = author.name or work.people.meet(author).name
    words = Passage(Part.CONTRIBUTION, author.ref.workspace, author.ref.user, name, text, message=message_id)
    keeping.passages = (*keeping.passages, words)
    return keeping


def readers_of(keeping: Keeping, work: KnowledgeWork) -> str:
    """Who finds it once it is kept: the community, or those of the side on which it was said."""
    side = keeping.for_side or said_on_one_side(keeping.source, work)
    return side_called(side, work.community, work.links) if side else work.community.name


def root_at(place: PlaceRef, message_id: str) -> tuple[PlaceRef, str]:
    """A message outside of a thread may be the root of one."""
    return (place if place.thread else replace(place, thread=message_id)), message_id


def too_many(texts: Texts) -> Notice:
    return Notice(texts.count("knowledge.picked_full", PICKED_AT_MOST))


def _why_it_ends(keeping: Keeping, work: KnowledgeWork) -> str:
    """Whoever only looked into the form was shown no card, and is told nothing."""
    if keeping.stage is Stage.ASKED:
        return "knowledge.message_deleted"
    return "knowledge.pinned_gone" if work.outbox.keys(offer_key(keeping.id)) else ""


def _form(keeping: Keeping, work: KnowledgeWork) -> Answer:
    """What was said on one side alone is kept for that side, unless they choose otherwise."""
    shown = picking_cards.form(keeping, work.community, for_actor(work))
    side = said_on_one_side(keeping.source, work)
    return OpenForm(with_sides(shown, work, side) if side else shown)


def _in_thread(by: AccountRef, place: PlaceRef, work: KnowledgeWork) -> Keeping | None:
    """What they are picking there."""
    for keeping in work.knowledge.keepings_of(_origin(place)):
        if keeping.by == by and keeping.stage is Stage.OFFERED:
            return keeping
    return None


def _begun(by: AccountRef, place: PlaceRef, work: KnowledgeWork) -> Keeping:
    keeping = Keeping(
        community_id=work.community.id,
        origin_kind=OriginKind.MESSAGE,
        origin_id=_origin(place).id,
        origin_at=work.now,
        kind=Kind.LESSON,
        workspace=by.workspace,
        user=by.user,
        title="",
        passages=(),
        channel=place.channel,
        thread=place.thread,
        place_workspace=elsewhere(place, by),
        offered_at=work.now,
    )
    work.knowledge.add_keeping(keeping)
    work.timers.set(OFFER_ENDS, keeping.id, work.now + PICKED_FOR)
    return keeping


def _origin(place: PlaceRef) -> Origin:
    return Origin(OriginKind.MESSAGE, f"{place.channel}/{place.thread or ''}")


def _picked(subject: Subject, work: KnowledgeWork) -> Keeping | None:
    """The actor's own, as long as they have not decided."""
    keeping = work.knowledge.keeping(subject.id)
    mine = keeping and keeping.origin_kind is OriginKind.MESSAGE and keeping.by == work.account.ref
    return keeping if keeping and mine and keeping.stage is Stage.OFFERED else None


def _in_order(keeping: Keeping, form: FormSubmitted) -> Iterator[Passage]:
    """By the places that were given them; what shares a place keeps the order in which it was picked."""
    placed = [(form.choice(f"place{number}"), number, each) for number, each in enumerate(keeping.passages)]
    kept = [each for each in placed if each[0] != picking_cards.LEFT_OUT]
    yield from (
        each for _, _, each in sorted(kept, key=lambda one: (int(one[0]) if one[0].isdecimal() else one[1], one[1]))
    )


def _errors(form: FormSubmitted, passages: tuple[Passage, ...], texts: Texts) -> Iterator[tuple[str, str]]:
    yield from title_problem(form, texts)
    yield from tags_problem(form, texts)
    if form.choice("kind") not in set(Kind):
        yield "kind", texts.plain("knowledge.choose_kind")
    if not passages:
        yield "place0", texts.plain("knowledge.nothing_picked")
