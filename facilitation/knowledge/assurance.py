"""How far others made it theirs: by what people did, each act noted with who and when, and by no count."""

from collections.abc import Sequence

from facilitation.knowledge.acts import Act, ActKind
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Assurance
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.people import AccountRef, new_id
from facilitation.sites import has_sites, site_of

USED = (ActKind.TRIED, ActKind.ADAPTED)


def note(
    item: KnowledgeItem, kind: ActKind, work: KnowledgeWork, by: AccountRef | None = None, session: str | None = None
) -> None:
    """Done by whoever acted, unless it says otherwise: `session`, in which it was done together."""
    person = None if session else by or work.account.ref
    work.knowledge.add_act(
        Act(
            community_id=item.community_id,
            item_id=item.id,
            kind=kind,
            workspace=person.workspace if person else None,
            user=person.user if person else None,
            session_id=session,
            at=work.now,
        )
    )


def try_out(
    item: KnowledgeItem, how: ActKind, by: AccountRef | None, work: KnowledgeWork, act_id: str | None = None
) -> None:
    """Another than its writers used it: then it is tried. Whose name is not known may be one of them."""
    work.knowledge.add_act(
        Act(
            community_id=item.community_id,
            id=act_id or new_id(),
            item_id=item.id,
            kind=how,
            workspace=by.workspace if by else None,
            user=by.user if by else None,
            at=work.now,
        )
    )
    item.used, item.used_at = item.used + 1, work.now
    if item.assurance is Assurance.RAW and how in USED and by and by not in item.writers:
        item.assurance = Assurance.TRIED


def may_review(item: KnowledgeItem, work: KnowledgeWork) -> bool:
    """With fresh eyes: neither a writer nor one of those who tried it; and where there are sites, from a second one."""
    person, tried = work.account.ref, {act.by for act in work.knowledge.acts(item.id) if act.kind in USED}
    fresh = item.assurance is Assurance.TRIED and person not in item.writers and person not in tried
    return fresh and (not has_sites(work) or _is_of_a_second_site(item, person, work))


def _is_of_a_second_site(item: KnowledgeItem, person: AccountRef, work: KnowledgeWork) -> bool:
    """Than its writers, as far as they said where they are. Who reviews says so."""
    own = site_of(person, work)
    return own != "" and own not in {site_of(writer, work) for writer in item.writers}


def before_retiring(item: KnowledgeItem, acts: Sequence[Act]) -> Assurance:
    """As far as it was by what was done with it. What stood stands again, unless it says something else since."""
    stood = [act.at for act in acts if act.kind is ActKind.STANDING]
    if stood and (item.changed_at is None or item.changed_at <= stood[-1]):
        return Assurance.STANDING
    if stood or any(act.kind is ActKind.REVIEWED for act in acts):
        return Assurance.REVIEWED
    tried = any(act.kind in USED and act.by and act.by not in item.writers for act in acts)
    return Assurance.TRIED if tried else Assurance.RAW
