"""What Kring says: messages to come, and where those stand that were posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from facilitation.messages import Message, To
from facilitation.people import AccountRef, CommunityId, PlaceRef, SideId


class Outbox(Protocol):
    """Messages to come. Adding one here, in the event's own transaction, is the only way to post."""

    def post(
        self,
        to: To,
        message: Message,
        *,
        key: str | None = None,
        not_before: datetime | None = None,
        expires: datetime | None = None,
    ) -> bool:
        """Post it, not before and not after the given moments. `key` lets it be updated and threaded under.

        False: there is no place for it, as beside the only one where a thread stands. Else `MessageSent` or
        `MessageLost` tells what became of it.
        """
        ...

    def update(self, key: str, message: Message) -> None:
        """Put this in the place of the message posted under `key` (or to be posted: then that one changes)."""
        ...

    def withdraw(self, key: str) -> None:
        """Don't post it after all. Nothing happens when it has been posted already."""
        ...

    def keys(self, beginning: str) -> Sequence[str]:
        """Of the messages posted, or yet to be, under keys that begin so; in order."""
        ...

    def forget(self, beginning: str) -> None:
        """Let nothing tell that there were messages under keys that begin so, to whom and when; none is sent any more.

        Where they stand on the platform they stay, and can't be changed.
        """
        ...

    def call_back(self, account: AccountRef, side: SideId) -> None:
        """What they were still to be told of that side is not: they are there no more."""
        ...

    def look_up(self, account: AccountRef) -> None:
        """Have the platform asked who this is; comes back as `ProfileSeen`."""
        ...

    def read(self, place: PlaceRef, message_id: str, *, key: str) -> None:
        """Have the platform asked what that message says; comes back as `MessageRead`, unless it is withdrawn."""
        ...


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message of ours where it stands; `key` is the one that its twins share."""

    community_id: CommunityId | None
    key: str
    place: PlaceRef
    message_id: str


class Posted(Protocol):
    """Where our keyed messages stand on the platforms."""

    def at(self, place: PlaceRef, message_id: str) -> PostedMessage | None:
        """Which of our messages that is; `place`'s thread does not matter."""
        ...

    def under(self, key: str) -> PostedMessage | None: ...

    def rename(self, key: str, to: str) -> None:
        """What stands under that key stands under the other one from now on."""
        ...

    def goes_on(self, key: str) -> bool:
        """Whether it had no room in one message."""
        ...
