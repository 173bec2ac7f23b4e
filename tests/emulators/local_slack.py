"""A local Slack: the npm package `local-slack-linux-x64`, run in a network of its own, driven in a person's words.

It delivers signed HTTP or Socket Mode to Kring, answers the Web API, and shows what each person would see. It
checks neither tokens nor blocks: what Kring sends is judged by `tests.adapters.slack.gate` over `calls()`.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp

from tests.emulators import slack_forms
from tests.emulators.slack_workspace import (
    APP,
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    CHANNELS,
    GLANCE,
    PATIENCE,
    PEOPLE,
    SIGNING_SECRET,
    TEAM,
    Channel,
    Json,
    Mode,
    Person,
    served,
)

T = TypeVar("T")


@dataclass
class Screen:
    """What the web client shows just now."""

    forms: list[Json] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    connected: bool = False
    changes: int = 0


class LocalSlack:
    """A workspace with its people. Methods return once Slack has had Kring's answer to the delivery."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url, self.api_url = url, f"{url}/api/"
        self.team, self.bot_user = TEAM, BOT_USER
        self.bot_token, self.app_token, self.signing_secret = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET
        self.screen = Screen()
        self._session = session
        self._ui: aiohttp.ClientWebSocketResponse | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The settings a Kring process needs to speak with this workspace over signed HTTP."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
        }

    async def say(self, user: str, channel: str, text: str, thread: str | None = None) -> str:
        """Type and send as that person, @Kring being a mention; return the message's ts."""
        said = {"user": user, "channel": channel, "text": slack_forms.typed(text, BOT_USER), "thread_ts": thread}
        answer = await self._control("message", said)
        ts: str = answer["message"]["ts"]
        return ts

    async def say_privately(self, user: str, text: str) -> str:
        """A direct message to Kring."""
        return await self.say(user, await self.direct(user), text)

    async def command(self, user: str, channel: str, text: str, command: str = "/kring") -> None:
        typed = slack_forms.typed(text, BOT_USER)
        await self._control("command", {"user": user, "channel": channel, "command": command, "text": typed})

    async def press(self, user: str, message: Json, label: str) -> None:
        """Press the button of that label (or action) on a message as `messages` gives it."""
        element, block = slack_forms.button(message, label)
        action = {**element, "block_id": block.get("block_id", "b")}
        await self._control(
            "interact", {"user": user, "channel": message["channel"], "messageTs": message["ts"], "action": action}
        )

    async def press_a_link(self, user: str, channel: str, link: Json) -> None:
        """Of no message that is still there: it goes to Kring, which does nothing for it."""
        await self._control("interact", {"user": user, "channel": channel, "messageTs": "0", "action": link})

    async def react(self, user: str, channel: str, ts: str, name: str, *, present: bool = True) -> None:
        await self._control("reaction", {"user": user, "channel": channel, "ts": ts, "name": name, "present": present})

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        typed = slack_forms.typed(text, BOT_USER)
        await self._control("edit-message", {"user": user, "channel": channel, "ts": ts, "text": typed})

    async def delete(self, user: str, channel: str, ts: str) -> None:
        await self._control("delete-message", {"user": user, "channel": channel, "ts": ts})

    async def open_home(self, user: str) -> None:
        await self._control("open-home", {"user": user})

    async def home(self, user: str, words: str = "") -> Json:
        """The home view Kring published for that person, waited for until it holds these words."""

        def one_with_them() -> Json | None:
            view = self.screen.homes.get(user)
            return view if view and words in slack_forms.words_of(view) else None

        return await self._eventually(one_with_them, f"no home view with {words!r}: {self.screen.homes.get(user)}")

    async def file(self, identity: str) -> bytes:
        """What Kring uploaded as that."""
        async with self._session.get(f"{self.url}/files/{BOT_USER}/{identity}/shown") as response:
            assert response.ok, f"no file {identity}: {response.status}"
            return await response.read()

    async def form(self, title: str | None = None) -> Json:
        """The form that is open, waited for. There is one for the whole workspace: submit before opening another."""

        def open_one() -> Json | None:
            top = self.screen.forms[-1] if self.screen.forms else None
            return top if top and title in (None, top["title"]["text"]) else None

        return await self._eventually(open_one, f"no form {title or ''} opened")

    async def fill(self, user: str, values: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
        """Fill in the open form by input names and submit it; return errors by input name, {} when it was taken.

        Choices are given by the values of their options, channels by id, dates and times as YYYY-MM-DD and HH:MM.
        What is not mentioned keeps what stands there.
        """
        view = await self.form()
        before, self.screen.errors = self.screen.changes, {}
        filled = slack_forms.state(view, values)
        await self._send({"t": "view_submit", "user": user, "values": filled})
        await self._eventually(lambda: self.screen.changes > before or None, "Kring did not answer the form")
        if self.screen.errors:
            slack_forms.keep(view, filled)
        return self.screen.errors

    async def direct(self, user: str) -> str:
        """The channel id of the person's direct conversation with Kring; made when there is none."""
        answer = await self._call("conversations.open", {"users": user})
        channel: str = answer["channel"]["id"]
        return channel

    async def messages(self, channel: str) -> list[Json]:
        """All messages of a channel, its threads and whispers included, oldest first."""
        async with self._session.get(f"{self.url}/_control/messages/{channel}") as response:
            answer: Json = await response.json()
            return list(answer["messages"])

    async def whispers(self, user: str, channel: str) -> list[Json]:
        """What only that person sees in a channel."""
        return [message for message in await self.messages(channel) if message.get("ephemeral_to") == user]

    async def expect(self, channel: str, words: str, *, to: str | None = None, thread: str | None = None) -> Json:
        """The newest message holding these words, waited for. `to`: a whisper to that person."""
        newest: list[Json] = []
        for _ in range(int(PATIENCE / GLANCE)):
            newest = await self.messages(channel)
            for message in reversed(newest):
                fits = message.get("ephemeral_to") == to and thread in (None, message.get("thread_ts"))
                if fits and words in slack_forms.words_of(message):
                    return message
            await asyncio.sleep(GLANCE)
        seen = "\n".join(slack_forms.words_of(message) for message in newest[-8:])
        raise AssertionError(f"nobody said {words!r} in {channel}; the latest:\n{seen}")

    async def log(self) -> list[Json]:
        """All traffic with Kring, the latest thousand entries."""
        async with self._session.get(f"{self.url}/_control/log") as response:
            answer: Json = await response.json()
            return list(answer["log"])

    async def calls(self) -> list[tuple[str, Json]]:
        """The Web API calls Kring made: method and arguments."""
        kept = [entry for entry in await self.log() if (entry["direction"], entry["kind"]) == ("from_bot", "web_api")]
        return [(entry["summary"], entry.get("detail") or {}) for entry in kept]

    async def connected(self) -> None:
        """Wait until Kring's Socket Mode connection is there."""
        await self._eventually(lambda: self.screen.connected or None, "Kring opened no Socket Mode connection")

    async def _control(self, what: str, body: Json) -> Json:
        async with self._session.post(f"{self.url}/_control/{what}", json=body) as response:
            answer: Json = await response.json()
            assert response.ok, f"local-slack refused {what}: {answer}"
            return answer

    async def _call(self, method: str, arguments: Json) -> Json:
        headers = {"Authorization": "Bearer somebody"}
        async with self._session.post(f"{self.api_url}{method}", json=arguments, headers=headers) as response:
            answer: Json = await response.json()
            return answer

    async def _send(self, message: Json) -> None:
        assert self._ui is not None
        await self._ui.send_str(json.dumps(message))

    async def _eventually(self, look: Callable[[], T | None], otherwise: str) -> T:
        for _ in range(int(PATIENCE / GLANCE)):
            if (seen := look()) is not None:
                return seen
            await asyncio.sleep(GLANCE)
        raise AssertionError(otherwise)

    async def watch(self, ready: asyncio.Event) -> None:
        """Keep `screen` as the web client would show it."""
        async with self._session.ws_connect(f"{self.url}/ui", max_msg_size=0) as self._ui:
            async for frame in self._ui:
                self._show(json.loads(frame.data))
                ready.set()

    def _show(self, news: Json) -> None:
        screen = self.screen
        if news["t"] == "init":
            screen.forms = news["state"]["modalStack"]
            screen.homes = {user: homes.get(APP) for user, homes in news["state"]["homeViews"].items()}
            screen.connected = any(app.get("connected") for app in news["state"]["apps"])
        elif news["t"] == "view":
            screen.forms, screen.changes = news["stack"], screen.changes + 1
        elif news["t"] == "view_errors":
            screen.errors, screen.changes = news["errors"], screen.changes + 1
        elif news["t"] == "home":
            screen.homes[news["user"]] = news["view"]
        elif news["t"] == "socket_status":
            screen.connected = news["connected"]


@contextlib.asynccontextmanager
async def running(
    mode: Mode, kring_port: int, people: Sequence[Person] = PEOPLE, channels: Sequence[Channel] = CHANNELS
) -> AsyncIterator[LocalSlack]:
    """A workspace that delivers to /slack/events on our loopback's `kring_port`, or waits for a socket."""
    async with served(mode, kring_port, people, channels) as url, aiohttp.ClientSession() as session:
        slack, ready = LocalSlack(url, session), asyncio.Event()
        watching = asyncio.create_task(slack.watch(ready))
        try:
            await asyncio.wait_for(ready.wait(), PATIENCE)
            yield slack
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
