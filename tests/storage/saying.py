"""Words for trying the outbox: what is said where, what is claimed, what is told as lost."""

from datetime import timedelta

from facilitation.events import MessageLost
from facilitation.messages import (
    Notice,
    To,
    ToPlace,
)
from facilitation.ports.upkeep import Claimed
from tests.storage.shelf import Shelf, channel

HERE = channel("C1")
THERE = channel("C2")
MINUTE = timedelta(minutes=1)


def said(claimed: list[Claimed]) -> list[str]:
    return [each.message.text for each in claimed if isinstance(each.message, Notice)]


def post(shelf: Shelf, words: str, to: To | None = None, key: str | None = None, **when: timedelta) -> None:
    """`after` and `until` count from now."""
    now = shelf.clock.moment
    with shelf.unit() as unit:
        unit.outbox.post(
            to or ToPlace(HERE),
            Notice(words),
            key=key,
            not_before=now + when["after"] if "after" in when else None,
            expires=now + when["until"] if "until" in when else None,
        )


def lost(shelf: Shelf) -> list[MessageLost]:
    with shelf.unit() as unit:
        return list(unit.dispatch.expired())
