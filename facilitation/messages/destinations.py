"""Where a message goes that must arrive."""

from dataclasses import dataclass
from typing import Literal

from facilitation.people import AccountRef, PlaceRef


@dataclass(frozen=True, slots=True)
class ToPlace:
    """A channel, or a thread whose root's platform id is known."""

    place: PlaceRef
    kind: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class ToThread:
    """The thread under the message that Kring posted with this key, once that has been posted."""

    key: str
    kind: Literal["thread"] = "thread"


@dataclass(frozen=True, slots=True)
class ToPerson:
    """A direct conversation between Kring and this person."""

    account: AccountRef
    kind: Literal["person"] = "person"


To = ToPlace | ToThread | ToPerson
