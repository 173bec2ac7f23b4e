"""A 📌 on a message: its words are found, or asked of the platform, and offered to whoever pinned it."""

from facilitation.events import Actor, MessageFound, MessagePinned, MessageRead, ReactionAdded
from facilitation.knowledge import invitations, picking_cards
from facilitation.knowledge.keys import hint_key, read_key, reader_of
from facilitation.knowledge.picking import pick, readers_of, root_at, show, too_many
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Notice, Owed, ToPerson
from facilitation.people import AccountRef, Level, PlaceRef
from facilitation.texts import Texts
from facilitation.wording import for_person


def on_pin(reaction: ReactionAdded, work: KnowledgeWork) -> None:
    """A 📌 where the community meets tells no words: whoever remembers the message is asked for them, or the platform.

    What others say in private is not read.
    """
    if reaction.place.ref.channel != work.community.channel:
        return
    work.announce(
        MessagePinned(
            community_id=work.community.id, by=reaction.by.ref, place=reaction.place.ref, message_id=reaction.message_id
        )
    )
    key = read_key(reaction.by.ref, reaction.message_id)
    if not work.outbox.keys(key):
        work.outbox.read(reaction.place.ref.whole, reaction.message_id, key=key)


def on_message_found(found: MessageFound, work: KnowledgeWork) -> None:
    """The words of a pinned message: picked, and offered to whoever pinned it."""
    work.outbox.withdraw(read_key(found.by, found.message_id))
    author = Actor(ref=found.quoted.by, name=found.quoted.name)
    _offer(found.by, author, found.quoted.text, (found.place, found.message_id), work)


def on_read(read: MessageRead, work: KnowledgeWork) -> None:
    """What a pinned message says, or why nobody knows; whoever pinned it may have left meanwhile."""
    by = reader_of(read.key)
    member = work.people.member(work.community.id, by) if by and work.in_community else None
    if by is None:
        return
    work.outbox.forget(read.key)
    if member is None or member.level is Level.GUEST:
        return
    seen, texts = read.seen, for_person(invitations.account_of(by, work), work.community)
    if read.loss:
        _hint(by, texts, work)
    elif seen is None:
        work.outbox.post(ToPerson(by, Owed.ANSWER), Notice(texts("knowledge.pinned_gone")))
    elif seen.author is None or seen.author.is_bot or not seen.text.strip():
        work.outbox.post(ToPerson(by, Owed.ANSWER), Notice(texts("knowledge.no_author")))
    else:
        _offer(by, seen.author, seen.text, root_at(read.place.ref, read.message_id), work)


def _hint(person: AccountRef, texts: Texts, work: KnowledgeWork) -> None:
    """Once, where a reaction is not enough."""
    key = hint_key(person)
    if not work.outbox.keys(key):
        work.outbox.post(ToPerson(person, Owed.ANSWER), Notice(texts("knowledge.pin_hint")), key=key)


def _offer(by: AccountRef, author: Actor, text: str, at: tuple[PlaceRef, str], work: KnowledgeWork) -> None:
    """To whoever pinned it."""
    keeping = pick(by, author, text, at, work)
    texts = for_person(invitations.account_of(by, work), work.community)
    if keeping is None:
        work.outbox.post(ToPerson(by, Owed.ANSWER), too_many(texts))
        return
    show(keeping, picking_cards.offer(keeping, readers_of(keeping, work), texts), work)
