"""Words for taking activities apart. What is missing or of another type reads as empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from adapters.border import Basics, Node, clean, part, parts, text
from facilitation.events import Actor, Place
from facilitation.people import DIRECTORY_ID, AccountRef, Address, PlaceKind, PlaceRef, WorkspaceId

THREAD = ";messageid="
_KINDS = {"personal": PlaceKind.DIRECT, "groupChat": PlaceKind.GROUP, "channel": PlaceKind.CHANNEL}
_CHANNEL_SUFFIXES = ("@thread.tacv2", "@thread.skype")


class Malformed(ValueError):
    """An activity that Teams would not send. The message holds nothing of its contents."""


def is_channel(conversation: str) -> bool:
    """Whether it is a team's channel: the one kind of conversation with threads."""
    return conversation.partition(";")[0].endswith(_CHANNEL_SUFFIXES)


def tenant_of(activity: Node) -> str:
    """The conversation's own `tenantId` is missing from some activities; the channel data has it in all."""
    told = text(part(part(activity, "channelData"), "tenant"), "id")
    return told or text(part(activity, "conversation"), "tenantId")


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity as it came, when that was, and the channels of its team that Kring knows of."""

    node: Node
    received: datetime
    channels: Sequence[str] = ()

    @property
    def tenant(self) -> str:
        return tenant_of(self.node)

    @property
    def workspace(self) -> WorkspaceId:
        return WorkspaceId(f"teams:{self.tenant}")

    @property
    def channel_data(self) -> Node:
        return part(self.node, "channelData")

    @property
    def value(self) -> Node:
        return part(self.node, "value")

    @property
    def bot(self) -> str:
        return text(part(self.node, "recipient"), "id")

    @property
    def conversation(self) -> str:
        """Without the thread."""
        return text(part(self.node, "conversation"), "id").partition(THREAD)[0]

    def basics(self, kind: str, *more: str) -> Basics:
        """An activity's own id is unique within its conversation and kind only."""
        conversation = text(part(self.node, "conversation"), "id")
        told = (kind, conversation, text(self.node, "id") or text(self.node, "timestamp"), *more)
        return {"delivery_id": "|".join(told), "workspace": self.workspace, "at": self._at()}

    def _at(self) -> datetime:
        try:
            told = datetime.fromisoformat(text(self.node, "timestamp"))
            return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return self.received

    def actor(self) -> Actor:
        """Whoever did it."""
        who = part(self.node, "from")
        if not text(who, "id"):
            raise Malformed("an activity from nobody")
        client = next((each for each in parts(self.node, "entities") if text(each, "type") == "clientInfo"), {})
        return replace(
            self.someone(who),
            locale=text(self.node, "locale") or text(client, "locale") or None,
            zone=text(self.node, "localTimezone") or text(client, "timezone") or None,
        )

    def someone(self, who: Node) -> Actor:
        """Somebody else than who did it, as far as this activity tells."""
        user = text(who, "id")
        return Actor(
            ref=AccountRef(self.workspace, user),
            name=clean(text(who, "name")),
            is_bot=user.startswith("28:"),
            address=self.address(user=user, **{DIRECTORY_ID: text(who, "aadObjectId")}),
        )

    def place(self, message: str = "", channel: str = "") -> Place:
        """Where it happened. `message`: the message concerned; a root is in its channel, not in its own thread."""
        conversation = part(self.node, "conversation")
        where = channel or self.conversation
        if not where:
            raise Malformed("an activity from nowhere")
        root = "" if channel else text(conversation, "id").partition(THREAD)[2]
        return Place(
            ref=PlaceRef(self.workspace, where, root if root and root != message else None),
            kind=self._kind(where),
            name=clean(text(part(self.channel_data, "channel"), "name") or text(conversation, "name")),
            address=self.address(conversation=where, team=text(part(self.channel_data, "team"), "id")),
        )

    def _kind(self, conversation: str) -> PlaceKind:
        if is_channel(conversation):
            return PlaceKind.CHANNEL
        told = text(part(self.node, "conversation"), "conversationType")
        return _KINDS.get(told, PlaceKind.DIRECT if conversation.startswith("a:") else PlaceKind.GROUP)

    def address(self, **more: str) -> Address:
        """How to get back to Teams about this: our own conversation reference."""
        found = {"service_url": text(self.node, "serviceUrl"), "tenant": self.tenant, "bot": self.bot, **more}
        return {name: value for name, value in found.items() if value}
