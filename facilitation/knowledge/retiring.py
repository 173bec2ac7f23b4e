"""An item is used no more, or again; whoever it matters to is told, and can say otherwise."""

from datetime import timedelta

from facilitation.knowledge import reviewing, tending_cards
from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.assurance import before_retiring, note
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Assurance
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Owed
from facilitation.people import AccountRef
from facilitation.telling import tell
from facilitation.wording import for_person

TENDED_FOR = timedelta(weeks=4)  # so that nobody takes a thing on in order to retire it


def is_theirs(item: KnowledgeItem, person: AccountRef, work: KnowledgeWork) -> bool:
    """Who wrote all of it, or has tended it for some time, need not ask others first."""
    if item.writers and set(item.writers) == {person}:
        return True
    since = item.steward_since if item.steward == person else None
    return since is not None and work.now - since >= TENDED_FOR


def retire(item: KnowledgeItem, by: AccountRef, work: KnowledgeWork) -> None:
    note(item, ActKind.RETIRED, work, by)
    item.assurance = Assurance.RETIRED
    work.timers.clear(reviewing.REVIEW, item.id)
    _tell_all(item, by, work)


def bring_back(item: KnowledgeItem, by: AccountRef, work: KnowledgeWork) -> None:
    item.assurance = before_retiring(item, work.knowledge.acts(item.id))
    note(item, ActKind.RESTORED, work, by)
    reviewing.seen_to(item, work)
    _tell_all(item, by, work)


def _tell_all(item: KnowledgeItem, by: AccountRef, work: KnowledgeWork) -> None:
    """Its authors, its steward and those who follow it, as far as they are members; whoever did it knows."""
    tends = [item.steward] if item.steward else []
    follow = [each.ref for each in work.knowledge.followers(item.id)]
    for person in dict.fromkeys((*tends, *item.authors, *follow)):
        if person != by and work.people.member(item.community_id, person):
            account = account_of(person, work)
            card = tending_cards.in_use(item, for_person(account, work.community))
            tell(account, card, work, Owed.TAKEN_ON, side=item.side)
