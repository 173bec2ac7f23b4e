"""What is asked of people about an item that is kept: that it reaches further, stands, is retired, is theirs to tend.

A proposal is a keeping without words: those asked say yes or no to the item as it is.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from facilitation.knowledge.items import Change, ItemVersion, KnowledgeItem
from facilitation.knowledge.kinds import Audience, Origin, OriginKind
from facilitation.knowledge.model import Consent, Keeping, Say, Stage
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.people import AccountRef, elsewhere

ASKED_FOR = timedelta(days=7)
FEWEST = 3  # whose consent it takes: the fewest that a consent round has in domain.md


class Purpose(StrEnum):
    WIDEN = "widen"
    STAND = "stand"
    RETIRE = "retire"
    RESTORE = "restore"
    HAND_OVER = "hand_over"


BY_CONSENT = (Purpose.STAND, Purpose.RETIRE, Purpose.RESTORE)
"""What those concerned consent to, or object to by name."""


def concerned(item: KnowledgeItem, work: KnowledgeWork) -> list[AccountRef]:
    """Members who wrote it, tend it, did something with it or follow it, and whoever proposes."""
    acts = [act.by for act in work.knowledge.acts(item.id) if act.by]
    tends = [item.steward] if item.steward else []
    follow = [each.ref for each in work.knowledge.followers(item.id)]
    people = dict.fromkeys((work.account.ref, *tends, *item.authors, *acts, *follow))
    return [each for each in people if item.can_be_shown(work.people.member(item.community_id, each))]


def running(item: KnowledgeItem, purpose: Purpose, work: KnowledgeWork) -> Keeping | None:
    about = work.knowledge.keepings_of(Origin(OriginKind.ITEM, item.id))
    return next((each for each in about if each.kind == purpose and each.stage is Stage.ASKED), None)


def decline(item: KnowledgeItem, work: KnowledgeWork) -> None:
    """Whoever acts would rather not tend it: nobody is told, and it is not offered to them again."""
    keeping = begin(item, Purpose.HAND_OVER, work)
    keeping.stage = Stage.ENDED
    ask(keeping, [work.account.ref], work)
    for consent in work.knowledge.consents(keeping.id):
        consent.say = Say.REFUSED


def has_declined(item: KnowledgeItem, person: AccountRef, work: KnowledgeWork) -> bool:
    for consent in work.knowledge.consents_about(Origin(OriginKind.ITEM, item.id), person):
        keeping = work.knowledge.keeping(consent.keeping_id)
        if consent.say is Say.REFUSED and keeping and keeping.kind == Purpose.HAND_OVER:
            return True
    return False


def begin(item: KnowledgeItem, purpose: Purpose, work: KnowledgeWork, audience: Audience | None = None) -> Keeping:
    by = work.account.ref
    keeping = Keeping(
        community_id=item.community_id,
        origin_kind=OriginKind.ITEM,
        origin_id=item.id,
        kind=purpose,
        audience=audience or item.audience,
        for_side=item.side,
        workspace=by.workspace,
        user=by.user,
        title="",
        passages=(),
        channel=item.channel,
        thread=None,
        stage=Stage.ASKED,
        offered_at=work.now,
        asked_until=work.now + ASKED_FOR,
        number=item.number,
        place_workspace=elsewhere(item.source, by),
    )
    work.knowledge.add_keeping(keeping)
    return keeping


def ask(keeping: Keeping, people: Sequence[AccountRef], work: KnowledgeWork) -> None:
    """Whoever proposes agrees by proposing."""
    for person in people:
        work.knowledge.add_consent(
            Consent(
                community_id=keeping.community_id,
                keeping_id=keeping.id,
                workspace=person.workspace,
                user=person.user,
                say=Say.GIVEN if person == keeping.by else Say.WAITING,
                said_at=work.now,
            )
        )


def is_agreed(keeping: Keeping, item: KnowledgeItem, says: Sequence[Consent], work: KnowledgeWork) -> bool:
    """By yes to the item as it was when they were asked; to reach further, of everyone whose words it holds.

    Silence is no yes.
    """
    given = {each.author for each in says if each.say is Say.GIVEN}
    match Purpose(keeping.kind):
        case Purpose.WIDEN:
            return item.number == keeping.number and item.is_signed and set(item.authors) <= given
        case Purpose.HAND_OVER:
            return any(each.say is Say.GIVEN and each.author != keeping.by for each in says)
        case _:
            refused = any(each.say is Say.REFUSED for each in says)
            return len(given) >= FEWEST and not refused and says_the_same(keeping, work.knowledge.versions(item.id))


def says_the_same(keeping: Keeping, versions: Sequence[ItemVersion]) -> bool:
    """What somebody said beside it meanwhile changes nothing of what was consented to."""
    since = [each for each in versions if each.number >= (keeping.number or 0)]
    told = {(each.title, *((part.head, part.text) for part in each.passages if part.part.is_body)) for each in since}
    return len(told) <= 1 and all(
        each.change is not Change.TAKEN_OUT or each.number == keeping.number for each in since
    )
