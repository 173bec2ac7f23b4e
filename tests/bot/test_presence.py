"""Kring knows since when it was away, and tells it once."""

from datetime import timedelta

import pytest

from bot.notes import KeptNotes
from bot.presence import LANE, Presence
from facilitation.events import KringWasAway
from tests.bot.house import House


@pytest.fixture
def away(home: House) -> list[KringWasAway]:
    return home.listener.away


async def test_who_waits_for_a_moment_is_told_since_when_nobody_was_there(
    home: House, away: list[KringWasAway]
) -> None:
    await home.set_timer("subject", home.clock.now() + timedelta(hours=5))
    presence, began = Presence(home.engine, home.clock), home.clock.now()
    await presence.notice()
    assert away == []
    home.clock.pass_by(timedelta(hours=1))
    await presence.notice()
    assert [each.since for each in away] == [began]


async def test_a_restart_within_a_minute_is_nothing(home: House, away: list[KringWasAway]) -> None:
    await home.set_timer("subject", home.clock.now() + timedelta(hours=5))
    presence = Presence(home.engine, home.clock)
    await presence.beat()
    home.clock.pass_by(timedelta(seconds=50))
    await presence.notice()
    assert away == []


async def test_processes_that_start_together_tell_it_once(home: House, away: list[KringWasAway]) -> None:
    await home.set_timer("subject", home.clock.now() + timedelta(hours=5))
    presence, other = Presence(home.engine, home.clock), Presence(home.engine, home.clock)
    await presence.beat()
    home.clock.pass_by(timedelta(hours=1))
    notes = KeptNotes(home.engine, LANE)
    seen = await notes.read()
    await presence.notice()
    for key, value in seen:
        await notes.write(key, value)
    await other.notice()
    assert len(away) == 1


async def test_where_nobody_waits_nobody_is_told(home: House, away: list[KringWasAway]) -> None:
    presence = Presence(home.engine, home.clock)
    await presence.beat()
    home.clock.pass_by(timedelta(hours=1))
    await presence.notice()
    assert away == []
