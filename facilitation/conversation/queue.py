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
    """Nothing where nothing waits. Of what does not fit it says how many there are."""
    texts, name = for_actor(work), work.community.name
    waiting = list(_waiting(work, repertoire))
    if not waiting:
        return
    shown, left_out = waiting[:LINES], len(waiting[LINES:])
    buttons = dict.fromkeys(each.button for each in shown if each.button)  # each once
    lines = Paragraph(Md("\n".join(f"- {each.line}" for each in shown)))
    more = (Paragraph(texts.count("conversation.queue_more", left_out)),) if left_out else ()
    small = Small(texts("conversation.queue_small"))
    yield Card(texts.plain("conversation.queue", community=name), (lines, *more, small), tuple(buttons))


def _waiting(work: UnitOfWork, repertoire: Repertoire[Any]) -> Iterator[Waits]:
    for capability in repertoire.capabilities:
        yield from capability.queue(work) if capability.queue else ()
