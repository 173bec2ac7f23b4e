"""Who follows an item is told what changed: one message, when the editing has settled and they may be disturbed."""

from datetime import timedelta

from facilitation.attention import next_moment
from facilitation.events import ButtonPressed, TimerDue
from facilitation.knowledge import history_cards
from facilitation.knowledge.acts import Follower
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.reading import shared_item
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Notice, Owed, ToPerson, Whisper
from facilitation.people import AccountRef
from facilitation.wording import for_actor, for_person

TELL = "knowledge.tell"
SETTLED = timedelta(hours=1)


def follow(item: KnowledgeItem, person: AccountRef, work: KnowledgeWork) -> None:
    if work.knowledge.follower(item.id, person) is None:
        work.knowledge.add_follower(
            Follower(
                community_id=item.community_id,
                item_id=item.id,
                workspace=person.workspace,
                user=person.user,
                told=item.number,
            )
        )


def changed(item: KnowledgeItem, by: AccountRef, work: KnowledgeWork) -> None:
    """Whoever changed it knows; the others hear of it once it has settled."""
    mine = work.knowledge.follower(item.id, by)
    if mine and mine.told == item.number - 1:
        mine.told = item.number
    if any(each.told < item.number for each in work.knowledge.followers(item.id)):
        work.timers.set(TELL, item.id, work.now + SETTLED)


def on_tell(due: TimerDue, work: KnowledgeWork) -> None:
    """Now, or when they may be disturbed: then all that has changed until then is one message."""
    item, later = work.knowledge.item(due.subject), []
    for follower in work.knowledge.followers(due.subject):
        if item is None or follower.told >= item.number:
            continue
        account = account_of(follower.ref, work)
        moment = next_moment(account, work.now, work.community.zone)
        if moment > work.now:
            later.append(moment)
            continue
        card = history_cards.changed(item, follower.told, for_person(account, work.community))
        work.outbox.post(ToPerson(follower.ref, Owed.TAKEN_ON, side=item.side), card)
        follower.told = item.number
    if later:
        work.timers.set(TELL, due.subject, min(later))


def on_follow(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    follow(item, work.account.ref, work)
    return Whisper(Notice(texts("knowledge.followed", title=item.title)))


def on_unfollow(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    follower = work.knowledge.follower(press.subject.id, work.account.ref)
    if follower:
        work.knowledge.remove_follower(follower)
    return Whisper(Notice(for_actor(work)("knowledge.unfollowed")))
