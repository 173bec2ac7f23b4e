"""A Slack that takes whatever Kring posts, and tells who people are."""

import asyncio
from itertools import count

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.bench.workspace import BOT_USER, TEAM


class QuietSlack:
    def __init__(self) -> None:
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
        self._news.set()
        return JSONResponse({"ok": True, "channel": message["channel"], "ts": ts})
