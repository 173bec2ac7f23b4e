"""What local-slack has no way to do: a message's menu, the app's own, buttons of a home view, and to leave a channel.

It lends what each of these needs, and they are delivered beside it, signed, to the address that Slack posts to,
whichever way it delivers the rest.
"""

import json
import time
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import aiohttp

from tests.adapters.slack.delivery import as_sent, signature
from tests.adapters.slack.payloads import payload
from tests.emulators import slack_forms
from tests.emulators.local_slack import LocalSlack
from tests.emulators.slack_workspace import CHANNELS, TEAM

Json = dict[str, Any]

OPEN = {"type": "plain_text", "text": "Open"}
OF_A_MESSAGE = ("user", "bot_id", "ts", "thread_ts", "text", "blocks")


class SlackMenus:
    """Methods return once Kring has acknowledged."""

    def __init__(self, slack: LocalSlack, session: aiohttp.ClientSession, kring_port: int) -> None:
        self._slack, self._session = slack, session
        self._url = f"http://127.0.0.1:{kring_port}/slack/events"

    async def use_shortcut(self, user: str, message: Json, shortcut: str) -> None:
        """Of the menu of a message as `messages` gives it."""
        shown = {"type": "message", **{name: message[name] for name in OF_A_MESSAGE if message.get(name)}}
        channel = next(each for each in CHANNELS if each.id == message["channel"])
        told = {"callback_id": shortcut, "message_ts": message["ts"], "message": shown}
        await self._deliver("message_shortcut", user, channel={"id": channel.id, "name": channel.name}, **told)

    async def open_menu(self, user: str) -> None:
        await self._deliver("global_shortcut", user)

    async def press_at_home(self, user: str, label: str) -> None:
        """A button of the home view that Kring published last."""
        view = await self._slack.home(user)
        element, block = slack_forms.button(view, label)
        pressed = {**element, "block_id": block.get("block_id", "b"), "action_ts": f"{time.time():.6f}"}
        await self._deliver("home_button_pressed", user, view=view, actions=[pressed])

    async def leave(self, user: str, channel: str) -> None:
        left = payload("member_left_channel")
        left["event"] |= {"user": user, "channel": channel, "event_ts": f"{time.time():.6f}"}
        await self._post(left | {"event_id": uuid4().hex, "event_time": int(time.time())}, "application/json")

    async def _deliver(self, name: str, user: str, **told: object) -> None:
        sent = payload(name) | {"team": {"id": TEAM, "domain": "kring"}} | told | await self._lent(user)
        sent["user"] |= {"id": user, "username": user, "name": user}
        await self._post(sent, "application/x-www-form-urlencoded")

    async def _post(self, sent: Json, kind: str) -> None:
        body, stamp = as_sent(sent), str(int(time.time()))
        signed = signature(body, stamp, self._slack.signing_secret)
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signed, "Content-Type": kind}
        async with self._session.post(self._url, data=body, headers=headers) as answer:
            assert answer.status == 200, f"Kring answered {answer.status} to a {sent['type']}"

    async def _lent(self, user: str) -> Json:
        """A trigger that opens a view, and an address for answers: such as come with the press of a link."""
        mark = uuid4().hex
        link = {"type": "button", "action_id": "link~0", "block_id": "b", "text": OPEN, "value": mark}
        await self._slack.press_a_link(user, CHANNELS[0].id, link)
        for entry in reversed(await self._slack.log()):
            if entry["direction"] == "to_bot" and mark in json.dumps(entry.get("detail")):
                detail = entry["detail"]
                made = json.loads(parse_qs(detail)["payload"][0]) if isinstance(detail, str) else detail
                return {name: made[name] for name in ("trigger_id", "response_url")}
        raise AssertionError("local-slack delivered nothing")
