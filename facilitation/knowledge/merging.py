"""Two accounts turn out to be one person's, who is asked once, heard once and counted once."""

from facilitation.events import AccountMoved, AccountMoves
from facilitation.knowledge import wanting
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.model import Consent, Say, Stage
from facilitation.knowledge.recording import make_findable
from facilitation.knowledge.repository import KnowledgeWork

STRICTEST = (Say.TAKEN_BACK, Say.REFUSED, Say.UNSAID, Say.WAITING, Say.GIVEN)
EVERYTHING = 1_000_000


def on_moves(moves: AccountMoves, work: KnowledgeWork) -> None:
    """What both said to the same keeping is one word; who both looked for in vain looked once."""
    if not work.in_community:
        return
    for consent in work.knowledge.consents_of(moves.was):
        twins = [each for each in work.knowledge.consents(consent.keeping_id) if each.author == moves.now]
        for twin in twins:
            _agree(twin, consent, work)
            work.knowledge.remove_consent(consent)
    for wanted in work.knowledge.all_wanted():
        wanting.count_once(wanted, moves.was, moves.now)


def on_moved(moved: AccountMoved, work: KnowledgeWork) -> None:
    """What only some may find, they find by the account that counts now."""
    if not work.in_community:
        return
    for entry in work.knowledge.entries(
        Reader(moved.now, is_member=True, is_of_organisation=True, sides=None), limit=EVERYTHING
    ):
        item = work.knowledge.item(entry.id)
        if item and item.taking_part and moved.now in item.taking_part:
            make_findable(item, work)


def _agree(kept: Consent, other: Consent, work: KnowledgeWork) -> None:
    """The stricter word, while it decides about words; afterwards the one by which some are kept."""
    keeping = work.knowledge.keeping(kept.keeping_id)
    is_kept = keeping is not None and keeping.stage is Stage.KEPT
    said = sorted((kept.say, other.say), key=STRICTEST.index, reverse=is_kept)
    kept.say = said[0]
    kept.unnamed = kept.unnamed or other.unnamed
    kept.said_at = max(kept.said_at, other.said_at)
