"""Kring as it runs, before a Slack that it is installed in: browsers, and what Slack delivers."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx2

from bot.clock import SystemClock
from bot.settings import read
from bot.wiring import Kring
from storage.store import open_store
from storage.unit import SqlUnit
from tests.adapters.slack.delivery import SECRET, as_sent, signature
from tests.adapters.slack.payloads import payload
from tests.emulators.slack_oauth import CLIENT_ID, CLIENT_SECRET, SlackOauth

Json = dict[str, Any]

KRING = "http://127.0.0.1:8765"
KEY = "a-key-for-tests-of-32-characters!"
GLANCE = 0.02  # seconds between two looks
LOOKS = 400


@dataclass
class Browser:
    """One person's: it keeps cookies, and follows where it is sent to Slack and back."""

    web: httpx2.AsyncClient
    slack: SlackOauth
    languages: str = "en"

    async def sets_out(self, way: str = "/slack/install") -> str:
        """To Slack's consent page, and said yes there: the address by which one comes back."""
        leaving = await self.web.get(way)
        assert leaving.status_code == 302, leaving.text
        there = leaving.headers["location"]
        async with aiohttp.ClientSession() as session, session.get(there, allow_redirects=False) as asked:
            return str(asked.headers["Location"])

    async def comes_back(self, address: str) -> httpx2.Response:
        parts = urlsplit(address)
        return await self.looks(f"{parts.path}?{parts.query}")

    async def looks(self, address: str) -> httpx2.Response:
        """As far as Kring leads on."""
        speaks = {"Accept-Language": self.languages}
        return await self.web.get(address, headers=speaks, follow_redirects=True)

    async def installs(self, team: str, *, org_wide: bool = False) -> httpx2.Response:
        self.slack.installs_into, self.slack.org_wide = team, org_wide
        return await self.comes_back(await self.sets_out())


@dataclass
class Installs:
    slack: SlackOauth
    kring: Kring
    web: httpx2.AsyncClient
    database: str
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def browser(self, languages: str = "en", comes_from: str = "") -> Browser:
        """`comes_from`: the address that a reverse proxy tells, after what the browser itself would have it be."""
        transport = httpx2.ASGITransport(self.kring.app)
        told = {"X-Forwarded-For": f"198.51.100.9, {comes_from}"} if comes_from else {}
        return Browser(httpx2.AsyncClient(transport=transport, base_url=KRING, headers=told), self.slack, languages)

    async def says(self, team: str, words: str, organisation: str = "") -> int:
        return await self.posts(self.said(team, words, organisation))

    def said(self, team: str, words: str, organisation: str = "") -> Json:
        """A direct message to Kring in that workspace, whose ids end with its own."""
        stamp = f"{int(time.time())}.{next(self.numbers):06}"
        said = payload("direct_message")
        told = {"channel": f"D{team}", "user": f"UANN{team}", "text": words, "ts": stamp, "event_ts": stamp}
        said["event"] |= told
        return self.of(said, team, organisation)

    async def ends(self, team: str, name: str = "app_uninstalled", organisation: str = "") -> int:
        gone = payload(name)
        gone["event_time"] = int(time.time()) + 1
        return await self.posts(self.of(gone, team, organisation))

    def of(self, what: Json, team: str, organisation: str = "") -> Json:
        """As told there, or by its organisation's installation."""
        by = {"team_id": None if organisation else team, "enterprise_id": organisation or None, "is_bot": True}
        by |= {"user_id": f"UKRING{team}", "is_enterprise_install": bool(organisation)}
        what |= {"team_id": team, "authorizations": [by], "event_id": f"Ev{next(self.numbers)}"}
        if organisation:
            what["enterprise_id"] = organisation
        return what

    async def posts(self, what: Json) -> int:
        """Signed, as Slack does."""
        body, stamp = as_sent(what), str(int(time.time()))
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(body, stamp)}
        return (await self.web.post("/slack/events", content=body, headers=headers)).status_code

    async def does(self, job: Callable[[SqlUnit], None]) -> None:
        """As another process over the same database would; whatever comes of it is delivered at a glance."""

        def done() -> None:
            with closing(open_store(self.database, SystemClock(), KEY)) as store, closing(store.units()) as unit:
                unit.enter(None, None)
                job(unit)
                unit.commit()

        await asyncio.to_thread(done)

    async def days_pass(self, days: int) -> None:
        await self.kring.mover.move_to(self.kring.clock.now() + timedelta(days=days))

    async def heard(self, team: str, words: str) -> Json:
        """What Kring posted in that workspace with those words, once it did."""
        return await eventually(
            lambda: next((each for each in self.slack.teams[team].posted if words in json.dumps(each)), None)
        )


async def eventually(look: Callable[[], Json | None]) -> Json:
    for _ in range(LOOKS):
        found = look()
        if found:
            return found
        await asyncio.sleep(GLANCE)
    raise AssertionError("nothing came of it")


def settings(database: str, slack: SlackOauth) -> dict[str, Any]:
    return {
        "database_url": database,
        "kring_secret_key": KEY,
        "kring_playground": False,
        "kring_public_url": KRING,
        "slack_client_id": CLIENT_ID,
        "slack_client_secret": CLIENT_SECRET,
        "slack_signing_secret": SECRET,
        "slack_api_url": slack.api_url,
        "slack_authorize_url": slack.authorize_url,
    }


@asynccontextmanager
async def installs(database: str, slack: SlackOauth, **given: Any) -> AsyncIterator[Installs]:
    """One process of Kring; several may stand over one database."""
    found, problems = read(**{**settings(database, slack), **given})
    assert not problems, problems
    kring = Kring(found)
    await kring.start(settle_in=False)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(kring.app), base_url=KRING) as web:
        try:
            yield Installs(slack, kring, web, database)
        finally:
            await kring.stop()
