"""`./kring erase`: a community, or a person, is gone from the database, and so is every trace."""

from collections.abc import Callable, Mapping
from contextlib import closing

from bot.bundles.records import Heading
from bot.capabilities import repertoire
from facilitation.engine import Engine
from facilitation.events import Actor, MemberLeft, PersonErased
from facilitation.people import AccountRef, new_id
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from storage import exporting
from storage.store import Store
from storage.unit import SqlUnit


def census(store: Store, heading: Heading) -> Mapping[str, int]:
    """What there is to erase."""
    with exporting.reading_at_once(store.engine) as connection:
        return exporting.census(connection, heading.community)


def erase_community(store: Store, heading: Heading) -> int:
    """With the accounts of those who were members of no other. Returns how many rows there were. Raises: Conflict."""
    return _done(store, lambda unit, _: unit.erase(heading.community))


class WhichPerson(Exception):
    """Nobody, or several, are called so: `there_are` those whose names are alike."""

    def __init__(self, there_are: Mapping[AccountRef, str]) -> None:
        super().__init__()
        self.there_are = there_are


def person_called(store: Store, wanted: str) -> tuple[AccountRef, str]:
    """By their whole name, or by workspace/user; with their name. Raises: WhichPerson."""
    with closing(store.units()) as unit:
        alike = unit.people_called(wanted)
    found = [(ref, name) for ref, name in alike.items() if wanted in (name, f"{ref.workspace}/{ref.user}")]
    if len(found) != 1:
        raise WhichPerson(alike)
    return found[0]


def erase_person(store: Store, person: AccountRef) -> int:
    """Their words, as if they took back each of them; then everything that tells of them. Returns how many rows it was.

    Of whoever linked accounts, all of these go.

    They leave their communities first, so that what they held is offered to others. Raises: Conflict.
    """

    def forget(unit: SqlUnit, reception: Reception[SqlUnit]) -> int:
        principal = unit.people.person(person)
        others = unit.people.linked_to(principal)
        for other in others:
            other.principal = None
        accounts = [*(each.ref for each in others), principal]
        for account in accounts:
            reception.receive(_gone(account, unit), unit)
            for community in unit.remembered_in(account):
                reception.receive(PersonErased(community_id=community, account=account), unit)
        return sum(unit.forget(account) for account in accounts)

    return _done(store, forget)


def _gone(person: AccountRef, unit: SqlUnit) -> MemberLeft:
    return MemberLeft(
        workspace=person.workspace, delivery_id=new_id(), at=unit.now, by=Actor(ref=person, name=""), place=None
    )


def _done(store: Store, erase: Callable[[SqlUnit, Reception[SqlUnit]], int]) -> int:
    """In one transaction, and no trace of it left."""
    reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset())
    engine: Engine[SqlUnit] = Engine(store.units, store.writers, reception)
    erased: list[int] = []
    outcome = engine.perform([lambda unit: erased.append(erase(unit, reception))])[0]
    if isinstance(outcome, Failed):
        raise outcome.error
    store.scrub()
    return erased[-1]
