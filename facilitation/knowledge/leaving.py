"""Somebody leaves: once, they are invited to leave something for others; what they tended is offered round."""

from datetime import datetime

from facilitation.events import ButtonPressed, FormSubmitted, LeftSide, MemberLeftCommunity
from facilitation.knowledge import reviewing, tending_cards, writing
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.keys import leaving_key
from facilitation.knowledge.kinds import Kind, OriginKind
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Notice, OpenForm, Owed, Whisper
from facilitation.people import Level
from facilitation.telling import tell
from facilitation.wording import for_actor, for_person


def on_left(left: MemberLeftCommunity, work: KnowledgeWork) -> None:
    for follower in work.knowledge.followed_by(left.account):
        work.knowledge.remove_follower(follower)
    for entry in work.knowledge.tended_by(left.account):
        item = work.knowledge.item(entry.id)
        if item:
            item.steward = item.steward_since = None
            reviewing.offer_round(item, work)
    account, key = work.people.account(left.account), leaving_key(left.account)
    was = work.people.past_member(work.community.id, left.account)
    if (account and not account.is_active) or (was and was.level is Level.GUEST):
        return  # nobody is there to be asked, or they wrote nothing here
    if not work.outbox.keys(key):
        whom = account_of(left.account, work)
        texts = for_person(whom, work.community)
        card = tending_cards.now_that_you_left(work.community, texts, with_link=left.with_link)
        tell(whom, card, work, Owed.ANSWER, key=key)


def on_left_side(left: LeftSide, work: KnowledgeWork) -> None:
    """What they followed and tended there."""
    for follower in work.knowledge.followed_by(left.account):
        item = work.knowledge.item(follower.item_id)
        if item and item.side == left.side:
            work.knowledge.remove_follower(follower)
    for entry in work.knowledge.tended_by(left.account):
        item = work.knowledge.item(entry.id)
        if item and item.side == left.side:
            item.steward = item.steward_since = None
            reviewing.offer_round(item, work)


def on_leave_something(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    kind = Kind.STORY if press.subject.detail == Kind.STORY else Kind.LESSON
    return OpenForm(tending_cards.leaving_form(kind, work.community, for_actor(work)))


def on_left_something(form: FormSubmitted, work: KnowledgeWork) -> Answer | None:
    """They need be no member any more to write it, once, nor to take it back; but they were one."""
    member = work.people.past_member(work.community.id, work.account.ref)
    if member is None or (member.left_at and _wrote_since(member.left_at, work)):
        return Whisper(Notice(for_actor(work)("knowledge.gone")))
    return writing.on_written(form, work)


def _wrote_since(leaving: datetime, work: KnowledgeWork) -> bool:
    said = [each for each in work.knowledge.consents_of(work.account.ref) if each.said_at >= leaving]
    keepings = (work.knowledge.keeping(each.keeping_id) for each in said)
    return any(each.origin_kind is OriginKind.WRITTEN and each.offered_at >= leaving for each in keepings if each)
