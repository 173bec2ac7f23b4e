"""For whom something is kept, in the words of the texts."""

from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Audience, OriginKind
from facilitation.knowledge.model import Keeping

ONE_SIDE = "side"


def told_as(kept: KnowledgeItem | Keeping) -> str:
    """Of what was never a session's, the few are the people of one side."""
    side = kept.side if isinstance(kept, KnowledgeItem) else kept.for_side
    few = kept.audience is Audience.SESSION and (side or kept.taking_part is not None)
    return ONE_SIDE if few and kept.origin_kind is not OriginKind.SESSION else kept.audience
