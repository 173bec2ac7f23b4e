"""The home view of somebody for whom much is open, as pages: every platform takes only so much at once."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from facilitation.events import ButtonPressed
from facilitation.messages import Button, Card, Home, ShowHome, Subject, is_long, split, weight
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Texts
from facilitation.wording import for_actor

MORE = "home.more"
"""The action of a button that shows the next page; its subject's detail is how many cards stand before it."""

ROOM = 36_000  # of Slack's view, by `weight`
BLOCKS = 90  # of its hundred
BUTTONS = 25  # in one of its blocks


def first(cards: Iterable[Card], work: UnitOfWork) -> ShowHome:
    return ShowHome(page(list(cards), 0, for_actor(work)))


def next_one(event: ButtonPressed, cards: Iterable[Card], work: UnitOfWork) -> ShowHome:
    """The one that was asked for."""
    before = event.subject.detail
    return ShowHome(page(list(cards), int(before) if before.isdecimal() else 0, for_actor(work)))


def page(cards: Iterable[Card], before: int, texts: Texts) -> Home:
    """From that card on, as many as there is room for, and a way on when there are more; one at least."""
    waiting = [part for card in cards for part in _parts(card)][before:]
    many = max(1, _that_fit(waiting))
    shown, left = waiting[:many], waiting[many:]
    if not left:
        return Home(tuple(shown))
    onward = Button(texts.plain("conversation.home_more"), MORE, Subject(detail=str(before + many)))
    return Home((*shown, Card(texts.plain("conversation.home_goes_on", count=len(left)), (), (onward,))))


def _parts(card: Card) -> Iterator[Card]:
    return (part for part in split(card, lambda part: not is_long(part)) if isinstance(part, Card))


def _that_fit(cards: Sequence[Card]) -> int:
    room, blocks = ROOM, BLOCKS
    for number, card in enumerate(cards):
        room -= weight(card)
        blocks -= 2 + len(card.body) + ceil(len(card.actions) / BUTTONS)
        if room < 0 or blocks < 0:
            return number
    return len(cards)
