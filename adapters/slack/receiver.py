"""What Slack delivers, over HTTP and over Socket Mode: read, handled, and only then acknowledged.

Bolt's middleware ends here for every payload, so nothing is ever unhandled. A payload that concerns nobody is
acknowledged at once; one whose handling fails is not acknowledged, and Slack delivers it again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.border import Node, text, with_places
from adapters.slack.answers import Answers, from_home
from adapters.slack.incoming import Known, to_event
from adapters.slack.incoming.reading import organisation, workspace
from adapters.slack.platform import SlackPlatform
from adapters.slack.workspaces import Workspaces
from facilitation.events import (
    AnyChatEvent,
    ButtonPressed,
    FormSubmitted,
    HomeOpened,
    Installed,
    PlaceChosen,
    Uninstalled,
)
from facilitation.messages import Answer, OpenForm, RefuseForm, ReplaceCard, ShowHome
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, Later, PlaceGone, PlatformError

log = structlog.get_logger()

LOOKING_AT_A_PLACE = 1.0  # seconds out of the three that Slack gives


class Receiver(AsyncMiddleware):
    """The last middleware, where every payload ends."""

    def __init__(
        self, handle: Handle, clock: Clock, workspaces: Workspaces, platform: SlackPlatform, answers: Answers
    ) -> None:
        self._handle = handle
        self._clock = clock
        self._workspaces = workspaces
        self._platform = platform
        self._answers = answers

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 Bolt calls it so
    ) -> BoltResponse:
        payload: Node = req.body
        kind = text(payload, "type")
        if kind == "url_verification":
            return BoltResponse(status=200, body={"challenge": text(payload, "challenge")})
        if kind == "block_suggestion":
            return BoltResponse(status=200, body={"options": []})
        try:
            return await self._heard(payload)
        except Exception as error:  # noqa: BLE001 nothing may be acknowledged, whatever went wrong
            log.error("slack_event_not_handled", delivery=text(payload, "event_id"), error=type(error).__name__)
            return BoltResponse(status=500)

    async def _heard(self, payload: Node) -> BoltResponse:
        where = workspace(payload)
        home = await self._workspaces.enter(where, organisation(payload))
        known = Known(self._clock.now(), home.bot_user, home.names) if home else Known(self._clock.now())
        event = to_event(payload, known)
        if event is None:
            return BoltResponse(status=200)
        if home is None and not isinstance(event, Installed | Uninstalled):
            log.warning("slack_workspace_unknown", workspace=where)
            return BoltResponse(status=200)
        return await self._received(payload, event)

    async def _received(self, payload: Node, event: AnyChatEvent) -> BoltResponse:
        if isinstance(event, FormSubmitted):
            event = await with_places(event, self._looked_at)
        answer = await self._handle(event)
        if isinstance(event, Installed | Uninstalled):
            self._workspaces.forget(event.workspace, *event.also)
        if isinstance(event, ButtonPressed | FormSubmitted) and from_home(payload, event):
            answer = await self._with_home_anew(payload, event, answer)
        acknowledgement = self._answers.acknowledge(payload, event, answer)
        return BoltResponse(status=200, body=dict(acknowledgement) if acknowledgement else "")

    async def _with_home_anew(
        self, payload: Node, event: ButtonPressed | FormSubmitted, answer: Answer | Later | None
    ) -> Answer | Later | None:
        """What was done in the home view may have changed it. A card that stands in it is not told besides."""
        if isinstance(answer, OpenForm | RefuseForm):
            return answer
        delivery = f"{event.delivery_id}:home"
        opened = HomeOpened(delivery_id=delivery, workspace=event.workspace, at=event.at, by=event.by)
        shown = await self._handle(opened)
        if not isinstance(shown, ShowHome):
            return answer
        self._answers.acknowledge(payload, opened, shown)
        stands = isinstance(answer, ReplaceCard) and answer.message in shown.home.cards
        return None if stands else answer

    async def _looked_at(self, place: PlaceChosen) -> PlaceChosen:
        """With its name and whether Kring is in it; as it is when Slack doesn't tell in time."""
        try:
            async with asyncio.timeout(LOOKING_AT_A_PLACE):
                return await self._platform.look_at(place.ref)
        except PlaceGone:
            return replace(place, kring_is_in=False)
        except (PlatformError, TimeoutError):
            return place
