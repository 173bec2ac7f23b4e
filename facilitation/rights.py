"""Who may do what: `rights.toml` is the one table, looked up when something is done. What is not in it is denied."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from facilitation.facilitators import is_facilitator
from facilitation.people import Level, Standing
from facilitation.ports.memory import UnitOfWork

TABLE = Path(__file__).with_suffix(".toml")


class Capacity(StrEnum):
    """In which somebody acts: what they are, at that moment, to the entered community or where none is entered."""

    NOBODY = "nobody"  # not in the community
    VISITOR = "visitor"  # the same, and a guest of the workspace
    GUEST = "guest"
    MEMBER = "member"
    HOST = "host"  # of what the act is about: the capability knows
    FACILITATOR = "facilitator"
    SPONSOR = "sponsor"  # and no member: a sponsor does not steer
    ADMIN = "admin"  # of the workspace, as its platform says


EVERYBODY = frozenset(Capacity) - {Capacity.HOST}
OUTSIDERS = frozenset({Standing.GUEST, Standing.STRANGER})
IN_IT = frozenset({Capacity.GUEST, Capacity.MEMBER})


class Kind(StrEnum):
    """How something is done."""

    VERB = "verbs"
    BUTTON = "buttons"
    FORM = "forms"
    SHORTCUT = "shortcuts"
    REACTION = "reactions"
    LOOK = "looks"  # what goes on with what was found


@dataclass(frozen=True, slots=True)
class Right:
    """`within`: a community must be meant."""

    name: str
    of: frozenset[Capacity]
    within: bool


class NobodyMay(LookupError):
    """The table does not say who may do this."""


def right_to(kind: Kind, name: str) -> Right:
    """Raises: NobodyMay."""
    found = _table().get((kind, name))
    if found is None:
        raise NobodyMay(f"{kind} {name}")
    return found


def all_rights() -> Iterator[tuple[Kind, str, Right]]:
    """The table, in its own order."""
    return ((kind, name, right) for (kind, name), right in _table().items())


def may(right: Right, work: UnitOfWork, *, hosts: Callable[[], bool]) -> bool:
    """Whether whoever acted may, here and now. `hosts`: whether they host what it is about."""
    if right.of >= EVERYBODY:
        return True
    found = capacities(work)
    if found & right.of:
        return True
    return Capacity.HOST in right.of and bool(found & IN_IT) and hosts()


def capacities(work: UnitOfWork) -> frozenset[Capacity]:
    """In which ones somebody acts here and now. Whether as a host depends on what it is about."""
    beside = {Capacity.ADMIN} if work.acting.standing is Standing.ADMIN else set()
    member = work.member if work.in_community else None
    outsider = work.acting.standing in OUTSIDERS
    if member is None:
        if work.in_community and work.sponsors.is_one(work.community.id, work.account.ref):
            beside.add(Capacity.SPONSOR)
        return frozenset(beside | {Capacity.VISITOR if outsider else Capacity.NOBODY})
    if outsider or member.level is Level.GUEST:
        return frozenset(beside | {Capacity.GUEST})
    return frozenset(beside | {Capacity.MEMBER} | ({Capacity.FACILITATOR} if is_facilitator(work) else set()))


@cache
def _table() -> Mapping[tuple[Kind, str], Right]:
    read = tomllib.loads(TABLE.read_text("utf-8"))
    outside = frozenset(read["outside"]["rights"])
    rights = {name: Right(name, frozenset(map(Capacity, of)), name not in outside) for name, of in read["who"].items()}
    return {(kind, name): rights[who] for kind in Kind for name, who in read[kind].items()}
