"""A Slack that takes whatever Kring posts, and tells who people are."""

import asyncio
import json
import time
from http import HTTPStatus
from itertools import count

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.bench.strictness import Strictness
from bot.bench.workspace import BOT_USER, TEAM


class QuietSlack:
    """`strictness`: the limits it keeps, if any. `arrived`: when it took a message, in seconds of `time.monotonic`."""

    def __init__(self, strictness: Strictness | None = None) -> None:
        self._strictness = strictness
        self.arrived: list[float] = []
        self._posted: dict[str, str] = {}
        self._news = asyncio.Event()
        self._numbers = count(1)
        self.app = Starlette(routes=[Route("/api/{method}", self._answer, methods=["GET", "POST"])])

    async def id_of(self, words: str) -> str:
        """Of the message that holds these words, once it is posted."""
        while True:
            for ts, message in self._posted.items():
                if words in message:
                    return ts
            self._news.clear()
            await self._news.wait()

    async def _answer(self, request: Request) -> Response:
        body = await request.body()
        method = request.path_params["method"]
        wait = self._strictness.wait(method, _channel(method, body)) if self._strictness else 0
        if wait:
            refusal = {"ok": False, "error": "ratelimited"}
            return JSONResponse(refusal, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(wait)})
        if method == "auth.test":
            return JSONResponse({"ok": True, "team_id": TEAM, "user_id": BOT_USER, "bot_id": "B0KRING"})
        if method == "users.info":
            user = {"id": request.query_params.get("user"), "name": "member", "tz": "Europe/Brussels"}
            return JSONResponse({"ok": True, "user": user})
        if method == "chat.postMessage":
            return self._post(await request.json(), body.decode())
        return JSONResponse({"ok": True})

    def _post(self, message: dict[str, object], written: str) -> Response:
        ts = f"1795440000.{next(self._numbers):06}"
        self._posted[ts] = written
        self.arrived.append(time.monotonic())
        self._news.set()
        return JSONResponse({"ok": True, "channel": message["channel"], "ts": ts})


def _channel(method: str, body: bytes) -> str:
    return str(json.loads(body).get("channel", "")) if method == "chat.postMessage" else ""
