"""Somebody's home view: where they take part, what waits for them there, and what they chose for themselves."""

from collections.abc import Iterator
from typing import TypeVar

from facilitation.conversation import cards, courtesy, queue
from facilitation.events import Actor
from facilitation.facilitators import is_facilitator
from facilitation.messages import Action, Card, Small
from facilitation.ports.upkeep import EngineUnit
from facilitation.repertoire import Repertoire
from facilitation.wording import for_actor

W = TypeVar("W", bound=EngineUnit)


def cards_of(actor: Actor, unit: W, repertoire: Repertoire[W]) -> Iterator[Card]:
    yield courtesy.home_card(unit, repertoire)
    waiting = list(_waiting(actor, unit, repertoire))
    yield from waiting or _nothing_waits(unit)
    yield cards.settings_at_home(unit.account, for_actor(unit), unit.now)


def _waiting(actor: Actor, unit: W, repertoire: Repertoire[W]) -> Iterator[Card]:
    """Community by community, then what was kept from being sent and doesn't stand there already."""
    shown: set[tuple[Action, ...]] = set()
    for community in unit.people.communities_of(actor.ref):
        unit.enter(community, actor)
        if is_facilitator(unit):
            yield from queue.card(unit, repertoire)
        for card in _open_in_community(unit, repertoire):
            shown.add(card.actions)
            yield card
    waiting = unit.attention.waiting(unit.account, unit.acting.workspace)
    yield from (card for card in waiting if card.actions not in shown)


def _open_in_community(unit: W, repertoire: Repertoire[W]) -> Iterator[Card]:
    for capability in repertoire.capabilities:
        yield from capability.home(unit) if capability.home else ()


def _nothing_waits(unit: EngineUnit) -> Iterator[Card]:
    """In the place of what would; not for whoever takes part in nothing where anything could."""
    if unit.people.communities_of(unit.account.ref):
        texts = for_actor(unit)
        yield Card(texts.plain("conversation.nothing_waits"), (Small(texts("conversation.nothing_waits_why")),))
