"""What a person can do. Each act changes the workspace, hands the event over, and brings back Kring's answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from secrets import token_hex

from pydantic import TypeAdapter, ValidationError

from adapters.border import clean
from adapters.playground import incoming
from adapters.playground.answering import HOME, Answering, Reply
from adapters.playground.asking import Asked, Trouble
from adapters.playground.channels import Channel, Kind, direct_channel
from adapters.playground.incoming import Act
from adapters.playground.people import Person
from adapters.playground.posts import Post
from adapters.playground.workspace import Workspace
from facilitation.events import Place, PlaceChosen
from facilitation.messages import Answer, Form, RefuseForm
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle
from facilitation.texts import Texts

FORM = TypeAdapter(Form)
LONGEST_MESSAGE = 40_000  # characters, as on Slack
LONGEST_EMOJI = 32  # characters; families and flags are several


class Acts:
    def __init__(self, workspace: Workspace, handle: Handle) -> None:
        self._workspace = workspace
        self._answering = Answering(workspace, handle)
        self._by_name: Mapping[str, Callable[[Act, Asked], Awaitable[Reply]]] = {
            "messages": self._say,
            "press": self._press,
            "forms": self._submit,
            "reactions": self._react,
            "edits": self._edit,
            "deletions": self._delete,
            "dismissals": self._dismiss,
            "shortcuts": self._use_shortcut,
            "home": self._open_home,
            "menu": self._open_menu,
        }

    async def perform(self, name: str, act: Act, asked: Asked) -> Reply:
        """Raises: Trouble; and whatever the engine raised."""
        if name not in self._by_name:
            raise Trouble("playground.trouble.no_such_act", 404)
        return await self._by_name[name](act, asked)

    async def finish(self) -> None:
        """Let everything that was begun come to its end."""
        await self._answering.finish()

    async def _say(self, act: Act, asked: Asked) -> Reply:
        channel = self._channel(act, asked.text("channel"))
        thread = self._thread(channel, asked)
        text = _written(asked)
        command = incoming.slash_command(text)
        if command is not None:
            where = incoming.place(channel, thread)
            return await self._answering.hand_over(act, incoming.command(act, where, command), where.ref)
        if text.startswith("/") and text[1:2].isalpha():
            raise Trouble("playground.trouble.unknown_command", 422)
        post = await self._workspace.add(
            Post(id="", channel=channel.id, thread=thread, author=act.person.user, at=act.at, text=text)
        )
        posted = incoming.posted(replace(act, delivery_id=f"posted:{post.id}"), channel, post)
        if posted is None:
            return Reply(post=post, channel=channel.id)
        reply = await self._answering.hand_over(act, posted, post.place)
        await self._answering.show_links(replace(act, delivery_id=f"links:{post.id}"), channel, post)
        return replace(reply, post=post)

    async def _press(self, act: Act, asked: Asked) -> Reply:
        post = self._readable_post(act, asked) if asked.text("post") else None
        where = self._where(act, asked, post)
        event = incoming.pressed(act, where, post, asked.text("action"), asked.text("subject"))
        shown = HOME if asked.text("channel") == HOME.channel else where.ref
        return await self._answering.hand_over(act, event, shown, post)

    async def _submit(self, act: Act, asked: Asked) -> Reply:
        try:
            form = FORM.validate_json(asked.text("form"))
        except ValidationError:
            raise Trouble("playground.trouble.unreadable") from None
        values = incoming.filled_in(form, asked.values, lambda identity: self._chosen(act, identity))
        texts = Texts(act.person.language)
        missing = {name: texts.plain(key) for name, key in incoming.noticed(form, values).items()}
        card = self._card(act, asked)
        where = self._where(act, asked, card)
        shown = HOME if asked.text("channel") == HOME.channel else where.ref
        reply = await self._answering.hand_over(act, incoming.submitted(act, where, form, values), shown, card)
        return replace(reply, answer=_with_all_errors(reply.answer, missing), form=form, values=asked.values)

    async def _react(self, act: Act, asked: Asked) -> Reply:
        """Once more takes it back, of which Kring hears nothing."""
        post, emoji = self._readable_post(act, asked), asked.text("emoji")
        if not emoji or len(emoji) > LONGEST_EMOJI or emoji.isalnum():
            raise Trouble("playground.trouble.unreadable")
        had = act.person.user in post.reactions.get(emoji, ())
        changed = await self._workspace.change(post, lambda now: _toggled(now, emoji, act.person.user))
        channel = self._workspace.channel(post.channel)
        if had or channel is None or not channel.kring:
            return Reply(post=changed, channel=post.channel)
        event = incoming.reacted(act, channel, post, emoji)
        return replace(await self._answering.hand_over(act, event, post.place), post=changed)

    async def _edit(self, act: Act, asked: Asked) -> Reply:
        post = self._own_post(act, asked)
        text = _written(asked)
        changed = await self._workspace.change(post, lambda now: replace(now, text=text, edited=True))
        channel = self._workspace.channel(post.channel)
        if channel is None or not channel.kring:
            return Reply(post=changed, channel=post.channel)
        event = incoming.edited(act, channel, changed)
        return replace(await self._answering.hand_over(act, event, post.place), post=changed)

    async def _delete(self, act: Act, asked: Asked) -> Reply:
        post = self._own_post(act, asked)
        await self._workspace.remove(post)
        channel = self._workspace.channel(post.channel)
        if channel is None or not channel.kring:
            return Reply(channel=post.channel)
        return await self._answering.hand_over(act, incoming.deleted(act, channel, post), post.place)

    async def _dismiss(self, act: Act, asked: Asked) -> Reply:
        post = self._readable_post(act, asked)
        if post.only_for == act.person.user:
            await self._workspace.remove(post)
        return Reply(channel=post.channel)

    async def _use_shortcut(self, act: Act, asked: Asked) -> Reply:
        post = self._readable_post(act, asked)
        channel = self._workspace.channel(post.channel)
        if channel is None or post.only_for is not None:
            raise Trouble("playground.trouble.gone", 404)
        author = self._workspace.example.by_user.get(post.author)
        event = incoming.shortcut(act, channel, post, asked.text("shortcut"), author)
        return await self._answering.hand_over(act, event, post.place)

    async def _open_home(self, act: Act, _: Asked) -> Reply:
        return await self._answering.hand_over(act, incoming.home_opened(act), HOME)

    async def _open_menu(self, act: Act, _: Asked) -> Reply:
        """Of no channel: what comes of it is told in their conversation with Kring."""
        where = incoming.place(self._channel(act, ""))
        return await self._answering.hand_over(act, incoming.menu_opened(act, where), where.ref)

    # --- what was meant

    def _channel(self, act: Act, identity: str) -> Channel:
        """The one named, or else their conversation with Kring. Raises: Trouble where they are not in it."""
        channel = self._workspace.channel(identity or direct_channel(act.person.user))
        is_in = channel is not None and act.person.user in channel.members
        if channel is None or (channel.is_private and not is_in):
            raise Trouble("playground.trouble.no_such_channel", 404)
        if not is_in:
            raise Trouble("playground.trouble.join_first", 403, channel=channel.name)
        return channel

    def _thread(self, channel: Channel, asked: Asked) -> str | None:
        if not asked.text("thread"):
            return None
        root = self._workspace.post(asked.text("thread"))
        if root is None or root.channel != channel.id or root.only_for is not None:
            raise Trouble("playground.trouble.gone", 404)
        return root.thread or root.id

    def _where(self, act: Act, asked: Asked, post: Post | None) -> Place:
        """The place of the post, or the one told; on the home view the person's conversation with Kring."""
        identity = post.channel if post else asked.text("channel")
        channel = self._channel(act, "" if identity == HOME.channel else identity)
        root = self._workspace.post(asked.text("thread"))
        told = root.thread or root.id if root and root.channel == channel.id and root.only_for is None else None
        return incoming.place(channel, post.thread if post else told)

    def _card(self, act: Act, asked: Asked) -> Post | None:
        """The card of Kring's whose button opened the form; None where it was opened otherwise, or is gone."""
        post = self._workspace.post(asked.text("post"))
        return post if post and post.by_kring and may_see(self._workspace, post, act.person.user) else None

    def _readable_post(self, act: Act, asked: Asked) -> Post:
        post = self._workspace.post(asked.text("post"))
        if post is None or not may_see(self._workspace, post, act.person.user):
            raise Trouble("playground.trouble.gone", 404)
        return post

    def _own_post(self, act: Act, asked: Asked) -> Post:
        post = self._readable_post(act, asked)
        if post.author != act.person.user:
            raise Trouble("playground.trouble.not_yours", 403)
        return post

    def _chosen(self, act: Act, identity: str) -> PlaceChosen | None:
        """A channel that they are in themselves."""
        channel = self._workspace.channel(identity)
        if channel is None or channel.kind is not Kind.CHANNEL or act.person.user not in channel.members:
            return None
        return PlaceChosen(ref=channel.place, name=channel.name, kring_is_in=channel.kring)


def an_act(person: Person, clock: Clock, delivery_id: str = "") -> Act:
    """Of this moment; a delivery of its own unless told which."""
    return Act(person=person, at=clock.now(), delivery_id=delivery_id or token_hex(12))


def may_see(workspace: Workspace, post: Post, user: str) -> bool:
    if post.only_for is not None:
        return post.only_for == user
    return workspace.may_read(workspace.channel(post.channel), user)


def _with_all_errors(answer: Answer | None, noticed: Mapping[str, str]) -> Answer | None:
    """The engine judges every field itself; where it refuses, what we noticed is told in the same breath."""
    return RefuseForm({**noticed, **answer.errors}) if isinstance(answer, RefuseForm) else answer


def _written(asked: Asked) -> str:
    """What they wrote. Raises: Trouble when it is nothing, or more than one message holds."""
    text = clean(asked.text("text")).strip()
    if not text:
        raise Trouble("playground.trouble.nothing_written", 422)
    if len(text) > LONGEST_MESSAGE:
        raise Trouble("playground.trouble.message_too_long", 422)
    return text


def _toggled(post: Post, emoji: str, user: str) -> Post:
    users = post.reactions.get(emoji, [])
    changed = [each for each in users if each != user] if user in users else [*users, user]
    reactions = {**post.reactions, emoji: changed}
    return replace(post, reactions={each: by for each, by in reactions.items() if by})
