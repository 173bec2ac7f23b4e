"""From a session's contributions to something to keep: a card drafted by somebody who took part."""

from collections.abc import Iterator, Sequence

from facilitation.events import CaseGone, Contributed, SessionHarvested
from facilitation.knowledge import cards, concluding, invitations
from facilitation.knowledge.keys import offer_key
from facilitation.knowledge.kinds import Audience, Kind, Origin, OriginKind
from facilitation.knowledge.model import Keeping, Stage
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import TITLE_AT_MOST, Owed, ToPerson
from facilitation.people import elsewhere
from facilitation.wording import for_person, shorten


def on_harvested(harvested: SessionHarvested, work: KnowledgeWork) -> None:
    """Ask all who said it. What is kept already is left out. Raises: KeyError for a kind that nothing is of."""
    keeping = _drafted(harvested, work)
    before = work.knowledge.keepings_of(keeping.origin)
    items = [item for item in (work.knowledge.item(each.id) for each in before) if item]
    kept = {passage for item in items for passage in item.passages}
    keeping.passages = tuple(passage for passage in keeping.passages if passage not in kept)
    texts = for_person(invitations.account_of(keeping.by, work), work.community)
    to = ToPerson(keeping.by, Owed.ANSWER, side=keeping.for_side)
    if not keeping.passages or any(_is_same_draft(each, keeping) for each in before):
        work.outbox.post(to, cards.nothing_new(keeping, texts))
        return
    work.knowledge.add_keeping(keeping)
    work.outbox.post(to, cards.waiting(keeping, (), texts), key=offer_key(keeping.id))
    invitations.invite(keeping, work)
    concluding.conclude_if_all_agree(keeping, work)


def on_case_gone(gone: CaseGone, work: KnowledgeWork) -> None:
    """What is drafted of it is settled now, so that its words stay no longer than they may."""
    for keeping in work.knowledge.keepings_of(Origin(OriginKind.SESSION, gone.session_id)):
        if keeping.stage is Stage.ASKED and gone.by in (None, keeping.by):
            concluding.conclude(keeping, work)


def _drafted(harvested: SessionHarvested, work: KnowledgeWork) -> Keeping:
    return Keeping(
        community_id=harvested.community_id,
        origin_kind=OriginKind.SESSION,
        origin_id=harvested.session_id,
        origin_title=harvested.session_title or harvested.title,
        origin_at=harvested.held_at or work.now,
        kind=Kind[harvested.kind.upper()],
        audience=Audience(harvested.audience),
        for_side=harvested.side,
        taking_part=tuple(dict.fromkeys((harvested.by, *harvested.taking_part))),
        workspace=harvested.by.workspace,
        user=harvested.by.user,
        title=shorten(harvested.title, TITLE_AT_MOST),
        passages=tuple(_passages(harvested.contributed)),
        channel=harvested.source.channel,
        thread=harvested.source.thread,
        place_workspace=elsewhere(harvested.source, harvested.by),
        offered_at=work.now,
        stands=harvested.stands,
    )


def _is_same_draft(asked: Keeping, keeping: Keeping) -> bool:
    """By its title, not its words: those that an author left out are gone, and drafting it again must not tell so."""
    return asked.stage is Stage.ASKED and (asked.by, asked.title) == (keeping.by, keeping.title)


def _passages(contributed: Sequence[Contributed]) -> Iterator[Passage]:
    """Each as it was said. What nobody is known to have said, nobody can agree to."""
    for each in contributed:
        if each.authors and each.text.strip():
            first, *others = dict.fromkeys(each.authors)
            yield Passage(Part.CONTRIBUTION, first.workspace, first.user, each.name, each.text, tuple(others))
