"""Tokens that expire: renewed by one at a time, however many want to speak, and nothing that was said is lost."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.bot.slack.house import Installs, eventually, installs
from tests.emulators.slack_oauth import SlackOauth, slack_oauth
from tests.stores import FreshDatabase

ACME = "T01ACME"
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
