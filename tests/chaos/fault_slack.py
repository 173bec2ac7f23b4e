"""A Slack that keeps what arrived, and at a chosen moment does something to whoever posts."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from aiohttp import web

from tests.emulators.listening import listening

TEAM, BOT_USER = "T01CHAOS", "U0KRING"


class Moment(StrEnum):
    """Of a post, seen from here."""

    ARRIVES = "arrives"  # nothing is stored yet
    STORED = "stored"  # but not answered yet
    ANSWERED = "answered"  # but perhaps not marked yet


@dataclass
class FaultSlack:
    """`strike` is called once, at `moment`. `history` holds the messages of each channel, newest last."""

    history: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    posts: Counter[str] = field(default_factory=Counter)
    moment: Moment | None = None
    strike: Callable[[], Awaitable[None]] | None = None
    struck: list[Moment] = field(default_factory=list)
    port: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def settings(self) -> dict[str, str]:
        return {"SLACK_API_URL": f"http://127.0.0.1:{self.port}/api/", "SLACK_BOT_TOKEN": "xoxb-chaos"}

    def arrived(self, channel: str) -> list[str]:
        """The delivery ids of Kring's messages there."""
        return [message["metadata"]["event_payload"]["id"] for message in self.history.get(channel, ())]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FaultSlack"]:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._answer)
        async with listening(app, patience=1) as self.port:
            yield self

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = dict(request.query) if request.method == "GET" else await request.json()
        match method:
            case "chat.postMessage":
                return await self._post(request, given)
            case "conversations.open":
                return web.json_response({"ok": True, "channel": {"id": _direct(given["users"])}})
            case "conversations.history":
                found = list(reversed(self.history.get(given["channel"], ())))
                return web.json_response({"ok": True, "messages": found})
            case "auth.test":
                return web.json_response({"ok": True, "team_id": TEAM, "user_id": BOT_USER, "bot_id": "B0KRING"})
            case "users.info":
                return web.json_response({"ok": True, "user": {"id": given["user"], "name": "somebody"}})
            case _:
                return web.json_response({"ok": False, "error": "unknown_method"})

    async def _post(self, request: web.Request, given: dict[str, Any]) -> web.StreamResponse:
        self.posts[given["metadata"]["event_payload"]["id"]] += 1
        await self._reach(Moment.ARRIVES)
        if request.transport is None or request.transport.is_closing():
            return web.Response(status=400)
        channel = given["channel"] if given["channel"].startswith("C") else _direct(given["channel"])
        message = {**given, "ts": f"1795440000.{next(self._numbers):06}"}
        self.history.setdefault(channel, []).append(message)
        await self._reach(Moment.STORED)
        answer = web.json_response({"ok": True, "channel": channel, "ts": message["ts"]})
        with contextlib.suppress(ConnectionError):  # nobody is left to answer
            await answer.prepare(request)
            await answer.write_eof()
        await self._reach(Moment.ANSWERED)
        return answer

    async def _reach(self, moment: Moment) -> None:
        if self.moment is moment and self.strike:
            strike, self.strike = self.strike, None
            await strike()
            self.struck.append(moment)
            await asyncio.sleep(0.05)  # the connection's end is heard of


def _direct(user: str) -> str:
    return f"D{user}"
