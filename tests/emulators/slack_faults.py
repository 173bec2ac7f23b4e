"""A Web API that fails on demand, in the ways Slack does and its emulators don't; and remembers what it stored.

async with faulty_slack() as slack:
    slack.fail("chat.postMessage", Lost())      # stores it, and never says so
    ... slack.history("C1") ...
"""

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.bench.strictness import Strictness
from tests.emulators.listening import listening

Json = dict[str, Any]

MOST_IN_A_GROUP = 8  # docs.slack.dev, conversations.open


@dataclass(frozen=True)
class Answered:
    """An HTTP answer instead of the real one; nothing is stored."""

    status: int = 200
    error: str = ""
    retry_after: str = ""
    body: str = ""


@dataclass(frozen=True)
class Dropped:
    """The connection is reset before anything is stored."""


@dataclass(frozen=True)
class Lost:
    """It is stored; then the connection is reset."""


@dataclass(frozen=True)
class Slow:
    """It is stored; the answer comes after so many seconds."""

    seconds: float


Fault = Answered | Dropped | Lost | Slow


@dataclass
class FaultySlack:
    """`calls` in the order they came; `said` by people, by its ts; `channels` by id, with `is_member` and the like.

    While it has no `users`, anybody is one. `strictness`: the limits it keeps.
    """

    url: str = ""
    calls: list[tuple[str, Json]] = field(default_factory=list)
    messages: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, Json] = field(default_factory=dict)
    users: dict[str, Json] = field(default_factory=dict)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    uploads: list[bytes] = field(default_factory=list)
    page: int = 200
    scopes: str = ""
    strictness: Strictness | None = None
    stored: int = 0

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of that method go wrong, one in each of these ways."""
        self.faults[method].extend(faults)

    def history(self, channel: str) -> list[Json]:
        """Everything stored in a channel, threads included, oldest first."""
        return self.messages[channel]

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = dict(request.query) if request.method == "GET" else await request.json()
        self.calls.append((method, arguments))
        fault = self._fault(method, str(arguments.get("channel", "")))
        if isinstance(fault, Answered):
            return _answered(fault)
        if isinstance(fault, Dropped):
            return _hung_up(request)
        answer = self._done(method, arguments)
        if isinstance(fault, Lost):
            return _hung_up(request)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        return web.json_response(answer, headers={"X-OAuth-Scopes": self.scopes} if self.scopes else {})

    def _fault(self, method: str, channel: str) -> Fault | None:
        wait = self.strictness.wait(method, channel) if self.strictness else 0
        if wait:
            return Answered(429, "ratelimited", str(wait))
        return self.faults[method].popleft() if self.faults[method] else None

    async def hook(self, request: web.Request) -> web.StreamResponse:
        """A response URL."""
        self.calls.append(("response_url", await request.json()))
        fault = self.faults["response_url"].popleft() if self.faults["response_url"] else None
        return _answered(fault) if isinstance(fault, Answered) else web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Where the bytes of a file are put."""
        self.uploads.append(await request.read())
        return web.Response(text="OK")

    def _done(self, method: str, arguments: Json) -> Json:
        match method:
            case "auth.test":
                return {"ok": True, "team_id": "T01KRING", "user_id": "U0KRING"}
            case "chat.postMessage":
                return self._posted(arguments)
            case "chat.update":
                return self._updated(arguments)
            case "conversations.open":
                return self._opened(arguments["users"].split(","))
            case "conversations.info":
                return _found("channel", self.channels.get(arguments["channel"]), "channel_not_found")
            case "users.info":
                return _found("user", self.users.get(arguments["user"]), "user_not_found")
            case "conversations.history" | "conversations.replies":
                return self._read(arguments)
            case _:
                return {"ok": True, **(self._room_for_a_file() if method == "files.getUploadURLExternal" else {})}

    def _room_for_a_file(self) -> Json:
        return {"upload_url": f"{self.url}/upload", "file_id": f"F{len(self.calls)}"}

    def _opened(self, users: list[str]) -> Json:
        """One conversation for each set of people, whatever their order."""
        if len(users) > MOST_IN_A_GROUP:
            return {"ok": False, "error": "too_many_users"}
        if self.users and not self.users.keys() >= {*users}:
            return {"ok": False, "error": "user_not_found"}
        kind = "D" if len({*users}) == 1 else "G"
        return {"ok": True, "channel": {"id": kind + "".join(user[1:] for user in sorted({*users}))}}

    def _is_out_of(self, channel: str) -> bool:
        return self.channels.get(channel, {}).get("is_member") is False

    def _posted(self, arguments: Json) -> Json:
        channel = arguments["channel"]
        if self._is_out_of(channel):
            return {"ok": False, "error": "not_in_channel"}
        if channel.startswith("U") and self.users and channel not in self.users:
            return {"ok": False, "error": "channel_not_found"}
        channel = f"D{channel[1:]}" if channel.startswith("U") else channel
        self.stored += 1
        stamp = f"1795440000.{self.stored:06}"
        self.messages[channel].append({**arguments, "type": "message", "channel": channel, "ts": stamp})
        return {"ok": True, "channel": channel, "ts": stamp}

    def _updated(self, arguments: Json) -> Json:
        for message in self.messages[arguments["channel"]]:
            if message["ts"] == arguments["ts"]:
                message.update(arguments)
                return {"ok": True, "channel": arguments["channel"], "ts": arguments["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def _read(self, arguments: Json) -> Json:
        if self._is_out_of(arguments["channel"]):
            return {"ok": False, "error": "not_in_channel"}
        said = [message for message in self.said.values() if message["channel"] == arguments["channel"]]
        everything = [*self.messages[arguments["channel"]], *said]
        root = arguments.get("ts")
        if root is None:
            found = [message for message in reversed(everything) if "thread_ts" not in message]
        else:
            found = [message for message in everything if root in (message["ts"], message.get("thread_ts"))]
        found = [message for message in found if _within(message["ts"], arguments)]
        start, size = int(arguments.get("cursor") or 0), min(self.page, int(arguments["limit"]))
        shown = found[start : start + size]
        cursor = str(start + size) if start + size < len(found) else ""
        if arguments.get("include_all_metadata") not in ("1", "true", True):
            shown = [{name: value for name, value in message.items() if name != "metadata"} for message in shown]
        return {"ok": True, "messages": shown, "response_metadata": {"next_cursor": cursor}}


@contextlib.asynccontextmanager
async def faulty_slack() -> AsyncIterator[FaultySlack]:
    """One on a free loopback port."""
    slack = FaultySlack()
    application = web.Application()
    application.router.add_route("*", "/api/{method}", slack.answer)
    application.router.add_post("/hook", slack.hook)
    application.router.add_post("/upload", slack.upload)
    async with listening(application) as port:
        slack.url = f"http://127.0.0.1:{port}"
        yield slack


def _within(stamp: str, arguments: Json) -> bool:
    return str(arguments.get("oldest", "0")) <= stamp <= str(arguments.get("latest", "9"))


def _found(name: str, value: Json | None, otherwise: str) -> Json:
    return {"ok": True, name: value} if value is not None else {"ok": False, "error": otherwise}


def _answered(fault: Answered) -> web.StreamResponse:
    headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
    if fault.error:
        return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=headers)
    return web.Response(text=fault.body, status=fault.status, headers=headers)


def _hung_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
