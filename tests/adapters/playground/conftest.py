"""A playground with a stand-in for the engine, reached over HTTP as a page or a program would."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from adapters.playground.playground import Playground
from bot.notes import ScratchNotes
from tests.adapters.playground.scripted import HandClock, Scripted, build

HOST = "http://127.0.0.1:8000"


@dataclass
class Play:
    """`engine` is the stand-in; `client` talks to the playground as a program on this machine."""

    playground: Playground
    engine: Scripted
    notes: ScratchNotes
    clock: HandClock
    client: httpx2.AsyncClient

    async def does(self, person: str, act: str, **asked: object) -> httpx2.Response:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        return await self.client.post(f"/playground/-/{person}/{act}", content=json.dumps(asked), headers=headers)

    async def says(self, person: str, text: str, **where: str) -> dict[str, Any]:
        answer = await self.does(person, "messages", text=text, **{"channel": "clear-writing", **where})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def sees(self, person: str, place: str = "clear-writing", **more: str) -> list[dict[str, Any]]:
        answer = await self.client.get(f"/playground/-/{person}/seen", params={"place": place, **more})
        posts: list[dict[str, Any]] = answer.json()["posts"]
        return posts

    async def page(self, path: str) -> str:
        answer = await self.client.get(f"/playground/{path}")
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
async def play() -> AsyncIterator[Play]:
    engine, notes, clock = Scripted(), ScratchNotes(), HandClock()
    playground = build(engine, notes, clock)
    await playground.start()
    app = Starlette(routes=list(playground.routes))
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=HOST) as client:
        yield Play(playground, engine, notes, clock, client)
    await playground.stop()
