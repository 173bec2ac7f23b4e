"""Kring as a process: how it starts, how it refuses to, and how it stops."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import aiohttp

from tests.bot.process import KEY, ran, running

STOPPED_WITHIN = 10.0  # seconds


def on(folder: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{folder}/kring.sqlite3"}


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    text: str


async def ask(url: str, body: BytesIO | AsyncIterator[bytes] | None = None) -> Answer:
    how = "GET" if body is None else "POST"
    async with aiohttp.ClientSession() as session, session.request(how, url, data=body) as answer:
        return Answer(answer.status, answer.headers, await answer.text())


async def test_everything_that_does_not_fit_is_told_at_once_and_nothing_is_started(tmp_path: Path) -> None:
    wrong = {
        "DATABASE_URL": "mysql://root:hunter2@db/kring",
        "KRING_PORT": "eighty",
        "KRING_HOST": "0.0.0.0",
        "SLACK_BOT_TOKEN": "xoxb-canary",
        "MICROSOFT_APP_ID": "3f2b1c00-0000-4000-8000-000000000000",
    }
    status, lines, said = await ran(wrong, "run")
    assert status == 2
    assert len(lines) == 6
    for name in (
        "DATABASE_URL",
        "KRING_PORT",
        "KRING_PLAYGROUND",
        "KRING_SECRET_KEY",
        "SLACK_SIGNING",
        "MICROSOFT_APP_P",
    ):
        assert sum(name in line for line in lines) == 1, lines
    for secret in ("hunter2", "xoxb-canary"):
        assert secret not in said + "".join(lines)


async def test_a_second_kring_on_the_same_file_says_that_one_is_running(tmp_path: Path) -> None:
    async with running(on(tmp_path)) as first:
        status, (line,), _ = await ran(on(tmp_path), "run")
        assert status == 2
        assert f"already running on this database (process {first.process.pid})" in line


async def test_a_kring_that_was_killed_does_not_keep_the_next_from_starting(tmp_path: Path) -> None:
    async with running(on(tmp_path)) as first:
        await first.die()
    async with running(on(tmp_path)) as second:
        assert await second.stop() == 0


async def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        status, (line,), _ = await ran(on(tmp_path), "run", "--port", str(other.getsockname()[1]))
    assert status == 2
    assert "Nothing can listen on 127.0.0.1:" in line


async def test_it_is_ready_soon_after_it_has_started_and_stops_when_asked(tmp_path: Path) -> None:
    async with running(on(tmp_path)) as found:
        async with asyncio.timeout(5):
            while (answer := await ask(f"{found.url}/readyz")).status != 200:
                await asyncio.sleep(0.1)
        assert json.loads(answer.text)["database"] == "ok"
        assert (await ask(f"{found.url}/healthz")).status == 200
        assert await found.stop() == 0
    assert [line["event"] for line in found.log if line["event"] in ("started", "stopped")] == ["started", "stopped"]


async def test_an_open_window_of_the_playground_does_not_keep_it_from_stopping(tmp_path: Path) -> None:
    async with (
        running(on(tmp_path)) as found,
        aiohttp.ClientSession() as session,
        session.get(f"{found.url}/playground/-/noor/live?place=general", timeout=None) as stream,
    ):
        assert stream.headers["content-type"].startswith("text/event-stream")
        before = time.monotonic()
        assert await found.stop() == 0
        assert time.monotonic() - before < STOPPED_WITHIN / 2


async def test_without_the_playground_nothing_of_it_is_there(tmp_path: Path) -> None:
    async with running({**on(tmp_path), "KRING_PLAYGROUND": "off"}) as found:
        assert (await ask(f"{found.url}/playground")).status == 404
        front = await ask(f"{found.url}/")
        assert "Kring is running here" in front.text
        assert front.headers["x-content-type-options"] == "nosniff"


async def test_a_body_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    async with running(on(tmp_path)) as found:
        for body in (BytesIO(b"x" * 3_000_000), endless()):
            assert (await ask(f"{found.url}/playground/-/noor/say", body)).status == 413


async def test_slack_without_a_slack_to_reach_still_starts_and_says_what_is_wrong(tmp_path: Path) -> None:
    slack = {
        "KRING_SECRET_KEY": KEY,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "s",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    }
    async with running({**on(tmp_path), **slack}) as found:
        told = json.loads((await ask(f"{found.url}/readyz")).text)
        assert told["platforms"].keys() == {"slack"}
        assert await found.stop() == 0
