"""Where Teams delivers: `/api/messages`. Recognised first, then read, handled, and only then acknowledged."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

import structlog
from botframework.connector.auth import ClaimsIdentity
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.beside import Beside
from adapters.border import Node, cleaned, text, with_places
from adapters.teams.answers import Conveyed, convey, convey_later
from adapters.teams.authentication import Door, KeysUnreachable, NotAdmitted, bot_of, speaks_for
from adapters.teams.channels import Channels
from adapters.teams.hosts import ServiceHosts
from adapters.teams.incoming import to_events
from adapters.teams.incoming.invokes import UNRESOLVED
from adapters.teams.incoming.reading import Activity, Malformed, tenant_of
from adapters.teams.platform import TeamsPlatform
from adapters.teams.registrations import Registrations
from adapters.teams.rosters import Rosters
from adapters.teams.seals import Seals
from adapters.teams.settling import ASKING, Settling
from adapters.teams.turns import Reply, Turns
from facilitation.events import AnyChatEvent, FormSubmitted, MessageShortcutUsed, PlaceChosen
from facilitation.messages import Answer, OpenForm
from facilitation.people import AccountRef
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, Later, PlatformError

WITHIN = timedelta(seconds=4)  # Teams shows an error to whoever pressed something after five
LARGEST = 1_048_576  # bytes of one activity; Teams' own messages end at about 100 KB

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """The parts of the adapter that a delivery meets."""

    door: Door
    registrations: Registrations
    hosts: ServiceHosts
    platform: TeamsPlatform
    channels: Channels
    rosters: Rosters
    settling: Settling
    seals: Seals

    def recognise(self, identity: ClaimsIdentity, payload: Node) -> None:
        """Raises: NotAdmitted, unless it was made for the service and the tenant that the activity comes from."""
        if not speaks_for(identity, payload.get("serviceUrl")):
            raise NotAdmitted("made for another service")
        if not self.hosts.allow(text(payload, "serviceUrl")):
            raise NotAdmitted("the service is not Microsoft's")
        tenant = tenant_of(payload)
        if tenant and not self.registrations.serves(bot_of(identity), tenant):
            raise NotAdmitted("from a tenant that this bot isn't registered for")


class Receiver:
    def __init__(self, house: House, handle: Handle, clock: Clock) -> None:
        self._house, self._handle, self._clock = house, handle, clock
        self._turns = Turns()
        self._beside = Beside()

    async def receive(self, request: Request) -> Response:
        """401: not from Teams. 400: not an activity. 503: can't tell now, or not in time. 500: nothing was stored."""
        try:
            async with asyncio.timeout(WITHIN.total_seconds()):
                reply = await self._replied(request)
        except NotAdmitted as refusal:
            log.warning("teams.not_admitted", reason=str(refusal))
            return Response(status_code=HTTPStatus.UNAUTHORIZED)
        except (KeysUnreachable, TimeoutError) as problem:
            log.error("teams.cannot_tell", reason=f"{type(problem).__name__}: {problem}")
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        except Malformed as problem:
            log.warning("teams.malformed", reason=str(problem))
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception as error:  # noqa: BLE001 - a failing handler: what it says may quote a member
            log.error("teams.not_handled", error=type(error).__name__)
            return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
        if reply.body is None:
            return Response(status_code=reply.status)
        return JSONResponse(reply.body, status_code=reply.status)

    async def _replied(self, request: Request) -> Reply:
        """Raises: NotAdmitted, KeysUnreachable, Malformed, and whatever a handler raised."""
        identity = await self._house.door.admit(request.headers.get("Authorization", ""))
        payload = await _activity(request)
        self._house.recognise(identity, payload)
        turn = asyncio.create_task(
            self._turns.take(text(payload, "type"), identity, lambda: self.take(payload)),
        )
        try:
            return await asyncio.shield(turn)
        except asyncio.CancelledError:  # nobody waits any more; what was begun is brought to its end
            self._beside.begin(text(payload, "id"), _ended(turn))
            raise

    async def finish(self, within: timedelta) -> None:
        """Let what is being sent beside answers arrive."""
        await self._beside.finish(within)

    async def take(self, payload: Node) -> Reply:
        """The answer to what was recognised. Raises: Malformed, and whatever a handler raised."""
        payload = self._house.seals.checked(payload)
        activity = Activity(payload, self._clock.now())
        events = to_events(payload, activity.received, await self._house.settling.learn(activity))
        if not events and text(payload, "type") == "invoke":
            raise Malformed("an invoke that Kring has no use for")
        conveyed = Conveyed(Reply())
        for event in events:
            complete = await self._completed(event)
            answer = await self._handle(complete)
            if isinstance(answer, Later):
                self._beside.begin(complete.delivery_id, self._in_time(payload, complete, answer))
                answer = None
            conveyed = convey(payload, complete, await self._with_channels(complete, answer))
            for outgoing in conveyed.beside:
                self._beside.begin(outgoing.id, self._house.platform.send(outgoing))
        if gone := await self._house.settling.leave(activity):
            await self._handle(gone)
        body = conveyed.reply.body
        return replace(conveyed.reply, body=self._house.seals.put(body)) if body else conveyed.reply

    async def _in_time(self, payload: Node, event: AnyChatEvent, later: Later) -> None:
        for outgoing in convey_later(payload, event, await later.rest()):
            await self._house.platform.send(outgoing)

    async def _completed(self, event: AnyChatEvent) -> AnyChatEvent:
        """With what must be asked of Teams: who wrote a message, what is known of a channel that was picked."""
        if isinstance(event, FormSubmitted):
            return await with_places(event, lambda chosen: self._looked_at(chosen, event))
        try:
            async with asyncio.timeout(ASKING.total_seconds()):
                if isinstance(event, MessageShortcutUsed) and event.author:
                    return await self._with_author(event, event.author.ref)
        except (PlatformError, TimeoutError) as problem:
            log.info("teams.incomplete", delivery=event.delivery_id, reason=type(problem).__name__)
            if isinstance(event, MessageShortcutUsed):
                return replace(event, author=None)
        return event

    async def _looked_at(self, chosen: PlaceChosen, event: FormSubmitted) -> PlaceChosen | None:
        """With whether Kring is in it; None unless whoever picked it is known to be in it, too."""
        try:
            async with asyncio.timeout(ASKING.total_seconds()):
                seen = await self._house.platform.look_at(chosen.ref)
                is_theirs = not seen.kring_is_in or await self._is_in(event.by.ref, seen)
        except (PlatformError, TimeoutError) as problem:
            log.info("teams.incomplete", delivery=event.delivery_id, reason=type(problem).__name__)
            return None
        seen = replace(seen, name=seen.name or chosen.name, address=seen.address or chosen.address)
        return seen if is_theirs else None

    async def _is_in(self, person: AccountRef, place: PlaceChosen) -> bool:
        return await self._house.rosters.has(person, place.ref.channel, place.address)

    async def _with_author(self, event: MessageShortcutUsed, author: AccountRef) -> MessageShortcutUsed:
        if not event.author or not author.user.startswith(UNRESOLVED):
            return event
        directory_id = author.user.removeprefix(UNRESOLVED)
        user = await self._house.platform.user_of(event.place.ref, event.place.address, directory_id)
        return replace(event, author=replace(event.author, ref=user))

    async def _with_channels(self, event: AnyChatEvent, answer: Answer | None) -> Answer | None:
        by = getattr(event, "by", None)
        if not isinstance(answer, OpenForm) or not by:
            return answer
        try:
            async with asyncio.timeout(ASKING.total_seconds()):
                return OpenForm(await self._house.channels.offered(answer.form, by.ref))
        except TimeoutError:
            return answer


async def _ended(turn: "asyncio.Task[Reply]") -> None:
    await turn


async def _activity(request: Request) -> Mapping[str, object]:
    """Raises: Malformed."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise Malformed("larger than any activity")
    try:
        payload = cleaned(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if not isinstance(payload, dict):
        raise Malformed("not an object")
    return payload
