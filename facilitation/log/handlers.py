"""`/kring log`, page by page."""

from facilitation.capability import Capability, Press, Verb
from facilitation.events import ButtonPressed, CommandGiven
from facilitation.log import cards
from facilitation.messages import Answer, Card, ReplaceCard, Whisper
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_actor

PAGES = 6  # digits of how many are passed over


def on_log(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    return Whisper(_page(0, work))


def on_earlier(press: ButtonPressed, work: UnitOfWork) -> Answer:
    said = press.subject.detail
    return ReplaceCard(_page(int(said) if said.isdecimal() and len(said) <= PAGES else 0, work))


def _page(skip: int, work: UnitOfWork) -> Card:
    entries = work.audit.newest(skip, cards.SHOWN + 1)
    names = work.people.accounts([ref for each in entries for ref in (each.by, each.about) if ref])
    return cards.log_card(entries, names, skip, work.community, for_actor(work))


LOG: Capability[UnitOfWork] = Capability(
    name="log",
    verbs=(Verb("log", on_log, alone=True),),
    buttons={cards.EARLIER: Press(on_earlier)},
)
