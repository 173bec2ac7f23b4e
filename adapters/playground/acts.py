"""What a person can do. Each act changes the workspace, hands the event over, and brings back Kring's answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from secrets import token_hex

from pydantic import TypeAdapter, ValidationError

from adapters.playground import incoming
from adapters.playground.asking import Asked, Trouble
from adapters.playground.channels import Channel, Kind, direct_channel
from adapters.playground.incoming import Act
from adapters.playground.people import KRING, WORKSPACE, Person
from adapters.playground.posts import Post
from adapters.playground.workspace import Workspace
from facilitation.events import AnyChatEvent, ButtonPressed, Place, PlaceChosen
from facilitation.messages import Answer, Button, Card, Form, RefuseForm, ReplaceCard, Whisper
from facilitation.people import PlaceRef
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle
from facilitation.texts import Texts

HOME = "home"  # stands for a channel where something was done on the home view
FORM = TypeAdapter(Form)
LONGEST_EMOJI = 32  # characters; families and flags are several


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the one who acted gets at once. `channel` is where it was done; `form` is the one that was filled in."""

    answer: Answer | None = None
    post: Post | None = None
    channel: str = ""
    form: Form | None = None
    values: incoming.Given | None = None


class Acts:
    def __init__(self, workspace: Workspace, handle: Handle) -> None:
        self._workspace = workspace
        self._handle = handle

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
        }

    async def perform(self, name: str, act: Act, asked: Asked) -> Reply:
        """Raises: Trouble; and whatever the engine raised."""
        if name not in self._by_name:
            raise Trouble("playground.trouble.no_such_act", 404)
        return await self._by_name[name](act, asked)

    async def _say(self, act: Act, asked: Asked) -> Reply:
        channel = self._channel(act, asked.text("channel"))
        thread = self._thread(channel, asked)
        text = incoming.clean(asked.text("text")).strip()
        command = incoming.slash_command(text)
        if command is not None:
            event = incoming.command(act, incoming.place(channel, thread), command)
            return await self._hand_over(act, event)
        if text.startswith("/") and text[1:2].isalpha():
            raise Trouble("playground.trouble.unknown_command", 422)
        if not text:
            raise Trouble("playground.trouble.nothing_written", 422)
        post = await self._workspace.add(
            Post(id="", channel=channel.id, thread=thread, author=act.person.user, at=act.at, text=text)
        )
        posted = incoming.posted(replace(act, delivery_id=f"posted:{post.id}"), channel, post)
        if posted is None:
            return Reply(post=post, channel=channel.id)
        return replace(await self._hand_over(act, posted), post=post)

    async def _press(self, act: Act, asked: Asked) -> Reply:
        post = self._readable_post(act, asked) if asked.text("post") else None
        where = self._where(act, asked, post)
        event = incoming.pressed(act, where, post, asked.text("action"), asked.text("subject"))
        return await self._hand_over(act, event, post, asked)

    async def _submit(self, act: Act, asked: Asked) -> Reply:
        try:
            form = FORM.validate_json(asked.text("form"))
        except ValidationError:
            raise Trouble("playground.trouble.unreadable") from None
        values = incoming.filled_in(form, asked.values, lambda identity: self._chosen(act, identity))
        errors = incoming.refused(form, values)
        if errors:
            texts = Texts(act.person.language)
            answer = RefuseForm({name: texts.plain(key) for name, key in errors.items()})
            return Reply(answer=answer, form=form, values=asked.values, channel=asked.text("channel"))
        where = self._where(act, asked, None)
        reply = await self._hand_over(act, incoming.submitted(act, where, form, values), asked=asked)
        return replace(reply, form=form, values=asked.values)

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
        return replace(await self._hand_over(act, incoming.reacted(act, channel, post, emoji)), post=changed)

    async def _edit(self, act: Act, asked: Asked) -> Reply:
        post = self._own_post(act, asked)
        text = incoming.clean(asked.text("text")).strip()
        if not text:
            raise Trouble("playground.trouble.nothing_written", 422)
        changed = await self._workspace.change(post, lambda now: replace(now, text=text, edited=True))
        channel = self._workspace.channel(post.channel)
        if channel is None or not channel.kring:
            return Reply(post=changed, channel=post.channel)
        return replace(await self._hand_over(act, incoming.edited(act, channel, changed)), post=changed)

    async def _delete(self, act: Act, asked: Asked) -> Reply:
        post = self._own_post(act, asked)
        await self._workspace.remove(post)
        channel = self._workspace.channel(post.channel)
        if channel is None or not channel.kring:
            return Reply(channel=post.channel)
        return await self._hand_over(act, incoming.deleted(act, channel, post))

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
        return await self._hand_over(act, incoming.shortcut(act, channel, post, asked.text("shortcut"), author))

    async def _open_home(self, act: Act, _: Asked) -> Reply:
        return replace(await self._hand_over(act, incoming.home_opened(act)), channel=HOME)

    # --- the engine's answer

    async def _hand_over(
        self, act: Act, event: AnyChatEvent, pressed: Post | None = None, asked: Asked | None = None
    ) -> Reply:
        """Whispers and replaced cards are put into the workspace; forms and the home view go back with the reply."""
        has_it = pressed is not None and isinstance(event, ButtonPressed) and _holds(pressed, event)
        answer = await self._handle(event)
        at_home = asked is not None and asked.text("channel") == HOME
        where = getattr(event, "place", None)
        place = where.ref if isinstance(where, Place) and not at_home else PlaceRef(WORKSPACE, HOME)
        if isinstance(answer, ReplaceCard) and pressed is not None and has_it:
            message = answer.message
            await self._workspace.change(pressed, lambda now: replace(now, message=message))
        elif isinstance(answer, Whisper | ReplaceCard):
            await self._whisper(act, place, answer)
        return Reply(answer=answer, channel=place.channel)

    async def _whisper(self, act: Act, place: PlaceRef, answer: Whisper | ReplaceCard) -> None:
        await self._workspace.add(
            Post(
                id="",
                channel=place.channel,
                thread=place.thread,
                author=KRING,
                at=act.at,
                message=answer.message,
                only_for=act.person.user,
            )
        )

    # --- what was meant

    def _channel(self, act: Act, identity: str) -> Channel:
        """The one named, or else their conversation with Kring. Raises: Trouble where they are not in it."""
        channel = self._workspace.channel(identity or direct_channel(act.person.user))
        is_in = channel is not None and act.person.user in channel.members
        if channel is None or (channel.name == "" and not is_in):
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
        channel = self._channel(act, "" if identity == HOME else identity)
        root = self._workspace.post(asked.text("thread"))
        told = root.thread or root.id if root and root.channel == channel.id and root.only_for is None else None
        return incoming.place(channel, post.thread if post else told)

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


def _holds(post: Post, pressed: ButtonPressed) -> bool:
    """Whether that button is on the post: only then may what follows take its place."""
    actions = post.message.actions if isinstance(post.message, Card) else ()
    buttons = {(each.action, each.subject) for each in actions if isinstance(each, Button)}
    return (pressed.action, pressed.subject) in buttons


def _toggled(post: Post, emoji: str, user: str) -> Post:
    users = post.reactions.get(emoji, [])
    changed = [each for each in users if each != user] if user in users else [*users, user]
    reactions = {**post.reactions, emoji: changed}
    return replace(post, reactions={each: by for each, by in reactions.items() if by})
