"""Somebody's home view: where they take part, what waits for them there, and what they chose for themselves."""

from collections.abc import Iterator
from typing import TypeVar

from facilitation.conversation import cards, courtesy, queue
from facilitation.events import Actor
from facilitation.facilitators import is_facilitator
from facilitation.messages import Button, Card, Small
from facilitation.ports.upkeep import EngineUnit
from facilitation.repertoire import Repertoire
from facilitation.wording import for_actor

W = TypeVar("W", bound=EngineUnit)

Meant = tuple[str, str | None, str]


def cards_of(actor: Actor, unit: W, repertoire: Repertoire[W]) -> Iterator[Card]:
    yield courtesy.home_card(unit, repertoire)
    told = list(_told(actor, unit, repertoire))
    if not any(waits for _, waits in told):
        yield from _nothing_waits(unit)
    yield from (card for card, _ in told)
    yield cards.settings_at_home(unit.account, for_actor(unit), unit.now)


def _told(actor: Actor, unit: W, repertoire: Repertoire[W]) -> Iterator[tuple[Card, bool]]:
    """Community by community, then what was kept from being sent and doesn't stand there already.

    Each with whether it waits for them: a capability's card without an action merely says how it is.
    """
    shown: set[Meant] = set()
    for community in unit.people.communities_of(actor.ref):
        unit.enter(community, actor)
        if is_facilitator(unit):
            yield from ((card, True) for card in queue.card(unit, repertoire))
        for card in _open_in_community(unit, repertoire):
            shown.update(_meant(card))
            yield card, bool(card.actions)
    waiting = unit.attention.waiting(unit.account, unit.acting.workspace)
    yield from ((card, True) for card in waiting if not _stands_in(card, shown))


def _open_in_community(unit: W, repertoire: Repertoire[W]) -> Iterator[Card]:
    for capability in repertoire.capabilities:
        yield from capability.home(unit) if capability.home else ()


def _stands_in(card: Card, shown: set[Meant]) -> bool:
    """Whether what it asks for before all else is offered already."""
    return next(_meant(card), None) in shown


def _meant(card: Card) -> Iterator[Meant]:
    """What its buttons do and with what; not how it stands there."""
    for button in card.actions:
        if isinstance(button, Button):
            yield button.action, button.subject.community, button.subject.id or button.subject.detail


def _nothing_waits(unit: EngineUnit) -> Iterator[Card]:
    """In the place of what would; not for whoever takes part in nothing where anything could."""
    if unit.people.communities_of(unit.account.ref):
        texts = for_actor(unit)
        yield Card(texts.plain("conversation.nothing_waits"), (Small(texts("conversation.nothing_waits_why")),))
