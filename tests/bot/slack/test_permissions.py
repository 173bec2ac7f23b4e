"""A permission that Kring asks for by now and was not given yet: who could have it given hears of it, once."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from facilitation.communities.model import Founding, found
from facilitation.messages import Notice, ToGroup
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from storage.unit import SqlUnit
from tests.bot.slack.house import Installs, installs
from tests.emulators.slack_oauth import SlackOauth, slack_oauth
from tests.stores import FreshDatabase

ACME = "T01ACME"
HERE = WorkspaceId(f"slack:{ACME}")
ANN, BEN, CEM = (AccountRef(HERE, f"U{name}{ACME}") for name in ("ANN", "BEN", "CEM"))


@pytest.fixture
async def slack() -> AsyncIterator[SlackOauth]:
    async with slack_oauth() as served:
        served.team(ACME, "Acme")
        yield served


async def meets_in_a_group(kring: Installs) -> None:
    """As a confidential session would."""

    def post(unit: SqlUnit) -> None:
        community = unit.people.communities_in(HERE)[0]
        unit.enter(community, None)
        unit.outbox.post(ToGroup((BEN, CEM)), Notice("among ourselves"), key=f"group-{next(kring.numbers)}")

    await kring.does(post)


def begin(unit: SqlUnit) -> None:
    found(Founding("Clear writing", "", "en", "Europe/Brussels", PlaceRef(HERE, f"C{ACME}")), ANN, unit)


@pytest.mark.parametrize("switched_on", [True, False])
async def test_who_facilitates_is_told_why_and_where_it_is_given(
    fresh_database: FreshDatabase, slack: SlackOauth, switched_on: bool
) -> None:
    database = fresh_database("sqlite")
    async with installs(database, slack) as before:
        await before.browser().installs(ACME)
        await before.says(ACME, "help")
        await before.does(begin)
    features = "private-groups" if switched_on else ""
    async with installs(database, slack, slack_features=features) as kring:
        for _ in range(3):
            await meets_in_a_group(kring)
        await asyncio.sleep(0.5)
        await kring.days_pass(4)  # until it is nobody's night or weekend
        if not switched_on:
            assert "permission" not in json.dumps(slack.teams[ACME].posted)
            return
        told = await kring.heard(ACME, "one more permission")
        assert told["channel"] == ANN.user
        assert "/slack/permissions?scopes=mpim%3Awrite" in json.dumps(told)
        await asyncio.sleep(0.3)
        assert json.dumps(slack.teams[ACME].posted).count("/slack/permissions") == 1
        await kring.browser().installs(ACME)
        await meets_in_a_group(kring)
        assert (await kring.heard(ACME, "among ourselves"))["channel"].startswith("G")
