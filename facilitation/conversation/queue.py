"""The one queue of whoever facilitates: what waits for them in a community, from all that is done there."""

from collections.abc import Iterator
from typing import Any

from facilitation.capability import Waits
from facilitation.messages import Card, Paragraph, Small
from facilitation.ports.memory import UnitOfWork
from facilitation.repertoire import Repertoire
from facilitation.texts import Md
from facilitation.wording import for_actor

LINES = 12


def card(work: UnitOfWork, repertoire: Repertoire[Any]) -> Iterator[Card]:
    """Nothing where nothing waits."""
    texts, name = for_actor(work), work.community.name
    waiting = list(_waiting(work, repertoire))[:LINES]
    if not waiting:
        return
    buttons = dict.fromkeys(each.button for each in waiting if each.button)  # each once
    lines = Md("\n".join(f"- {each.line}" for each in waiting))
    small = Small(texts("conversation.queue_small"))
    yield Card(texts.plain("conversation.queue", community=name), (Paragraph(lines), small), tuple(buttons))


def _waiting(work: UnitOfWork, repertoire: Repertoire[Any]) -> Iterator[Waits]:
    for capability in repertoire.capabilities:
        yield from capability.queue(work) if capability.queue else ()
