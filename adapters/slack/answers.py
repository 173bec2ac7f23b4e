"""What Kring answers at once to the one who acted: with the acknowledgement where Slack takes it there, else by a call.

None of it is durable. A call that fails is noted and not repeated.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import assert_never

from adapters.beside import Beside
from adapters.border import Node, part, parts, text
from adapters.slack import forms, limits
from adapters.slack.incoming.reading import HOME
from adapters.slack.names import Origin
from adapters.slack.outgoing import in_parts, render, render_home
from adapters.slack.web_api import WebApi, Wire
from facilitation.events import (
    AnyChatEvent,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    LinksShared,
    MessagePosted,
    MessageShortcutUsed,
    Place,
    Said,
)
from facilitation.messages import Answer, Form, Message, OpenForm, RefuseForm, ReplaceCard, ShowHome, ShowLinks, Whisper
from facilitation.people import PlaceKind, WorkspaceId
from facilitation.ports.platform import Later, PlaceGone, Unsupported

Acknowledgement = Mapping[str, object]

CLOSE_ALL: Acknowledgement = {"response_action": "clear"}
RESPONSES = 4  # docs.slack.dev, response_url: five in half an hour, one of which is for the card itself
FIRST_OF_MANY = 1
ERROR = 150  # characters of an error below an input
GRACE = timedelta(seconds=5)  # that calls under way may take when Kring stops

_CHANNEL_TYPES = {PlaceKind.DIRECT: "im", PlaceKind.GROUP: "mpim", PlaceKind.CHANNEL: ""}
_Acted = ButtonPressed | CommandGiven | FormSubmitted | HomeOpened | LinksShared | MessagePosted | MessageShortcutUsed


class Answers:
    """Conveys them. Calls run beside the acknowledgement, which they don't hold up."""

    def __init__(self, wire: Wire, api: Callable[[WorkspaceId], WebApi], *, private_channels: bool) -> None:
        self._wire = wire
        self._api = api
        self._private_channels = private_channels
        self._beside = Beside()

    def acknowledge(self, payload: Node, event: AnyChatEvent, answer: Answer | Later | None) -> Acknowledgement:
        """The body of the acknowledgement; what does not fit there is on its way when this returns."""
        done = CLOSE_ALL if isinstance(event, FormSubmitted) and _depth(payload) > 1 else {}
        if answer is None:
            return done
        if isinstance(answer, Later):
            self._beside.begin(event.delivery_id, self._in_time(payload, event, answer))
            return done
        if isinstance(event, FormSubmitted) and isinstance(answer, RefuseForm | OpenForm):
            return self._to_the_form(payload, event, answer)
        if isinstance(event, CommandGiven) and event.said is Said.SLASH and isinstance(answer, Whisper):
            first, *rest = in_parts(answer.message)
            self._beside.begin(event.delivery_id, self._whisper(payload, event, rest, FIRST_OF_MANY))
            return {"response_type": "ephemeral", **render(first)}
        if isinstance(event, _Acted):
            self._beside.begin(event.delivery_id, self._convey(payload, event, answer))
        return done

    async def finish(self) -> None:
        await self._beside.finish(GRACE)

    async def _in_time(self, payload: Node, event: AnyChatEvent, later: Later) -> None:
        answer = await later.rest()
        if answer and isinstance(event, _Acted):
            await self._convey(payload, event, answer)

    async def _convey(self, payload: Node, event: _Acted, answer: Answer) -> None:
        match answer:
            case OpenForm():
                await self._open(payload, event, answer.form)
            case Whisper():
                await self._whisper(payload, event, in_parts(answer.message))
            case ReplaceCard():
                await self._replace(payload, event, answer.message)
            case ShowHome():
                await self._api(event.workspace).write(
                    "views.publish", user_id=event.by.ref.user, view=render_home(answer.home)
                )
            case ShowLinks():
                await self._unfurl(event, answer)
            case RefuseForm():
                raise Unsupported("there is no form to refuse")
            case _:
                assert_never(answer)

    async def _open(self, payload: Node, event: _Acted, form: Form) -> None:
        trigger = text(payload, "trigger_id")
        if not trigger:
            raise Unsupported("nothing here can open a form")
        shown, rest = forms.in_view(form)
        view = forms.render(shown, _origin(event, form), private_channels=self._private_channels)
        await self._api(event.workspace).write("views.open", trigger_id=trigger, view=view)
        await self._whisper(payload, event, _parts_of(rest))

    def _to_the_form(self, payload: Node, event: FormSubmitted, answer: RefuseForm | OpenForm) -> Acknowledgement:
        if isinstance(answer, RefuseForm):
            return _refused(payload, answer)
        another = answer.form.action != event.action and _depth(payload) < limits.VIEW_STACK
        shown, rest = forms.in_view(answer.form)
        self._beside.begin(event.delivery_id, self._whisper(payload, event, _parts_of(rest)))
        view = forms.render(shown, _origin(event, answer.form), private_channels=self._private_channels)
        return {"response_action": "push" if another else "update", "view": view}

    async def _unfurl(self, event: _Acted, answer: ShowLinks) -> None:
        """Below the message that holds the links."""
        if not isinstance(event, LinksShared):
            raise Unsupported("no links were shared")
        shown = {url: {"blocks": render(card)["blocks"]} for url, card in answer.cards}
        api = self._api(event.workspace)
        await api.write("chat.unfurl", channel=event.place.ref.channel, ts=event.message_id, unfurls=shown)

    async def _whisper(self, payload: Node, event: _Acted, parts: Sequence[Message], said: int = 0) -> None:
        """`said`: how many were said before these. An address for responses can be used a few times only."""
        for number, message in enumerate(parts, said):
            told = payload if number < RESPONSES else {}
            await self._whisper_part(told, event, message)

    async def _whisper_part(self, payload: Node, event: _Acted, message: Message) -> None:
        user, place, drawn = event.by.ref.user, _place_of(event), render(message)
        response_url = text(payload, "response_url")
        thread = {"thread_ts": place.ref.thread} if place and place.ref.thread else {}
        if place is None or place.kind is PlaceKind.DIRECT:
            channel = place.ref.channel if place else user
            await self._api(event.workspace).write("chat.postMessage", channel=channel, **thread, **drawn)
        elif response_url:
            told = {"response_type": "ephemeral", "replace_original": False, **thread, **drawn}
            await self._wire.respond(response_url, told)
        else:
            await self._whisper_in_place(place, user, {**thread, **drawn})

    async def _whisper_in_place(self, place: Place, user: str, drawn: Mapping[str, object]) -> None:
        api = self._api(place.ref.workspace)
        try:
            await api.write("chat.postEphemeral", channel=place.ref.channel, user=user, **drawn)
        except (PlaceGone, Unsupported):
            told = {name: value for name, value in drawn.items() if name != "thread_ts"}
            await api.write("chat.postMessage", channel=user, **told)

    async def _replace(self, payload: Node, event: _Acted, message: Message) -> None:
        """The card whose button was pressed, be it at once or by way of the form that it opened."""
        channel, stamp = _card(payload, event)
        first = in_parts(message)[0]
        response_url = text(payload, "response_url")
        if stamp:
            drawn = render(first, limits.TEXT_OF_UPDATE)
            await self._api(event.workspace).write("chat.update", channel=channel, ts=stamp, **drawn)
        elif response_url:
            await self._wire.respond(response_url, {"replace_original": True, **render(first)})
        else:
            await self._whisper(payload, event, in_parts(message))


def _parts_of(messages: Sequence[Message]) -> Sequence[Message]:
    return [part for message in messages for part in in_parts(message)]


def _refused(payload: Node, answer: RefuseForm) -> Acknowledgement:
    asked = [
        text(block, "block_id") for block in parts(part(payload, "view"), "blocks") if text(block, "type") == "input"
    ]
    errors = {name if name in asked else asked[0]: said for name, said in answer.errors.items() if asked}
    return {
        "response_action": "errors",
        "errors": {name: limits.shorten(said, ERROR) or limits.ELLIPSIS for name, said in errors.items()},
    }


def from_home(payload: Node, event: ButtonPressed | FormSubmitted) -> bool:
    """Whether it was done in the home view, or in a form that was opened from there."""
    if isinstance(event, ButtonPressed):
        return text(part(payload, "container"), "type") == "view"
    return Origin.read(text(part(payload, "view"), "private_metadata")).kind == HOME


def _depth(payload: Node) -> int:
    """How many views stand on each other, the one handed in included; counted no further than three."""
    view = part(payload, "view")
    before = text(view, "previous_view_id")
    if not before:
        return 1
    return 2 if before == text(view, "root_view_id") else 3


def _place_of(event: _Acted) -> Place | None:
    return None if isinstance(event, HomeOpened) else event.place


def _origin(event: _Acted, form: Form) -> Origin:
    place = _place_of(event)
    if place is None:
        return Origin(form.subject)
    card = event.message_id if isinstance(event, ButtonPressed) else None
    at_home = isinstance(event, ButtonPressed) and place.ref.channel == event.by.ref.user
    kind = HOME if at_home else _CHANNEL_TYPES[place.kind]
    return Origin(form.subject, place.ref.channel, place.ref.thread or "", kind, card or "")


def _card(payload: Node, event: _Acted) -> tuple[str, str]:
    """Channel and ts of the card that was acted on; no ts where there is none, or one that only they see."""
    if isinstance(event, FormSubmitted):
        origin = Origin.read(text(part(payload, "view"), "private_metadata"))
        return origin.channel, origin.message
    if isinstance(event, ButtonPressed):
        return event.place.ref.channel, event.message_id or ""
    return "", ""
