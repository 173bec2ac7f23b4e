"""Where a message goes that must arrive."""

from dataclasses import dataclass
from typing import Literal

from facilitation.messages.reasons import Why
from facilitation.people import AccountRef, PlaceRef, SideId


@dataclass(frozen=True, slots=True)
class ToPlace:
    """A channel, or a thread whose root's platform id is known. There alone, but for the thread of what has twins."""

    place: PlaceRef
    kind: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class ToCommunity:
    """A channel of the community, and with it each linked place: what is for all of it, on every side."""

    place: PlaceRef
    kind: Literal["community"] = "community"


@dataclass(frozen=True, slots=True)
class ToThread:
    """The thread under the message that Kring posted with this key, once that has been posted.

    And under its twins in linked places. Not in the place of the link `beside`, where it stands already.
    """

    key: str
    beside: str | None = None
    kind: Literal["thread"] = "thread"


@dataclass(frozen=True, slots=True)
class ToPerson:
    """A direct conversation between Kring and this person. `why` tells whether it draws on their attention budget.

    It goes where they want to be reached; with `here`, to this very account, though they have others. What is for one
    `side` of a community goes to an account of theirs there.
    """

    account: AccountRef
    why: Why
    here: bool = False
    side: SideId | None = None
    kind: Literal["person"] = "person"


@dataclass(frozen=True, slots=True)
class ToGroup:
    """A private group of these people and Kring, made for this message: what goes under its key stands there.

    Whether there can be one is found out when it is sent. Where there can't, it is lost as unsupported.
    """

    members: tuple[AccountRef, ...]
    kind: Literal["group"] = "group"


To = ToPlace | ToCommunity | ToThread | ToPerson | ToGroup
