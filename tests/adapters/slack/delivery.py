"""Deliveries as Slack signs and sends them, and what they led to."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx2

from adapters.slack.connection import SlackConnection
from tests.adapters.slack.gate import check_call
from tests.adapters.slack.payloads import Json, payload
from tests.emulators.slack_faults import FaultySlack

SECRET = "the signing secret"


def signature(body: bytes, stamp: str, secret: str = SECRET) -> str:
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()


async def deliver(
    web: httpx2.AsyncClient, body: bytes, stamp: str | None = None, signed: str | None = None
) -> httpx2.Response:
    stamp = str(int(time.time())) if stamp is None else stamp
    kind = "application/json" if body.startswith(b"{") else "application/x-www-form-urlencoded"
    headers = {
        b"X-Slack-Request-Timestamp": stamp.encode(),
        b"X-Slack-Signature": (signature(body, stamp) if signed is None else signed).encode(),
        b"Content-Type": kind.encode(),
    }
    return await web.post("/slack/events", content=body, headers=headers)


def as_sent(delivered: Json) -> bytes:
    """JSON for events, a form around JSON for interactions, a flat form for commands."""
    if "command" in delivered or "ssl_check" in delivered:
        return urlencode(delivered).encode()
    if delivered["type"] in ("event_callback", "url_verification"):
        return json.dumps(delivered).encode()
    return urlencode({"payload": json.dumps(delivered)}).encode()


async def send(web: httpx2.AsyncClient, name: str, response_url: str = "") -> httpx2.Response:
    delivered = payload(name)
    if response_url:
        delivered["response_url"] = response_url
    return await deliver(web, as_sent(delivered))


async def calls(connection: SlackConnection, slack: FaultySlack) -> list[tuple[str, Json]]:
    """What was called once everything under way has ended; each call passes the limits gate."""
    await connection.stop()
    for method, arguments in slack.calls:
        check_call(method, arguments)
    return slack.calls
