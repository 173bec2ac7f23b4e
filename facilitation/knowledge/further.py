"""What else whoever looks can do with an item as things stand now: nothing that would only be refused to them."""

from collections.abc import Sequence

from facilitation.knowledge import history_cards, proposals, proposing, proposing_cards, tending_cards
from facilitation.knowledge.actions import FOLLOW, LINK, TAKE_BACK, UNFOLLOW
from facilitation.knowledge.assurance import may_review
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import RECOGNISED, Assurance, Audience
from facilitation.knowledge.passages import Part
from facilitation.knowledge.proposals import Purpose
from facilitation.knowledge.reading import reader_of
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.knowledge.writing_forms import about
from facilitation.messages import Block, Button, Card, Facts, Small
from facilitation.wording import for_actor

DOUBT = "questions.doubt"
PIN = "resources.add"


def card(item: KnowledgeItem, work: KnowledgeWork) -> Card:
    """Said to one person. The buttons stand in the order of its lines."""
    texts = for_actor(work)
    groups = {"beside": _beside(item, work), "tending": _tending(item, work), "changing": _changing(item, work)}
    lines = [(texts.plain(f"knowledge.further.{name}"), _labels(group)) for name, group in groups.items() if group]
    body: list[Block] = [Facts(tuple(lines))]
    if _fresh(item, work):
        body.append(Small(texts("knowledge.fresh_eyes_means")))
    actions = tuple(button for group in groups.values() for button in group)
    return Card(texts.plain("knowledge.more_about", title=item.title), tuple(body), actions)


def _beside(item: KnowledgeItem, work: KnowledgeWork) -> list[Button]:
    texts = for_actor(work)
    remarks = (
        Button(texts.plain(f"knowledge.remark.{part}"), tending_cards.REMARK, about(item, part), opens_form=True)
        for part in (Part.CONTEXT, Part.DISSENT)
    )
    doubts = item.audience is not Audience.SESSION  # it is asked in front of all
    doubt = [_button(DOUBT, item, work, opens=True)] if doubts else []
    return [*remarks, *doubt, *([_button(tending_cards.FRESH_EYES, item, work)] if _fresh(item, work) else [])]


def _tending(item: KnowledgeItem, work: KnowledgeWork) -> list[Button]:
    me = work.account.ref
    tends = item.steward == me
    names = [UNFOLLOW if work.knowledge.follower(item.id, me) else FOLLOW]
    if item.steward is None or (item.is_offered and not tends):
        names.append(tending_cards.TEND)
    if item.assurance is not Assurance.RETIRED:
        names.append(tending_cards.STILL_TRUE)
    buttons = [_button(name, item, work) for name in names]
    return [*buttons, *([_button(tending_cards.HAND_OVER, item, work, opens=True)] if tends else [])]


def _changing(item: KnowledgeItem, work: KnowledgeWork) -> list[Button]:
    me, retired, versions = work.account.ref, item.assurance is Assurance.RETIRED, work.knowledge.versions(item.id)
    wrote = me in item.authors or any(me in each.authors for each in versions)
    opening = {
        PIN: item.audience is not Audience.SESSION and not retired,
        history_cards.COMPARE: len(versions) > 1,
        LINK: len(work.knowledge.entries(reader_of(work), limit=2)) > 1,
        proposing_cards.WIDEN: item.audience is not Audience.PUBLIC
        and item.is_signed
        and _free(item, Purpose.WIDEN, work),
    }
    pressing = {
        proposing_cards.STAND: _may_stand(item, work),
        tending_cards.RETIRE: not retired and _free(item, Purpose.RETIRE, work),
        tending_cards.BRING_BACK: retired and _free(item, Purpose.RESTORE, work),
        TAKE_BACK: wrote,
    }
    return [
        *(_button(name, item, work, opens=True) for name, can in opening.items() if can),
        *(_button(name, item, work) for name, can in pressing.items() if can),
    ]


def _may_stand(item: KnowledgeItem, work: KnowledgeWork) -> bool:
    if not proposing.is_ready(item) or item.assurance is Assurance.RETIRED:
        return False
    return _free(item, Purpose.STAND, work) and len(proposals.concerned(item, work)) >= proposals.FEWEST


def _fresh(item: KnowledgeItem, work: KnowledgeWork) -> bool:
    return item.kind not in RECOGNISED and may_review(item, work)


def _free(item: KnowledgeItem, purpose: Purpose, work: KnowledgeWork) -> bool:
    """Nobody is being asked that already."""
    return proposals.running(item, purpose, work) is None


def _button(name: str, item: KnowledgeItem, work: KnowledgeWork, *, opens: bool = False) -> Button:
    return Button(for_actor(work).plain(name), name, about(item), opens_form=opens)


def _labels(group: Sequence[Button]) -> str:
    return " · ".join(button.label.rstrip("…") for button in group)
