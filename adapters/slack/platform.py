"""Slack as a platform: posting, changing, and looking whether something arrived."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from adapters.border import Node, part, parts, text
from adapters.slack import limits
from adapters.slack.incoming.conversations import seen
from adapters.slack.incoming.reading import SLACKBOT, name_of, standing_of
from adapters.slack.outgoing import in_parts, render
from adapters.slack.paces import PACES
from adapters.slack.pictures import with_pictures
from adapters.slack.web_api import WebApi
from facilitation.events import MessageSeen, PlaceChosen, ProfileSeen
from facilitation.messages import Message
from facilitation.people import AccountRef, Address, GroupRef, PlaceRef, Recipient, WorkspaceId
from facilitation.ports.platform import Ability, Outgoing, Sent, Unsupported

# Any app in the workspace can read metadata: it holds nothing but a random id.
METADATA = "kring_delivery"
PAGE = 200  # messages
PAGES = 5  # enough for what was said in a channel between a lost answer and the look for it
NAMES_KEPT = 20_000
NOT_THERE = ("thread_not_found", "message_not_found")
DIRECT = "D"  # begins the id of a direct conversation


class SlackPlatform:
    """The outgoing side, in all workspaces."""

    abilities = frozenset(Ability)
    paces = PACES

    def __init__(self, api: Callable[[WorkspaceId], WebApi], names: Callable[[WorkspaceId], dict[str, str]]) -> None:
        """`names` are filled with what people are called, by user id."""
        self._api = api
        self._names = names

    def parts(self, message: Message) -> Sequence[Message]:
        return in_parts(message)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Post it, or edit what it replaces. A group can't be made twice: Slack has one for each set of people.

        Raises: TryLater, PlaceGone, Unsupported, Ambiguous.
        """
        metadata = {"event_type": METADATA, "event_payload": {"id": outgoing.id}}
        if outgoing.replaces is not None:
            return await self._change(outgoing, outgoing.replaces, metadata)
        to = await self._place(outgoing.to) if isinstance(outgoing.to, GroupRef) else outgoing.to
        arguments = {
            "channel": to.channel if isinstance(to, PlaceRef) else to.user,
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
            **({"thread_ts": to.thread} if isinstance(to, PlaceRef) and to.thread else {}),
        }
        answer = await self._say(self._api(to.workspace), "chat.postMessage", outgoing.message, arguments)
        thread = to.thread if isinstance(to, PlaceRef) else None
        return Sent(PlaceRef(to.workspace, str(answer["channel"]), thread), str(answer["ts"]))

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Look whether it arrived after all, by the id in its metadata.

        Raises: TryLater, PlaceGone, Unsupported, Ambiguous.
        """
        place = outgoing.direct or await self._place(outgoing.to)
        async for message in self._messages(place, outgoing.replaces):
            metadata = part(message, "metadata")
            if text(metadata, "event_type") != METADATA:
                continue
            if text(part(metadata, "event_payload"), "id") == outgoing.id:
                return Sent(place, text(message, "ts"))
        return None

    async def look_up(self, account: AccountRef, address: Address | None) -> ProfileSeen:
        """Who that is. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        user = part(
            await self._api(account.workspace).read("users.info", user=account.user, include_locale=True), "user"
        )
        name = name_of(user, part(user, "profile"))
        names = self._names(account.workspace)
        if len(names) < NAMES_KEPT:
            names[account.user] = name
        return ProfileSeen(
            account=account,
            name=name,
            locale=text(user, "locale") or None,
            zone=text(user, "tz") or None,
            is_bot=user.get("is_bot") is True or account.user == SLACKBOT,
            is_active=user.get("deleted") is not True,
            standing=standing_of(user, account.workspace),
            address=address,
        )

    async def read(self, message: PlaceRef, address: Address | None) -> MessageSeen | None:
        """What stands there, in a thread or not. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        try:
            found = [
                each
                async for each in self._messages(message.whole, message.thread)
                if text(each, "ts") == message.thread
            ]
        except Unsupported as why:
            if str(why) in NOT_THERE:
                return None
            raise
        return seen(found[0], message.workspace, self._names(message.workspace)) if found else None

    async def look_at(self, place: PlaceRef) -> PlaceChosen:
        """A channel's name, and whether Kring is in it. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        channel = part(await self._api(place.workspace).read("conversations.info", channel=place.channel), "channel")
        member, archived = channel.get("is_member") is True, channel.get("is_archived") is True
        return PlaceChosen(place.whole, text(channel, "name"), kring_is_in=member and not archived)

    async def _change(self, outgoing: Outgoing, message_id: str, metadata: Mapping[str, object]) -> Sent:
        place = await self._place(outgoing.to)
        arguments = {"channel": place.channel, "ts": message_id, "metadata": metadata}
        api = self._api(place.workspace)
        await self._say(api, "chat.update", outgoing.message, arguments, limits.TEXT_OF_UPDATE)
        return Sent(place, message_id)

    async def _say(
        self, api: WebApi, method: str, message: Message, arguments: Mapping[str, object], longest: int = limits.TEXT
    ) -> Node:
        """With its pictures; where Slack refuses it with them, without. Raises: TryLater, PlaceGone, Unsupported,
        Ambiguous."""
        shown = await with_pictures(message, api)
        try:
            return await api.write(method, **arguments, **render(shown, longest))
        except Unsupported:
            if shown is message:
                raise
        return await api.write(method, **arguments, **render(message, longest))

    async def _place(self, to: Recipient) -> PlaceRef:
        """A conversation that is opened is the one there is, or else made."""
        if isinstance(to, PlaceRef):
            return to
        users = to.user if isinstance(to, AccountRef) else _together(to)
        answer = await self._api(to.workspace).write("conversations.open", users=users)
        channel = text(part(answer, "channel"), "id")
        if isinstance(to, GroupRef) and channel.startswith(DIRECT):
            raise Unsupported("a direct conversation instead of a group")
        return PlaceRef(to.workspace, channel)

    async def _messages(self, place: PlaceRef, only: str | None) -> AsyncIterator[Node]:
        """The messages of a channel, newest first; of a thread, oldest first; or only that one."""
        method, arguments = _where_to_look(place, only)
        for _ in range(PAGES):
            page = await self._api(place.workspace).read(method, **arguments, limit=PAGE, include_all_metadata=True)
            for message in parts(page, "messages"):
                yield message
            cursor = text(part(page, "response_metadata"), "next_cursor")
            if not cursor:
                return
            arguments = {**arguments, "cursor": cursor}


def _together(group: GroupRef) -> str:
    """Raises: Unsupported for too few or too many."""
    if not limits.FEWEST_IN_A_GROUP <= len(group.members) <= limits.MOST_IN_A_GROUP:
        raise Unsupported(f"a group of {len(group.members)}")
    return ",".join(member.user for member in group.members)


def _where_to_look(place: PlaceRef, only: str | None) -> tuple[str, dict[str, object]]:
    if only is not None:
        only_it = {"oldest": only, "latest": only, "inclusive": True}
        return "conversations.replies", {"channel": place.channel, "ts": only, **only_it}
    if place.thread is not None:
        return "conversations.replies", {"channel": place.channel, "ts": place.thread}
    return "conversations.history", {"channel": place.channel}
