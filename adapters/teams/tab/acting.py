"""What is done in the tab: the home view is opened, and what is pressed or filled in is handled as in a dialog."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import structlog
from starlette.requests import Request

from adapters.border import Json, Node, cleaned, part
from adapters.teams import cards
from adapters.teams.connector import Reach
from adapters.teams.incoming.invokes import SUBMIT
from adapters.teams.incoming.reading import Malformed
from adapters.teams.platform import TeamsPlatform
from adapters.teams.seals import Seals
from adapters.teams.tab.visitors import BotOf, Visitor, Visitors
from adapters.teams.turns import Reply
from facilitation.events import Actor, HomeOpened
from facilitation.messages import ShowHome
from facilitation.people import AccountRef, new_id
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, PlatformError

WITHIN = timedelta(seconds=10)

log = structlog.get_logger(__name__)


class Refused(Exception):
    """`why`: the end of the key of what the page says of it."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(frozen=True, slots=True)
class Teams:
    """The parts of the adapter that the tab speaks through. `take`: a delivery that was recognised, answered."""

    platform: TeamsPlatform
    seals: Seals
    bot_of: BotOf
    take: Callable[[Node], Awaitable[Reply]]


class Acting:
    """`teams`: None while Kring is starting or stopping."""

    def __init__(self, teams: Callable[[], Teams | None], visitors: Visitors, handle: Handle, clock: Clock) -> None:
        self._teams, self._visitors, self._handle, self._clock = teams, visitors, handle, clock

    async def view(self, request: Request) -> Json:
        """The cards of the home view. Raises: Refused."""
        async with _in_time():
            teams, _, account = await self._known(request)
            opened = HomeOpened(
                delivery_id=f"home|{new_id()}",
                workspace=account.workspace,
                at=self._clock.now(),
                by=Actor(ref=account),
            )
            answer = await self._handle(opened)
        home = answer.home.cards if isinstance(answer, ShowHome) else ()
        return teams.seals.put({"cards": [cards.in_dialog(card) for card in home]})

    async def act(self, request: Request, body: bytes) -> Json:
        """The dialog that comes in the place of what was pressed or filled in; `{}` for none. Raises: Refused."""
        data = _data(body)
        async with _in_time():
            teams, visitor, account = await self._known(request)
            reply = await self._taken(teams, visitor, account, data)
        return {**part(part(reply.body or {}, "task"), "value")}

    async def _taken(self, teams: Teams, visitor: Visitor, account: AccountRef, data: Node) -> Reply:
        try:
            reach, place = await teams.platform.direct(account)
            who = {"id": account.user, "aadObjectId": visitor.directory_id}
            return await teams.take(_activity(who, reach, place.channel, data, self._clock))
        except (Malformed, PlatformError) as problem:
            log.info("teams.tab_not_taken", reason=type(problem).__name__)
            raise Refused(HTTPStatus.CONFLICT, "unmet") from problem

    async def _known(self, request: Request) -> tuple[Teams, Visitor, AccountRef]:
        """Whose tab it is. Raises: Refused."""
        teams = self._teams()
        if teams is None:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "failed")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        visitor: Visitor | None
        if scheme.lower() == "bearer":
            visitor = await self._visitors.by_token(token, teams.bot_of)
        else:
            visitor = await self._visitors.by_cookie(request)
        if visitor is None or teams.bot_of(visitor.workspace) is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, "unsigned")
        if visitor.account is None:
            raise Refused(HTTPStatus.CONFLICT, "unmet")
        return teams, visitor, visitor.account


def _in_time() -> asyncio.Timeout:
    return asyncio.timeout(WITHIN.total_seconds())


def _data(body: bytes) -> Node:
    """Raises: Refused."""
    try:
        told = cleaned(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "failed") from error
    return told if isinstance(told, dict) else {}


def _activity(who: Node, reach: Reach, conversation: str, data: Node, clock: Clock) -> Node:
    """As if it had been done in a dialog of their conversation with Kring."""
    return {
        "type": "invoke",
        "name": SUBMIT,
        "id": f"tab:{new_id()}",
        "timestamp": clock.now().isoformat(),
        "serviceUrl": reach.service_url,
        "from": dict(who),
        "recipient": {"id": reach.bot},
        "conversation": {"id": conversation, "conversationType": "personal", "tenantId": reach.tenant},
        "channelData": {"tenant": {"id": reach.tenant}},
        "value": {"data": data},
    }
