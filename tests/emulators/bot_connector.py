"""A Bot Connector of our own on loopback: what Kring calls, with the faults that Teams has, and its identity.

It runs in a thread, so that a test and a Kring in the same loop don't wait for it. `tests.emulators.teams_client`
drives the people.
"""

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from tests.adapters.teams.gate import problems_of_activity
from tests.emulators.connector_faults import Broken, Fault, refusal_of
from tests.emulators.teams_identity import key_set, metadata
from tests.emulators.teams_login import PASSWORD, Login
from tests.emulators.teams_tenant import THREAD, Message, Team, Tenant

Json = dict[str, Any]

PREFIX = "/emea"
PATIENCE = 10.0  # seconds


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    body: Json


class BotConnector:
    """Its state is read by tests while it runs; only its own thread changes it, but for `faults`."""

    def __init__(self, port: int, tenant: Tenant, login: Login | None = None) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.service_url = f"{self.url}{PREFIX}/"
        self.metadata_url = f"{self.url}/v1/.well-known/openidconfiguration"
        self.token_url = f"{self.url}/{{tenant}}/oauth2/v2.0/token"
        self.login = login or Login()
        self.app_id, self.password = tenant.app_id, PASSWORD
        self.begin_anew(tenant)

    def begin_anew(self, tenant: Tenant) -> None:
        """Another tenant, and nothing remembered. `refused`: what the gate found wrong with what Kring sent."""
        self.tenant = tenant
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.refused: list[str] = []
        self.metadata_read = 0
        self.login.registered[tenant.id] = tenant.app_id
        self.login.begin_anew(tenant.app_id)

    @property
    def environment(self) -> dict[str, str]:
        """The settings a Kring process needs to speak with this tenant."""
        return {
            "MICROSOFT_APP_ID": self.app_id,
            "MICROSOFT_APP_PASSWORD": self.password,
            "MICROSOFT_APP_TENANT_ID": self.tenant.id,
            "TEAMS_OPENID_METADATA_URL": self.metadata_url,
            "TEAMS_TOKEN_URL": self.token_url,
            "TEAMS_SERVICE_HOSTS": "127.0.0.1",
        }

    @property
    def tokens_given(self) -> int:
        return self.login.given

    def end_tokens(self) -> None:
        """As if they were revoked."""
        self.login.valid.clear()

    def app(self) -> Starlette:
        conversation = "/v3/conversations/{conversation}"
        service = [
            Route("/v3/conversations", self._create, methods=["POST"]),
            Route(f"{conversation}/activities", self._reply, methods=["POST"]),
            Route(f"{conversation}/activities/{{activity}}", self._reply, methods=["POST"]),
            Route(f"{conversation}/activities/{{activity}}", self._replace, methods=["PUT"]),
            Route(f"{conversation}/activities/{{activity}}", self._delete, methods=["DELETE"]),
            Route(f"{conversation}/members/{{member}}", self._member),
            Route(f"{conversation}/pagedmembers", self._members),
            Route("/v3/teams/{team}", self._team),
            Route("/v3/teams/{team}/conversations", self._channels),
        ]
        return Starlette(
            routes=[
                Route("/v1/.well-known/openidconfiguration", self._metadata),
                Route("/v1/.well-known/keys", self._keys),
                Route("/{tenant}/oauth2/v2.0/token", self._token, methods=["POST"]),
                Mount(PREFIX, routes=service),
            ]
        )

    async def _metadata(self, request: Request) -> Response:
        self.metadata_read += 1
        return self._fault(request) or await self._done(request, metadata(self.url), 200)

    async def _keys(self, request: Request) -> Response:
        return self._fault(request) or JSONResponse(key_set())

    async def _token(self, request: Request) -> Response:
        asked = dict(await request.form())
        if fault := self._fault(request):
            return fault
        return self.login.answer(request.path_params["tenant"], asked)

    async def _create(self, request: Request) -> Response:
        asked = await self._begin(request)
        if isinstance(asked, Response):
            return asked
        if not asked.get("isGroup"):
            person = self.tenant.person(asked["members"][0]["id"])
            if person is None or person.id in self.tenant.blocked:
                return refusal_of(403, "MessageWritesBlocked")
            return await self._done(request, {"id": person.direct}, 201)
        channel = asked["channelData"]["channel"]["id"]
        refusal = self.tenant.refusal(channel) or self._bad(asked["activity"])
        if refusal:
            return refusal_of(*refusal)
        message = self.tenant.post(channel, asked["activity"])
        answer = {"id": f"{channel}{THREAD}{message.id}", "activityId": message.id}
        return await self._done(request, answer, 201)

    async def _reply(self, request: Request) -> Response:
        asked = await self._begin(request)
        if isinstance(asked, Response):
            return asked
        conversation = request.path_params["conversation"]
        refusal = self.tenant.refusal(conversation) or self._bad(asked)
        if refusal:
            return refusal_of(*refusal)
        return await self._done(request, {"id": self.tenant.post(conversation, asked).id}, 201)

    async def _replace(self, request: Request) -> Response:
        asked = await self._begin(request)
        if isinstance(asked, Response):
            return asked
        message = self._message(request)
        refusal = self.tenant.refusal(request.path_params["conversation"]) or self._bad(asked)
        if refusal or message is None or message.by != self.tenant.bot:
            return refusal_of(*(refusal or (404, "ActivityNotFoundInConversation")))
        message.activity, message.edits, message.views = asked, message.edits + 1, {}
        return await self._done(request, {"id": message.id}, 200)

    async def _delete(self, request: Request) -> Response:
        asked = await self._begin(request)
        if isinstance(asked, Response):
            return asked
        message = self._message(request)
        if message is None:
            return refusal_of(404, "ActivityNotFoundInConversation")
        self.tenant.messages.remove(message)
        return await self._done(request, {}, 200)

    async def _member(self, request: Request) -> Response:
        asked = await self._begin(request)
        if isinstance(asked, Response):
            return asked
        conversation = request.path_params["conversation"]
        refusal = self.tenant.refusal(conversation)
        person = self.tenant.member(conversation, request.path_params["member"])
        if refusal or person is None:
            return refusal_of(*(refusal or (404, "MemberNotFoundInConversation")))
        return await self._done(request, person.profile(), 200)

    async def _members(self, request: Request) -> Response:
        asked = await self._begin(request)
        if isinstance(asked, Response):
            return asked
        refusal = self.tenant.refusal(request.path_params["conversation"])
        if refusal:
            return refusal_of(*refusal)
        return await self._done(request, {"members": [each.profile() for each in self.tenant.people]}, 200)

    async def _team(self, request: Request) -> Response:
        return await self._of_team(request, lambda team: team.details())

    async def _channels(self, request: Request) -> Response:
        return await self._of_team(request, lambda team: team.listing())

    async def _of_team(self, request: Request, told: Callable[[Team], Json]) -> Response:
        asked = await self._begin(request)
        if isinstance(asked, Response):
            return asked
        team = next((each for each in self.tenant.teams if each.id == request.path_params["team"]), None)
        if team is None or not team.has_bot:
            return refusal_of(403, "BotNotInConversationRoster")
        return await self._done(request, told(team), 200)

    async def _begin(self, request: Request) -> Json | Response:
        """The body of a call by the bot, or why it isn't served."""
        content = await request.body()
        body: Json = json.loads(content) if content else {}
        self.calls.append(Call(request.method, request.url.path, body))
        if not self.login.is_valid(request.headers.get("Authorization", ""), self.app_id):
            return refusal_of(401, "Unauthorized")
        return self._fault(request) or body

    async def _done(self, request: Request, answer: Json, status: int) -> Response:
        fault = self._take(request, harmful=False)
        if fault and fault.seconds:
            await asyncio.sleep(fault.seconds)
        return Broken() if fault and fault.lost else JSONResponse(answer, status)

    def _fault(self, request: Request) -> Response | None:
        fault = self._take(request, harmful=True)
        if fault is None:
            return None
        return refusal_of(fault.status, fault.code or "Fault", fault.headers)

    def _take(self, request: Request, *, harmful: bool) -> Fault | None:
        for fault in self.faults:
            fits = fault.method == request.method and fault.path in request.url.path
            if fits and harmful == bool(fault.status):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    def _bad(self, activity: Json) -> tuple[int, str] | None:
        problems = problems_of_activity(activity)
        self.refused += problems
        return (400, "BadSyntax") if problems else None

    def _message(self, request: Request) -> Message | None:
        return self.tenant.message(request.path_params["conversation"], request.path_params["activity"])


@contextlib.contextmanager
def running(tenant: Tenant | None = None, login: Login | None = None) -> Iterator[BotConnector]:
    """A connector on a free port, its thread ended afterwards. Several share the `login` of the first."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        connector = BotConnector(listener.getsockname()[1], tenant or Tenant(), login)
        config = uvicorn.Config(
            connector.app(), log_config=None, log_level="critical", lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _wait_for(server)
            yield connector
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def _wait_for(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while not server.started:
        if time.monotonic() > deadline:
            raise AssertionError("the Bot Connector did not start")
        time.sleep(0.01)
