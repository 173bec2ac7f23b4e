"""A Kring on Teams whose tab can be opened: a process, Teams around it, and Entra ID, who says who somebody is."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bot.handbook.tab_visitors import SCOPE, TEAMS
from tests.bot.process import KEY, KringProcess, running
from tests.emulators import bot_connector, openid_provider, teams_cards
from tests.emulators.bot_connector import BotConnector
from tests.emulators.openid_provider import OpenIdProvider
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import APP_ID, CRAFT, PEOPLE, TENANT, Person
from tests.stores import MEMORY

PUBLIC = "https://kring.example"
ANNA, BRAM = PEOPLE[:2]
Json = dict[str, Any]


@dataclass
class Home:
    """Kring has met Anna."""

    kring: KringProcess
    provider: OpenIdProvider
    connector: BotConnector
    teams: Teams
    session: aiohttp.ClientSession

    def token(self, who: Person = ANNA, **claims: object) -> str:
        """As Teams gets it for the page of whoever has it open."""
        told = {"aud": APP_ID, "tid": TENANT, "oid": who.aad, "azp": min(TEAMS), "scp": SCOPE, **claims}
        return self.provider.presents(**told)

    async def asked(
        self, what: str, token: str | None, body: object = None, headers: Mapping[str, str] = {}
    ) -> tuple[int, Json]:
        shown = {"Authorization": f"Bearer {token}"} if token is not None else {}
        given: Json = {"data": body} if isinstance(body, bytes) else {"json": body or {}}
        url = f"{self.kring.url}/teams/home/{what}"
        async with self.session.post(url, headers={**shown, **headers}, **given) as answer:
            return answer.status, await answer.json()

    async def cards(self, who: Person = ANNA) -> list[Json]:
        """Of their home view."""
        status, answer = await self.asked("view", self.token(who))
        assert status == 200, answer
        cards: list[Json] = answer["cards"]
        return cards

    async def presses(self, who: Person, cards: list[Json], label: str, **values: str) -> Json:
        """What comes of a button with what was filled in beside it: a dialog, or nothing."""
        data = teams_cards.action(cards, label)["data"]
        filled = teams_cards.filled(cards[0], values) if values else {}
        status, answer = await self.asked("act", self.token(who), {**filled, **data})
        assert status == 200, answer
        return answer


@asynccontextmanager
async def at_home() -> AsyncIterator[Home]:
    with (
        TemporaryDirectory(prefix="kring-", dir=MEMORY) as folder,
        bot_connector.running() as connector,
        openid_provider.running() as provider,
    ):
        given = {
            **connector.environment,
            "DATABASE_URL": f"sqlite:///{folder}/kring.sqlite3",
            "KRING_SECRET_KEY": KEY,
            "KRING_PLAYGROUND": "off",
            "KRING_PUBLIC_URL": PUBLIC,
            "MICROSOFT_OPENID_URL": provider.url,
        }
        async with running(given) as kring, aiohttp.ClientSession() as session:
            teams = Teams(connector, kring.url, session)
            await teams.add_kring(ANNA, teams.tenant.teams[0], CRAFT)
            await teams.tell(ANNA, "hi")
            await teams.expect_private(ANNA, "Kring")
            yield Home(kring, provider, connector, teams, session)
            assert connector.refused == []
