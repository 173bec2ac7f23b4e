"""Calls to Slack's Web API over one shared connection pool. Nothing is repeated here: delivery decides that."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.border import Node
from adapters.slack.errors import NotInstalled, PermissionMissing, TokenRefused, translated
from facilitation.ports.platform import Ambiguous, PlatformError, TryLater, Unsupported

API_URL = "https://slack.com/api/"
PATIENCE = aiohttp.ClientTimeout(total=10, connect=5)  # seconds; a trigger lives for three


# For the SDK, whose debug lines and tracebacks carry message bodies and addresses with tickets in them.
SILENT = logging.getLogger("slack_sdk.silent")
SILENT.setLevel(logging.CRITICAL)
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False


class Tokens(Protocol):
    """By whose leave one workspace is spoken to."""

    async def current(self) -> str:
        """Raises: TryLater, PlaceGone."""
        ...

    async def refused(self, token: str, why: PlatformError) -> bool:
        """Slack does not take this one (any more). Whether there is another to try with."""
        ...

    def lacks(self, missing: PermissionMissing) -> PlatformError:
        """What it means there that a token may not do this."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """A token there is no other for."""

    token: str

    async def current(self) -> str:
        return self.token

    async def refused(self, token: str, why: PlatformError) -> bool:
        return False

    def lacks(self, missing: PermissionMissing) -> PlatformError:
        return missing


class Wire:
    """To Slack, shared by all workspaces. Usable between `open` and `close`."""

    def __init__(self, base_url: str = API_URL, patience: aiohttp.ClientTimeout = PATIENCE) -> None:
        self._patience = patience
        self._base_url = base_url
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(timeout=self._patience)
        self._client = AsyncWebClient(base_url=self._base_url, session=self._session, retry_handlers=[], logger=SILENT)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
        self._session = self._client = None

    async def put(self, url: str, content: bytes) -> None:
        """Where Slack said that a file is put. Raises: TryLater, Unsupported, Ambiguous."""
        status = await self._post(url, data=content)
        if status >= HTTPStatus.BAD_REQUEST:
            raise Ambiguous(f"HTTP {status}")

    async def respond(self, response_url: str, message: Mapping[str, object]) -> None:
        """Answer an interaction at the address it came with. Raises: TryLater, Unsupported, Ambiguous."""
        status = await self._post(response_url, json=message)
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Ambiguous(f"HTTP {status}")
        if status >= HTTPStatus.BAD_REQUEST:
            raise Unsupported(f"HTTP {status}")

    async def _post(self, url: str, *, data: bytes | None = None, json: Mapping[str, object] | None = None) -> int:
        """With what status it is answered. Raises: as `translated`, and TryLater when closed."""
        if self._session is None:
            raise TryLater(timedelta(0), "closed")
        try:
            async with self._session.post(url, data=data, json=json) as answer:
                return answer.status
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise translated(error) from None

    async def call(self, method: str, verb: str, arguments: Mapping[str, Any]) -> AsyncSlackResponse:
        """As the SDK takes it. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        if self._client is None:
            raise TryLater(timedelta(0), "closed")
        try:
            answer = await self._client.api_call(method, http_verb=verb, **arguments)
        # The SDK stumbles with AttributeError over a 200 that is not JSON.
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, ValueError) as error:
            raise translated(error) from None
        if not isinstance(answer.data, dict):
            raise Ambiguous("an answer that is not JSON")
        return answer


class WebApi:
    """Slack's methods, in one workspace."""

    def __init__(self, wire: Wire, tokens: Tokens) -> None:
        self._wire = wire
        self._tokens = tokens

    async def scopes(self) -> frozenset[str] | None:
        """What the token may do; None when Slack does not say. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        response = await self._answered("auth.test", "POST", {"json": {}})
        granted = {name.lower(): value for name, value in response.headers.items()}.get("x-oauth-scopes")
        return frozenset(scope.strip() for scope in granted.split(",")) if granted else None

    async def upload(self, name: str, content: bytes, alt: str) -> str:
        """A picture that messages can show; its file id. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        asked = {"filename": name, "length": len(content), "alt_txt": alt}
        told = await self.read("files.getUploadURLExternal", **asked)
        await self._wire.put(str(told.get("upload_url")), content)
        file = str(told.get("file_id"))
        await self.write("files.completeUploadExternal", files=[{"id": file, "title": name}])
        return file

    async def write(self, method: str, **arguments: object) -> Node:
        """Call a method that changes something. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        return told(await self._answered(method, "POST", {"json": arguments}))

    async def read(self, method: str, **arguments: object) -> Node:
        """Call a method that only looks. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        return told(await self._answered(method, "GET", {"params": arguments}))

    async def _answered(self, method: str, verb: str, arguments: Mapping[str, Any]) -> AsyncSlackResponse:
        """What was refused for its token was certainly not done: it is tried once more where there is another."""
        token = await self._tokens.current()
        try:
            return await self._wire.call(method, verb, {**arguments, **_by(token)})
        except PermissionMissing as missing:
            raise self._tokens.lacks(missing) from missing
        except (TokenRefused, NotInstalled) as why:
            if not await self._tokens.refused(token, why):
                raise
        return await self._wire.call(method, verb, {**arguments, **_by(await self._tokens.current())})


def told(answer: AsyncSlackResponse) -> Node:
    data = answer.data
    return data if isinstance(data, dict) else {}


def _by(token: str) -> Mapping[str, Any]:
    return {"headers": {"Authorization": f"Bearer {token}"}}
