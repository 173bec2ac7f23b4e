"""The route that Slack posts to. The signature is checked first, on the raw body; then the body is read."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import Response


class Unreadable(Exception):
    """The body is not what Slack sends."""


class SlackEndpoint:
    """Events, slash commands and interactivity, all on one address."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)

    async def receive(self, request: Request) -> Response:
        body = await request.body()
        if not self._signed(body, request.headers):
            return Response(status_code=HTTPStatus.OK if _is_ssl_check(body) else HTTPStatus.UNAUTHORIZED)
        try:
            delivered = AsyncBoltRequest(body=read_body(body), mode="socket_mode")
        # Bolt reads its context from the payload, and stumbles in these ways over other shapes than Slack's.
        except (Unreadable, AttributeError, KeyError, IndexError, TypeError, ValueError):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        answer = await self._app.async_dispatch(delivered)
        return Response(answer.body, answer.status, media_type=answer.headers["content-type"][0])

    def _signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        stamp, signature = headers.get("x-slack-request-timestamp"), headers.get("x-slack-signature")
        try:
            return self._verifier.is_valid(body, stamp, signature)
        except (ValueError, TypeError):  # a timestamp that is no number, a body or signature that is no text
            return False


def _is_ssl_check(body: bytes) -> bool:
    """Slack asks unsigned, now and then, whether the certificate is good."""
    return b"ssl_check=1" in body.split(b"&")


def read_body(body: bytes) -> dict[str, object]:
    """JSON; or a form that holds JSON; or a flat form. Bolt's own reading loses a command with "payload" in its text.

    Raises: Unreadable.
    """
    try:
        written = body.decode()
        if not written.startswith("{"):
            fields = dict(parse_qsl(written, keep_blank_values=True))
            if "payload" not in fields:
                return _command(fields)
            written = fields["payload"]
        payload = json.loads(written)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(payload, dict):
        raise Unreadable
    return payload


def _command(fields: Mapping[str, str]) -> dict[str, object]:
    if "command" not in fields and "ssl_check" not in fields:
        raise Unreadable
    return dict(fields)
