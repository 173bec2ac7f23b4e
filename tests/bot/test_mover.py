"""Moved time: what would have happened on the way happens, at its moment and in its order."""

from datetime import timedelta

import pytest

from bot.clock import ShiftedClock
from bot.mover import Mover
from facilitation.events import TimerDue
from facilitation.messages import Notice, ToPlace
from facilitation.people import PlaceRef
from facilitation.ports.memory import UnitOfWork
from tests.bot.house import HERE, MONDAY, House, Monday, text_of

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def mover(home: House) -> Mover:
    return Mover(home.engine, home.clock, home.ticker, home.postman)


def _daily_with_an_echo(timer: TimerDue, work: UnitOfWork) -> None:
    """Comes back every day, and has something posted an hour later."""
    work.outbox.post(ToPlace(PlaceRef(HERE, "general")), Notice(timer.subject), not_before=work.now + HOUR)
    work.timers.set("listener.ring", timer.subject, timer.due_at + DAY)


async def test_everything_on_the_way_happens_at_its_own_moment(home: House, mover: Mover) -> None:
    home.listener.on_timer = _daily_with_an_echo
    await home.set_timer("early", MONDAY + HOUR)
    await home.set_timer("late", MONDAY + HOUR * 8)
    await mover.move_to(MONDAY + 2 * DAY)
    assert home.clock.now() == MONDAY + 2 * DAY
    assert [(when - MONDAY, subject) for when, subject in home.listener.timers] == [
        (HOUR, "early"),
        (8 * HOUR, "late"),
        (DAY + HOUR, "early"),
        (DAY + 8 * HOUR, "late"),
    ]
    assert [(when - MONDAY, text_of(outgoing)) for when, outgoing in home.platform.arrived] == [
        (2 * HOUR, "early"),
        (9 * HOUR, "late"),
        (DAY + 2 * HOUR, "early"),
        (DAY + 9 * HOUR, "late"),
    ]


async def test_what_is_due_at_the_very_moment_happens_too(home: House, mover: Mover) -> None:
    await home.set_timer("tea", MONDAY + HOUR)
    await mover.move_to(MONDAY + HOUR)
    assert [subject for _, subject in home.listener.timers] == ["tea"]


async def test_time_never_goes_back(home: House, mover: Mover) -> None:
    await mover.move_to(MONDAY + DAY)
    await mover.move_to(MONDAY)
    assert home.clock.now() == MONDAY + DAY


async def test_something_that_cannot_be_done_does_not_hold_time_up(home: House, mover: Mover) -> None:
    home.platforms.away = True
    home.listener.failing = {"broken"}
    await home.post("to nobody")
    await home.set_timer("broken", MONDAY)
    await home.set_timer("whole", MONDAY + HOUR)
    await mover.move_to(MONDAY + 3 * HOUR)
    assert home.clock.now() == MONDAY + 3 * HOUR
    assert [subject for _, subject in home.listener.timers] == ["whole"]


async def test_something_that_is_always_due_does_not_hold_time_up(home: House, mover: Mover) -> None:
    def at_once(timer: TimerDue, work: UnitOfWork) -> None:
        work.timers.set("listener.ring", timer.subject, work.now)

    home.listener.on_timer = at_once
    await home.set_timer("restless", MONDAY)
    await mover.move_to(MONDAY + timedelta(minutes=5))
    assert home.clock.now() == MONDAY + timedelta(minutes=5)


async def test_a_restart_keeps_how_far_time_was_moved(home: House, mover: Mover) -> None:
    await mover.move_to(MONDAY + DAY)
    restarted = ShiftedClock(Monday())
    await Mover(home.engine, restarted, home.ticker, home.postman).restore()
    assert restarted.now() == MONDAY + DAY
