"""Hands an event to the engine, and does what it answers for the one who acted."""

from dataclasses import dataclass, replace
from datetime import timedelta

from adapters.beside import Beside
from adapters.playground import incoming
from adapters.playground.channels import Channel
from adapters.playground.incoming import Act
from adapters.playground.people import KRING, WORKSPACE
from adapters.playground.posts import Post
from adapters.playground.workspace import Workspace
from facilitation.events import AnyChatEvent, ButtonPressed, FormSubmitted
from facilitation.messages import Answer, Button, Card, Form, ReplaceCard, ShowHome, ShowLinks, Whisper
from facilitation.people import PlaceRef
from facilitation.ports.platform import Handle, Later

GRACE = timedelta(seconds=5)  # that what is under way may take
HOME = PlaceRef(WORKSPACE, "home")  # stands for a channel where something was done on the home view


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the one who acted gets at once. `channel` is where it was done; `form` is the one that was filled in."""

    answer: Answer | None = None
    post: Post | None = None
    channel: str = ""
    form: Form | None = None
    values: incoming.Given | None = None


class Answering:
    """Whispers and replaced cards are put into the workspace; forms and the home view go back with the reply."""

    def __init__(self, workspace: Workspace, handle: Handle) -> None:
        self._workspace = workspace
        self._handle = handle
        self._beside = Beside()

    async def hand_over(self, act: Act, event: AnyChatEvent, where: PlaceRef, pressed: Post | None = None) -> Reply:
        """`where` it was done, `pressed` the post whose button it was, or whose button opened the form.

        Raises: whatever the engine raised.
        """
        to_replace = pressed if pressed and _led_to(pressed, event) else None
        answer = await self._handle(event)
        if isinstance(answer, Later):
            self._beside.begin(event.delivery_id, self._in_time(act, where, answer, to_replace))
            answer = None
        await self._convey(act, where, answer, to_replace)
        return Reply(answer=answer, channel=where.channel)

    async def show_links(self, act: Act, channel: Channel, post: Post) -> None:
        """What the links in it lead to, below it."""
        shared = incoming.links_shared(act, channel, post)
        answer = await self._handle(shared) if shared else None
        if isinstance(answer, ShowLinks):
            cards = tuple(card for _, card in answer.cards)
            await self._workspace.change(post, lambda now: replace(now, links=cards))

    async def finish(self) -> None:
        """Let what comes beside the replies come to its end."""
        await self._beside.finish(GRACE)

    async def _in_time(self, act: Act, where: PlaceRef, later: Later, to_replace: Post | None) -> None:
        await self._convey(act, where, await later.rest(), to_replace)

    async def _convey(self, act: Act, where: PlaceRef, answer: Answer | None, to_replace: Post | None) -> None:
        if isinstance(answer, ReplaceCard) and to_replace is not None:
            message = answer.message
            await self._workspace.change(to_replace, lambda now: replace(now, message=message))
        elif isinstance(answer, Whisper | ReplaceCard) and not await self._is_at_home(act, where, answer):
            await self._whisper(act, where, answer)

    async def _is_at_home(self, act: Act, where: PlaceRef, answer: Whisper | ReplaceCard) -> bool:
        """Whether it was done on the home view, which is drawn anew anyway, and holds that very card."""
        if where != HOME or not isinstance(answer, ReplaceCard):
            return False
        shown = await self._handle(incoming.home_opened(replace(act, delivery_id=f"{act.delivery_id}:home")))
        return isinstance(shown, ShowHome) and answer.message in shown.home.cards

    async def _whisper(self, act: Act, where: PlaceRef, answer: Whisper | ReplaceCard) -> None:
        whisper = Post(
            id="",
            channel=where.channel,
            thread=where.thread,
            author=KRING,
            at=act.at,
            message=answer.message,
            only_for=act.person.user,
        )
        await self._workspace.add(whisper)


def _led_to(post: Post, event: AnyChatEvent) -> bool:
    """Whether such an event can come of the post's buttons: nothing else is replaced."""
    if isinstance(event, FormSubmitted):
        return any(button.opens_form for button in _buttons(post))
    if not isinstance(event, ButtonPressed):
        return False
    return any((button.action, button.subject) == (event.action, event.subject) for button in _buttons(post))


def _buttons(post: Post) -> list[Button]:
    actions = post.message.actions if isinstance(post.message, Card) else ()
    return [each for each in actions if isinstance(each, Button)]
