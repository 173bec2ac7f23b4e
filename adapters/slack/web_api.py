"""Calls to Slack's Web API over one shared connection pool. Nothing is repeated here: delivery decides that."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.border import Node
from adapters.slack.errors import translated
from facilitation.ports.platform import Ambiguous, TryLater, Unsupported

API_URL = "https://slack.com/api/"
PATIENCE = aiohttp.ClientTimeout(total=10, connect=5)  # seconds; a trigger lives for three


# For the SDK, whose debug lines and tracebacks carry message bodies and addresses with tickets in them.
SILENT = logging.getLogger("slack_sdk.silent")
SILENT.setLevel(logging.CRITICAL)
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False


class WebApi:
    """Usable between `open` and `close`."""

    def __init__(self, token: str, base_url: str = API_URL, patience: aiohttp.ClientTimeout = PATIENCE) -> None:
        self._token = token
        self._patience = patience
        self._base_url = base_url
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(timeout=self._patience)
        self._client = AsyncWebClient(
            self._token, self._base_url, session=self._session, retry_handlers=[], logger=SILENT
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
        self._session = self._client = None

    async def scopes(self) -> frozenset[str] | None:
        """What the token may do; None when Slack does not say. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        response = await self._answered("auth.test", "POST", {"json": {}})
        granted = {name.lower(): value for name, value in response.headers.items()}.get("x-oauth-scopes")
        return frozenset(scope.strip() for scope in granted.split(",")) if granted else None

    async def write(self, method: str, **arguments: object) -> Node:
        """Call a method that changes something. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        return await self._call(method, "POST", {"json": arguments})

    async def read(self, method: str, **arguments: object) -> Node:
        """Call a method that only looks. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        return await self._call(method, "GET", {"params": arguments})

    async def respond(self, response_url: str, message: Mapping[str, object]) -> None:
        """Answer an interaction at the address it came with. Raises: TryLater, Unsupported, Ambiguous."""
        if self._session is None:
            raise TryLater(timedelta(0), "closed")
        try:
            async with self._session.post(response_url, json=message) as answer:
                status = answer.status
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise translated(error) from None
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Ambiguous(f"HTTP {status}")
        if status >= HTTPStatus.BAD_REQUEST:
            raise Unsupported(f"HTTP {status}")

    async def _call(self, method: str, verb: str, arguments: Mapping[str, Any]) -> Node:
        data = (await self._answered(method, verb, arguments)).data
        if not isinstance(data, dict):
            raise Ambiguous("an answer that is not JSON")
        return data

    async def _answered(self, method: str, verb: str, arguments: Mapping[str, Any]) -> AsyncSlackResponse:
        if self._client is None:
            raise TryLater(timedelta(0), "closed")
        try:
            return await self._client.api_call(method, http_verb=verb, **arguments)
        # The SDK stumbles with AttributeError over a 200 that is not JSON.
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, ValueError) as error:
            raise translated(error) from None
