"""What holds for every request: a body of bounded size, and headers that keep a browser from being misled."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_BODY = 2_000_000  # bytes; Slack's largest payloads are under 1 MB, Teams' under 0.3 MB
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


FRAMED = "frame-ancestors https://"  # who may is named there, which X-Frame-Options has no words for


class TooLong(Exception):
    """A body went on beyond what its length said, or it said none."""


class Manners:
    """Written against ASGI itself, for it is passed by every event of a busy workspace."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        polite = _polite(send)
        if _said_length(scope) > LONGEST_BODY:
            await _refuse(scope, receive, polite)
            return
        try:
            await self._app(scope, _bounded(receive), polite)
        except TooLong:
            await _refuse(scope, receive, polite)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("413 Content Too Large\n", 413, {"Connection": "close"})(scope, receive, send)


def _said_length(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "0")
    return int(said) if said.isdecimal() else 0


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def receive_within_bounds() -> Message:
        """Raises: TooLong."""
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LONGEST_BODY:
            raise TooLong
        return message

    return receive_within_bounds


def _polite(send: Send) -> Send:
    async def send_politely(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            framed = FRAMED in headers.get("content-security-policy", "")
            for name, value in HEADERS.items():
                if name != "X-Frame-Options" or not framed:
                    headers.setdefault(name, value)
        await send(message)

    return send_politely
