"""What of all that can be said may be done here by whoever asks, in the order of help, and how they could do more."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from facilitation.capability import Verb
from facilitation.ports.memory import UnitOfWork
from facilitation.repertoire import Repertoire
from facilitation.rights import Capacity, Kind, capacities, may, right_to

INSIDE = frozenset({Capacity.GUEST, Capacity.MEMBER, Capacity.HOST, Capacity.FACILITATOR})
OUTSIDE = (Capacity.SPONSOR, Capacity.VISITOR, Capacity.NOBODY, Capacity.GUEST)
"""In which somebody may do less than a member; the first of these that they are."""


def verbs(work: UnitOfWork, repertoire: Repertoire[Any]) -> Iterator[tuple[str, Verb[Any]]]:
    """Each with its capability. Where none is entered and they take part in some, they are asked for which."""
    return ((capability, verb) for capability, verb in repertoire.verbs() if _is_offered(verb.name, work))


def by_capability(work: UnitOfWork, repertoire: Repertoire[Any]) -> Iterator[tuple[str, Sequence[Verb[Any]]]]:
    for capability, of_it in groupby(verbs(work, repertoire), key=lambda entry: entry[0]):
        yield capability, [verb for _, verb in of_it]


def standing(work: UnitOfWork) -> Capacity | None:
    """As what less is offered to them here than to members; None: as nothing, or in no community."""
    if not work.in_community:
        return None
    theirs = capacities(work)
    return next((each for each in OUTSIDE if each in theirs), None)


def takes_part(work: UnitOfWork) -> bool:
    return bool(work.people.communities_of(work.account.ref))


def _is_offered(verb: str, work: UnitOfWork) -> bool:
    right = right_to(Kind.VERB, verb)
    if not right.within or work.in_community:
        return may(right, work, hosts=lambda: False)
    return bool(INSIDE & right.of) and takes_part(work)
