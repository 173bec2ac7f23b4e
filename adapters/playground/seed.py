"""The example's story, lived by its people as anyone would: written, pressed and filled in, through the engine."""

from asyncio import sleep, timeout
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.playground.acts import FORM, Acts, an_act, may_see
from adapters.playground.answering import Reply
from adapters.playground.asking import Asked
from adapters.playground.hours import MovableClock, at_work
from adapters.playground.incoming import Given
from adapters.playground.people import Line
from adapters.playground.posts import Post
from adapters.playground.workspace import ClockMoved, Workspace
from facilitation.messages import Button, Card, ChoiceInput, Form, Input, OpenForm, Option, PlaceInput, RefuseForm

PATIENCE = 10.0  # seconds for something to arrive
A_MOMENT = 0.02  # seconds


class StoryBroken(Exception):
    """A step could not be done; says where it broke."""


class Story:
    def __init__(self, workspace: Workspace, acts: Acts, mover: MovableClock | None) -> None:
        self._workspace = workspace
        self._acts = acts
        self._mover = mover
        self.is_told = False

    async def tell(self) -> None:
        """Where time can't be moved, it ends where somebody would be disturbed outside working hours."""
        if self._workspace.is_empty:
            await self._begin()
            for number, line in enumerate(self._workspace.example.story, 1):
                try:
                    await self._step(line)
                except TimeoutError:
                    if self._mover is not None:
                        raise StoryBroken(f"step {number}") from None
                    break
            await self._forget_whispers()
        self.is_told = True

    async def _begin(self) -> None:
        zone = self._workspace.example.people[0].zone
        await self._move_to(at_work(self._workspace.clock.now(), zone))

    async def _step(self, line: Line) -> None:
        await self._move_to(self._workspace.clock.now() + timedelta(minutes=line.minutes))
        if line.reacts:
            post = await self._found(line, lambda post: line.to in post.text)
            await self._act(line, "reactions", {"post": post.id, "emoji": line.reacts})
            return
        reply = await (self._press(line) if line.presses else self._say(line))
        if line.fills_in is None:
            return
        if not isinstance(reply.answer, OpenForm):
            raise StoryBroken(line.presses or line.says)
        await self._fill_in(line, reply.answer.form, reply.post)

    async def _say(self, line: Line) -> Reply:
        fields = {"channel": line.where, "text": line.says}
        if line.under:
            fields["thread"] = (await self._found(line, lambda post: line.under in _words(post))).id
        return await self._act(line, "messages", fields)

    async def _press(self, line: Line) -> Reply:
        post = await self._found(line, lambda post: bool(_subject(post, line.presses)))
        fields = {"post": post.id, "action": line.presses, "subject": _subject(post, line.presses)}
        return replace(await self._act(line, "press", fields), post=post)

    async def _fill_in(self, line: Line, form: Form, card: Post | None) -> None:
        """`card`: the post whose button opened the form."""
        given = line.fills_in or {}
        values = {each.name: _value(each, given.get(each.name), line.where) for each in form.inputs}
        fields = {"form": FORM.dump_json(form).decode(), "channel": line.where, "post": card.id if card else ""}
        reply = await self._act(line, "forms", fields, values)
        if isinstance(reply.answer, RefuseForm):
            raise StoryBroken(", ".join(reply.answer.errors))

    async def _act(self, line: Line, name: str, fields: Mapping[str, str], values: Given | None = None) -> Reply:
        person = self._workspace.example.by_user[line.by]
        reply = await self._acts.perform(name, an_act(person, self._workspace.clock), Asked(fields, values or {}))
        await self._acts.finish()
        return reply

    async def _found(self, line: Line, wanted: Callable[[Post], bool]) -> Post:
        """The newest such post that this person sees there. Raises: TimeoutError when it does not come."""
        async with timeout(PATIENCE):
            while True:
                posts = [*self._workspace.everything_in(line.where)]
                for post in reversed(posts):
                    if may_see(self._workspace, post, line.by) and wanted(post):
                        return post
                await sleep(A_MOMENT)

    async def _move_to(self, instant: datetime) -> None:
        if self._mover is not None and instant > self._workspace.clock.now():
            await self._mover.move_to(instant)
            self._workspace.tell(ClockMoved())

    async def _forget_whispers(self) -> None:
        for channel in self._workspace.channels:
            for post in [*self._workspace.everything_in(channel.id)]:
                if post.only_for is not None:
                    await self._workspace.remove(post)


def _words(post: Post) -> str:
    return post.message.title if isinstance(post.message, Card) else post.text


def _subject(post: Post, action: str) -> str:
    """Of the button with this action; "" without one."""
    actions = post.message.actions if isinstance(post.message, Card) else ()
    buttons = (each for each in actions if isinstance(each, Button))
    return next((button.subject.encode() for button in buttons if button.action == action), "")


def _value(each: Input, given: str | tuple[str, ...] | None, where: str) -> list[str]:
    if isinstance(each, ChoiceInput):
        wanted = (given,) if isinstance(given, str) else given
        return [option.value for option in each.options if _is_chosen(option, wanted)] if wanted else [*each.initial]
    if isinstance(each, PlaceInput):
        return [where]
    return [str(each.initial if given is None else given)]


def _is_chosen(option: Option, wanted: tuple[str, ...]) -> bool:
    return any(words == option.value or words in option.label for words in wanted)
