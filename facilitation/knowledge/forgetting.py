"""Somebody is to be forgotten: it is as if they took back everything that they ever agreed to be kept."""

from facilitation.events import PersonErased
from facilitation.knowledge.agreement import left_without
from facilitation.knowledge.concluding import end, leave_out
from facilitation.knowledge.kinds import Audience, Reader
from facilitation.knowledge.model import Say, Stage
from facilitation.knowledge.recording import make_findable
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.people import AccountRef

ALL = 1_000_000


def on_erased(erased: PersonErased, work: KnowledgeWork) -> None:
    for consent in work.knowledge.consents_of(erased.account):
        keeping = work.knowledge.keeping(consent.keeping_id)
        if keeping and keeping.stage is not Stage.ENDED and consent.say in (Say.GIVEN, Say.WAITING):
            consent.say, consent.said_at = Say.TAKEN_BACK, work.now
            leave_out(consent, keeping, work)
    _not_offered(erased.account, work)
    _read_no_more(erased.account, work)


def _not_offered(person: AccountRef, work: KnowledgeWork) -> None:
    """What of theirs is picked or offered, so that they would still be asked, goes as well."""
    for keeping in work.knowledge.offered():
        if person not in keeping.authors and person != keeping.by:
            continue
        keeping.passages = left_without(person, keeping.passages, keeping.origin_kind.is_whole)
        if person == keeping.by or not any(each.part.is_body for each in keeping.passages):
            end(keeping, work)


def _read_no_more(person: AccountRef, work: KnowledgeWork) -> None:
    """Nothing tells any more what they took part in."""
    for entry in work.knowledge.entries(Reader(person, is_member=True, sides=None), limit=ALL):
        item = work.knowledge.item(entry.id) if entry.audience is Audience.SESSION else None
        if item and person in (item.taking_part or ()):
            item.taking_part = tuple(each for each in item.taking_part or () if each != person)
            make_findable(item, work)
