"""The nearest thing to an answer that a platform can do, there where somebody acted."""

from collections.abc import Callable

from facilitation.capability import Handled
from facilitation.conversation import courtesy
from facilitation.events import ANSWERED, Actor, ChatEvent, CommandGiven, Said
from facilitation.messages import LookUp, OpenForm, Owed, ToPerson, Whisper
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.platform import Ability
from facilitation.sides import by_their_eyes


def nearest(
    event: ChatEvent, answer: Handled, abilities: Callable[[], frozenset[Ability]], work: UnitOfWork
) -> Handled:
    """What this platform can do of the answer: a button for a form, a direct message for a whisper."""
    if isinstance(answer, OpenForm) and not getattr(event, "can_open_form", False):
        answer = courtesy.form_behind_button(event, answer, work)
    actor: Actor | None = getattr(event, "by", None)
    if isinstance(answer, LookUp):
        return answer if answer.for_all else by_their_eyes(answer, actor, work)
    if not isinstance(answer, Whisper) or answer.fleeting or actor is None:
        return answer
    if _may_whisper(event, abilities()):
        return answer
    work.outbox.post(ToPerson(actor.here, Owed.ANSWER, here=True), answer.message)
    return None


def _may_whisper(event: ChatEvent, abilities: frozenset[Ability]) -> bool:
    """A direct message is answered by one, and so is what nobody waits at; elsewhere it takes the ability."""
    if not isinstance(event, ANSWERED) or (isinstance(event, CommandGiven) and event.said in (Said.DIRECT, Said.MENU)):
        return False
    return Ability.PRIVATE_REPLIES in abilities
