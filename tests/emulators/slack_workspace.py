"""The workspace that the local Slack shows, and the process that serves it."""

import asyncio
import contextlib
import json
import platform
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import aiohttp

from tests.emulators import own_network

BINARY = Path(__file__).parents[1] / "node_modules/local-slack-linux-x64/bin/local-slack"
TEAM = "T01KRING"
APP = "A01KRING"
BOT_USER = "U0KRING"
BOT_TOKEN = "xoxb-local-kring"
APP_TOKEN = "xapp-local-kring"
SIGNING_SECRET = "local-signing-secret"
PATIENCE = 30.0  # seconds; Slack takes one message a second in a channel, and a session says many
GLANCE = 0.05  # seconds between two looks

Mode = Literal["events", "socket"]
Json = dict[str, Any]


def why_not() -> str | None:
    """Why the emulator can't run on this machine; None when it can."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return f"local-slack runs on Linux x86-64, this is {platform.system()} {platform.machine()}"
    if not BINARY.exists():
        return "local-slack is not installed: npm ci --prefix tests (./kring test does it where npm is there)"
    return own_network.why_not()


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    zone: str = "Europe/Brussels"
    is_bot: bool = False


@dataclass(frozen=True)
class Channel:
    id: str
    name: str
    members: Sequence[str]


PEOPLE = (
    Person("U01ANNA", "Anna Peeters"),
    Person("U02BRAM", "Bram Claes"),
    Person("U03CHLOE", "Chloé Martin", "Europe/Paris"),
    Person("U04DEVI", "Devi Nair", "Asia/Kolkata"),
    Person("U05EMRE", "Emre Kaya"),
    Person("U06FLEUR", "Fleur de Wit"),
)
CHANNELS = (
    Channel("C01GENERAL", "general", [*(person.id for person in PEOPLE), BOT_USER]),
    Channel("C02RANDOM", "random", [*(person.id for person in PEOPLE), BOT_USER]),
    Channel("C03ELSEWHERE", "elsewhere", [PEOPLE[0].id]),
    Channel("C04EDITORS", "editors", [PEOPLE[0].id, PEOPLE[1].id, BOT_USER]),
)
APART = CHANNELS[3]
"""In it are only the first two."""


def _workspace(mode: Mode, kring_port: int, people: Sequence[Person], channels: Sequence[Channel]) -> Json:
    return {
        "workspace": {"name": "Kring", "domain": "kring", "teamId": TEAM},
        "app": {
            "appId": APP,
            "botUserId": BOT_USER,
            "botName": "kring",
            "botToken": BOT_TOKEN,
            "appToken": APP_TOKEN,
            "signingSecret": SIGNING_SECRET,
            "mode": mode,
            "requestUrl": f"http://127.0.0.1:{kring_port}/slack/events",
        },
        "users": [
            {"id": person.id, "name": person.name, "real_name": person.name, "tz": person.zone, "is_bot": person.is_bot}
            for person in people
        ],
        "channels": [
            {"id": channel.id, "name": channel.name, "members": list(channel.members)}
            for channel in channels
            if BOT_USER in channel.members  # of all it knows, local-slack says that the bot is in them
        ],
    }


@contextlib.asynccontextmanager
async def served(
    mode: Mode, kring_port: int, people: Sequence[Person], channels: Sequence[Channel]
) -> AsyncIterator[str]:
    """Run local-slack in a network of its own; yield its address on our loopback."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "workspace.json"
        config.write_text(json.dumps(_workspace(mode, kring_port, people, channels)))
        program = [str(BINARY), "--config", str(config), "--port", str(port), "--base-host", "127.0.0.1"]
        program += ["--files-dir", str(folder)]
        process = await asyncio.create_subprocess_exec(
            *own_network.command(folder, port, kring_port, program), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        try:
            url = f"http://127.0.0.1:{port}"
            await _until_it_answers(url)
            yield url
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await asyncio.wait_for(process.wait(), PATIENCE)


async def _until_it_answers(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(int(PATIENCE / GLANCE)):
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(f"{url}/_control/state") as response:
                    if response.ok:
                        return
            await asyncio.sleep(GLANCE)
    raise AssertionError("local-slack did not start")
