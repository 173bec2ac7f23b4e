"""The invented Slack workspace of a measurement, and what happens in it as Slack would deliver it."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final
from urllib.parse import urlencode

from facilitation.people import WorkspaceId

TEAM: Final = "T01BENCH"
WORKSPACE: Final = WorkspaceId(f"slack:{TEAM}")
BOT_USER: Final = "U0KRING"
SIGNING_SECRET: Final = "signing-secret-of-a-measurement"  # noqa: S105 invented
BOT_TOKEN: Final = "xoxb-of-a-measurement"  # noqa: S105 invented
SECRET_KEY: Final = "Jq2mXw8RtLz5Vb1NcY7Kd4PgHs9Fa3Ue"  # noqa: S105 invented
MEMBERS: Final = tuple(f"U{number:03}MEMBER" for number in range(50))
QUESTION_CHANNEL: Final = "C01QUESTION"
OTHER_CHANNEL: Final = "C02OTHER"
PATH: Final = "/slack/events"
FORM: Final = "application/x-www-form-urlencoded"

Payload = Mapping[str, object]


class Chatter:
    """Messages without end, no two alike."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._own = secrets.token_hex(4)

    def idle(self) -> Payload:
        """A message in a channel where no community meets."""
        return self._message(OTHER_CHANNEL)

    def reply(self, thread: str) -> Payload:
        return self._message(QUESTION_CHANNEL, thread_ts=thread)

    def command(self) -> bytes:
        """Somebody asks for help in a channel where no community meets."""
        number = next(self._numbers)
        typed = {
            "command": "/kring",
            "text": "help",
            "team_id": TEAM,
            "channel_id": OTHER_CHANNEL,
            "channel_name": "other",
            "user_id": MEMBERS[number % len(MEMBERS)],
            "user_name": "member",
            "api_app_id": "A01BENCH",
            "response_url": "http://127.0.0.1:9/unused",
            "trigger_id": f"{number}.{self._own}",
        }
        return urlencode(typed).encode()

    def _message(self, channel: str, **more: str) -> Payload:
        number = next(self._numbers)
        moment = 1_795_000_000 + number
        event = {
            "type": "message",
            "channel": channel,
            "user": MEMBERS[number % len(MEMBERS)],
            "text": f"We say what happened first, and only then what we think of it ({number}).",
            "ts": f"{moment}.{number:06}",
            "event_ts": f"{moment}.{number:06}",
            "channel_type": "channel",
            **more,
        }
        authorization = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
        return {
            "token": "unused",
            "team_id": TEAM,
            "api_app_id": "A01BENCH",
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{self._own}{number:08}",
            "event_time": moment,
            "authorizations": [{**authorization, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
        }


def requests(payloads: Iterable[Payload], stamp: int) -> Iterator[bytes]:
    """HTTP requests, signed for that moment (seconds since 1970): good for five minutes."""
    return signed((json.dumps(payload).encode() for payload in payloads), "application/json", stamp)


def signed(bodies: Iterable[bytes], kind: str, stamp: int) -> Iterator[bytes]:
    """As `requests`; `kind` is their content type."""
    for body in bodies:
        signature = hmac.new(SIGNING_SECRET.encode(), b"v0:%d:%s" % (stamp, body), hashlib.sha256).hexdigest()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {stamp}\r\n"
            f"X-Slack-Signature: v0={signature}\r\n\r\n"
        )
        yield head.encode() + body
