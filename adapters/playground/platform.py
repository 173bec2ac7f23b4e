"""The outgoing side: Kring posts, edits and looks around in the local workspace."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.markup import plain
from adapters.playground.channels import Channel, Kind, direct_channel, group_channel
from adapters.playground.people import KRING
from adapters.playground.posts import Post
from adapters.playground.workspace import Workspace
from facilitation.events import Actor, MessageSeen, ProfileSeen
from facilitation.messages import Card, Message
from facilitation.people import AccountRef, Address, GroupRef, PlaceRef
from facilitation.ports.pacing import Paces
from facilitation.ports.platform import Ability, Outgoing, PlaceGone, Sent, Unsupported

FEWEST_IN_A_GROUP = 2
LONGEST_NAME = 80  # characters of a group's


class PlaygroundPlatform:
    """`ports.Platform`. Nothing here is ever in doubt, so only PlaceGone and Unsupported are raised.

    A process can end between the making of a group and its first message; for the same message it is the same group.
    """

    abilities = frozenset(Ability)
    paces = Paces()

    def parts(self, message: Message) -> Sequence[Message]:
        """A page has room for everything."""
        return (message,)

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def send(self, outgoing: Outgoing) -> Sent:
        if outgoing.replaces is not None:
            return await self._edit(outgoing.replaces, outgoing)
        to = outgoing.to
        channel = await self._made(to, outgoing) if isinstance(to, GroupRef) else self._channel(to)
        thread = to.thread if isinstance(to, PlaceRef) else None
        post = await self._workspace.add(
            Post(
                id="",
                channel=channel.id,
                thread=self._root(thread),
                author=KRING,
                at=self._workspace.clock.now(),
                message=outgoing.message,
                outgoing_id=outgoing.id,
            )
        )
        return Sent(post.place, post.id)

    async def find(self, outgoing: Outgoing) -> Sent | None:
        post = self._workspace.sent_as(outgoing.id)
        return Sent(post.place, post.id) if post else None

    async def look_up(self, account: AccountRef, address: Address | None) -> ProfileSeen:
        if account.user == KRING:
            return ProfileSeen(account=account, name="Kring", is_bot=True)
        person = self._workspace.example.by_user.get(account.user)
        if person is None:
            raise PlaceGone("no such person")
        return ProfileSeen(account=account, name=person.name, locale=person.language, zone=person.zone)

    async def read(self, message: PlaceRef, address: Address | None) -> MessageSeen | None:
        self._channel(message.whole)
        post = self._workspace.post(message.thread or "")
        if post is None or post.channel != message.channel or post.only_for is not None:
            return None
        author = AccountRef(message.workspace, post.author)
        return MessageSeen(thread=post.thread, author=Actor(ref=author, is_bot=post.by_kring), text=post.text)

    async def _edit(self, message_id: str, outgoing: Outgoing) -> Sent:
        """Raises: Unsupported for what was deleted or isn't Kring's: its channel is still there."""
        post = self._workspace.post(message_id)
        if post is None or not post.by_kring:
            raise Unsupported("no such message of Kring's")
        changed = await self._workspace.change(
            post, lambda now: replace(now, message=outgoing.message, outgoing_id=outgoing.id)
        )
        return Sent(changed.place, changed.id)

    async def _made(self, group: GroupRef, outgoing: Outgoing) -> Channel:
        """Raises: Unsupported when it would be a direct conversation, PlaceGone when somebody is not there."""
        users = [member.user for member in group.members]
        if len(users) < FEWEST_IN_A_GROUP:
            raise Unsupported(f"a group of {len(users)}")
        if not self._workspace.example.by_user.keys() >= {*users}:
            raise PlaceGone("no such person")
        made = Channel(id=group_channel(outgoing.id), kind=Kind.GROUP, name=_heading(outgoing.message), members=users)
        await self._workspace.keep_channel(made, KRING)
        return made

    def _channel(self, to: PlaceRef | AccountRef) -> Channel:
        channel = self._workspace.channel(direct_channel(to.user) if isinstance(to, AccountRef) else to.channel)
        if channel is None or not channel.kring:
            raise PlaceGone("Kring is not in that channel")
        return channel

    def _root(self, thread: str | None) -> str | None:
        """Replies to a reply go under the root, as on Slack.

        Raises: Unsupported when the root was deleted: the channel is still there.
        """
        if thread is None:
            return None
        root = self._workspace.post(thread)
        if root is None:
            raise Unsupported("the thread was deleted")
        return root.thread or root.id


def _heading(message: Message) -> str:
    words = message.title if isinstance(message, Card) else plain(message.text)
    return " ".join(words.split())[:LONGEST_NAME]
