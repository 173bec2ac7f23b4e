"""Channels, private groups and direct conversations, and who is in them."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from adapters.playground.people import WORKSPACE, Example
from facilitation.people import PlaceKind, PlaceRef


class Kind(StrEnum):
    CHANNEL = "channel"
    GROUP = "group"
    WITH_KRING = "with_kring"
    BETWEEN_TWO = "between_two"


PLACE_KINDS = {Kind.CHANNEL: PlaceKind.CHANNEL, Kind.GROUP: PlaceKind.GROUP}


@dataclass(slots=True, kw_only=True)
class Channel:
    """`members` are users, without Kring; `kring` says whether Kring is in. A group is named by its first card.

    The `invitation` stands where else the purpose does until a community has begun there.
    """

    id: str
    kind: Kind = Kind.CHANNEL
    name: str = ""
    purpose: str = ""
    invitation: str = ""
    members: list[str]
    kring: bool = True

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(WORKSPACE, self.id)

    @property
    def place_kind(self) -> PlaceKind:
        return PLACE_KINDS.get(self.kind, PlaceKind.DIRECT)

    @property
    def is_private(self) -> bool:
        """Whether nobody else knows of it but those who are in it."""
        return self.kind is not Kind.CHANNEL

    def other(self, user: str) -> str:
        """Whom `user` talks with in a conversation between two."""
        return next((member for member in self.members if member != user), user)


CHANNELS = TypeAdapter(list[Channel])


def direct_channel(user: str) -> str:
    """The id of the conversation between Kring and this person."""
    return f"dm-{user}"


def group_channel(outgoing_id: str) -> str:
    """The id of the group that is made for this message. People can't give a channel such a name."""
    return f"dm-group-{outgoing_id}"


def opening_channels(example: Example) -> list[Channel]:
    return [
        Channel(
            id=each.id,
            name=each.id,
            purpose=each.purpose,
            invitation=each.invitation,
            members=list(each.members),
            kring=each.kring,
        )
        for each in example.channels
    ]


def direct_channels(example: Example) -> list[Channel]:
    """Everyone with Kring, and every two people with each other."""
    users = [person.user for person in example.people]
    with_kring = [Channel(id=direct_channel(user), kind=Kind.WITH_KRING, members=[user]) for user in users]
    between = [
        Channel(id=f"dm-{one}-{other}", kind=Kind.BETWEEN_TWO, members=[one, other], kring=False)
        for index, one in enumerate(users)
        for other in users[index + 1 :]
    ]
    return with_kring + between
