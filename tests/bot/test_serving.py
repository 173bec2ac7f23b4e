"""Stopping: what is in hand is finished, what never ends is ended."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.serving import IN_HAND, PortTaken, Server, bind


class Endpoints:
    def __init__(self) -> None:
        self.hung_up = asyncio.Event()
        self.begun = asyncio.Event()

    async def slow(self, _: Request) -> Response:
        self.begun.set()
        await asyncio.sleep(1)
        return PlainTextResponse("done")

    async def never(self, _: Request) -> Response:
        self.begun.set()
        await asyncio.sleep(3600)
        return PlainTextResponse("unreachable")

    async def live(self, _: Request) -> Response:
        async def events() -> AsyncIterator[str]:
            yield "data: hello\n\n"
            self.begun.set()
            await self.hung_up.wait()

        return StreamingResponse(events(), media_type="text/event-stream")


@asynccontextmanager
async def served(endpoints: Endpoints) -> AsyncIterator[tuple[Callable[[], None], asyncio.Task[None], str]]:
    routes = [Route(f"/{name}", getattr(endpoints, name)) for name in ("slow", "never", "live")]
    server = Server(Starlette(routes=routes), endpoints.hung_up.set)
    listening = bind("127.0.0.1", 0)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    yield server.leave, serving, f"http://127.0.0.1:{listening.getsockname()[1]}"
    await serving


async def read(session: aiohttp.ClientSession, url: str) -> bytes:
    async with session.get(url, raise_for_status=True) as answer:
        return await answer.read()


async def test_a_slow_request_is_answered_before_the_server_leaves() -> None:
    endpoints = Endpoints()
    async with served(endpoints) as (leave, serving, url), aiohttp.ClientSession() as session:
        asked = asyncio.create_task(read(session, f"{url}/slow"))
        await endpoints.begun.wait()
        leave()
        assert await asked == b"done"
        await serving


async def test_open_streams_are_hung_up() -> None:
    endpoints = Endpoints()
    async with served(endpoints) as (leave, serving, url), aiohttp.ClientSession() as session:
        asked = asyncio.create_task(read(session, f"{url}/live"))
        await endpoints.begun.wait()
        before = time.monotonic()
        leave()
        assert await asked == b"data: hello\n\n"
        await serving
        assert time.monotonic() - before < 2


async def test_a_request_that_never_ends_is_cut_off_in_time() -> None:
    endpoints = Endpoints()
    async with served(endpoints) as (leave, serving, url), aiohttp.ClientSession() as session:
        asked = asyncio.create_task(read(session, f"{url}/never"))
        await endpoints.begun.wait()
        before = time.monotonic()
        leave()
        await serving
        assert time.monotonic() - before < IN_HAND + 2
        with pytest.raises(aiohttp.ClientError):
            await asked


def test_two_cannot_listen_on_one_port() -> None:
    with bind("127.0.0.1", 0) as first, pytest.raises(PortTaken):
        bind("127.0.0.1", first.getsockname()[1])
