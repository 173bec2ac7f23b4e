"""What knowledge answers to."""

from facilitation.capability import Capability, Fill, Look, Needs, Press, Verb, listen
from facilitation.events import (
    AnswerAccepted,
    AnswerWithdrawn,
    CaseGone,
    CommunityBroughtIn,
    FoundHelpful,
    SessionHarvested,
)
from facilitation.knowledge import cards, coming_in, concluding, consenting, finding, harvesting, invitations, offering
from facilitation.knowledge.news import news
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Card
from facilitation.wording import for_actor


def home(work: KnowledgeWork) -> list[Card]:
    """What the actor is asked to agree to."""
    me, texts = work.account.ref, for_actor(work)
    return [
        invitations.asking_card(keeping, me, texts, work)
        for keeping in (work.knowledge.keeping(consent.keeping_id) for consent in work.knowledge.waiting_for(me))
        if keeping and keeping.seen_by(me)
    ]


KNOWLEDGE: Capability[KnowledgeWork] = Capability(
    name="knowledge",
    verbs=(Verb("find", finding.on_find, Needs.MEMBER, opens_form=True),),
    buttons={
        cards.KEEP: Press(offering.on_keep),
        cards.NOT_NOW: Press(offering.on_not_now),
        # Who is quoted need not be a member.
        cards.YES: Press(consenting.on_yes, Needs.COMMUNITY),
        cards.NO: Press(consenting.on_no, Needs.COMMUNITY),
        cards.TAKE_BACK: Press(consenting.on_take_back, Needs.COMMUNITY),
        cards.READ_ON: Press(finding.on_read_on, Needs.COMMUNITY),
        cards.SHOW: Press(finding.on_show, Needs.COMMUNITY),
    },
    forms={cards.KEEP: Fill(offering.on_filled_in), cards.FIND: Fill(finding.on_words)},
    looks={finding.FOUND: Look(finding.on_found)},
    timers={
        invitations.ASK: invitations.on_ask,
        invitations.ASKED_LONG_ENOUGH: concluding.on_asked_long_enough,
        offering.OFFER_ENDS: offering.on_offer_ends,
    },
    listeners=(
        listen(AnswerAccepted, offering.on_accepted),
        listen(AnswerWithdrawn, offering.on_answer_withdrawn),
        listen(SessionHarvested, harvesting.on_harvested),
        listen(CaseGone, harvesting.on_case_gone),
        listen(FoundHelpful, finding.on_helpful),
        listen(CommunityBroughtIn, coming_in.on_brought_in),
    ),
    home=home,
    news=news,
)
