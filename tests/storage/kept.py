"""Words that somebody would keep, what an author says to that, and what is kept."""

from datetime import timedelta

from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Audience, Kind, Origin, OriginKind
from facilitation.knowledge.model import Consent, Keeping, Say, Stage
from facilitation.knowledge.passages import Part, Passage
from facilitation.people import AccountRef
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE

HOUR = timedelta(hours=1)
SESSION = Origin(OriginKind.SESSION, "s1")
SAID = "the heron flies at midnight"
TOGETHER = Passage(Part.CONTRIBUTION, WORKSPACE, ANN.ref.user, "Ann, Ben", SAID, (BEN.ref,))


def a_keeping(identity: str = "k", origin: Origin = SESSION, after: timedelta = timedelta(0)) -> Keeping:
    return Keeping(
        community_id=CIRCLE,
        id=identity,
        origin_kind=origin.kind,
        origin_id=origin.id,
        origin_title=SAID,
        origin_at=NOON - HOUR,
        kind=Kind.LESSON,
        audience=Audience.SESSION,
        taking_part=(ANN.ref, BEN.ref),
        workspace=WORKSPACE,
        user=ANN.ref.user,
        title=SAID,
        passages=(TOGETHER,),
        channel="C1",
        thread=None,
        stage=Stage.ASKED,
        offered_at=NOON + after,
        asked_until=NOON + 7 * 24 * HOUR,
    )


def a_consent(identity: str, keeping: str, author: AccountRef, say: Say = Say.WAITING) -> Consent:
    return Consent(
        community_id=CIRCLE,
        id=identity,
        keeping_id=keeping,
        workspace=author.workspace,
        user=author.user,
        say=say,
        said_at=NOON,
    )


def an_item() -> KnowledgeItem:
    return KnowledgeItem(
        community_id=CIRCLE,
        id="k",
        origin_kind=SESSION.kind,
        origin_id=SESSION.id,
        origin_title=SAID,
        origin_at=NOON,
        kind=Kind.LESSON,
        audience=Audience.SESSION,
        taking_part=(BEN.ref,),
        title=SAID,
        passages=(TOGETHER,),
        language="en",
        workspace=WORKSPACE,
        channel="C1",
        thread="t",
        kept_at=NOON,
    )
