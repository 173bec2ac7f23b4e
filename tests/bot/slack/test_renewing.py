"""Tokens that expire: renewed by one at a time, however many want to speak, and nothing that was said is lost."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.slack.workspaces import RENEWING
from bot.checking import check
from bot.settings import read
from facilitation.communities.model import Founding, found
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from storage.unit import SqlUnit
from tests.bot.slack.house import Installs, eventually, installs, settings
from tests.emulators.slack_oauth import SlackOauth, slack_oauth
from tests.stores import FreshDatabase

ACME = "T01ACME"
HERE = WorkspaceId(f"slack:{ACME}")
ANN = AccountRef(HERE, f"UANN{ACME}")
HALF_A_DAY = 12 * 60 * 60
SOON = 30 * 60  # seconds: within the hour in which it is renewed


@pytest.fixture
async def slack() -> AsyncIterator[SlackOauth]:
    async with slack_oauth() as served:
        served.team(ACME, "Acme")
        served.slow = 0.2
        served.tells_who = False  # or Kring would ask who that is, and renew the token for that
        yield served


async def all_answered(kring: Installs, times: int) -> None:
    before = len(kring.slack.teams[ACME].posted)
    answers = await asyncio.gather(*(kring.says(ACME, "help") for _ in range(times)))
    assert answers == [200] * times
    await eventually(lambda: {"ok": 1} if len(kring.slack.teams[ACME].posted) >= before + times else None)


@pytest.mark.parametrize("lasts", [SOON, 1])
async def test_five_events_on_an_expiring_token_make_one_renewal_and_all_are_answered(
    database: str, slack: SlackOauth, lasts: int
) -> None:
    async with installs(database, slack) as kring:
        slack.rotates = lasts
        await kring.browser().installs(ACME)
        await asyncio.sleep(1.1 if lasts == 1 else 0)
        slack.rotates = HALF_A_DAY
        await all_answered(kring, 5)
        assert slack.renewed == 1
        await all_answered(kring, 5)
        assert slack.renewed == 1


async def test_two_processes_make_one_renewal(fresh_database: FreshDatabase, slack: SlackOauth) -> None:
    database = fresh_database("postgresql")
    async with installs(database, slack) as one, installs(database, slack) as two:
        slack.rotates = SOON
        await one.browser().installs(ACME)
        slack.rotates = HALF_A_DAY
        await asyncio.gather(all_answered(one, 5), all_answered(two, 5))
        assert slack.renewed == 1


async def test_a_token_that_slack_says_has_expired_is_renewed_before_its_time(database: str, slack: SlackOauth) -> None:
    async with installs(database, slack) as kring:
        slack.rotates = HALF_A_DAY
        await kring.browser().installs(ACME)
        slack.expire(ACME)
        await all_answered(kring, 1)
        assert slack.renewed == 1


async def test_while_it_can_not_be_renewed_the_token_that_is_good_for_a_while_yet_will_do(
    database: str, slack: SlackOauth
) -> None:
    async with installs(database, slack) as kring:
        slack.rotates = SOON
        await kring.browser().installs(ACME)
        slack.fails = "internal_error"
        await all_answered(kring, 2)
        assert slack.renewed == 0


def begin(unit: SqlUnit) -> None:
    found(Founding("Clear writing", "", "en", "Europe/Brussels", PlaceRef(HERE, f"C{ACME}")), ANN, unit)


async def all_told(kring: Installs, database: str, slack: SlackOauth) -> tuple[int, str]:
    """In how many workspaces it is silent soon by `/readyz`, which says no more, and what `./kring check` finds."""
    told = await kring.web.get("/readyz")
    assert ACME not in told.text
    ready = told.json()["silent_soon"].get("slack", 0)
    given, _ = read(**settings(database, slack))
    findings = await asyncio.to_thread(check, given)
    return ready, "; ".join(finding.problem for finding in findings if finding.problem)


async def test_a_renewal_whose_answer_was_lost_is_told_to_all_who_can_mend_it_and_mended_by_installing_again(
    database: str, slack: SlackOauth
) -> None:
    async with installs(database, slack) as kring:
        slack.rotates, slack.slow = SOON, 0.0
        await kring.browser().installs(ACME)
        slack.rotates, slack.loses = HALF_A_DAY, 1
        await all_answered(kring, 1)
        await kring.does(begin)
        assert await all_told(kring, database, slack) == (0, "")
        await kring.kring.mover.move_to(kring.kring.clock.now() + RENEWING + timedelta(seconds=1))
        await all_answered(kring, 2)
        told = await kring.heard(ACME, "about to fall silent")
        assert told["channel"] == ANN.user
        assert f"/slack/install?team={ACME}" in json.dumps(told)
        assert json.dumps(slack.teams[ACME].posted).count("about to fall silent") == json.dumps(told).count("silent")
        number, said = await all_told(kring, database, slack)
        assert number == 1
        assert HERE in said
        assert "invalid_refresh_token" in said
        assert f"/slack/install?team={ACME}" in said
        await kring.browser().installs(ACME)
        assert await all_told(kring, database, slack) == (0, "")
        await all_answered(kring, 1)
