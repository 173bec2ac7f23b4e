"""Who acts: somebody with several accounts is one person, by whichever of them they do something."""

from dataclasses import replace
from typing import Any, TypeVar

from facilitation.events import Actor, ChatEvent, MessageRead
from facilitation.ports.directory import People

E = TypeVar("E", bound=ChatEvent)

WHO = ("by", "author")
"""Where events name people."""


def as_person(event: E, people: People) -> E:
    """The same, done by the person's principal account; what it tells of the other one is taken over there."""
    known: dict[str, Any] = {name: getattr(event, name, None) for name in WHO}
    persons = {name: _person(actor, people) for name, actor in known.items() if actor}
    changed: dict[str, Any] = {name: person for name, person in persons.items() if person is not known[name]}
    return replace(event, **changed) if changed else event


def of_a_person(read: MessageRead, people: People) -> MessageRead:
    """The same, written by its author's principal account."""
    seen = read.seen
    if seen is None or seen.author is None:
        return read
    return replace(read, seen=replace(seen, author=_person(seen.author, people)))


def _person(actor: Actor, people: People) -> Actor:
    account = people.account(actor.ref)
    principal = people.account(account.principal) if account and account.principal else None
    if principal is None or actor.is_bot:
        return actor
    people.meet(actor)
    return Actor(ref=principal.ref, name=principal.name, through=actor.ref)
