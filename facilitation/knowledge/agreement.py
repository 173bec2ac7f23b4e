"""Which words stay, by what those say who said them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.model import Consent, Keeping, Say
from facilitation.knowledge.passages import Passage
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.people import AccountRef


def agreed_by(willing: Collection[AccountRef], to: Keeping) -> tuple[Passage, ...]:
    """What may be kept: the words to which everyone agrees who said them."""
    if to.origin_kind.is_whole:
        return to.passages if set(to.authors) <= set(willing) else ()
    return tuple(passage for passage in to.passages if set(passage.authors) <= set(willing))


def still_asked_about(keeping: Keeping, unwilling: Collection[AccountRef]) -> tuple[Passage, ...]:
    """Not what all refuse who said it. To the others of a small group, one's refusal is to look like silence."""
    return tuple(passage for passage in keeping.passages if not set(passage.authors) <= set(unwilling))


def left_without(author: AccountRef, passages: Sequence[Passage], whole: bool = False) -> tuple[Passage, ...]:
    """What stays when somebody's words go, and with them what was said together with others.

    `whole`: all that is quoted goes with theirs, as a question with its answer; what others wrote beside it stays.
    """
    return tuple(
        passage for passage in passages if author not in passage.authors and not (whole and passage.part.is_quote)
    )


def without_names(passages: Sequence[Passage], of: Collection[AccountRef]) -> tuple[Passage, ...]:
    """Their words stay, their names go; and with them the name of a group that they are in."""
    return tuple(
        replace(passage, name="") if set(of) & set(passage.authors) and passage.name else passage
        for passage in passages
    )


def note_agreement(item: KnowledgeItem, author: AccountRef, work: KnowledgeWork, unnamed: bool = False) -> None:
    """Who writes agrees by writing, also who took words back before.

    Who wished for no name stays without one, also by what they do with the item later: it would tell whose those are.
    """
    consents = work.knowledge.consents(item.id)
    consent = next((each for each in consents if each.author == author), None)
    if consent is None:
        consent = Consent(
            community_id=item.community_id,
            keeping_id=item.id,
            workspace=author.workspace,
            user=author.user,
            said_at=work.now,
        )
        work.knowledge.add_consent(consent)
    before = consent.unnamed and consent.say is Say.GIVEN
    consent.say, consent.unnamed, consent.said_at = Say.GIVEN, unnamed or before, work.now


def is_unnamed(item: KnowledgeItem, person: AccountRef, work: KnowledgeWork) -> bool:
    says = work.knowledge.consents(item.id)
    return any(each.unnamed for each in says if each.author == person and each.say is Say.GIVEN)
