"""Teams as a platform that Kring speaks through: posts, edits, profiles, channels."""

import asyncio
from collections.abc import Sequence

from adapters.border import Json, clean, text
from adapters.teams import calls
from adapters.teams.channels import Channels
from adapters.teams.connector import Connector, Reach
from adapters.teams.failures import SOON
from adapters.teams.incoming.reading import is_channel
from adapters.teams.outgoing import as_activity, in_parts, pictures
from adapters.teams.paces import PACES
from adapters.teams.seals import Seals
from adapters.teams.tenants import Tenants
from adapters.teams.vanishing import Vanishing
from facilitation.events import MessageSeen, PlaceChosen, ProfileSeen
from facilitation.messages import Message
from facilitation.people import AccountRef, Address, GroupRef, PlaceRef, Standing
from facilitation.ports.platform import Ability, Ambiguous, Outgoing, PlaceGone, Sent, TryLater, Unsupported

# No line in a channel that one person sees, and no history for bots.
ABILITIES: frozenset[Ability] = frozenset()
GUEST = "guest"
_REMEMBERED = 10_000  # direct conversations


class TeamsPlatform:
    """`ports.platform.Platform` for every tenant that the app is installed in."""

    abilities = ABILITIES
    paces = PACES

    def __init__(
        self, connector: Connector, channels: Channels, tenants: Tenants, seals: Seals, vanishing: Vanishing
    ) -> None:
        self._connector, self._channels, self._tenants, self._seals = connector, channels, tenants, seals
        self._vanishing = vanishing
        self._direct: dict[AccountRef, str] = {}

    def parts(self, message: Message) -> Sequence[Message]:
        return in_parts(message)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Post it, or edit what it replaces. A group chat is made by people or through Graph, which Kring doesn't use.

        Raises: TryLater, PlaceGone, Unsupported, Ambiguous.
        """
        if isinstance(outgoing.to, GroupRef):
            raise Unsupported("a bot can't make a group chat")
        to = self._reach(outgoing.to, outgoing.address)
        shown = await asyncio.to_thread(pictures, outgoing.message)
        activity = self._seals.put(as_activity(outgoing.message, shown))
        place = outgoing.direct or await self._place(to, outgoing.to)
        try:
            return await self._say(to, place, activity, outgoing.replaces)
        except PlaceGone as refusal:
            direct = isinstance(outgoing.to, AccountRef)
            raise await self._vanishing.of(refusal, to, place, direct=direct) from refusal

    async def _say(self, to: Reach, place: PlaceRef, activity: Json, replaces: str | None) -> Sent:
        if replaces:
            conversation = calls.conversation_of(place, replaces)
            await self._connector.do(calls.replacement(to, conversation, replaces, activity))
            return Sent(place, replaces)
        if is_channel(place.channel) and not place.thread:
            answer = await self._connector.do(calls.new_post(to, place.channel, activity))
            return Sent(place, _identity(answer, "activityId"))
        answer = await self._connector.do(calls.reply(to, calls.conversation_of(place), activity))
        return Sent(place, _identity(answer, "id"))

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Teams gives bots no way to look at a conversation."""
        raise Unsupported("Teams has no history for bots")

    async def look_up(self, account: AccountRef, address: Address | None) -> ProfileSeen:
        to = self._reach(account, address)
        place = await self._place(to, account)
        answer = await self._connector.do(calls.member(to, place.channel, account.user))
        return ProfileSeen(
            account=account,
            name=clean(text(answer, "name")),
            locale=text(answer, "locale") or None,
            is_bot=text(answer, "userRole") == "bot" or account.user.startswith("28:"),
            standing=Standing.GUEST if text(answer, "userRole") == GUEST else None,
            address=address,
        )

    async def read(self, message: PlaceRef, address: Address | None) -> MessageSeen | None:
        """Teams gives bots no way to read a message."""
        raise Unsupported("Teams has no history for bots")

    async def look_at(self, place: PlaceRef) -> PlaceChosen:
        """A channel's name, and whether Kring is in it. Raises: TryLater, Unsupported, Ambiguous."""
        known = await self._channels.find(place)
        if known:
            return PlaceChosen(known.place, known.name, address=known.address)
        to = self._reach(place, None)
        address = {"service_url": to.service_url, "tenant": to.tenant, "bot": to.bot, "conversation": place.channel}
        try:
            await self._connector.do(calls.someone(to, place.channel))
        except PlaceGone:
            return PlaceChosen(place.whole, kring_is_in=False, address=address)
        return PlaceChosen(place.whole, address=address)

    async def user_of(self, place: PlaceRef, address: Address | None, directory_id: str) -> AccountRef:
        """The id that bots know a person by. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        to = self._reach(place, address)
        answer = await self._connector.do(calls.member(to, place.channel, directory_id))
        return AccountRef(place.workspace, _told(answer, "id"))

    async def direct(self, account: AccountRef) -> tuple[Reach, PlaceRef]:
        """Their conversation with Kring, and how it is reached. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        to = self._reach(account, None)
        return to, await self._place(to, account)

    def _reach(self, to: PlaceRef | AccountRef, address: Address | None) -> Reach:
        return self._tenants.reach(to.workspace, address)

    async def _place(self, to: Reach, where: PlaceRef | AccountRef) -> PlaceRef:
        if isinstance(where, PlaceRef):
            return where
        conversation = self._direct.get(where)
        if conversation is None:
            conversation = _told(await self._connector.do(calls.direct(to, where.user)), "id")
            if len(self._direct) >= _REMEMBERED:
                self._direct.clear()
            self._direct[where] = conversation
        return PlaceRef(where.workspace, conversation)


def _identity(answer: Json, name: str) -> str:
    """Of what was posted."""
    identity = text(answer, name)
    if not identity:
        raise Ambiguous("an answer without an id")
    return identity


def _told(answer: Json, name: str) -> str:
    """Of what was only asked."""
    identity = text(answer, name)
    if not identity:
        raise TryLater(SOON, "an answer without an id")
    return identity
