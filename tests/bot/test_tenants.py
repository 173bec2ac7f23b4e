"""Several tenants in one Kring: each by its own registration, and nothing of one is seen in another."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.bot.process import KEY, KringProcess, ran, running
from tests.emulators import bot_connector, teams_cards
from tests.emulators.bot_connector import BotConnector
from tests.emulators.teams_client import Teams
from tests.emulators.teams_identity import token
from tests.emulators.teams_login import EXPIRED, PASSWORD
from tests.emulators.teams_tenant import CRAFT, PEOPLE, TENANT, Tenant
from tests.stores import FreshDatabase

OTHER = "11111111-2222-4333-8444-555555555555"
ANNA, BRAM = PEOPLE[:2]


@dataclass
class Both:
    """Two tenants, whose people and channels have the very same ids."""

    given: Mapping[str, str]
    here: BotConnector
    there: BotConnector

    def teams(self, kring: KringProcess, session: aiohttp.ClientSession) -> tuple[Teams, Teams]:
        return Teams(self.here, kring.url, session), Teams(self.there, kring.url, session)

    async def adds(self, tenant: str = OTHER, secret: str = PASSWORD, app_id: str = "") -> tuple[int, str]:
        """`teams-add`, with the secret given as an option."""
        app = app_id or self.there.app_id
        status, lines, said = await ran(self.given, "teams-add", tenant, "--app-id", app, "--secret", secret)
        return status, "\n".join([*lines, said])


@pytest.fixture
def both(database: str) -> Iterator[Both]:
    with bot_connector.running() as here, bot_connector.running(Tenant(identity=OTHER), here.login) as there:
        given = {**here.environment, "DATABASE_URL": database, "KRING_SECRET_KEY": KEY, "KRING_PLAYGROUND": "off"}
        yield Both({**given, "KRING_PUBLIC_URL": "https://kring.example.org"}, here, there)
        assert (here.refused, there.refused) == ([], [])


@asynccontextmanager
async def _founded(both: Both) -> AsyncIterator[tuple[Teams, Teams]]:
    """The second tenant was added, and each has a community in its channel."""
    async with running(both.given):
        pass
    status, said = await both.adds()
    assert status == 0, said
    async with running(both.given) as process, aiohttp.ClientSession() as session:
        here, there = both.teams(process, session)
        for teams, name in ((here, "Bakers"), (there, "Weavers")):
            await teams.add_kring(ANNA, teams.tenant.teams[0], CRAFT)
            await teams.tell(ANNA, "start")
            offer = await teams.expect_private(ANNA, "Start a community")
            await teams.press(ANNA, offer, "Start a community")
            assert await teams.fill(ANNA, {"name": name, "channel": CRAFT.id}) == {}
            await teams.expect_in(CRAFT, f"{name} begins")
            await teams.tell(BRAM, "hi")
        yield here, there


def _all_that_was_sent(connector: BotConnector) -> str:
    return str([call.body for call in connector.calls])


async def test_nothing_of_one_tenant_is_seen_in_the_other(both: Both) -> None:
    async with _founded(both) as (here, there):
        for teams, question in ((here, "How do you proof sourdough?"), (there, "Which loom for linen?")):
            await teams.mention(ANNA, CRAFT, f"ask {question}")
            await teams.tell(BRAM, "find sourdough loom linen")
            await teams.tell(BRAM, "home")
            await teams.expect_private(BRAM, "Your Kring")
        await asyncio.sleep(1)
    ours, theirs = _all_that_was_sent(both.here), _all_that_was_sent(both.there)
    assert "Bakers" in ours
    assert "Weavers" in theirs
    assert not any(words in ours for words in ("Weavers", "loom for linen", OTHER, both.there.app_id))
    assert not any(words in theirs for words in ("Bakers", "proof sourdough", TENANT, both.here.app_id))


async def test_a_button_of_one_tenants_is_nobodys_in_the_other(both: Both) -> None:
    async with _founded(both) as (here, there):
        card = (await here.expect_private(ANNA, "Bakers has begun")).cards()
        data = teams_cards.action(card, "Weekly message")["data"]
        for name, value in (
            ("task/fetch", {"data": data}),
            ("task/submit", {"data": data}),
            ("adaptiveCard/action", {"action": {"type": "Action.Execute", "data": data}}),
        ):
            delivered = await there.deliver(there.activities.invoke(name, ANNA, ANNA.direct, value))
            assert delivered.status == 200
            assert "Bakers" not in str(delivered.body)
            assert "Input." not in str(delivered.body)
        await asyncio.sleep(1)
    assert "Bakers" not in _all_that_was_sent(both.there)


async def test_a_bot_speaks_for_its_own_tenant_only(both: Both) -> None:
    async with _founded(both) as (here, there):
        for teams, other in ((here, there), (there, here)):
            activity = teams.activities.envelope("message", ANNA, ANNA.direct, id="1", text="hi")
            borrowed = token(other.connector.app_id, teams.connector.service_url)
            assert (await teams.deliver(activity, bearer=borrowed)).status == 401


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"secret": "wrong"}, "the client secret is wrong"),
        pytest.param({"secret": EXPIRED}, "the client secret has expired", marks=pytest.mark.long),
        ({"app_id": "00000000-0000-4000-8000-000000000000"}, "knows no app with this id"),
        pytest.param(
            {"tenant": "99999999-2222-4333-8444-555555555555"},
            "there is no tenant with this id",
            marks=pytest.mark.long,
        ),
        ({"tenant": "example.onmicrosoft.com"}, "TENANT: give an id"),
        ({"tenant": TENANT}, "the one in the settings"),
    ],
)
async def test_credentials_that_will_not_do_are_told_and_not_kept(
    sqlite_both: Both, changed: dict[str, str], told: str
) -> None:
    status, said = await sqlite_both.adds(**changed)
    assert (status, told in said) == (2, True), said
    assert PASSWORD not in said
    _, _, checked = await ran(sqlite_both.given, "check")
    assert "Teams: fine" in checked


@pytest.fixture
def sqlite_both(fresh_database: FreshDatabase) -> Iterator[Both]:
    with bot_connector.running() as here, bot_connector.running(Tenant(identity=OTHER), here.login) as there:
        given = {**here.environment, "KRING_SECRET_KEY": KEY, "KRING_PLAYGROUND": "off"}
        yield Both({**given, "DATABASE_URL": fresh_database("sqlite")}, here, there)


@pytest.mark.long
async def test_a_tenant_is_added_and_taken_away_while_kring_runs(sqlite_both: Both) -> None:
    both = sqlite_both
    async with running(both.given) as process, aiohttp.ClientSession() as session:
        _, there = both.teams(process, session)
        hello = there.activities.envelope("message", ANNA, ANNA.direct, id="1", text="hi")
        assert (await there.deliver(hello)).status == 401
        status, said = await both.adds()
        assert (status, PASSWORD in said) == (0, False), said
        await _until(there, hello, 200)
        await there.expect_private(ANNA, "Kring")
        _, _, checked = await ran(both.given, "check")
        assert "Teams: fine" in checked
        status, _, said = await ran(both.given, "teams-remove", OTHER)
        assert status == 0, said
        await _until(there, {**hello, "id": "2"}, 401)
    status, lines, _ = await ran(both.given, "teams-remove", OTHER)
    assert (status, "No such tenant" in lines[0]) == (2, True)


async def _until(teams: Teams, activity: dict[str, object], status: int) -> None:
    for _ in range(120):
        if (await teams.deliver(activity)).status == status:
            return
        await asyncio.sleep(0.25)
    raise AssertionError(f"never {status}")


async def test_a_database_that_is_held_by_another_is_told_in_time_and_nothing_is_lost(sqlite_both: Both) -> None:
    both = sqlite_both
    file = Path(both.given["DATABASE_URL"].removeprefix("sqlite:///"))
    async with running(both.given) as process, aiohttp.ClientSession() as session:
        here, _ = both.teams(process, session)
        await here.tell(ANNA, "hi")
        await here.expect_private(ANNA, "Kring")
        with closing(sqlite3.connect(file, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            begun = time.perf_counter()
            told = here.activities.envelope("message", ANNA, ANNA.direct, id="9", text="settings")
            assert (await here.deliver(told)).status == 503
            assert time.perf_counter() - begun < 5.0
            holder.execute("ROLLBACK")
        await here.expect_private(ANNA, "My settings")
        assert (await here.deliver(told)).status == 200


async def test_a_tenant_that_kring_is_taken_out_of_is_waited_for_and_can_come_back(sqlite_both: Both) -> None:
    both = sqlite_both
    file = Path(both.given["DATABASE_URL"].removeprefix("sqlite:///"))
    async with running(both.given) as process, aiohttp.ClientSession() as session:
        here, _ = both.teams(process, session)
        team = here.tenant.teams[0]
        for coming in range(2):
            await here.install(ANNA, team.id)
            await here.add_kring(ANNA, team, CRAFT)
            assert _ended(file) == [None], coming
            await here.remove_kring(ANNA, team)
            await here.install(ANNA, team.id, "remove")
            assert _ended(file) != [None], coming


def _ended(file: Path) -> list[object]:
    with closing(sqlite3.connect(file)) as reading:
        return [row[0] for row in reading.execute("SELECT ended_at FROM installations")]


async def test_what_is_sent_again_under_the_same_token_is_handled_once(sqlite_both: Both) -> None:
    both = sqlite_both
    async with running(both.given) as process, aiohttp.ClientSession() as session:
        here, _ = both.teams(process, session)
        told = here.activities.envelope("message", ANNA, ANNA.direct, id="7", text="help")
        shown = token(both.here.app_id, both.here.service_url)
        for _ in range(3):
            assert (await here.deliver(told, bearer=shown)).status == 200
        helped = here.words(await here.expect_private(ANNA, "Kring"))
        await here.tell(ANNA, "settings")
        await here.expect_private(ANNA, "My settings")
        assert [here.words(each) for each in here.private(ANNA)].count(helped) == 1
